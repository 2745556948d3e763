"""Alerts: how a remark that states an allergy or access need becomes a note that is seen first.

An alert is a need, no matter who said it, and stands at once. What else a remark says stays with it, unless
that is private: then the alert has the words of the need alone, and the rest is a note of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prefpad.domain.memoize import Memo, pattern
from prefpad.domain.normalize import fold, name_words
from prefpad.domain.record import Record, replace
from prefpad.domain.vocabulary import KINDS
from prefpad.notes.discretion import HIDDEN, discreet, with_topic
from prefpad.notes.draft import Draft, resolve_attributes
from prefpad.notes.health_needs import find_needs, needs_of_answer
from prefpad.notes.sensitive import RULE_OF_FAITH
from prefpad.notes.word_lists import SMALL_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from prefpad.domain.models import Note
    from prefpad.domain.vocabulary import Kind, Voice
    from prefpad.notes.draft import NoteAttributes
    from prefpad.notes.health_needs import HealthNeed
    from prefpad.notes.health_rules import Sort
    from prefpad.notes.sensitive import Sensitivity

    Judge = Callable[[str], Sensitivity]

_GIVE_WAY = frozenset({"preference", "need", "fact", "other", "mood"})
_CUT = "\0"
_CUTS = pattern(r"\0(?:\s*\0)*")
_CUT_IN_BRACKETS = pattern(r"\((\s*\0[^()]*)\)")
_AROUND = " \t\n,;.:-\u2013\u2014&/"
_JOINING = r"(?i)^(?:[+]|and|but|und|aber|et|mais|y|pero|e|ma|en|maar|mas)\s+"


class Alert(Record):
    """The alert in a remark.

    Attributes:
        sort: `allergy` or `access`.
        text: its words.
        need: those of them that state it.
        rest: what else the remark says if that is private, or None.
    """

    sort: Sort
    text: str
    need: str
    rest: str | None = None


class Apart:
    """The notes that a draft is split into.

    Attributes:
        draft: the note itself; the alert if it is one.
        beside: the other one: what is private in the remark, or the alert in a promise.
        alert_for: what made an alert of what nobody called one, `allergy` or `access`, or None.
    """

    def __init__(
        self, draft: Draft, beside: Draft | None = None, alert_for: Sort | None = None
    ) -> None:
        self.draft = draft
        self.beside = beside
        self.alert_for = alert_for


def alert_in(
    topic: str | None, text: str, judge: Judge, column: Sort | None = None
) -> Alert | None:
    """Return the alert in a remark, or None.

    Args:
        topic: its topic, or None.
        text: the remark.
        judge: tells what a text is about.
        column: what needs the column is about in which it stands, or None.
    """
    needs = find_needs(with_topic(topic, text))
    if column and not needs:
        needs = needs_of_answer(text, column)
    if not needs:
        return None
    parts = [need.part for need in needs]
    shown = [_SHOWN[need, topic, judge] for need in needs]
    need = "; ".join(dict.fromkeys(shown))
    rest = text if _is_cut(shown, needs, topic) else _without(text, parts, topic)
    if not rest or judge(with_topic(topic, _without(rest, shown, topic))).voice != "private":
        return Alert(needs[0].sort, text, need)
    return Alert(needs[0].sort, _closed(need), _closed(need), rest)


def _closed(text: str) -> str:
    """Return a text with the bracket closed that was left open where it was cut."""
    return f"{text})" if text.count("(") > text.count(")") else text


def gives_way(kind: Kind) -> bool:
    """Tell whether a note of this kind turns into the alert; a promise keeps its own note."""
    return kind.name in _GIVE_WAY


def as_alert(attributes: NoteAttributes, *, may_be_said: bool) -> NoteAttributes:
    """Return a note's attributes as those of an alert.

    Args:
        attributes: its attributes so far.
        may_be_said: whether somebody marked it as what the customer told.
    """
    by_rule: Voice = "say" if may_be_said and attributes.source == "told" else "act"
    by_hand = attributes.voice_by_hand and attributes.voice != "private"
    return replace(
        attributes,
        kind=KINDS["need"],
        stance=None,
        voice=attributes.voice if by_hand else by_rule,
        voice_by_hand=by_hand,
        standing="standing",
        alert=True,
        given=False,
    )


def apart(draft: Draft, judge: Judge, column: Sort | None = None) -> Apart:
    """Split a draft into an alert, where it states an allergy or access need, and the rest.

    Args:
        draft: the note as it was written.
        judge: tells what a text is about.
        column: what needs the column is about in which it stands, or None.
    """
    if draft.attributes.alert or draft.is_lowered:
        return Apart(draft)
    found = alert_in(draft.topic, draft.text, judge, column)
    if found is None:
        return Apart(draft)
    if draft.because is not None:
        found = replace(found, text=draft.text, rest=None)
    attributes = as_alert(draft.attributes, may_be_said=draft.may_be_said)
    alert = replace(draft, text=found.text, attributes=attributes, parent=None, by=None)
    if draft.parent is not None or not gives_way(draft.attributes.kind):
        return Apart(draft, replace(alert, text=found.need, every=None), found.sort)
    if found.rest is None:
        return Apart(alert, None, found.sort)
    kept = replace(draft, text=found.rest)
    kept = replace(
        kept, attributes=discreet(kept.attributes, judge(with_topic(kept.topic, kept.text)))
    )
    return Apart(alert, kept, found.sort)


def alert_of_tag(tag: str, today: date, judge: Judge) -> Apart | None:
    """Return the alert in a tag or one of its levels, not confirmed by anybody, or None."""
    levels = tag.split("/")
    found = next(filter(None, (alert_in(None, one, judge) for one in (*levels[::-1], tag))), None)
    if found is None:
        return None
    attributes = as_alert(resolve_attributes("need", source="relayed"), may_be_said=False)
    return Apart(Draft(attributes, None, found.text, today, today), None, found.sort)


def is_known(alert: Draft, notes: Iterable[Note]) -> bool:
    """Tell whether an existing alert already mentions the need."""
    words = _telling(alert.text)
    return any(
        note.alert and note.ended_on is None and not words.isdisjoint(_telling(note.text))
        for note in notes
    )


def _telling(text: str) -> set[str]:
    return {word for word in name_words(text) if word not in SMALL_WORDS}


def _shown(need: HealthNeed, topic: str | None, judge: Judge) -> str:
    """Return the words of a need, led by whose it is, without anything private among them."""
    part = _without_topic(need.part, topic)
    public = _without_private(part, need, judge)
    if public == part.strip(_AROUND):
        part = public
    elif need.sort == "access":
        pieces = [piece.strip(_AROUND) for piece in public.split(HIDDEN)]
        part = next(filter(find_needs, pieces), part)
    elif find_needs(public):
        part = public
    is_said = not need.whose or fold(need.whose) in fold(part)
    return part if is_said else f"{need.whose}: {part}"


_SHOWN: Memo[tuple[HealthNeed, str | None, Judge], str] = Memo(lambda asked: _shown(*asked))


def _without_private(part: str, need: HealthNeed, judge: Judge) -> str:
    """Return the part of a need with `(private)` for what is private, unless that tells the need.

    So staff see that there is more to ask where an allergy is to such a thing, as in "allergic to HIV
    medication".
    """
    while (judged := judge(part)).subject not in {None, RULE_OF_FAITH}:
        if not judged.word or judged.word in fold(need.word):
            break
        less = _cut_out(judged.word, part)
        if less == part:
            break
        part = less
    return _CUTS.sub(HIDDEN, _CUT_IN_BRACKETS.sub(r"\1", part))


def _cut_out(word: str, text: str) -> str:
    """Return a text with a mark for a folded word."""
    folded = fold(text) if len(fold(text)) == len(text) else text.lower()
    kept, end = "", 0
    for found in re.finditer(re.escape(word), folded):
        kept, end = f"{kept}{text[end : found.start()]}{_CUT}", found.end()
    return kept + text[end:]


def _is_cut(shown: list[str], needs: tuple[HealthNeed, ...], topic: str | None) -> bool:
    return any(
        _without_topic(need.part, topic) not in words
        for words, need in zip(shown, needs, strict=True)
    )


def _without_topic(part: str, topic: str | None) -> str:
    if topic and fold(part).startswith(f"{fold(topic)} "):
        return part[len(topic) :].strip(_AROUND)
    return part


def _without(text: str, parts: list[str], topic: str | None) -> str:
    """Return a text without some of its parts and the words that joined them."""
    for part in parts:
        before, found, after = text.partition(_without_topic(part, topic))
        if found:
            halves = before.rstrip(_AROUND), re.sub(_JOINING, "", after.strip(_AROUND))
            text = ", ".join(filter(None, halves))
    return text.strip(_AROUND)
