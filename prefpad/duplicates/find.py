"""Finding the customers who are likely to be one, best first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.customers import repository as customers
from prefpad.customers.lookup import resolve_customer, resolve_exactly
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.validation import checked_limit
from prefpad.duplicates import candidate_rows as twins
from prefpad.duplicates.models import DuplicatePair
from prefpad.duplicates.scoring import LIKELY, bits_of, compare, likelihood

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from prefpad.duplicates.candidate_rows import Pair
    from prefpad.duplicates.scoring import Compared, ComparisonRecord
    from prefpad.session import Session


def duplicates(session: Session, *, customer: str | None, limit: int | None) -> list[DuplicatePair]:
    """Return the pairs of customers who are likely to be one; see `Pad.duplicates`."""
    connection, most = session.connection, checked_limit(limit)
    if customer is None:
        return find_duplicates(connection, most)
    return twins_of(connection, resolve_customer(connection, customer), most)


def mark_distinct(session: Session, one: str, other: str) -> None:
    """Remember that two customers are two."""
    with session.transaction() as writer:
        twins.mark_distinct(writer, *both(session, one, other))


def both(session: Session, one: str, other: str) -> tuple[int, int]:
    """Return the numbers of two customers.

    Raises:
        AskedWrongly: both are the same.
    """
    first, second = (resolve_exactly(session.connection, who) for who in (one, other))
    if first == second:
        raise AskedWrongly(
            "Both names are the same customer.",
            "Name two, as @3 and @7; `pad.customers()` shows the numbers.",
        )
    return first, second


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
