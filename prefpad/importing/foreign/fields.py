"""Where the columns of a customer list go: the fields of a customer, and the notes on one."""

from __future__ import annotations

import re
from typing import NamedTuple

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.normalize import fold
from prefpad.domain.vocabulary import one_of
from prefpad.importing.foreign.fields_core import FIELDS

DAYS = ("birthday", "anniversary", "occasion", "visit")
"""The fields that hold days."""

_NUMBER = re.compile(r"\d+")
_BETWEEN_WORDS = re.compile(r"[^\w#]+|_+")


class TargetField(NamedTuple):
    """Where a column goes: one of `FIELDS`, and for a fact its topic if it is not the column's name."""

    field: str
    topic: str = ""

    def __str__(self) -> str:
        return f"{self.field}:{self.topic}" if self.topic else self.field


FACT, KEEP, REFUSAL = TargetField("fact"), TargetField("keep"), TargetField("not messages")
STORED = (KEEP, TargetField("status"))
"""Where columns go that are stored with the import and not shown on the card."""


def home_named(text: str) -> TargetField:
    """Return the home that a text names: a field, or `fact:TOPIC`.

    Raises:
        AskedWrongly: it names none.
    """
    field, colon, topic = text.partition(":")
    field, topic = fold(field), topic.strip()
    if field not in FIELDS or (colon and field != "fact"):
        raise AskedWrongly(
            f"{text[:40]!r} is no field of a customer.",
            f"A column goes to {one_of((*FIELDS, 'fact:TOPIC'))}.",
        )
    return TargetField(field, topic)


def listed(names: str) -> tuple[str, ...]:
    """Return the columns in a text, one a comma."""
    return tuple(name.strip() for name in names.split(","))


def column_key(name: str) -> str:
    """Return a column's name as lists are compared: its folded words, each number as `#`.

    `E-mail 2 - Value` gives `e mail # value`, as `E-mail 1 - Value` does.
    """
    numbered = _NUMBER.sub(" # ", fold(name))
    return " ".join(_BETWEEN_WORDS.sub(" ", numbered).split())
