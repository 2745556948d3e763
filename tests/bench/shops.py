"""Shops with a hidden fate: who comes when, and when each preference changes.

Every policy is played against the same visits and the same changes, so that two of them differ only
by what they ask. Days are counted from the opening of the shop.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, exp, log
from typing import NamedTuple

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
        season: how much faster things change in two months of the year than in the others.
        turnover: the share of the preferences on a topic that change at once on a day each year.
        careless: how many of the four on the staff confirm without asking.
        even: as many topics last weeks as years, instead of most a year and more.
        served: the share of visits at which one thing they like is served unasked.
        polite: the share of those who take it though they like another by now, and say nothing.
    """

    shape: float = 0.0
    season: float = 1.0
    turnover: float = 0.0
    careless: int = 0
    even: bool = False
    served: float = 0.0
    polite: float = 0.0


class Visit(NamedTuple):
    """A customer's day in the shop.

    Attributes:
        first: the number of the customer's first preference.
        changes: how often each of the customer's preferences has changed so far.
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
        visits: of all customers, by day.
    """

    world: World
    rates: list[float]
    visit_rates: list[float]
    paces: list[float]
    topics: list[tuple[int, ...]]
    visits: list[Visit]


def open_shop(customers: int, seed: int, world: World) -> Shop:
    """Draw a shop's fate; the same seed draws the same shop."""
    draw = random.Random(seed)
    rates = [1 / days for days in _lifetimes(draw, world)]
    turnovers = [_turnovers(draw) if world.turnover else [] for _ in rates]
    visit_rates, paces, topics, visits = [], [], [], []
    first = 0
    for customer in range(customers):
        visit_rate = _between(draw, SELDOM, OFTEN)
        pace = draw.gammavariate(world.shape, 1 / world.shape) if world.shape else 1.0
        held = tuple(draw.sample(range(TOPICS), draw.randint(FEWEST_HELD, MOST_HELD)))
        changes = [
            sorted(
                _changes(draw, rates[topic] * pace, world.season)
                + [day for day in turnovers[topic] if draw.random() < world.turnover]
            )
            for topic in held
        ]
        visits += [
            Visit(
                day,
                customer,
                first,
                tuple(bisect_right(times, day) for times in changes),
                draw.randrange(STAFF),
            )
            for day in _visit_days(draw, visit_rate)
        ]
        visit_rates.append(visit_rate)
        paces.append(pace)
        topics.append(held)
        first += len(held)
    visits.sort()
    if world.served:
        draw = random.Random(seed)
        visits = [_with_something_served(draw, world, visit) for visit in visits]
    return Shop(world, rates, visit_rates, paces, topics, visits)


def _with_something_served(draw: random.Random, world: World, visit: Visit) -> Visit:
    if draw.random() >= world.served:
        return visit
    which = draw.randrange(len(visit.changes))
    return visit._replace(served=which, is_polite=draw.random() < world.polite)


def _lifetimes(draw: random.Random, world: World) -> list[float]:
    """Draw how many days a preference on each topic lasts in this shop."""
    if world.even:
        return [_between(draw, QUICKEST, SLOWEST) for _ in LIFETIMES]
    return [
        min(max(days * _between(draw, 1 / LOCAL_TWIST, LOCAL_TWIST), QUICKEST), SLOWEST)
        for days in LIFETIMES.values()
    ]


def _between(draw: random.Random, low: float, high: float) -> float:
    return exp(draw.uniform(log(low), log(high)))


def _arrivals(draw: random.Random, rate: float) -> list[float]:
    days = []
    day = draw.expovariate(rate)
    while day < DAYS:
        days.append(day)
        day += draw.expovariate(rate)
    return days


def _visit_days(draw: random.Random, rate: float) -> list[int]:
    days = [ceil(day) for day in _arrivals(draw, rate)]
    return days[:1] + [day for before, day in pairwise(days) if day != before]


def _changes(draw: random.Random, rate: float, season: float) -> list[float]:
    """Draw the days of change; a season quickens two months and keeps the year's mean."""
    if season == 1:
        return _arrivals(draw, rate)
    calm = 6 / (5 + season)
    return [
        day
        for day in _arrivals(draw, rate * calm * season)
        if day % YEAR < YEAR / 6 or draw.random() < 1 / season
    ]


def _turnovers(draw: random.Random) -> list[float]:
    return [year * YEAR + draw.uniform(0, YEAR) for year in range(DAYS // YEAR)]
