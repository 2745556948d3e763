"""Finding likely duplicates, best first.

A pad is compared pass by pass, those who share a handle first, and no further than it takes to fill
the list that is asked for. What was compared is remembered until one of the two changes.
"""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from prefpad.customers import repository as customers
from prefpad.customers.lookup import resolve_customer, resolve_exactly
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.models import Customer  # noqa: TC001 - a csv names its fields
from prefpad.domain.record import Record
from prefpad.domain.validation import checked_limit
from prefpad.duplicates import candidate_rows as candidates
from prefpad.duplicates import compared_rows as comparisons
from prefpad.duplicates.scoring import (
    FEWEST_TWINS,
    LIKELY,
    MOST_TWINS,
    bits_of,
    compare,
    likelihood,
    twins_per_customer,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator

    from prefpad.duplicates.candidate_rows import Pair
    from prefpad.duplicates.scoring import Compared
    from prefpad.session import Session

    Progress = Callable[[int, int], None]


class DuplicatePair(Record):
    """Two customers who are likely to be one person.

    Attributes:
        one: the one with the longer history, whose name would stay.
        other: the other.
        likelihood: from 0 to 1 that they are one person.
        reasons: what speaks for it and against it, what weighs most first.
    """

    one: Customer
    other: Customer
    likelihood: float
    reasons: tuple[str, ...]


_AT_ONCE = 1000
_A_LARGE_PAD = 10_000
"""On a pad of more customers, only a list without a limit compares everyone."""

_A_FEW = 50
"""At most this many changed customers are compared one by one, and at most one in this many of all."""


def duplicates(
    session: Session,
    *,
    customer: str | None,
    limit: int | None,
    progress: Progress | None = None,
) -> list[DuplicatePair]:
    """Return the likely duplicates; see `Pad.duplicates`."""
    connection, most = session.connection, checked_limit(limit)
    if customer is None:
        return find_duplicates(connection, most, progress)
    return twins_of(connection, resolve_customer(connection, customer), most)


def mark_distinct(session: Session, one: str, other: str) -> None:
    """Mark two customers as different people."""
    with session.transaction() as writer:
        candidates.mark_distinct(writer, *both(session, one, other))


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


def find_duplicates(
    connection: sqlite3.Connection, limit: int | None, progress: Progress | None = None
) -> list[DuplicatePair]:
    """Return the likely duplicates among all customers, best first; see `Pad.duplicates`."""
    search = _Search(connection)
    before = comparisons.memory_of(connection)
    found, passes = _still_true(search, before)
    ways = comparisons.PASSES
    if limit is not None and search.customers > _A_LARGE_PAD:
        ways = ways[: comparisons.SURE_PASSES]
    for way in ways[passes:]:
        pairs, done = way(connection), 0
        while not search.is_enough(found, limit) and (some := [*islice(pairs, _AT_ONCE)]):
            found |= search.possible(some)
            done += len(some)
            if progress:
                progress(done, max(done, comparisons.pairs_found(connection)))
        if search.is_enough(found, limit):
            pairs.close()
            break
        passes += 1
    memory = comparisons.now(connection, passes, search.twins_among(found))
    listed = search.listed(found, limit)
    if memory != before:
        comparisons.remember(connection, before, memory, found)
    return listed


def everyone_was_compared(session: Session) -> bool:
    """Tell whether the last list of duplicates came from comparing everyone."""
    memory = comparisons.memory_of(session.connection)
    return memory is not None and memory.passes == len(comparisons.PASSES)


def twins_of(
    connection: sqlite3.Connection, customer: int, limit: int | None
) -> list[DuplicatePair]:
    """Return the likely duplicates of one customer, best first."""
    search = _Search(connection)
    memory = comparisons.memory_of(connection)
    found = search.possible(search.pairs_of(customer))
    return search.listed(found, limit, memory.twins if memory else FEWEST_TWINS)


def likely_among(
    connection: sqlite3.Connection, pairs: Iterable[Pair], limit: int
) -> list[DuplicatePair]:
    """Return which of some pairs, of whom nobody said that they are two, are likely to be one.

    It costs about the same on a large pad, whose customers are not counted: there are no more than
    the last number, and a pair must have more in common the more there are.
    """
    search = _Search(connection, candidates.last_customer(connection))
    memory = comparisons.memory_of(connection)
    return search.best(pairs, limit, memory.twins if memory else FEWEST_TWINS)


def _still_true(
    search: _Search, memory: comparisons.Memory | None
) -> tuple[dict[Pair, float], int]:
    """Return the remembered pairs, changed customers compared again, and the passes made."""
    if memory is None:
        return {}, 0
    most = max(_A_FEW, search.customers // _A_FEW)
    changed = comparisons.changed_since(search.connection, memory, most)
    if changed is None:
        return {}, 0
    remembered = comparisons.remembered(search.connection)
    found = {pair: bits for pair, bits in remembered.items() if changed.isdisjoint(pair)}
    anew = {pair for number in changed for pair in search.pairs_of(number)}
    return found | search.possible(anew), memory.passes


class _Search:
    """A search among the customers of a pad.

    Attributes:
        connection: the open pad.
        customers: how many there are; counted if not given.
    """

    def __init__(self, connection: sqlite3.Connection, customers: int | None = None) -> None:
        self.connection = connection
        self.customers = customers or candidates.count_customers(connection)
        self._rarity = candidates.rarity_of(connection, self.customers)
        self._fresh: dict[Pair, Compared] = {}

    @cached_property
    def _apart(self) -> set[Pair]:
        return candidates.apart(self.connection)

    def pairs_of(self, customer: int) -> Iterator[Pair]:
        """Yield the pairs of a customer, if still there, that are worth comparing."""
        for one in candidates.evidence(self.connection, [customer]).values():
            for other in candidates.near(self.connection, one):
                yield min(customer, other), max(customer, other)

    def possible(self, pairs: Iterable[Pair]) -> dict[Pair, float]:
        """Return the pairs that may be one person on some pad of this size, with their bits."""
        least = bits_of(LIKELY, self.customers, MOST_TWINS)
        return {pair: found.bits for pair, found in self._compared(pairs, least)}

    def is_enough(self, found: dict[Pair, float], limit: int | None) -> bool:
        """Tell whether enough likely pairs are found."""
        return limit is not None and len(found) >= limit and len(self.likely(found)) >= limit

    def twins_among(self, found: dict[Pair, float]) -> float:
        """Estimate how many duplicates a customer of this pad has."""
        apart = self._apart
        bits = (bits for pair, bits in found.items() if pair not in apart)
        return twins_per_customer(bits, self.customers)

    def likely(self, found: dict[Pair, float], twins: float | None = None) -> list[Pair]:
        """Return the likely pairs, best first, without those marked as different people."""
        least = bits_of(LIKELY, self.customers, twins or self.twins_among(found))
        likely = [pair for pair, bits in found.items() if bits >= least and pair not in self._apart]
        return sorted(likely, key=lambda pair: (-found[pair], pair))

    def listed(
        self, found: dict[Pair, float], limit: int | None, twins: float | None = None
    ) -> list[DuplicatePair]:
        """Return the best pairs, compared again so that every reason is true today."""
        twins = twins or self.twins_among(found)
        fresh = islice(self._likely_now(self.likely(found, twins), twins), limit)
        return self._best_first(fresh, twins)

    def best(self, pairs: Iterable[Pair], limit: int, twins: float) -> list[DuplicatePair]:
        """Return the best of some likely pairs."""
        return self._best_first(self._likely_now(pairs, twins), twins)[:limit]

    def _best_first(
        self, pairs: Iterable[tuple[Pair, Compared]], twins: float
    ) -> list[DuplicatePair]:
        best = sorted(pairs, key=lambda one: (-one[1].bits, one[0]))
        return [self._as_twins(pair, compared, twins) for pair, compared in best]

    def _likely_now(self, pairs: Iterable[Pair], twins: float) -> Iterator[tuple[Pair, Compared]]:
        return self._compared(pairs, bits_of(LIKELY, self.customers, twins))

    def _compared(self, pairs: Iterable[Pair], least: float) -> Iterator[tuple[Pair, Compared]]:
        """Yield in batches those of some pairs that have enough bits; each is compared once."""
        waiting, fresh = iter(pairs), self._fresh
        while some := [*islice(waiting, _AT_ONCE)]:
            known = candidates.evidence(
                self.connection, {number for pair in some if pair not in fresh for number in pair}
            )
            for pair in some:
                one, other = pair
                if one in known and other in known and pair not in fresh:
                    compared = compare(known[one], known[other], self._rarity, least)
                    if compared.bits >= least:
                        fresh[pair] = compared
                if pair in fresh and fresh[pair].bits >= least:
                    yield pair, fresh[pair]

    def _as_twins(self, pair: Pair, compared: Compared, twins: float) -> DuplicatePair:
        def history(number: int) -> tuple[int, int]:
            return -candidates.history_of(self.connection, number), number

        one, other = customers.get(self.connection, sorted(pair, key=history))
        chance = round(likelihood(compared.bits, self.customers, twins), 4)
        return DuplicatePair(one, other, chance, compared.reasons)
