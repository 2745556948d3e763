"""Rates learnt from a pad's own checks and visits: how fast topics and customers change.

Rates are per day, spans in days. The estimator of a rate from irregular checks is that of Cho and
Garcia-Molina, *Estimating frequency of change* (2003), with a prior, because checks that all found a
change would leave it without an answer. Upadhyay and others, *Learning to crawl* (2020), on what few
checks cost: most where things change fast, since those are the ones to leave alone when a question is
dear. `tests/bench/reconfirm.py` shows what each rule gains.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from math import exp, log, log2
from operator import sub
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from prefpad.domain.calendar_days import DAYS_IN
from prefpad.domain.record import Record
from prefpad.reconfirmation.estimator import Rate, chance_changed, piled_rate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from prefpad.reconfirmation.estimator import Pile

    Tallies = Mapping[tuple[str, str], Collection[Pile]]

_YEAR = DAYS_IN["year"]
_LIFETIMES = Path(__file__).with_name("lifetimes.txt")
FIRST_RATES: Mapping[str, float] = MappingProxyType(
    {"preference": 1 / (1.5 * _YEAR), "need": 1 / (5 * _YEAR)}
)
NO_LIFETIMES: Mapping[str, float] = MappingProxyType({})
FIRST_VISIT_RATE = 1 / 60
SPAN_CLASSES = 16
VISIT_CLASSES = 12
PACE_CLASSES = range(-1, 2)
UNKNOWN_VISITS = -1
"""The class of visits of customers who have not been here: they come as often as others do."""

_MOST_GAPS = 8
"""How many of the last gaps between visits tell whether a customer is a regular."""
MOST_SLACK = 14
MOST_MISSED = 2
"""How many turns a regular may miss in a row and be expected on the next."""
LONG_AWAY = 180
"""The days after which somebody who comes again is welcomed back."""

_FEWEST_GAPS = 3
_REGULAR_SHARE = 0.75
_VISIT_WEIGHT = 2.0
_LIFETIME_WEIGHT = 1.0
_KIND_WEIGHT = 1.0
_PACE_WEIGHT = 4.0
_MOVED = 0.1


def visit_rate(visits_after_first: int, days: float, mean: float = FIRST_VISIT_RATE) -> float:
    """Estimate how often a customer comes, in visits per day.

    The pad's own mean is the same sum over all customers, with the first mean.

    Args:
        visits_after_first: visit days after the first.
        days: days since the first.
        mean: the rate expected of a new customer.
    """
    return (_VISIT_WEIGHT + visits_after_first) / (_VISIT_WEIGHT / mean + max(days, 0.0))


def visit_class(rate: float) -> int:
    """Return the class of a rate of visits: 0 is daily, and each next one half as often."""
    return min(max(round(-log2(rate)), 0), VISIT_CLASSES - 1)


def visit_rate_of(visit_class: int) -> float:
    """Return the rate of visits, per day, that represents a class."""
    return 2.0**-visit_class


def usual_gap(days: Sequence[int]) -> int | None:
    """Return the usual days between a regular's visits, or None for an irregular customer.

    A regular has at least four visit days, and three in four of the gaps between the last ones are
    as long as the one in the middle, give or take a fifth of it or a day.

    Args:
        days: the last visit days as ordinals, the oldest first.
    """
    if len(days) <= _FEWEST_GAPS:
        return None
    last = days[-_MOST_GAPS - 1 :]
    gaps = sorted(map(sub, last[1:], last))
    usual = gaps[len(gaps) // 2]
    most = slack(usual)
    alike = bisect_right(gaps, usual + most) - bisect_left(gaps, usual - most)
    return usual if alike >= _REGULAR_SHARE * len(gaps) else None


def slack(usual: int) -> int:
    """Return by how many days a regular who comes after that many may be early or late."""
    return min(max(1, usual // 5), MOST_SLACK)


def next_turn(due: int, usual: int, today: int) -> int | None:
    """Return the day on which a regular is expected next, or None for who missed too many turns.

    Args:
        due: the day that follows from their last visit, as an ordinal.
        usual: the days between their visits.
        today: the day it is; a turn is missed once they are later than `slack` allows.
    """
    missed = max(0, -((due + slack(usual) - today) // usual))
    return due + missed * usual if missed <= MOST_MISSED else None


def span_class(days: int) -> int:
    """Return the class of a check's days, each twice as long as the last; 0 is a correction."""
    return min(max(days, 0).bit_length(), SPAN_CLASSES)


class Expected(Record):
    """The expected rate of change of a topic that has few checks.

    Attributes:
        per_day: changes per day.
        weight: how many changes of its own this counts for.
    """

    per_day: float
    weight: float = 2.0


@cache
def first_lifetimes() -> Mapping[str, float]:
    """Return how many days a preference is expected to last, by folded topic.

    They stand in `lifetimes.txt`, each with the reason for it.
    """
    lifetimes: dict[str, float] = {}
    for line in _LIFETIMES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            days, topics, _ = line.split(" | ")
            lifetimes |= dict.fromkeys(topics.split(", "), float(days))
    return MappingProxyType(lifetimes)


def expected_rate(
    kind: str, topic: str, kind_mean: float, lifetimes: Mapping[str, float] = NO_LIFETIMES
) -> Expected:
    """Return the expected rate of a topic: that of its kind, or by its lifetime.

    A lifetime is shortened or lengthened as the kind's is here, and gives way sooner.

    Args:
        kind: one that is asked again.
        topic: the folded topic.
        kind_mean: the rate that is typical of the kind here, per day.
        lifetimes: how many days a preference on a topic is expected to last, by folded topic.
    """
    if kind != "preference" or topic not in lifetimes:
        return Expected(kind_mean)
    return Expected(kind_mean / FIRST_RATES[kind] / lifetimes[topic], _LIFETIME_WEIGHT)


def topic_rate(piles: Iterable[Pile], expected: Expected) -> Rate:
    """Estimate the rate of a topic from its own checks and the expected rate."""
    return piled_rate(piles, expected.per_day, expected.weight)


def kind_means(tallies: Tallies, lifetimes: Mapping[str, float] = NO_LIFETIMES) -> dict[str, float]:
    """Return the rate that is typical of each kind here, per day.

    The typical rate is the geometric mean over topics, each weighted by the changes that its own
    checks found or should have found, so that one often asked about does not speak for all. A kind starts from its first rate and
    follows the other kinds half way.

    Args:
        tallies: the piles of checks of each kind and topic.
        lifetimes: how many days a preference on a topic is expected to last, by folded topic.
    """

    def departure(kind: str, start: float) -> float:
        return _departure(tallies, kind, start, lifetimes)

    departed = {kind: departure(kind, first) for kind, first in FIRST_RATES.items()}
    means = {}
    for kind, first in FIRST_RATES.items():
        others = sum(departed[other] for other in FIRST_RATES if other != kind)
        start = first * exp(others / len(FIRST_RATES))
        means[kind] = start * exp(departure(kind, start))
    return means


def _departure(tallies: Tallies, kind: str, start: float, lifetimes: Mapping[str, float]) -> float:
    """Return by how much, in the log, the topics of a kind change faster than expected."""
    departed, evidence = 0.0, _KIND_WEIGHT
    for (of, topic), piles in tallies.items():
        if of == kind:
            expected = expected_rate(kind, topic, start, lifetimes)
            rate = topic_rate(piles, expected)
            departed += log(rate.per_day / expected.per_day)
            told = max(rate.changes, _changes_expected(piles, expected.per_day))
            evidence += told / (expected.weight + told)
    return departed / evidence


def _changes_expected(piles: Iterable[Pile], rate: float) -> float:
    """Return how many of some checks are expected to find a change, whatever they found."""
    return sum(pile.checks * chance_changed(rate, pile.days / pile.checks) for pile in piles)


def pace(changes: float, expected: float) -> float:
    """Estimate how much faster than others' a customer's notes change.

    Args:
        changes: how many of the customer's checks found a change.
        expected: how many would have at the rates of their topics, the sum of `chance_changed`.
    """
    return (_PACE_WEIGHT + changes) / (_PACE_WEIGHT + expected)


def pace_class(pace: float) -> int:
    """Return the class of a pace: 0 is like others, 1 twice as fast, -1 half as fast."""
    return min(max(round(log2(pace)), PACE_CLASSES[0]), PACE_CLASSES[-1])


def pace_of(pace_class: int) -> float:
    """Return the pace that represents a class."""
    return 2.0**pace_class


def has_moved(rate: float, since: float) -> bool:
    """Tell whether a rate has moved by a tenth, so that the intervals made from it are outdated."""
    return abs(log(rate / since)) >= log(1 + _MOVED)


def is_wish_of_the_day(change_rate: float, visit_rate: float) -> bool:
    """Tell whether a thing changes sooner than the customer returns, so that none may assume it."""
    return change_rate >= visit_rate
