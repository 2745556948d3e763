"""Finding the customers who are likely to be one, best first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.customers import repository as customers
from prefpad.duplicates import candidates as twins
from prefpad.duplicates.models import DuplicatePair
from prefpad.duplicates.scoring import LIKELY, bits_of, compare, likelihood

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from prefpad.duplicates.candidates import Pair
    from prefpad.duplicates.scoring import Compared, ComparisonRecord


def find_duplicates(connection: sqlite3.Connection, limit: int | None) -> list[DuplicatePair]:
    """Return the likely twins among all customers, best first."""
    known = twins.evidence(connection)
    return _likely(connection, known, twins.pairs(connection, known), limit)


def twins_of(
    connection: sqlite3.Connection, customer: int, limit: int | None
) -> list[DuplicatePair]:
    """Return the likely twins of one customer, best first."""
    near = twins.near(connection, customer)
    known = twins.evidence(connection, {customer, *near})
    return _likely(connection, known, ((customer, number) for number in sorted(near)), limit)


def _likely(
    connection: sqlite3.Connection,
    known: dict[int, ComparisonRecord],
    pairs: Iterable[Pair],
    limit: int | None,
) -> list[DuplicatePair]:
    share = twins.shares(connection)
    count = twins.count_customers(connection)
    least = bits_of(LIKELY, count)
    found: list[tuple[float, Pair, Compared]] = []
    for one, other in pairs:
        compared = compare(known[one], known[other], share, least)
        if compared.bits >= least:
            found.append((-compared.bits, (one, other), compared))
    found.sort(key=lambda pair: pair[:2])
    return [_as_twins(connection, pair, compared, count) for _, pair, compared in found[:limit]]


def _as_twins(
    connection: sqlite3.Connection, pair: Pair, compared: Compared, count: int
) -> DuplicatePair:
    longer = sorted(pair, key=lambda number: (-twins.history_of(connection, number), number))
    one, other = customers.get(connection, longer)
    return DuplicatePair(one, other, round(likelihood(compared.bits, count), 4), compared.reasons)
