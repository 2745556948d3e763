"""What each rule of learning gains or costs, in the shops where it matters and where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.curves import TRUE, Sweep, curve
from tests.bench.policies import Learned, Rules
from tests.bench.shops import World, open_shop

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.policies import Policy
    from tests.bench.shops import Shop

SEED = 100
PRICES = (0.1, 0.2, 0.3, 0.4, 0.55, 0.75, 1.0)
LEVELS = (0.2, 0.3)
SHAPES = {"all alike": 0.0, "some differ": 4.0, "they differ": 2.0, "they differ much": 1.0}


def show_rules(*, quick: bool) -> None:
    """Print wrong guesses with and without each rule, at most two questions a visit."""
    sizes = ((60, 1),) if quick else ((400, 1), (20, 20))
    print("\nwhat each rule gains: wrong guesses at 0.2 and 0.3 questions")
    for customers, count in sizes:
        for title, shape in SHAPES.items():
            shops = [
                open_shop(customers, SEED + number, World(shape=shape)) for number in range(count)
            ]
            alternatives = {"ours": Rules(), "without paces": Rules(paces=False)}
            if not shape:
                alternatives["wishes always asked"] = Rules(wishes=True)
                alternatives["exact days of checks"] = Rules(exact=True)
            print(f"{count} of {customers} customers, {title}")
            for name, rules in alternatives.items():
                _show(name, ours_by(rules), shops)
            _show("true rates", TRUE.make, shops)


def ours_by(rules: Rules) -> Callable[[Shop, float], Policy]:
    """Return what makes our policy with some of its rules in force."""
    return lambda _, price: Learned(price, rules)


def _show(name: str, make: Callable[[Shop, float], Policy], shops: list[Shop]) -> None:
    line = curve(Sweep(name, make, PRICES), shops, ration=True)
    print(f"  {name:22}" + "".join(f"{line.missed_at(level):9.4f}" for level in LEVELS))
