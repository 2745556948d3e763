"""The pad's own options, kept in the file so that it is complete in itself."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, NamedTuple

from prefpad.core.clean import clean
from prefpad.core.dates import DATE_ORDERS
from prefpad.core.errors import PadUnusable

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from prefpad.core.dates import DateOrder

_DEFAULTS = {"question-price": "0.3", "date-order": ""}
_SHOWN_CHARACTERS = 40


class Settings(NamedTuple):
    """The options of one pad.

    Attributes:
        question_price: how many wrong guesses one question costs.
        date_order: the order in which the owner writes dates, or None.
    """

    question_price: float
    date_order: DateOrder | None


def read(connection: sqlite3.Connection, path: Path) -> Settings:
    """Return every setting of the pad at `path`, the defaults where it has none of its own.

    Raises:
        PadUnusable: a setting that makes no sense, which we never write.
    """
    found = _DEFAULTS | dict(connection.execute("SELECT name, value FROM settings"))
    price, order = _number(found["question-price"]), found["date-order"]
    if price is None:
        raise _spoilt(path, "question-price", found["question-price"])
    if order and order not in DATE_ORDERS:
        raise _spoilt(path, "date-order", order)
    return Settings(price, order or None)


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 <= number < inf else None


def _spoilt(path: Path, name: str, value: str) -> PadUnusable:
    return PadUnusable(
        f"{clean(str(path))} has {clean(value[:_SHOWN_CHARACTERS])!r} for its {name}, "
        "which makes no sense.",
        "Go back to your last backup, or correct it in the table settings.",
    )
