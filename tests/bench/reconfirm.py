"""What it gains to ask again when a question is worth it, instead of on a fixed day.

Shops with hidden rates are served by several policies, each against the same fate: a shop of 2,000
customers and many of 20, four years, the first not counted. Printed are questions and wrong guesses a
preference-visit; every preference not asked about counts at every visit, and is wrong if it has
changed. Then come all worlds, what each rule gains, how true the chances are that are said, and three
worlds through the real pad. Run with `python -m tests.bench.reconfirm`, with `--quick` for a look.
"""

from __future__ import annotations

import sys
import time
from math import inf
from typing import TYPE_CHECKING

from tests.bench.curves import CHANCE, FIXED, OURS, TRUE, curve, plot, total
from tests.bench.misfits import show_misfits
from tests.bench.policies import Fixed
from tests.bench.rules import show_rules
from tests.bench.shops import QUICKEST, SLOWEST, World, open_shop
from tests.bench.through_the_pad import show_pad
from tests.bench.worlds import SEEDS, show_worlds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.curves import Curve
    from tests.bench.shops import Shop

SEED = 1
LARGE, SMALL = 2000, 20
SMALL_SHOPS = 24
LEVELS = (0.2, 0.3, 0.4)
FEWER_THAN_FIXED = 0.35
NEAR_THE_TRUTH = 0.05


def main(arguments: list[str]) -> int:
    quick = "--quick" in arguments
    started = time.perf_counter()
    large = [open_shop(LARGE // (20 if quick else 1), SEED, World())]
    small = [
        open_shop(SMALL, SEED + number, World())
        for number in range(1, 1 + SMALL_SHOPS // (6 if quick else 1))
    ]
    kept = True
    for title, shops, least in (
        (f"a shop of {len(large[0].topics):,} customers", large, FEWER_THAN_FIXED),
        (f"{len(small)} shops of {SMALL} customers", small, 0.0),
    ):
        for ration in (False, True):
            print(f"\n{title}, {'at most two questions a visit' if ration else 'no ration'}")
            curves = play_all(shops, ration=ration)
            kept &= compare(curves, least, near=shops is large)
            if shops is large:
                print()
                print(plot(dict(zip("fcot", curves.values(), strict=True))))
                print("        f fixed  c chance  o ours  t true rates  * several")
    if not quick:
        even = [open_shop(LARGE // 4, SEED, World(between=(QUICKEST, SLOWEST)))]
        print(f"\na shop of {LARGE // 4} where as many topics last weeks as years, no ration")
        compare(play_all(even, ration=False), 0.0, near=False)
    show_worlds(1 if quick else SEEDS)
    show_rules(quick=quick)
    show_misfits(quick=quick)
    show_pad(quick=quick)
    print(f"\n{time.perf_counter() - started:.0f} seconds")
    if quick:
        return 0
    print("kept" if kept else "NOT KEPT")
    return 0 if kept else 1


def play_all(shops: Sequence[Shop], *, ration: bool) -> dict[str, Curve]:
    """Play every policy and print the two that have no curve."""
    for name, days in (("never ask", inf), ("always ask", 0)):
        score = total(shops, lambda _, days: Fixed(days), days, ration=ration)
        print(f"{name:22} {score.asked:.3f} questions, {score.missed:.4f} wrong")
    return {sweep.name: curve(sweep, shops, ration=ration) for sweep in (FIXED, CHANCE, OURS, TRUE)}


def compare(curves: dict[str, Curve], least: float, *, near: bool) -> bool:
    """Print wrong guesses at each number of questions, and tell whether the promises are kept."""
    print(f"{'wrong guesses at':22}" + "".join(f"{level:9.1f}" for level in LEVELS) + " questions")
    for name, line in curves.items():
        print(f"{name:22}" + "".join(f"{line.missed_at(level):9.4f}" for level in LEVELS))
    fixed, ours, true = (
        [curves[sweep.name].missed_at(level) for level in LEVELS] for sweep in (FIXED, OURS, TRUE)
    )
    fewer = [1 - mine / theirs for mine, theirs in zip(ours, fixed, strict=True)]
    above = [mine / theirs - 1 for mine, theirs in zip(ours, true, strict=True)]
    print(f"{'fewer than fixed':22}" + "".join(f"{share:9.1%}" for share in fewer))
    print(f"{'above the true rates':22}" + "".join(f"{share:9.1%}" for share in above))
    return all(share >= least for share in fewer) and (
        not near or all(share <= NEAR_THE_TRUTH for share in above)
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
