"""The owner's words for everyone at the counter, kept as settings.

`about` and `about:TOPIC` are answers for customers who ask what the business stands for. `note:TAG`
is on the card of everyone with that tag or a level below it. `poll` is one open question, which
a card offers once to each customer; the answer is a note with the topic `poll`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.models import TagNote
from prefpad.domain.normalize import fold
from prefpad.domain.record import Record
from prefpad.domain.setting import Setting
from prefpad.domain.validation import readable
from prefpad.domain.vocabulary import POLL_TOPIC

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prefpad.db.settings_store import Settings
    from prefpad.domain.models import Customer, Note

NOTE_FOR = "note:"
"""What the name of a note on everyone with a tag begins with; the tag follows."""
ABOUT_TOPIC = "about:"
"""What the name of an answer begins with; what is asked about follows."""

_LONGEST = 2000


class Poll(Record):
    """An open question to customers.

    Attributes:
        on: the day since which it is asked; answers before it were to another question.
        question: as the owner words it.
    """

    on: date
    question: str


class Answer(Record):
    """The owner's answer to a question of customers.

    Attributes:
        about: what they ask about; empty for what the business stands for as a whole.
        words: what to say.
    """

    about: str
    words: str


def _words(text: str) -> str:
    words = " ".join(text.split())
    if not any(letter.isalnum() for letter in words):
        raise AskedWrongly("The text is empty.", "Write it after the name of the setting.")
    if len(words) > _LONGEST:
        raise AskedWrongly("That text is too long.", f"Use at most {_LONGEST:,} characters.")
    return readable("The text", words)


def _words_or_nothing(text: str) -> str:
    return _words(text) if text else ""


def _typed_poll(text: str, today: date, before: Poll | None) -> str:
    question = _words(text)
    if before and fold(before.question) == fold(question):
        return _written_poll(Poll(before.on, question))
    return _written_poll(Poll(today, question))


def _read_poll(text: str) -> Poll | None:
    if not text:
        return None
    day, _, question = text.partition(" ")
    try:
        return Poll(date.fromisoformat(day), _words(question))
    except ValueError:
        raise AskedWrongly(f"{day[:20]!r} is not a valid date.") from None


def _written_poll(poll: Poll | None) -> str:
    return f"{poll.on} {poll.question}" if poll else ""


def _said_poll(poll: Poll | None) -> str:
    return poll.question if poll else ""


def _explained_poll(poll: Poll | None) -> str:
    if poll is None:
        return 'Set it with `prefpad settings poll "What should we serve at breakfast?"`.'
    return (
        f"Asked since {poll.on}. A card offers it once to each customer, when there is nothing else"
        " to ask; `prefpad add NAME poll: ANSWER` keeps the answer, `prefpad report poll` counts."
    )


POLL = Setting(
    "poll",
    "One open question, offered once to each customer.",
    "",
    _read_poll,
    written=_written_poll,
    said=_said_poll,
    explained=_explained_poll,
    typed=_typed_poll,
)

ABOUT = Setting(
    "about",
    "What you stand for, for customers who ask; about:hiring, about:charity for a topic.",
    "",
    _words_or_nothing,
)


def about_topic(topic: str) -> Setting[Any]:
    """Return the setting that holds the owner's answer on a topic."""
    key = fold(topic)
    return Setting(
        f"{ABOUT_TOPIC}{key}", f"What to say when customers ask about {key}.", "", _words
    )


def note_for(tag: str) -> Setting[Any]:
    """Return the setting that holds the owner's note on everyone with a tag."""
    key = fold(tag)
    return Setting(f"{NOTE_FOR}{key}", f"Shown on the card of everyone tagged {key}.", "", _words)


def answers(settings: Settings) -> list[Answer]:
    """Return the owner's answers, the general one first, then by topic."""
    general = settings.value(ABOUT)
    topics = sorted(name for name in settings.texts if name.startswith(ABOUT_TOPIC))
    return [
        *([Answer("", general)] if general else []),
        *(
            Answer(name.removeprefix(ABOUT_TOPIC), settings.value(about_topic(name[6:])))
            for name in topics
        ),
    ]


def tag_notes(settings: Settings, tags: Iterable[str]) -> list[TagNote]:
    """Return the owner's notes on customers with these tags.

    A note on `guest` is on everyone with `guest/business` too.
    """
    keys = {fold(tag) for tag in tags}
    named = (name.removeprefix(NOTE_FOR) for name in settings.texts if name.startswith(NOTE_FOR))
    return [
        TagNote(tag, settings.value(note_for(tag)))
        for tag in sorted(named)
        if any(key == tag or key.startswith(f"{tag}/") for key in keys)
    ]


def poll_for(settings: Settings, person: Customer, notes: Iterable[Note]) -> str | None:
    """Return the poll's question if it may be put to this customer, or None.

    It is put to customers, once, and only if their answer may be kept.
    """
    poll = settings.value(POLL)
    if poll is None or person.role != "customer" or not person.notes_allowed:
        return None
    answered = any(
        note.topic and fold(note.topic) == POLL_TOPIC and note.noted_on >= poll.on for note in notes
    )
    return None if answered else poll.question
