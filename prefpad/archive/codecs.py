"""Codecs of an export: how each sort of value is written to json and read back."""

from __future__ import annotations

import json
from datetime import date, time
from typing import TYPE_CHECKING, Any, NamedTuple

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.normalize import as_json
from prefpad.domain.sanitize import clean
from prefpad.domain.validation import LONGEST_NAME, LONGEST_TEXT, readable
from prefpad.domain.vocabulary import one_of

if TYPE_CHECKING:
    from collections.abc import Callable

Value = str | int

MOST = 2**53 - 1
"""The highest number that every reader of json keeps exactly."""

_LONGEST_SHOWN = 40
_SIGN = 1 << 63


class InvalidValue(Exception):
    """A value is not valid; its text is the reason, as in `'May' is not a day`."""


class Codec(NamedTuple):
    """A sort of values.

    Attributes:
        read: from what is in the json to what the pad keeps; raises `InvalidValue`.
        write: the other way; None where the json leaves it out.
    """

    read: Callable[[Any], Value]
    write: Callable[[Any], Any]


def _as_it_is(value: Value) -> Value:
    return value


def shown(value: object) -> str:
    """Return a value quoted, cleaned and shortened for a sentence."""
    text = clean(str(value))
    return f"'{text if len(text) <= _LONGEST_SHOWN else f'{text[:_LONGEST_SHOWN]}…'}'"


def text(longest: int, *, may_be_blank: bool = False) -> Codec:
    """Return the codec of texts of up to that many characters."""

    def read(value: Any) -> str:
        if not isinstance(value, str):
            raise InvalidValue(f"{shown(value)} is not a text")
        if not (may_be_blank or value.strip()):
            raise InvalidValue("it is blank")
        if len(value) > longest:
            raise InvalidValue(f"it is {len(value):,} characters long; the limit is {longest:,}")
        try:
            return readable("It", value)
        except AskedWrongly as error:
            raise InvalidValue("it has a character that cannot be stored") from error

    return Codec(read, _as_it_is)


def word(*allowed: str) -> Codec:
    """Return the codec of these words."""

    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise InvalidValue(f"{shown(value)} is not {one_of(allowed)}")
        return value

    return Codec(read, _as_it_is)


def whole(least: int = 1, most: int = MOST) -> Codec:
    """Return the codec of whole numbers within bounds."""

    def read(value: Any) -> int:
        if type(value) is not int:
            raise InvalidValue(f"{shown(value)} is not a whole number")
        if not least <= value <= most:
            raise InvalidValue(f"{shown(value)} is not from {least} to {most}")
        return value

    return Codec(read, _as_it_is)


def _read_day(value: Any) -> str:
    try:
        if date.fromisoformat(value).isoformat() == value:
            return str(value)
    except (TypeError, ValueError):
        pass
    raise InvalidValue(f"{shown(value)} is not a day such as 2026-03-04")


def _read_time(value: Any) -> str:
    try:
        if time.fromisoformat(value).isoformat("minutes") == value:
            return str(value)
    except (TypeError, ValueError):
        pass
    raise InvalidValue(f"{shown(value)} is not a time such as 09:30")


def _read_flag(value: Any) -> int:
    if not isinstance(value, bool):
        raise InvalidValue(f"{shown(value)} is neither true nor false")
    return int(value)


def _write_flag(value: int) -> bool | None:
    return True if value else None


def _read_identity(value: Any) -> int:
    try:
        number = int(value, 16)
    except (TypeError, ValueError):
        number = -1
    if number < 0 or f"{number:016x}" != value:
        raise InvalidValue(f"{shown(value)} is not an identity of 16 hexadecimal digits")
    return number - 2 * _SIGN if number >= _SIGN else number


def _write_identity(value: int) -> str:
    return f"{value % (2 * _SIGN):016x}"


def _read_fields(value: Any) -> str:
    """Return the fields of a record as the pad keeps them: texts, and lists of texts, by name."""
    said = value.values() if isinstance(value, dict) else [None]
    lists = (one if isinstance(one, list) else [one] for one in said)
    if not all(isinstance(one, str) for one_list in lists for one in one_list):
        raise InvalidValue(f"{shown(value)} is not an object of texts")
    written = as_json(value)
    try:
        return readable("It", written)
    except AskedWrongly as error:
        raise InvalidValue("it has a character that cannot be stored") from error


NAME = text(LONGEST_NAME)
TEXT = text(LONGEST_TEXT)
DAY = Codec(_read_day, _as_it_is)
TIME = Codec(_read_time, _as_it_is)
FLAG = Codec(_read_flag, _write_flag)
"""Yes or no; the json says only yes."""
AUTHOR = text(1 << 20, may_be_blank=True)
"""Whoever wrote, whatever they call themselves."""
FIELDS = Codec(_read_fields, json.loads)
"""What a record of an outside list says, by field."""
IDENTITY = Codec(_read_identity, _write_identity)
"""The identity of a row of a file, in 64 bits that not every reader of json keeps as a number."""
