"""What happens where the model is wrong, and what a pad could notice about it."""

from __future__ import annotations

from collections import defaultdict
from math import exp, fsum, log
from typing import TYPE_CHECKING, NamedTuple

from prefpad.reconfirmation.authors import surprise
from prefpad.reconfirmation.estimator import chance_changed
from prefpad.reconfirmation.rates import topic_rate
from tests.bench.curves import FIXED, OURS, TRUE, Sweep, curve
from tests.bench.policies import Learned, play
from tests.bench.shops import TOPICS, YEAR, World, open_shop

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from tests.bench.shops import Shop, Visit

SEED = 200
PRICE = 0.25
LEVEL = 0.3
MONTH = YEAR / 12
MISFITS = {
    "as supposed": World(),
    "two months bring 6 times the changes": World(season=6.0),
    "once a year 6 in 10 change at once": World(turnover=0.6),
    "1 of 4 confirms without asking": World(careless=1),
    "2 of 4 confirm without asking": World(careless=2),
    "all confirm without asking": World(careless=4),
}


class Check(NamedTuple):
    """An answer at the counter."""

    day: int
    author: int
    topic: int
    days: int
    changed: bool


class Watchful(Learned):
    """Ours, keeping every check to look at afterwards."""

    def __init__(self, price: float) -> None:
        super().__init__(price)
        self.kept: list[Check] = []

    def learn(self, visit: Visit, topic: int, days: int, changed: bool) -> bool:
        self.kept.append(Check(visit.day, visit.author, topic, days, changed))
        return super().learn(visit, topic, days, changed)


def show_misfits(*, quick: bool) -> None:
    """Print, for each misfit, wrong guesses at 0.3 questions and the largest surprises."""
    customers = 50 if quick else 400
    print(f"\nwhere the model is wrong: a shop of {customers}, at most two questions a visit")
    print("wrong guesses at 0.3 questions; learned over true rates; surprises in deviations:")
    print(
        "the author with the fewest changes, the calendar month and the topic's month with the most"
    )
    columns = ("fixed", "ours", "true", "rates", "author", "season", "month")
    print(f"{'':38}" + "".join(f"{column:>8}" for column in columns))
    for title, world in MISFITS.items():
        shop = open_shop(customers, SEED, world)
        missed = [
            curve(sweep, [shop], ration=True).missed_at(LEVEL)
            for sweep in (
                Sweep("", FIXED.make, (7, 14, 20, 30, 45, 60)),
                Sweep("", OURS.make, (0.02, 0.1, 0.2, 0.3, 0.4)),
                Sweep("", TRUE.make, (0.1, 0.2, 0.3, 0.4)),
            )
        ]
        policy = Watchful(PRICE)
        play(shop, policy, ration=True)
        rates = [
            topic_rate(policy.heeded(topic), policy.expected_of(topic)).per_day
            for topic in range(TOPICS)
        ]
        authors = surprises(policy.kept, rates, lambda check: check.author)
        seasons = surprises(policy.kept, rates, lambda check: int(check.day % YEAR // MONTH))
        months = surprises(policy.kept, rates, lambda check: (check.topic, int(check.day // MONTH)))
        print(
            f"{title:38}"
            + "".join(f"{share:8.4f}" for share in missed)
            + f"{_over_true(rates, shop):8.2f}"
            + "".join(f"{value:8.1f}" for value in (min(authors), max(seasons), max(months)))
        )


def surprises(
    checks: list[Check], rates: list[float], group: Callable[[Check], Hashable]
) -> list[float]:
    """Return how surprising the changes in each group of checks are at the learned rates."""
    found: dict[Hashable, list[tuple[bool, float]]] = defaultdict(list)
    for check in checks:
        chance = chance_changed(rates[check.topic], check.days)
        found[group(check)].append((check.changed, chance))
    return [
        surprise(
            sum(changed for changed, _ in answers),
            fsum(chance for _, chance in answers),
            fsum(chance * (1 - chance) for _, chance in answers),
        )
        for answers in found.values()
    ]


def _over_true(rates: list[float], shop: Shop) -> float:
    ratios = [log(rate / true) for rate, true in zip(rates, shop.rates, strict=True)]
    return exp(fsum(ratios) / len(ratios))
