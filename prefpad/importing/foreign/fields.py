"""Target fields of the columns in a list: a customer's fields, and their notes."""

from __future__ import annotations

from typing import NamedTuple

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.memoize import pattern
from prefpad.domain.normalize import fold
from prefpad.domain.vocabulary import one_of

DAYS = ("birthday", "anniversary", "occasion", "visit")
"""The fields that hold days."""
PARTS_OF_A_NAME = ("first name", "middle name", "last name", "suffix")
"""The fields that make a name together."""
HANDLES = ("alias", "email", "card", "phone")
"""The fields of handles but for ids, in the order in which those of a row are kept."""

_NUMBER = pattern(r"\d+")
_BETWEEN_WORDS = pattern(r"[^\w#]+|_+")


class TargetField(NamedTuple):
    """Where a column goes: one of `FIELDS`, and for a fact its topic if it is not the column's name."""

    field: str
    topic: str = ""

    def __str__(self) -> str:
        return f"{self.field}:{self.topic}" if self.topic else self.field


FACT, KEEP, REFUSAL = TargetField("fact"), TargetField("keep"), TargetField("not messages")
OF_CONSENT = frozenset({"messages", "not messages"})
ADDRESS = TargetField("fact", "address")
VISIT, STATUS = TargetField("visit"), TargetField("status")
BOOKING, TIME, SERVICE = TargetField("booking"), TargetField("time"), TargetField("service")
STORED = (KEEP, STATUS, BOOKING, TIME, SERVICE)
"""Where columns go that are stored with the import and not shown on the card."""


def home_named(text: str) -> TargetField:
    """Return the target that a text names: a field, or `fact:TOPIC`.

    Raises:
        AskedWrongly: it names none.
    """
    field, colon, topic = text.partition(":")
    field, topic = fold(field), topic.strip()
    if field not in FIELDS or (colon and field != "fact"):
        raise AskedWrongly(
            f"There is no field called {text[:40]!r}.",
            f"A column goes to {one_of((*FIELDS, 'fact:TOPIC'))}.",
        )
    return TargetField(field, topic)


def listed(names: str) -> tuple[str, ...]:
    """Return the columns in a comma-separated text."""
    return tuple(name.strip() for name in names.split(","))


def column_key(name: str) -> str:
    """Return a column's name for comparison: its folded words, each number as `#`.

    `E-mail 2 - Value` gives `e mail # value`, as `E-mail 1 - Value` does.
    """
    numbered = _NUMBER.sub(" # ", fold(name))
    return " ".join(_BETWEEN_WORDS.sub(" ", numbered).split())


FIELDS = {
    "name": "the full name",
    "first name": "the first part of the name",
    "middle name": "the middle of the name",
    "last name": "the last part of the name",
    "suffix": "what comes after the name, such as Jr.",
    "title": "Mr., Dr. and so on, for the formal address",
    "alias": "another name they go by",
    "formal": "the formal address",
    "familiar": "the familiar address, if they offered it",
    "said": "how the name is said aloud",
    "company": "the company: a fact, and the name if there is no other",
    "phone": "a phone number",
    "email": "an e-mail address",
    "card": "a customer card, or a number of yours",
    "id": "their id in the program that wrote the list",
    "tags": "tags",
    "role": "customer, colleague or supplier",
    "birthday": "the birthday, with or without the year",
    "birth year": "the year they were born",
    "birth month": "the month of the birthday",
    "birth day": "the day of the birthday",
    "anniversary": "the anniversary",
    "visit": "a day they were here, or one ahead on which they are expected",
    "time": "the time of day of that visit",
    "service": "what they come for on that visit",
    "booking": "the number of the booking in the row",
    "note": "a remark",
    "likes": "what they like",
    "dislikes": "what they dislike",
    "need": "what they must have",
    "allergy": "an allergy, seen first",
    "access": "an access need, seen first",
    "fact": "a fact whose topic is the column's name; fact:TOPIC names another",
    "occasion": "a day to remember, called what the topic column before it says",
    "occasions": "days to remember, as birthday=1980-03-14; name day=03-14",
    "topic": "what the fact or occasion in the next column is about",
    "messages": "consent to messages: yes, no, subscribed, unsubscribed",
    "not messages": "the opposite: a yes means that they want no messages",
    "status": "what became of that visit; a cancelled one does not count",
    "keep": "not recognised: stored, and shown with the customer",
}
"""Every field a column can go to, with what it holds."""
