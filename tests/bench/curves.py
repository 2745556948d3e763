"""Curves of questions against wrong guesses, and how to read and draw them."""

from __future__ import annotations

import math
from itertools import pairwise
from math import log, nan
from typing import TYPE_CHECKING, NamedTuple

from tests.bench.policies import Fixed, Known, Learned, Score, Threshold, play

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tests.bench.policies import Policy
    from tests.bench.shops import Shop

    Maker = Callable[[Shop, float], Policy]

WIDTH, HEIGHT = 66, 18
MOST_ASKED = 0.55
LEAST_MISSED, MOST_MISSED = 0.01, 0.4


class Sweep(NamedTuple):
    """A policy and the settings to play it at."""

    name: str
    make: Maker
    settings: Sequence[float]


FIXED = Sweep("fixed interval", lambda _, days: Fixed(days), (7, 14, 20, 30, 45, 60, 80, 110))
CHANCE = Sweep(
    "chance threshold",
    lambda _, chance: Threshold(chance),
    (0.02, 0.05, 0.1, 0.15, 0.22, 0.3, 0.4, 0.5, 0.6),
)
PRICES = (0.03, 0.08, 0.15, 0.25, 0.38, 0.55, 0.8, 1.2, 1.6)
OURS = Sweep("ours, learned rates", lambda _, price: Learned(price), PRICES)
TRUE = Sweep("ours, true rates", Known, PRICES)


class Curve(NamedTuple):
    """What a policy costs at each of its settings, fewest questions first."""

    points: list[Score]

    def missed_at(self, asked: float) -> float:
        """Return the wrong guesses at a number of questions, both a preference-visit.

        Between two points the logarithm of the wrong guesses is taken to be straight.
        """
        for left, right in pairwise(self.points):
            if left.asked <= asked <= right.asked:
                share = (asked - left.asked) / (right.asked - left.asked)
                return math.pow(left.missed, 1 - share) * math.pow(right.missed, share)
        return nan


def total(shops: Iterable[Shop], make: Maker, setting: float, *, ration: bool) -> Score:
    """Play a policy at one setting in all shops."""
    return sum(
        (play(shop, make(shop, setting), ration=ration) for shop in shops), start=Score(0, 0, 0)
    )


def curve(sweep: Sweep, shops: Sequence[Shop], *, ration: bool) -> Curve:
    """Play a policy at each of its settings in all shops."""
    scores = [total(shops, sweep.make, setting, ration=ration) for setting in sweep.settings]
    return Curve(sorted(scores, key=lambda score: score.asked))


def plot(curves: Mapping[str, Curve]) -> str:
    """Draw curves, each with its letter: questions to the right, wrong guesses up, in the log."""
    cells = [[" "] * WIDTH for _ in range(HEIGHT)]
    span = log(MOST_MISSED / LEAST_MISSED)
    for letter, line in curves.items():
        for column in range(WIDTH):
            missed = line.missed_at(column / (WIDTH - 1) * MOST_ASKED)
            if not LEAST_MISSED <= missed <= MOST_MISSED:
                continue
            row = round(log(MOST_MISSED / missed) / span * (HEIGHT - 1))
            cells[row][column] = letter if cells[row][column] == " " else "*"
    labels = [
        f"{MOST_MISSED * (LEAST_MISSED / MOST_MISSED) ** (row / (HEIGHT - 1)):6.3f}"
        if row % 3 == 0 or row == HEIGHT - 1
        else " " * 6
        for row in range(HEIGHT)
    ]
    lines = [f"{label} |{''.join(row)}" for label, row in zip(labels, cells, strict=True)]
    lines.append(f"       +{'-' * WIDTH}")
    ticks = [" "] * (WIDTH + 4)
    for tenth in range(6):
        column = round(tenth / 10 / MOST_ASKED * (WIDTH - 1))
        ticks[column : column + 3] = f"{tenth / 10:.1f}"
    lines.append(f"        {''.join(ticks).rstrip()}  questions a preference-visit")
    return "\n".join(lines)
