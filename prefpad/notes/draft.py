"""A note before it is written: the rules for typed and imported ones alike, and its row."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from prefpad.domain.dates import as_day, parse_interval, past_day
from prefpad.domain.errors import AskedWrongly, BadDay
from prefpad.domain.memoize import pattern
from prefpad.domain.normalize import fold
from prefpad.domain.record import Record, replace
from prefpad.domain.sanitize import without_controls
from prefpad.domain.validation import (
    checked_number,
    checked_text,
    checked_type,
    checked_word,
    checked_words,
    kind_named,
    readable,
)
from prefpad.domain.vocabulary import KIND_OF_TOPIC, SOURCES, STANCES, VOICES, a_note
from prefpad.notes.first_words import read_first_words, read_named_kind
from prefpad.notes.repository import same_key

if TYPE_CHECKING:
    from datetime import date
    from typing import TypedDict, Unpack

    from prefpad.domain.dates import DateOrder, Day, Interval
    from prefpad.domain.models import Note
    from prefpad.domain.vocabulary import Kind, Source, Stance, Standing, Voice
    from prefpad.notes.first_words import FirstWords

    class NoteFields(TypedDict, total=False):
        """The fields of a note as `Pad.add` takes and describes them."""

        kind: str
        topic: str | None
        stance: str | None
        source: str | None
        voice: str | None
        alert: bool | None
        by: Day | None
        on: Day | None
        every: Interval | None
        under: int | Note | None
        because: str | None
        owner: str | None

    from prefpad.db.unit_of_work import UnitOfWork, Value

IDEA = "idea"
LONGEST_TOPIC = 40
_MANY_TOPICS = 1_000

_MORE_THAN_A_MONTH = timedelta(40)
_TOPIC_WORD = r"[^\W\d_][\w/-]*"
_LEADING_TOPIC = pattern(rf"({_TOPIC_WORD})\s?(?::\s+|\uff1a\s*)(?=\S)")
_HASHTAG = pattern(rf"(?<![^\s(,;])#({_TOPIC_WORD})")


class NoteAttributes(Record):
    """Everything about a note but its words and days, with the defaults filled in."""

    kind: Kind
    stance: Stance | None
    source: Source
    voice: Voice
    voice_by_hand: bool
    standing: Standing
    alert: bool
    given: bool


class Wording(Record):
    """What the words and flags of a note say about it.

    Attributes:
        kind: a kind of note, or `idea`.
        stance: `likes`, `dislikes` or None.
        topic: a short word, or None.
        text: the remark, without the topic and the first words that say what it is.
        day: the day that a wish is for, or None.
        is_for_staff: whether its first words keep it from the customer.
        as_typed: the remark before its first words were removed, or None.
    """

    kind: str
    stance: str | None
    topic: str | None
    text: str
    day: date | None = None
    is_for_staff: bool = False
    as_typed: str | None = None


class Draft(Record):
    """A note about to be written, its words checked and its days known.

    Attributes:
        attributes: its kind, source, voice and so on.
        topic: a short word, or None.
        text: the remark.
        noted_on: the day you learned it.
        confirmed_on: the day it was last known to be true.
        by: the day it is due, or None.
        by_is_said: whether that day was given rather than set by default.
        every: the owner's own interval in days, or None.
        parent: the number of the problem it belongs under, or None.
        author: who says so, or None for whoever writes it down.
        because: why its voice differs from what its words call for, or None.
        owner: the colleague who is in charge of it, or None.
        is_lowered: whether somebody said that it is not an alert, whatever its words.
        may_be_said: whether somebody marked it as what the customer told.
        as_typed: the remark with the first words that were taken off, or None.
    """

    attributes: NoteAttributes
    topic: str | None
    text: str
    noted_on: date
    confirmed_on: date
    by: date | None = None
    every: int | None = None
    parent: int | None = None
    author: str | None = None
    by_is_said: bool = True
    because: str | None = None
    owner: str | None = None
    is_lowered: bool = False
    may_be_said: bool = False
    as_typed: str | None = None

    def __hash__(self) -> int:
        """Hash the words and the day alone, in which most drafts differ: there are many fields."""
        return hash((self.topic, self.text, self.noted_on))


def make_draft(
    text: str, today: date, order: DateOrder | None = None, **fields: Unpack[NoteFields]
) -> Draft:
    """Return a draft of a note written on the day `today`, its words and days checked.

    Raises:
        AskedWrongly: unknown or conflicting words, an invalid day or interval.
    """
    source, alert = fields.get("source"), fields.get("alert")
    wording = understand(text, today, order, **fields)
    settled = resolve_attributes(
        wording.kind,
        wording.stance,
        source or "told",
        fields.get("voice"),
        alert=bool(alert),
        is_bare=wording.topic is None,
    )
    if not settled.voice_by_hand and wording.is_for_staff:
        settled = replace(settled, voice="act")
    text = wording.text
    noted_on = past_day(fields.get("on"), today, order)
    by, every, under = fields.get("by"), fields.get("every"), fields.get("under")
    check_timing(settled.kind, has_by=by is not None, has_every=every is not None)
    if by is None and settled.kind.has_day:
        from prefpad.domain.trailing_day import split_trailing_by

        text, by = split_trailing_by(text, today, order) or (text, wording.day)
    due_by = None if by is None else due_day(by, noted_on, today, order)
    if settled.kind.name == "promise" and due_by is None:
        due_by = today
    days = None if every is None else parse_interval(every)
    return Draft(
        settled,
        wording.topic,
        text,
        noted_on,
        noted_on,
        due_by,
        days,
        parent=None if under is None else checked_number("note", under),
        by_is_said=by is not None,
        because=checked_reason(fields.get("because"), fields.get("voice")),
        owner=checked_owner(fields.get("owner")),
        is_lowered=alert is False,
        may_be_said=source == "told" or bool(alert) or fields.get("kind") == "need",
        as_typed=wording.as_typed,
    )


def due_day(by: Day, noted_on: date, today: date, order: DateOrder | None = None) -> date:
    """Return the day by which something is due; a day without a year is the next after it was noted.

    Such a day has the same month and day whatever day one counts from; `tomorrow` does not.

    Raises:
        BadDay: as `as_day` does.
    """
    from_today = as_day(by, today=today, toward="future", order=order)
    try:
        from_then, from_later = (
            as_day(by, today=start, toward="future", order=order)
            for start in (noted_on, noted_on + _MORE_THAN_A_MONTH)
        )
    except BadDay:  # its weekday fits no other year
        return from_today
    in_any_year = {(day.month, day.day) for day in (from_today, from_then, from_later)}
    return from_then if len(in_any_year) == 1 else from_today


def understand(
    text: str, today: date, order: DateOrder | None = None, **fields: Unpack[NoteFields]
) -> Wording:
    """Read kind, stance and topic from a note's words unless flags give them; return the rest too.

    Raises:
        AskedWrongly: the text is blank, too long or unreadable, or the topic is no short word.
    """
    named, kind = fields.get("topic"), fields.get("kind", "preference")
    stance, as_typed = fields.get("stance"), without_controls(checked_text(text)).strip()
    is_flagged = kind != "preference" or bool(stance)

    def said_by(words: str) -> FirstWords | None:
        said = read_first_words(words, today, order)
        if said and said.stance and stance:
            return replace(said, stance=stance)
        return None if said and is_flagged and (said.kind, said.stance) != (kind, stance) else said

    named_kind = None if stance or named else read_named_kind(as_typed, today, kind, order)
    if said := named_kind or said_by(as_typed):
        topic, text = split_topic(said.text, named)
    else:
        topic, text = split_topic(text, named)
        own_kind = KIND_OF_TOPIC.get(fold(topic or ""))
        if own_kind and not (is_flagged or fields.get("alert")):
            return Wording(own_kind, None, topic, text)
        if said := said_by(text):
            text = said.text
    if said is None:
        return Wording(kind, stance, topic, text)
    is_for_staff = not (is_flagged or said.may_be_said)
    return Wording(said.kind, said.stance, topic, text, said.day, is_for_staff, as_typed)


def checked_owner(owner: str | None) -> str | None:
    """Return the name of a colleague with single spaces, or None for no name."""
    return " ".join(checked_words("owner", owner or "").split()) or None


def checked_reason(because: str | None, voice: str | None) -> str | None:
    """Return why a note has its voice, if that was said.

    Raises:
        AskedWrongly: a reason without a voice, or one that is blank.
    """
    if because is None:
        return None
    if not voice:
        raise AskedWrongly("A reason needs the voice it is for.", "Give `voice='say'` or act too.")
    return checked_text(because, "The reason")


def check_timing(kind: Kind, *, has_by: bool, has_every: bool) -> None:
    """Refuse a day or an interval that this kind of note cannot have.

    Raises:
        AskedWrongly: naming the option that does not fit.
    """
    if has_by and not kind.has_day:
        raise AskedWrongly(
            "Only promises, problems and wants have a due day.",
            f"Use `by=` with those, and `on=` for the day that {a_note(kind.name)} was learnt.",
        )
    if has_every and not kind.asked_again:
        raise AskedWrongly(
            "Only preferences and needs are asked again.",
            f"Use `every=` with those; this is {a_note(kind.name)}.",
        )


def resolve_attributes(
    kind: str,
    stance: str | None = None,
    source: str = "told",
    voice: str | None = None,
    *,
    alert: bool = False,
    is_bare: bool = False,
) -> NoteAttributes:
    """Fill in the attributes of a note by rule.

    Args:
        kind: a kind of note, or `idea` for an extra not given yet.
        stance: `likes`, `dislikes` or None; only preferences and needs have one.
        source: `told`, `observed` or `relayed`.
        voice: chosen by hand; None for the default of the kind and source.
        alert: a preference that is an alert is a need.
        is_bare: whether it has no topic; a preference with neither that nor a stance is for staff.

    Raises:
        AskedWrongly: an unknown word, or words that do not go together.
    """
    settled = kind_named("extra" if kind == IDEA else kind)
    if alert and settled.name == "preference" and not stance:
        settled = kind_named("need")
    if alert and settled.name != "need":
        raise AskedWrongly(
            f"A {settled.name} cannot be an alert.", "Only a need is seen first; use `kind='need'`."
        )
    taken = checked_word("stance", stance, STANCES) if stance else None
    if taken and not settled.asked_again:
        raise AskedWrongly(
            f"A {settled.name} has no stance.", "Only preferences and needs like or dislike."
        )
    came = checked_word("source", source, SOURCES)
    by_hand = checked_word("voice", voice, VOICES) if voice else None
    if by_hand:
        refuse_private_alert(alert, by_hand)
    told = came == "told"
    candidate = settled.asked_again and not told and not alert
    is_for_staff = (alert and not told) or (is_bare and settled.name == "preference" and not stance)
    by_rule = "act" if is_for_staff else settled.told_voice if told else settled.other_voice
    return NoteAttributes(
        settled,
        taken,
        came,
        by_hand or by_rule,
        bool(by_hand),
        "candidate" if candidate else "standing",
        alert,
        given=kind == "extra",
    )


def refuse_private_alert(alert: bool, voice: str) -> None:
    """Refuse an alert that nobody would see.

    Raises:
        AskedWrongly: an `alert` whose `voice` is private.
    """
    if alert and voice == "private":
        raise AskedWrongly(
            "An alert cannot be private: it must be seen first.", "Leave one of the two out."
        )


def split_topic(text: str, topic: str | None = None) -> tuple[str | None, str]:
    """Return the topic and the text without it.

    A first word with a colon or a `#word` anywhere is the topic, unless `topic` names it. A `#word`
    at either end is taken off; inside the text only its `#` is.

    Raises:
        AskedWrongly: the text is blank, too long or unreadable, or the topic is no short word.
    """
    text = checked_text(text)
    as_typed, text = text, without_controls(text).strip()
    if topic and (topic := without_controls(checked_type("A topic", topic)).strip()):
        return _checked_topic(topic.removeprefix("#")), as_typed
    if led := _LEADING_TOPIC.match(text):
        return _checked_topic(led[1]), text[led.end() :]
    if "#" in text and (tagged := _HASHTAG.search(text)):
        before, after = text[: tagged.start()].rstrip(), text[tagged.end() :].lstrip()
        if not before or not after:
            return _checked_topic(tagged[1]), before or after or tagged[1]
        return _checked_topic(tagged[1]), text[: tagged.start()] + text[tagged.start() + 1 :]
    return None, as_typed


@lru_cache(maxsize=_MANY_TOPICS)
def _checked_topic(topic: str) -> str:
    if len(topic) > LONGEST_TOPIC or not fold(topic):
        raise AskedWrongly(
            f"A topic is a short word of at most {LONGEST_TOPIC} characters.",
            "Use one such as coffee or room.",
        )
    return readable("The topic", " ".join(topic.split()))


def insert_note(writer: UnitOfWork, customer: int, draft: Draft) -> int:
    """Write a new note and return its number."""
    row = note_row(customer, draft, writer.signature.author)
    return writer.insert("notes", {**row, "owner": draft.owner} if draft.owner else row)


def note_row(customer: int, draft: Draft, author: str | None) -> dict[str, Value]:
    """Return the row of a new note."""
    attributes = draft.attributes
    given_on = draft.noted_on.isoformat() if attributes.given else None
    return {
        "customer": customer,
        "parent": draft.parent,
        "kind": attributes.kind.name,
        "topic": draft.topic,
        "topic_key": fold(draft.topic or ""),
        "stance": attributes.stance,
        "text": draft.text,
        "source": attributes.source,
        "voice": attributes.voice,
        "voice_by_hand": int(attributes.voice_by_hand),
        "standing": attributes.standing,
        "alert": int(attributes.alert),
        "no_alert": int(draft.is_lowered),
        "noted_on": draft.noted_on.isoformat(),
        "confirmed_on": draft.confirmed_on.isoformat(),
        "by_day": draft.by.isoformat() if draft.by else None,
        "every": draft.every,
        "ended_on": given_on,
        "ended": given_on and "done",
        "author": draft.author or author,
        "same_key": same_key(attributes.kind.name, draft.topic, draft.text),
        "because": draft.because,
    }
