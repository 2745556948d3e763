"""How the policies fare in each world: what is supposed, and thirteen ways in which it may be wrong.

In each, shops of the same seeds are served at most two questions a visit by a fixed interval, by a
threshold of the chance that a thing has changed, by ours, and with the true rates. Printed are wrong
guesses a preference-visit at 0.2 and 0.3 questions and how many fewer, or more, ours makes, with 95%
intervals over the seeds. Run with `python -m tests.bench.worlds`, `--seeds N` for another number.
"""

from __future__ import annotations

import sys
from math import isnan
from statistics import fmean
from typing import NamedTuple

from tests.bench.curves import CHANCE, Curve, Sweep
from tests.bench.policies import Fixed, Known, Learned, Score, Threshold, play
from tests.bench.rules import interval
from tests.bench.shops import DAYS, YEAR, Shop, World, open_shop

SEED = 500
SEEDS = 10
LEVELS = (0.2, 0.3)
SWEEPS = (
    Sweep("fixed", lambda _, days: Fixed(days), (7, 14, 25, 40, 60, 90, 130)),
    Sweep(
        "threshold", lambda _, chance: Threshold(chance), (0.02, *CHANCE.settings[1::2], 0.55, 0.7)
    ),
    Sweep("ours", lambda _, price: Learned(price), (0.02, 0.07, 0.15, 0.27, 0.45, 0.8, 1.4)),
    Sweep("true", Known, (0.02, 0.07, 0.15, 0.27, 0.45, 0.8, 1.4)),
)


class Setting(NamedTuple):
    """A world, and what is played in it.

    Attributes:
        world: what is true of the shops.
        customers, shops: of each seed.
        since, until: the days that count.
    """

    world: World
    customers: int = 120
    shops: int = 1
    since: int = YEAR
    until: int = DAYS


WORLDS = {
    "base": Setting(World()),
    "heavy-tailed visits": Setting(World(tail=1.8)),
    "a week to ten years": Setting(World(between=(7, 3652))),
    "seasons": Setting(World(season=6.0)),
    "drift": Setting(World(drift=1.6)),
    "all at once": Setting(World(turnover=0.6)),
    "flips back": Setting(World(flips=60)),
    "1 of 4 careless": Setting(World(careless=1)),
    "2 of 4 careless": Setting(World(careless=2)),
    "ageing": Setting(World(ageing=2.0)),
    "settling": Setting(World(ageing=0.6)),
    "notes differ": Setting(World(note_shape=1.0)),
    "customers differ": Setting(World(shape=1.0)),
    "new shops": Setting(World(), customers=20, shops=6, since=0, until=YEAR),
}


def show_worlds(seeds: int) -> None:
    """Print a line for each world and number of questions."""
    print(f"\neach world, at most two questions a visit, {seeds} seeds; wrong guesses at")
    columns = [sweep.name for sweep in SWEEPS]
    print(
        f"  {'':22}{'questions':>9}"
        + "".join(f"{name:>11}" for name in columns)
        + f"{'fewer than fixed':>20}{'than threshold':>20}{'more than true':>20}"
    )
    for title, setting in WORLDS.items():
        played = [play_all(setting, SEED + number * setting.shops) for number in range(seeds)]
        for level in LEVELS:
            missed = {
                name: [curves[name].missed_at(level) for curves in played] for name in columns
            }
            ours = missed["ours"]
            shares = [
                [1 - mine / other for mine, other in zip(ours, missed["fixed"], strict=True)],
                [1 - mine / other for mine, other in zip(ours, missed["threshold"], strict=True)],
                [mine / other - 1 for mine, other in zip(ours, missed["true"], strict=True)],
            ]
            print(
                f"  {title if level == LEVELS[0] else '':22}{level:9.1f}"
                + "".join(f"{_mean(values):11.4f}" for values in missed.values())
                + "".join(f"{interval(column):>20}" for column in shares),
                flush=True,
            )


def play_all(setting: Setting, seed: int) -> dict[str, Curve]:
    """Play each policy against the same fate."""
    shops = [
        open_shop(setting.customers, seed + number, setting.world)
        for number in range(setting.shops)
    ]
    return {sweep.name: _curve(sweep, shops, setting) for sweep in SWEEPS}


def _curve(sweep: Sweep, shops: list[Shop], setting: Setting) -> Curve:
    scores = []
    for value in sweep.settings:
        played = (
            play(
                shop,
                sweep.make(shop, value),
                ration=True,
                since=setting.since,
                until=setting.until,
            )
            for shop in shops
        )
        scores.append(sum(played, start=Score(0, 0, 0)))
    return Curve(sorted(scores, key=lambda score: score.asked))


def _mean(values: list[float]) -> float:
    return fmean([value for value in values if not isnan(value)] or [float("nan")])


if __name__ == "__main__":
    given = sys.argv[1:]
    show_worlds(int(given[1]) if given[:1] == ["--seeds"] else SEEDS)
