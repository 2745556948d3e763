"""A continuous pace for each customer, or each note, in place of three classes; what it would gain.

The pace multiplies the rate of the topic. It has a gamma distribution of mean 1, whose shape is the one
that predicted the checks best so far, and each check moves it as its likelihood says. The pad does not
learn like this, for little comes of it. Over 4 seeds, with common random numbers, it saves in % of the
wrong guesses that three classes make, at 0.2 and at 0.3 questions a visit (- is not reached):

    world                 a pace learned           every true pace known
    all alike             0.0 ± 1.4   2.4 ± 1.5
    customers differ, 2   3.7 ± 4.0   2.7 ± 3.2     5.9   5.2
    customers differ, 1   5.9 ± 4.5   2.5 ± 8.2    10.4   3.5
    customers differ, .5 12.8 ± 2.9   -            21.8   -
    notes differ, 2       2.9 ± 5.1   2.6 ± 6.6
    notes differ, 1      10.2 ± 3.0   -

The pace learned is each note's where notes differ. The gain is plain only where customers differ with
shape 0.5 or notes with shape 1. Run with `python -m tests.bench.paces`.
"""

from __future__ import annotations

import sys
from functools import cache
from math import exp, exp2, inf, log
from typing import TYPE_CHECKING

from prefpad.reconfirmation.estimator import chance_changed, question_worth
from prefpad.reconfirmation.rates import visit_rate_of
from tests.bench.curves import Curve
from tests.bench.policies import OURS, Known, Learned, Policy, Rules, play
from tests.bench.rules import LEVELS, SEED, interval
from tests.bench.shops import World, open_shop

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from tests.bench.shops import Shop, Visit

CUSTOMERS = 120
SEEDS = 4
PRICES = (0.12, 0.22, 0.35, 0.6, 1.0)
SHAPES = (0.5, 1.0, 2.0, 4.0, 8.0, inf)
GRID = [exp(step * 0.4) for step in range(-9, 8)]
STEPS = 4
"""How many classes a doubling has: the pace is kept to a fifth, so that due days could follow it."""

WORLDS = {
    "all alike": World(),
    "customers differ (2)": World(shape=2.0),
    "customers differ much (1)": World(shape=1.0),
    "customers differ most (.5)": World(shape=0.5),
    "notes differ (2)": World(note_shape=2.0),
    "notes differ much (1)": World(note_shape=1.0),
}


class Paces:
    """What checks say of the paces of some customers or notes."""

    def __init__(self) -> None:
        self._likelihoods: dict[Hashable, list[float]] = {}
        self._scores = dict.fromkeys(SHAPES, 0.0)
        self._paces: dict[tuple[Hashable, float], float] = {}

    @property
    def shape(self) -> float:
        """The shape that predicted the checks best so far; infinity says that all are alike."""
        return max(self._scores, key=self._scores.__getitem__)

    def of(self, key: Hashable) -> float:
        """Return the geometric mean of what the pace may be, to the nearest class."""
        shape = self.shape
        if key not in self._likelihoods:
            return 1.0
        if (key, shape) not in self._paces:
            mean = sum(
                share * log(pace)
                for share, pace in zip(self._posterior(key, shape), GRID, strict=True)
            )
            self._paces[key, shape] = exp2(round(mean / log(2) * STEPS) / STEPS)
        return self._paces[key, shape]

    def observe(self, key: Hashable, changes: float, *, changed: bool) -> None:
        """Take note of a check before which so many changes were expected at a pace of 1."""
        chances = [chance_changed(pace, changes) for pace in GRID]
        if not changed:
            chances = [1 - chance for chance in chances]
        for shape in SHAPES:
            shares = self._posterior(key, shape)
            predicted = sum(share * chance for share, chance in zip(shares, chances, strict=True))
            self._scores[shape] += log(max(predicted, sys.float_info.min))
        told = zip(self._likelihood(key), chances, strict=True)
        likelihood = [before * chance for before, chance in told]
        most = max(likelihood) or 1.0
        self._likelihoods[key] = [value / most for value in likelihood]
        for shape in SHAPES:
            self._paces.pop((key, shape), None)

    def _likelihood(self, key: Hashable) -> list[float]:
        return self._likelihoods.get(key) or [1.0] * len(GRID)

    def _posterior(self, key: Hashable, shape: float) -> list[float]:
        weights = [
            prior * told for prior, told in zip(_prior(shape), self._likelihood(key), strict=True)
        ]
        whole = sum(weights) or 1.0
        return [weight / whole for weight in weights]


@cache
def _prior(shape: float) -> list[float]:
    """Return the gamma distribution of mean 1 over the logarithms of the grid."""
    if shape == inf:
        return [float(pace == 1) for pace in GRID]
    weights = [exp(shape * (log(pace) - pace + 1)) for pace in GRID]
    return [weight / sum(weights) for weight in weights]


class Paced(Learned):
    """Ours, but for the paces, which `pace` tells of each note of each customer."""

    def __init__(self, price: float) -> None:
        super().__init__(price, Rules(paces=False))

    def pace(self, visit: Visit, topic: int) -> float:
        """Return how much faster than others' a note of a customer changes."""
        raise NotImplementedError

    def leave_alone(self, visit: Visit) -> Sequence[float]:
        super().leave_alone(visit)
        often, _, recent = self.classes[visit.customer]
        return [
            self.days(rate, often, self.pace(visit, topic), recent)
            for topic, rate in enumerate(self.rates)
        ]

    def worth(self, visit: Visit, topic: int, days: int) -> float:
        often, _, _ = self.classes[visit.customer]
        rate = self.rates[topic] * self.pace(visit, topic)
        return question_worth(rate, visit_rate_of(often), days)


class Continuous(Paced):
    """Ours, with a continuous pace for each customer, each note, or both."""

    def __init__(self, price: float, *, customers: bool = False, notes: bool = False) -> None:
        super().__init__(price)
        self.by_customer = Paces() if customers else None
        self.by_note = Paces() if notes else None

    def leave_alone(self, visit: Visit) -> Sequence[float]:
        days = super().leave_alone(visit)
        often, _, recent = self.classes[visit.customer]
        self.classes[visit.customer] = often, self._pace(visit), recent
        return days

    def learn(self, visit: Visit, topic: int, days: int, changed: bool) -> bool:
        if not changed and visit.author in self.set_aside:
            return False
        expected = self.rates[topic] * days
        of_customer, of_note = self._pace(visit), self._note(visit, topic)
        if self.by_customer and days:
            self.by_customer.observe(visit.customer, expected * of_note, changed=changed)
        if self.by_note and days:
            self.by_note.observe((visit.customer, topic), expected * of_customer, changed=changed)
        return super().learn(visit, topic, days, changed)

    def _pace(self, visit: Visit) -> float:
        return self.by_customer.of(visit.customer) if self.by_customer else 1.0

    def _note(self, visit: Visit, topic: int) -> float:
        return self.by_note.of((visit.customer, topic)) if self.by_note else 1.0

    def pace(self, visit: Visit, topic: int) -> float:
        return self._pace(visit) * self._note(visit, topic)


class Told(Paced):
    """Ours, but for the paces, which somebody tells: what the best of estimates could gain."""

    def __init__(self, price: float, shop: Shop) -> None:
        super().__init__(price)
        self.shop = shop

    def learn(self, visit: Visit, topic: int, days: int, changed: bool) -> bool:
        scaled = round(days * self.pace(visit, topic))
        return super().learn(visit, topic, scaled, changed)

    def pace(self, visit: Visit, topic: int) -> float:
        shop, customer = self.shop, visit.customer
        held = shop.topics[customer]
        own = shop.note_paces[customer][held.index(topic)] if topic in held else 1.0
        return shop.paces[customer] * own


POLICIES: dict[str, Callable[[Shop, float], Policy]] = {
    "a pace for each customer": lambda _, price: Continuous(price, customers=True),
    "a pace for each note": lambda _, price: Continuous(price, notes=True),
    "the true paces": lambda shop, price: Told(price, shop),
    "all rates true": Known,
}


def show_paces(seeds: int) -> None:
    """Print what each policy saves of the wrong guesses that three classes make."""
    print(
        f"\nfewer wrong guesses than with three classes of pace, at 0.2 and 0.3 questions, {seeds} seeds"
    )
    for title, world in WORLDS.items():
        print(f"  {title}")
        gains: dict[str, list[list[float]]] = {name: [] for name in POLICIES}
        shapes = []
        for number in range(seeds):
            shop = open_shop(CUSTOMERS, SEED + number, world)
            ours = _curve(shop, lambda _, price: Learned(price, OURS))
            for name, make in POLICIES.items():
                line = _curve(shop, make)
                gains[name].append(
                    [1 - line.missed_at(level) / ours.missed_at(level) for level in LEVELS]
                )
            learner = Continuous(0.3, customers=True)
            play(shop, learner, ration=True)
            shapes.append(learner.by_customer.shape if learner.by_customer else inf)
        for name, rows in gains.items():
            columns = zip(*rows, strict=True)
            print(f"    {name:26}" + "".join(f"{interval(column):>18}" for column in columns))
        print(f"    shapes chosen for customers: {', '.join(f'{shape:g}' for shape in shapes)}")


def _curve(shop: Shop, make: Callable[[Shop, float], Policy]) -> Curve:
    scores = (play(shop, make(shop, price), ration=True) for price in PRICES)
    return Curve(sorted(scores, key=lambda score: score.asked))


if __name__ == "__main__":
    show_paces(2 if "--quick" in sys.argv[1:] else SEEDS)
