"""The words of the pad: what a note can be, who said it, and what may be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from prefpad.domain.record import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

Voice = Literal["say", "act", "private"]
Source = Literal["told", "observed", "relayed"]
Stance = Literal["likes", "dislikes"]
Standing = Literal["standing", "candidate"]
Role = Literal["customer", "colleague", "supplier"]
Consenting = Literal["asked", "given", "refused", "withdrawn"]
Ending = Literal["gone", "done", "withdrawn", "mistake"]
SetBy = Literal["note", "topic", "kind", "learned"]
KindName = Literal[
    "preference",
    "need",
    "want",
    "mood",
    "problem",
    "promise",
    "extra",
    "praise",
    "fact",
    "other",
]

_MOST_NAMED = 12
_LONGEST_NAME = 24

VOICES: tuple[Voice, ...] = get_args(Voice)
SOURCES: tuple[Source, ...] = get_args(Source)
STANCES: tuple[Stance, ...] = get_args(Stance)
ROLES: tuple[Role, ...] = get_args(Role)
CONSENTS: tuple[Consenting, ...] = get_args(Consenting)

ARCHIVE = "prefpad export"
"""The layout of an import that brought a whole pad, and so no list."""

OWN_NAMES = ("name", "alias")
"""The kinds of handles by which a person is known; two who share one may be the same."""
ADDRESSES = ("formal", "familiar")
"""The kinds of handles by which a person is addressed."""
FORMER_NAME = "former"
"""The kind of handle of a name before the customer was renamed: found by, and never shown."""
NAMES = (*OWN_NAMES, *ADDRESSES, FORMER_NAME)
"""The kinds of handles that are names, found by their words."""
NAMED_FIELDS = ("name", *ADDRESSES)
"""The fields of a customer that are handles too."""


class Kind(Record):
    """One kind of note.

    Attributes:
        name: the word for it.
        meaning: what it holds, for help and documents.
        told_voice: the voice of a note that the customer told.
        other_voice: the voice of one that was observed or relayed.
        asked_again: whether it is reconfirmed, and can be a candidate.
        stays_open: whether it stays on the card until it is done.
        lasts_a_day: whether it lapses the day after its day.
        has_day: whether `--by` sets a day it is due.
        done_word: how `done` ends it; empty when only `confirm` can.
    """

    name: KindName
    meaning: str
    told_voice: Voice
    other_voice: Voice
    asked_again: bool = False
    stays_open: bool = False
    lasts_a_day: bool = False
    has_day: bool = False
    done_word: str = ""


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("preference", "what they like or dislike", "say", "act", asked_again=True),
        Kind("need", "what they must have", "say", "act", asked_again=True),
        Kind(
            "want",
            "what they hope for this time",
            "say",
            "act",
            lasts_a_day=True,
            has_day=True,
            done_word="granted",
        ),
        Kind("mood", "how they seemed", "act", "act", lasts_a_day=True),
        Kind(
            "problem",
            "what went wrong",
            "act",
            "act",
            stays_open=True,
            has_day=True,
            done_word="solved",
        ),
        Kind(
            "promise",
            "what we said we would do, by a day",
            "act",
            "act",
            stays_open=True,
            has_day=True,
            done_word="kept",
        ),
        Kind(
            "extra", "a small gift or surprise: an idea, or given", "act", "act", done_word="given"
        ),
        Kind("praise", "what they praised, and whom", "act", "act"),
        Kind("fact", "how they found us, how far they come, who sent them", "say", "act"),
        Kind("other", "anything else", "act", "act"),
    )
}


POLL_TOPIC = "poll"
REFERRAL_TOPIC = "referral"
KIND_OF_TOPIC = {POLL_TOPIC: "other", REFERRAL_TOPIC: "fact"}
"""The kind of a note on a topic that the program itself reads, unless another is said."""


def one_of(words: tuple[str, ...]) -> str:
    """Join words as a person lists them: `a, b or c`."""
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def a_note(kind: str) -> str:
    """Return a note of a kind with its article: `a promise`, `an extra`, `a plain note`."""
    if kind == "other":
        return "a plain note"
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def named(columns: Sequence[str]) -> str:
    """Return the names of columns as a sentence can show them: the first of many, each cut."""
    names = ["".join(filter(str.isprintable, name)) for name in columns if name]
    shown = [name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…" for name in names]
    more = f" and {len(names) - _MOST_NAMED:,} more" if len(names) > _MOST_NAMED else ""
    return f"{', '.join(shown[:_MOST_NAMED])}{more}"
