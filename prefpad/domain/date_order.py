"""The setting that says how an owner writes days in figures."""

from __future__ import annotations

from prefpad.domain.dates import DATE_ORDERS, DateOrder
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.normalize import fold
from prefpad.domain.setting import Setting
from prefpad.domain.vocabulary import one_of


def _date_order(text: str) -> DateOrder | None:
    for order in DATE_ORDERS:
        if fold(text) == order:
            return order
    if text:
        raise AskedWrongly(
            f"{text[:40]!r} is not a way to write dates.",
            f"It is {one_of(DATE_ORDERS)}.",
        )
    return None


def _order_or_nothing(order: DateOrder | None) -> str:
    return order or ""


def _order_in_words(order: DateOrder | None) -> str:
    readings = {"dmy": "3 April", "mdy": "March 4", "ymd": "refused, as the year comes last"}
    return f"03/04/2026 is {readings[order] if order else 'refused, as it can be read two ways'}."


DATE_ORDER = Setting(
    "date-order",
    "How you write dates in figures: dmy, mdy or ymd.",
    "",
    _date_order,
    written=_order_or_nothing,
    said=_order_or_nothing,
    explained=_order_in_words,
)
