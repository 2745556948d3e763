"""When to ask again: rates of change, the chance that a thing has changed, the best interval.

Each check says that a thing had, or had not, changed over a known number of days. That is the
problem of a web crawler: Cho and Garcia-Molina, *Estimating frequency of change* (2003), for the
rate; Azar and others, *Tractable near-optimal policies for crawling* (2018), for spending few
checks where they save the most. Rates are per day, spans in days.
"""

from __future__ import annotations

from math import exp, expm1, inf, isfinite, sqrt
from typing import TYPE_CHECKING

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

EIGHTY_PERCENT = 1.2815515655446004
"""How many standard deviations off the middle 80% of a normal distribution reach."""

_CORRECTION_DAYS, _LONGEST_DAYS = 1.0, 1e12
_NARROW_ENOUGH = 1e-12
_CANCELS_OUT = 1e-4
"""Below it the closed form loses its digits to cancellation."""
_MOST_STEPS = 200
_ALL_BUT_INFINITE = 700.0


class Rate(Record):
    """How fast a thing changes.

    Attributes:
        per_day: changes per day.
        low, high: the ends of its 80% interval.
        checks: how many checks it rests on.
        changes: how many of them found a change.
    """

    per_day: float
    low: float
    high: float
    checks: int
    changes: int


class Pile(Record):
    """Checks of the same outcome and of like length, counted together.

    Attributes:
        changed: whether they found a change.
        checks: how many they are.
        days: the sum of the days that each of them looked back on.
    """

    changed: bool
    checks: int
    days: float


def change_rate(
    checks: Iterable[tuple[float, bool]], prior_mean: float, prior_weight: float = 2.0
) -> Rate:
    """Estimate a rate of change from irregular checks.

    Changes are a Poisson process, so a check after t days finds "same" with probability exp(-λt).
    The estimate is the mode in log λ under a gamma prior: λ solves
    w/λ - w/m - Σ_same t + Σ_changed t/(e^(λt) - 1) = 0. The interval is the normal one in log λ,
    from the curvature there.

    Args:
        checks: pairs of days since the last check and whether it had changed; pairs less than a
            day apart are corrections and are left out.
        prior_mean: the rate m expected before any check, per day.
        prior_weight: how many changes w the prior counts for.

    Raises:
        AskedWrongly: a rate or weight that is not positive, or a span that is not a number.
    """
    piles = []
    for days, changed in checks:
        if not isfinite(days):
            raise AskedWrongly("The days between two checks must be a number.")
        if days >= _CORRECTION_DAYS:
            piles.append(Pile(changed, 1, min(days, _LONGEST_DAYS)))
    return piled_rate(piles, prior_mean, prior_weight)


def piled_rate(piles: Iterable[Pile], prior_mean: float, prior_weight: float = 2.0) -> Rate:
    """Estimate a rate of change as `change_rate` does, from checks kept in piles.

    Of the checks that found "same" the sum of days is all that counts. Those that found "changed"
    stand for as many checks at the mean of their days, so they must be of like length.

    Args:
        piles: the checks, each in one of them, corrections left out.
        prior_mean: the rate m expected before any check, per day.
        prior_weight: how many changes w the prior counts for.

    Raises:
        AskedWrongly: a rate or weight that is not positive.
    """
    _require_positive("The prior mean", prior_mean)
    _require_positive("The prior weight", prior_weight)
    piles = list(piles)
    same = sum(pile.days for pile in piles if not pile.changed)
    found = [(pile.checks, pile.days / pile.checks) for pile in piles if pile.changed]
    changes = sum(checks for checks, _ in found)
    late = prior_weight + prior_mean * same
    rate = prior_mean * max(
        prior_weight / late,
        (prior_weight + changes)
        / (late + prior_mean * sum(checks * days for checks, days in found) / 2),
    )
    # The equation is convex and falling and the start is below its root, so each step stays below.
    for _ in range(_MOST_STEPS):
        short, certainty = prior_weight * (1 - rate / prior_mean) - rate * same, prior_weight
        for checks, days in found:
            x = min(rate * days, _ALL_BUT_INFINITE)
            share = x / expm1(x) if x else 1.0
            short += checks * share
            certainty += checks * share * (share + x)
        step = short / certainty
        if step < _NARROW_ENOUGH:
            break
        rate *= 1 + step
    spread = exp(min(EIGHTY_PERCENT / sqrt(certainty), _ALL_BUT_INFINITE))
    checks = sum(pile.checks for pile in piles)
    return Rate(rate, rate / spread, rate * spread, checks, changes)


def chance_changed(rate: float, days: float) -> float:
    """Return the probability that a thing changing at `rate` per day has changed in `days`."""
    return -expm1(-rate * max(days, 0.0))


def question_worth(change_rate: float, visit_rate: float, days: float) -> float:
    """Return the price, in wrong guesses, at which a question after `days` is just worth asking.

    It is (1 - e^(-λt))(1 + vt + v/λ) - vt, which rises from 0 at t = 0 to 1 + v/λ.
    """
    _require_positive("The rate of change", change_rate)
    _require_positive("The rate of visits", visit_rate)
    days = max(days, 0.0)
    ratio = visit_rate / change_rate
    x = change_rate * days
    if x < _CANCELS_OUT:
        return x + (ratio - 1) * x * x / 2 + (1 - 2 * ratio) * x**3 / 6
    return chance_changed(change_rate, days) * (1 + ratio) - ratio * x * exp(-x)


def best_interval(change_rate: float, visit_rate: float, question_price: float) -> float | None:
    """Return the days T to leave a thing alone before asking again, or None to never ask.

    T minimises the cost per day of a cycle that begins with a check, guesses at each visit up to T
    and asks at the first visit after it: (vT - (v/λ)(1 - e^(-λT)) + μ) / (T + 1/v). It is where
    `question_worth` reaches the price μ; for a price of 1 + v/λ and more, asking is never worth it.

    Args:
        change_rate: λ, changes per day.
        visit_rate: v, visits per day.
        question_price: μ, how many wrong guesses one question costs.

    Raises:
        AskedWrongly: a rate that is not positive, or a negative price.
    """
    _require_positive("The rate of change", change_rate)
    _require_positive("The rate of visits", visit_rate)
    if not 0 <= question_price < inf:
        raise AskedWrongly("The price of a question must be a number that is not negative.")
    if question_price >= 1 + visit_rate / change_rate:
        return None
    if question_price == 0:
        return 0.0
    late = 1 / change_rate
    while question_worth(change_rate, visit_rate, late) < question_price:
        late *= 2
    low, high = 0.0, late
    days = min(question_price, sqrt(2 * question_price * change_rate / visit_rate)) / change_rate
    # The slope is λe^(-λT)(1 + vT); where a step leads out of the bounds, they are halved instead.
    for _ in range(_MOST_STEPS):
        short = question_price - question_worth(change_rate, visit_rate, days)
        low, high = (days, high) if short > 0 else (low, days)
        slope = change_rate * exp(-change_rate * days) * (1 + visit_rate * days)
        step = short / slope if slope else inf
        if abs(step) < _NARROW_ENOUGH * days:
            break
        days = days + step if low < days + step < high else (low + high) / 2
    return days


def _require_positive(what: str, value: float) -> None:
    if not 0 < value < inf:
        raise AskedWrongly(f"{what} must be a positive number, not {value}.")
