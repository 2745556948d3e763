"""The notes in a row of a list: remarks, preferences, needs and facts."""

from __future__ import annotations

from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.memoize import Memo, pattern
from prefpad.domain.names import is_of_the_dead
from prefpad.domain.normalize import fold
from prefpad.domain.record import replace
from prefpad.domain.validation import checked_text
from prefpad.importing.csv.cells import YES, Rejected, parted
from prefpad.importing.csv.day_order import is_no_day
from prefpad.importing.foreign import column_words as table
from prefpad.importing.foreign.models import Remark
from prefpad.importing.foreign.name_splitter import split_name
from prefpad.notes.alerts import alert_of_tag, apart
from prefpad.notes.discretion import discreet, with_topic
from prefpad.notes.draft import LONGEST_TOPIC, Draft, resolve_attributes, split_topic
from prefpad.notes.first_words import begins_with_denial, read_first_words
from prefpad.notes.health_needs import (
    find_needs,
    is_denial,
    names_a_substance,
    needs_of_answer,
    owner_in_column,
)
from prefpad.notes.health_rules import may_state_a_need
from prefpad.notes.sensitive import NOTHING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from prefpad.importing.foreign.models import Cell, Cells
    from prefpad.notes.draft import NoteAttributes
    from prefpad.notes.health_rules import Sort
    from prefpad.notes.sensitive import Sensitivity

_KINDS = {
    "note": ("other", None),
    "likes": ("preference", "likes"),
    "dislikes": ("preference", "dislikes"),
    "need": ("need", None),
    "allergy": ("need", None),
    "access": ("need", None),
    "fact": ("fact", None),
}
DELIVERY_ADDRESS = "delivery address"
"""The topic of an address for deliveries where it is not the customer's own."""
OF_NEEDS: tuple[Sort, ...] = ("allergy", "access")
_COLUMNS_OF_NEEDS = {str(sort): sort for sort in OF_NEEDS}
_DIETS = pattern(
    r"(?:(?:strict|strictly|mostly|only|and|und|et|y|e|en|or|streng|nur|[-,/+\s])*"
    r"(?:vegetari\w{1,5}|vegan\w{0,5}|veggie|vegetalien\w{0,2}|pesc[ae]tari\w{1,3}|flexitari\w{1,3}"
    r"|plant[- ]based|halal|kosher|koscher|casher|keto|paleo)\b)+(?:\s(?:only|diet|food))?\W*"
)
"""What people eat who are allergic to nothing, folded."""

_OF_ANY_NEED = YES.union(
    *(table.ALLERGY, table.NEED, table.FILLERS, table.POLITE, table.OWNERS),
    *(table.HOLDERS, table.BROUGHT, table.RELATIVES),
    table.word_set(
        "any have has known alert alerts access accessibility info information no",
        "nein hast haben hat du sie ihr bekannte bekannt besteht bestehen",
        "non avez vous as tu connues",
        "tiene tienes hay alguna conocidas",
        "ha hai qualche note ci sono",
        "nao tem possui alguma conhecidas",
        "nee heb je heeft bent u bekende",
    ),
)
"""Words in the name of a column of needs that tell none of them: `Any allergies?`."""
_ANSWERS_IN_NAME = pattern(r"\s*\([^\W\d_]{1,4}\s?[/|]\s?[^\W\d_]{1,4}\)")

_OTHER = table.word_set(
    "other others sonstige sonstiges andere autre autres otro otra otros altro altra altri outro",
    "outra outros anders overig",
)
"""Folded answers that leave it to another column to say which need it is."""
_STANCES = ("likes", "dislikes")
OF_REMARKS = ("note", "likes", "dislikes", "need")
_WORDS_OF_A_BARE_ANSWER = 3
_PROTOCOL_AT_SCHOOL = pattern(r"\bPAI\b(?=.*llergie)|(?<=llergie)s?\W+PAI\b")
"""The French plan for a child with an allergy, which is no Portuguese father."""
_BEHIND_A_DENIAL = pattern(r"[.,;:!]\s+|\s[-\u2013(]\s?")
_BETWEEN_ANSWERS = pattern(r"[,;/]\s*|\s[-\u2013]\s")
_LONGEST_OTHER = 40
_MOST_CELLS = 20_000
_MOST_FACTS = 1_000
"""Fewer, as each customer may have an address of their own."""

_BETWEEN_TAGS = pattern(r"[;,|\n]|\s+(?=#)|\s+/\s+|(?<=\w)(?=#\w)")
_AROUND_A_TAG = " \t#\"'[]{}*"
_NAMES_OF_A_TAG = ("name", "label", "title", "tag", "value", "text")
_KEPT_AS_TEXT = pattern(r"^'(?=[A-Z0-9]*\d)")
"""The apostrophe by which a spreadsheet keeps a number or a postcode as it is."""


NOBODY_ELSE: Mapping[str, str] = MappingProxyType({})


class NoteReader:
    """Reads the notes in rows; cells that repeat are read once.

    Args:
        today: the day on which they are read.
        several: what stands between the values of a cell that holds more than one.
        judge: tells what a remark mentions.
        told: whether the customers said so themselves.
        whom_they_bring: the pet or child whose needs a column is about that does not say, or empty.
        named: by a column of needs, the one that names whose they are, if another's.
    """

    def __init__(
        self,
        today: date,
        several: str,
        judge: Callable[[str], Sensitivity],
        *,
        told: bool,
        whom_they_bring: str = "",
        named: Mapping[str, str] = NOBODY_ELSE,
    ) -> None:
        self._today = today
        self._several = several
        self._judge = judge
        self._whom_they_bring = whom_they_bring
        self._named = named
        self._source = "told" if told else "relayed"
        self._settled: dict[str, NoteAttributes] = Memo(
            lambda field: resolve_attributes(*_KINDS[field], self._source)
        )
        self._likes: dict[tuple[str, str | None], Draft] = Memo(
            lambda note: Draft(self._settled[note[0]], note[1], "", today, today)
        )
        self._owners: dict[str, str | None] = Memo(
            lambda column: _owner_of_needs(column, whom_they_bring)
        )
        self._asked: dict[str, str] = Memo(_need_in_name)
        self._is_of_others: dict[str, bool] = Memo(
            lambda column: not table.BROUGHT.isdisjoint(split_name(column))
        )
        self._is_of_the_dead: dict[str, bool] = Memo(is_of_the_dead)
        self._places: dict[tuple[str | None, ...], str] = Memo(
            lambda names: " ".join(filter(None, (names[0], fold(names[1] or ""), names[2])))
        )
        self._read: dict[tuple[str, str, str | None, str | None], tuple[Remark, ...]] = Memo(
            lambda asked: self._remarks(*asked), most=_MOST_CELLS
        )
        self._facts: dict[tuple[str, str], tuple[Remark, ...]] = Memo(
            lambda asked: self._remarks("fact", *asked), most=_MOST_FACTS
        )

    def remarks(self, found: Cells, name: str = "") -> Iterator[Remark]:
        """Yield the notes in a row; cells that are about the same thing are one fact.

        Args:
            found: the cells of the row.
            name: the customer's name, which is not a company.

        Raises:
            Rejected: a text or topic is none that a pad can keep.
        """
        facts: dict[str, list[str]] = {}
        for cell in found.of("company"):
            if fold(cell.text) != fold(name):
                facts.setdefault("company", []).append(cell.text)
        for cell in found.of("fact"):
            facts.setdefault(cell.about, []).append(cell.text)
        if {*facts.get(DELIVERY_ADDRESS, ())} <= {*facts.get("address", ())}:
            facts.pop(DELIVERY_ADDRESS, None)
        for about, texts in facts.items():
            yield from self.fact(about, map(self.lines, texts))
        for field in (*OF_REMARKS, *OF_NEEDS):
            if not (cells := found.get(field)):
                continue
            if field in OF_NEEDS:
                yield from self.needs(field, cells, self._others_in(found, name))
            else:
                yield from self.said(field, [cell.text for cell in cells])

    def lines(self, text: str) -> tuple[str, ...]:
        """Return the lines of a cell that holds a fact."""
        if _is_one_line(text) and self._several not in text:
            return (text,)
        return tuple([line for part in text.split(self._several) for line in _lines(part)])

    def fact(self, about: str, cells: Iterable[tuple[str, ...]]) -> tuple[Remark, ...]:
        """Return the notes in the lines of cells that are about the same thing, which are one fact."""
        lines = [*dict.fromkeys(chain.from_iterable(cells))]
        about = about[:LONGEST_TOPIC].strip()
        if len(lines) > 1:
            return self._remarks("fact", ", ".join(lines), about)
        return self._facts[lines[0] if lines else "", about]

    def said(self, field: str, texts: Sequence[str]) -> Iterable[Remark]:
        """Return the notes in the cells of a field of remarks, each once."""
        if len(texts) == 1:
            return self._read[field, texts[0], None, None]
        different = {fold(text): text for text in texts}.values()
        return chain.from_iterable(self._read[field, text, None, None] for text in different)

    def needs(
        self, field: Sort, cells: Sequence[Cell], others: Mapping[str, str] = NOBODY_ELSE
    ) -> Iterator[Remark]:
        """Yield the needs in the columns that ask for them, with whose they are if another's.

        Args:
            field: which needs they ask for.
            cells: the cells of those columns.
            others: the names of others whose needs a column is about.
        """
        owned: dict[str | None, dict[str, str]] = {}
        for cell in cells:
            text = cell.text
            if fold(text) in YES:
                text = self._asked[cell.about] or (text if text.isalnum() else "yes")
            whose = self._owners[cell.about]
            if other := others.get(cell.about):
                whose = f"{whose} {other}" if whose else other
            owned.setdefault(whose, {})[fold(text)] = text
        for whose, said in owned.items():
            for text in _without_a_bare_yes(said, field).values():
                yield from self._read[field, text, field, whose]

    def names_another(self, column: str) -> bool:
        """Tell whether another column names whose needs a column is about."""
        return column in self._named

    def _others_in(self, found: Cells, name: str) -> dict[str, str]:
        """Return whose needs each column is about, by the names of others in a row."""
        if not self._named:
            return {}
        said = {cell.about: cell.text for cell in found.of("fact")}
        return {
            column: said[by]
            for column, by in self._named.items()
            if by in said and fold(said[by]) != fold(name) and len(said[by]) <= _LONGEST_OTHER
        }

    def beside(self, text: str) -> Iterator[Remark]:
        """Yield the remark beside a name as a note, such as `(pays late)`; none if it is empty."""
        if is_of_the_dead(text):
            yield self._death("note beside the name", text)
        elif any(map(str.isalnum, text)):
            for remark in self._read["note", text, None, None]:
                judged = remark if remark.alert_for else self._judged(remark, f"is {remark.text}")
                yield judged._replace(field=f"{remark.field} beside the name")

    def needs_in_tags(self, tags: tuple[str, ...]) -> Iterator[Remark]:
        """Yield an alert for each tag that states an allergy or access need, or a death."""
        for tag in tags:
            if death := self._death_in(None, tag):
                yield self._death(f"tag {fold(tag)}", death)
            elif found := alert_of_tag(tag, self._today, self._judge):
                yield _remark(f"tag {fold(tag)}", found.draft, alert_for=found.alert_for)

    def _remarks(
        self, field: str, text: str, topic: str | None, whose: str | None = None
    ) -> tuple[Remark, ...]:
        """Return the note in a cell, and any part of it that is a separate note."""
        if death := self._death_in(topic, text):
            return (self._death(self._places[field, topic, whose], death),)
        column = _COLUMNS_OF_NEEDS.get(field)
        denies = column is not None and self._denies(text, column)
        if denies:
            if _is_bare_denial(text):
                return ()
            field, column = "note", None
        if column == "allergy" and _DIETS.fullmatch(fold(text)):
            field, column, topic = "need", None, "diet"
        text = _led_by(whose, text, column)
        try:
            about, text = (
                split_topic(text, topic) if field != "note" else (topic, checked_text(text))
            )
        except AskedWrongly as error:
            raise Rejected(f"{field}: {error.sentence}") from None
        if field in _STANCES:
            field, text = self._own_stance(field, text)
        like, place = self._likes[field, about], self._places[field, about, whose]
        if denies or not (column or may_state_a_need(with_topic(about, text))):
            return (self._judged(Remark(place, like, text)),)
        found = apart(replace(like, text=text), self._judge, column)
        note = self._judged(_remark(place, found.draft, found.alert_for))
        if found.beside is None:
            return (note,)
        return note, self._judged(_remark(f"{place} beside", found.beside))

    def _death_in(self, column: str | None, text: str) -> str:
        """Return the words by which a cell says that the customer has died, and not a pet; else none."""
        if self._whom_they_bring or self._is_of_others[column or ""]:
            return ""
        if column and self._is_of_the_dead[column] and not is_no_day(text):
            return column if fold(text) in YES else f"{column}: {text}"
        return text if is_of_the_dead(text) else ""

    def _death(self, field: str, text: str) -> Remark:
        """Return the note that somebody has died, which staff see first and nobody else."""
        attributes = resolve_attributes("need", source="relayed", alert=True)
        return _remark(field, Draft(attributes, None, text, self._today, self._today))

    def _denies(self, text: str, sort: Sort) -> bool:
        """Tell whether an answer denies all needs, though it may go on about something that is private."""
        if not needs_of_answer(text, sort):
            return True
        denied, between, rest = parted(text, _BEHIND_A_DENIAL)
        return (
            bool(between)
            and is_denial(denied)
            and self._judge(rest).voice == "private"
            and not find_needs(rest)
            and not names_a_substance(rest)
        )

    def _own_stance(self, field: str, text: str) -> tuple[str, str]:
        """Return what a cell itself says of a liking, which may be another thing than its column.

        What a column of likes only denies, `no carnations`, is a remark: it is not clear what for.
        """
        if (led := read_first_words(text, self._today)) and led.stance:
            return led.stance, led.text
        is_denied = field == "likes" and begins_with_denial(text)
        return ("note" if is_denied else field), text

    def _judged(self, remark: Remark, said: str = "") -> Remark:
        """Return a remark as discreet as its words call for, or others that say it whole."""
        attributes = remark.like.attributes
        judged = self._judge(said or with_topic(remark.like.topic, remark.text))
        if judged is NOTHING:
            return remark
        kept = discreet(attributes, judged)
        kept_for = judged.subject if kept.voice == "private" else None
        like = remark.like if kept is attributes else replace(remark.like, attributes=kept)
        return remark._replace(like=like, kept_for=kept_for)


def _remark(field: str, draft: Draft, alert_for: Sort | None = None) -> Remark:
    return Remark(field, replace(draft, text=""), draft.text, alert_for=alert_for)


def tells_a_death(remarks: Iterable[Remark]) -> bool:
    """Tell whether one of the notes in a row says that the customer has died."""
    alerts = [one.text for one in remarks if one.like.attributes.alert]
    return any(map(is_of_the_dead, alerts))


def _led_by(whose: str | None, text: str, sort: Sort | None) -> str:
    """Return an answer with whose need it is before it, if it is another's and does not say so."""
    if not whose or (sort and any(need.whose for need in needs_of_answer(text, sort))):
        return text
    return f"{whose}: {text}"


def _is_bare_denial(text: str) -> bool:
    parts = _BETWEEN_ANSWERS.split(text)
    return len(text.split()) <= _WORDS_OF_A_BARE_ANSWER and all(map(is_denial, parts))


def _owner_of_needs(column: str, otherwise: str) -> str | None:
    """Return whose needs a column is about, if another's: `pet` of `Pet allergies`."""
    column = _PROTOCOL_AT_SCHOOL.sub("", column)
    words = split_name(column)
    if not table.HOLDERS.isdisjoint(words):
        return None
    whose = owner_in_column(column) or owner_in_column(" ".join(words))
    return whose or next((word for word in words if word in table.PETS), otherwise or None)


def _need_in_name(column: str) -> str:
    """Return the need that a column's name tells, as `Latex allergy` does; empty for `Allergies?`."""
    name = _ANSWERS_IN_NAME.sub("", column).strip(" ?:*")
    words = {*filter(str.isalpha, split_name(name))}
    return "" if words <= _OF_ANY_NEED else name


def _without_a_bare_yes(texts: dict[str, str], sort: Sort) -> dict[str, str]:
    """Return the answers about a need without a yes or `Other`, if another of them says which it is."""
    if len(texts) == 1:
        return texts
    others = {key: text for key, text in texts.items() if key not in YES | _OTHER}
    return others if any(needs_of_answer(text, sort) for text in others.values()) else texts


def tags_in(cell: str) -> list[str]:
    """Return the tags in a cell: of `vip; weekly`, `vip|weekly`, `#vip #weekly` or json."""
    if cell[:1] in {"[", "{"} and (told := _tags_in_json(cell)):
        return told
    parts = (part.strip(_AROUND_A_TAG) for part in _BETWEEN_TAGS.split(cell))
    return [part for part in parts if part]


def _tags_in_json(cell: str) -> list[str]:
    import json

    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        return []
    listed = found if isinstance(found, list) else [found]
    named = (
        next((one[key] for key in _NAMES_OF_A_TAG if key in one), "")
        if isinstance(one, dict)
        else one
        for one in listed
    )
    return [str(one).strip() for one in named if one]


def _is_one_line(text: str) -> bool:
    is_spaced = text.isprintable() and "  " not in text
    return is_spaced and text[:1] not in " '" and text[-1] != " "


def _lines(cell: str) -> Iterator[str]:
    for line in cell.splitlines():
        text = _KEPT_AS_TEXT.sub("", line) if line.startswith("'") else line
        if words := " ".join(text.split()):
            yield words
