"""Shops with a hidden fate: who comes when, and when each preference changes.

Every policy is played against the same visits and the same changes, so that two of them differ only
by what they ask. Days are counted from the opening of the shop.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, exp, gamma, log
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

YEAR = 365
DAYS = 4 * YEAR
LIFETIMES = {
    "song": 14,
    "special": 45,
    "magazine": 120,
    "cut": 240,
    "coffee": 425,
    "drink": 550,
    "dish": 730,
    "seat": 1095,
    "room": 1460,
    "newspaper": 1825,
    "pillow": 2190,
    "milk": 2557,
}
TOPICS = len(LIFETIMES)
QUICKEST, SLOWEST = min(LIFETIMES.values()), max(LIFETIMES.values())
LOCAL_TWIST = 1.5
OFTEN, SELDOM = 1 / 7, 2 / 365.25
FEWEST_HELD, MOST_HELD = 2, 6
STAFF = 4


@dataclass(frozen=True)
class World:
    """What is true of a shop beyond its rates; the plain one is what the pad supposes.

    Attributes:
        shape: of the gamma multiplier, of mean 1, by which each customer changes more or less often;
            0 when all are alike.
        note_shape: likewise of each preference of a customer.
        season: how much faster things change in two months of the year than in the others.
        turnover: the share of the preferences on a topic that change at once on a day each year.
        drift: by how much a topic quickens, or slows down, from one year to the next.
        ageing: the shape of the Weibull distribution of how long a thing lasts; above 1 it is the
            likelier to change the longer it has been so.
        flips: how many of a hundred changes bring back what was true before.
        tail: the shape of the Pareto distribution of the days between visits; 0 for an exponential one.
        careless: how many of the four on the staff confirm without asking.
        served: the share of visits at which one thing they like is served unasked.
        polite: the share of those who take it though they like another by now, and say nothing.
        between: the days between which the lifetime of each topic is drawn, as many weeks as years,
            instead of its own.
    """

    shape: float = 0.0
    note_shape: float = 0.0
    season: float = 1.0
    turnover: float = 0.0
    drift: float = 1.0
    ageing: float = 1.0
    flips: int = 0
    tail: float = 0.0
    careless: int = 0
    between: tuple[float, float] | None = None
    served: float = 0.0
    polite: float = 0.0


class Visit(NamedTuple):
    """A customer's day in the shop.

    Attributes:
        first: the number of the customer's first preference.
        changes: the number of what is true now of each of the customer's preferences, which is how
            often it has changed so far as long as nothing comes back.
        author: who serves.
        served: which of the customer's preferences is served unasked, or None.
        is_polite: whether they would take it though it has changed.
    """

    day: int
    customer: int
    first: int
    changes: tuple[int, ...]
    author: int
    served: int | None = None
    is_polite: bool = False


@dataclass(frozen=True)
class Shop:
    """A shop's hidden truth.

    Attributes:
        rates: changes per day of each topic.
        visit_rates: visits per day of each customer.
        paces: by how much more often than others each customer changes.
        topics: the topics of each customer's preferences.
        note_paces: by how much more often than others each of them changes.
        visits: of all customers, by day.
    """

    world: World
    rates: list[float]
    visit_rates: list[float]
    paces: list[float]
    topics: list[tuple[int, ...]]
    note_paces: list[list[float]]
    visits: list[Visit]


def open_shop(customers: int, seed: int, world: World) -> Shop:
    """Draw a shop's fate; the same seed draws the same shop."""
    draw = random.Random(seed)
    rates = [1 / days for days in _lifetimes(draw, world)]
    turnovers = [_turnovers(draw) if world.turnover else [] for _ in rates]
    drifts = [draw.choice((world.drift, 1 / world.drift)) if world.drift != 1 else 1 for _ in rates]
    shop = Shop(world, rates, [], [], [], [], [])
    first = 0
    for customer in range(customers):
        visit_rate = _between(draw, SELDOM, OFTEN)
        pace = _pace(draw, world.shape)
        held = tuple(draw.sample(range(TOPICS), draw.randint(FEWEST_HELD, MOST_HELD)))
        note_paces = [_pace(draw, world.note_shape) for _ in held]
        changes = [
            sorted(
                _changes(draw, rates[topic] * pace * own, drifts[topic], world)
                + [day for day in turnovers[topic] if draw.random() < world.turnover]
            )
            for topic, own in zip(held, note_paces, strict=True)
        ]
        values = [_values(draw, len(times), world.flips) for times in changes]
        shop.visits.extend(
            Visit(
                day,
                customer,
                first,
                tuple(
                    had[bisect_right(times, day)]
                    for times, had in zip(changes, values, strict=True)
                ),
                draw.randrange(STAFF),
            )
            for day in _visit_days(draw, visit_rate, world.tail)
        )
        shop.visit_rates.append(visit_rate)
        shop.paces.append(pace)
        shop.topics.append(held)
        shop.note_paces.append(note_paces)
        first += len(held)
    shop.visits.sort()
    if world.served:
        draw = random.Random(seed)
        shop.visits[:] = [_with_something_served(draw, world, visit) for visit in shop.visits]
    return shop


def _with_something_served(draw: random.Random, world: World, visit: Visit) -> Visit:
    if draw.random() >= world.served:
        return visit
    which = draw.randrange(len(visit.changes))
    return visit._replace(served=which, is_polite=draw.random() < world.polite)


def _lifetimes(draw: random.Random, world: World) -> list[float]:
    """Draw how many days a preference on each topic lasts in this shop."""
    if world.between:
        return [_between(draw, *world.between) for _ in LIFETIMES]
    return [
        min(max(days * _between(draw, 1 / LOCAL_TWIST, LOCAL_TWIST), QUICKEST), SLOWEST)
        for days in LIFETIMES.values()
    ]


def _between(draw: random.Random, low: float, high: float) -> float:
    return exp(draw.uniform(log(low), log(high)))


def _pace(draw: random.Random, shape: float) -> float:
    return draw.gammavariate(shape, 1 / shape) if shape else 1.0


def _arrivals(gap: Callable[[], float]) -> list[float]:
    days = []
    day = gap()
    while day < DAYS:
        days.append(day)
        day += gap()
    return days


def _visit_days(draw: random.Random, rate: float, tail: float) -> list[int]:
    """Draw the days of visits, whose mean gap is the same whatever its distribution."""

    def gap() -> float:
        return (
            (draw.paretovariate(tail) - 1) * (tail - 1) / rate if tail else draw.expovariate(rate)
        )

    days = [ceil(day) for day in _arrivals(gap)]
    return days[:1] + [day for before, day in pairwise(days) if day != before]


def _changes(draw: random.Random, rate: float, drift: float, world: World) -> list[float]:
    """Draw the days of change, about as many in four years whatever is true of the world."""
    if world.ageing != 1:
        mean = gamma(1 + 1 / world.ageing)
        return _arrivals(lambda: draw.weibullvariate(1 / (rate * mean), world.ageing))
    season, steady = world.season, [drift**year for year in range(DAYS // YEAR)]
    quickening = [speed * len(steady) / sum(steady) for speed in steady]
    calm, fastest = 6 / (5 + season), max(quickening)
    return [
        day
        for day in _arrivals(lambda: draw.expovariate(rate * calm * season * fastest))
        if (season == 1 or day % YEAR < YEAR / 6 or draw.random() < 1 / season)
        and (drift == 1 or draw.random() < quickening[int(day // YEAR)] / fastest)
    ]


def _values(draw: random.Random, changes: int, flips: int) -> list[int]:
    """Draw what is true before the first change and after each."""
    values = [0]
    for number in range(1, changes + 1):
        back = flips and number > 1 and draw.random() * 100 < flips
        values.append(values[-2] if back else number)
    return values


def _turnovers(draw: random.Random) -> list[float]:
    return [year * YEAR + draw.uniform(0, YEAR) for year in range(DAYS // YEAR)]
