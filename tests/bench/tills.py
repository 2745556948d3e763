"""How long a command of a till takes beside the same command at the shop's machine.

`python -m tests.bench.tills` runs a real sshd on 127.0.0.1, so the figures are those of ssh and of
a second start of Python; a line adds its round trips. Every till has its key, with serve-till.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.timing import ROUNDS, Row, print_table, program, ratio, run
from tests.helpers.sshd import FRONT, Shop, shop

if TYPE_CHECKING:
    from collections.abc import Callable

AT_MOST = 2.0
"""A recall through a connection that is open, as a ratio to one at the machine itself."""


def figures(rounds: int = ROUNDS) -> list[Row]:
    """Return what a line costs: with a connection that is open, and with one made for it."""
    with shop() as place:
        place.answer(FRONT, "add", "Sam Smith", "-l", "coffee: oat flat white")

        def close() -> None:
            place.answer(FRONT, "till", "ssh://shop")
            place.answer(FRONT, "till", "--off")

        return [
            _beside(place, "recall, connection open", rounds, lambda: None, AT_MOST),
            _beside(place, "recall, connection made", max(rounds // 3, 1), close, None),
        ]


def _beside(
    place: Shop, label: str, rounds: int, before: Callable[[], object], at_most: float | None
) -> Row:
    line = [program("prefpad"), "recall", "smith"]
    here, there = {"PREFPAD_DB": str(place.pad)}, place.around(FRONT)
    at_hand: list[float] = []
    far: list[float] = []
    for _ in range(rounds + 1):
        before()
        at_hand.append(run(line, here).seconds)
        far.append(run(line, there).seconds)
    return ratio(label, far[1:], at_hand[1:], at_most)


if __name__ == "__main__":
    print_table("A till beside the shop's own machine", figures())
