"""What the pad itself does in simulated shops, beside what its formula promises.

A real pad serves the customers of a small shop for four years: each visit is recorded, what it says is
due is asked, and the answer confirmed. The same fate is played by a fixed interval, by our formula
and with the true rates, all with at most two questions a visit, in three worlds. Run with
`python -m tests.bench.through_the_pad`, with `--quick` for a look.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from prefpad import Pad
from prefpad.reconfirmation.policy import MOST_QUESTIONS
from tests.bench.curves import FIXED, OURS, TRUE, Curve, curve
from tests.bench.policies import Score
from tests.bench.shops import LIFETIMES, YEAR, World, open_shop

if TYPE_CHECKING:
    from collections.abc import Callable

    from prefpad.domain.models import Note
    from tests.bench.shops import Shop, Visit

    Ask = Callable[[Pad, str], list[Note]]

SEED = 300
CUSTOMERS = 80
WORLDS = {
    "base": World(),
    "customers differ": World(shape=1.0),
    "1 of 4 careless": World(careless=1),
}
PRICES = (0.05, 0.15, 0.3, 0.5, 0.8, 1.3)
LEVELS = (0.2, 0.3, 0.4)
OPENING = date(2020, 1, 1)
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - the pads lie in a folder of their own there
TOPICS = list(LIFETIMES)
STAFF = ("Ana", "Bo", "Cy", "Di")


def what_is_due(pad: Pad, customer: str) -> list[Note]:
    """Return what the pad lists as due for a customer, as many as a visit bears."""
    return [due.note for due in pad.due(customer=customer, limit=MOST_QUESTIONS)]


def what_the_card_asks(pad: Pad, customer: str) -> list[Note]:
    """Return what the card asks, wishes of the day that are not due included."""
    return [note for note in pad.recall(customer).ask if note.standing == "standing"]


def show_pad(*, quick: bool) -> None:
    """Print wrong guesses of the pad and of the policies at each number of questions."""
    for title, world in WORLDS.items():
        print(f"\nthrough the pad, {title}")
        show_world(world, quick=quick)


def show_world(world: World, *, quick: bool) -> None:
    """Print the same of one world."""
    shop = open_shop(12 if quick else CUSTOMERS, SEED, world)
    prices = (0.1, 0.6) if quick else PRICES
    started = time.perf_counter()
    due = Curve(sorted((serve(shop, price, what_is_due) for price in prices), key=_asked))
    print(
        f"{len(shop.topics)} customers, {len(shop.visits):,} visits,"
        f" at most {MOST_QUESTIONS} questions a visit,"
        f" {(time.perf_counter() - started) / len(prices):.0f} s a price"
    )
    lines = {sweep.name: curve(sweep, [shop], ration=True) for sweep in (FIXED, OURS, TRUE)} | {
        "the pad": due
    }
    if not quick:
        lines["the pad, as the card asks"] = Curve(
            sorted((serve(shop, price, what_the_card_asks) for price in prices), key=_asked)
        )
    print(f"{'wrong guesses at':26}" + "".join(f"{level:9.1f}" for level in LEVELS) + " questions")
    for name, line in lines.items():
        print(f"{name:26}" + "".join(f"{line.missed_at(level):9.4f}" for level in LEVELS))
    for title, other in (("fewer than fixed", FIXED.name), ("above our formula", OURS.name)):
        sign = -1 if other == FIXED.name else 1
        shares = [
            sign * (due.missed_at(level) / lines[other].missed_at(level) - 1) for level in LEVELS
        ]
        print(f"{title:26}" + "".join(f"{share:9.1%}" for share in shares))


def serve(shop: Shop, price: float, ask: Ask) -> Score:
    """Let a real pad serve a shop for its four years at one price of a question.

    Args:
        shop: whose fate it is.
        price: how many wrong guesses one question costs.
        ask: what is asked at a visit.
    """
    with tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as folder:
        path = Path(folder) / "shop.db"
        Pad.make(path)
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(
                "INSERT INTO settings(name, value) VALUES ('question-price', ?)", (str(price),)
            )
        with Pad(path, today=OPENING, author=STAFF[0]) as pad:
            return _served(shop, pad, ask)


def _served(shop: Shop, pad: Pad, ask: Ask) -> Score:
    known: dict[int, int] = {}
    numbers: dict[int, int] = {}
    preference_visits = questions = wrong = 0
    for visit in shop.visits:
        pad.session.today = OPENING + timedelta(visit.day)
        customer = f"Customer Number{visit.customer}"
        notes = range(visit.first, visit.first + len(visit.changes))
        if visit.first not in known:
            known |= zip(notes, visit.changes, strict=True)
            numbers |= _write_down(shop, pad, visit, customer)
            continue
        pad.session.author = STAFF[visit.author]
        is_careful = visit.author >= shop.world.careless
        pad.visit(customer)
        asked = ask(pad, customer)
        for note in asked:
            which = numbers[note.number]
            now = visit.changes[which - visit.first] if is_careful else known[which]
            pad.confirm(note.number, now=None if now == known[which] else f"choice {now}")
            known[which] = now
        if visit.day >= YEAR:
            preference_visits += len(notes)
            questions += len(asked) * is_careful
            wrong += sum(
                known[which] != now for which, now in zip(notes, visit.changes, strict=True)
            )
    return Score(preference_visits, questions, wrong)


def _write_down(shop: Shop, pad: Pad, visit: Visit, customer: str) -> dict[int, int]:
    """Note the preferences of a new customer, and return which each note's number is."""
    numbers = {}
    for place, topic in enumerate(shop.topics[visit.customer]):
        note = pad.add(
            customer,
            f"choice {visit.changes[place]}",
            topic=TOPICS[topic],
            new=place == 0,
        )
        numbers[note.number] = visit.first + place
    return numbers


def _asked(score: Score) -> float:
    return score.asked


if __name__ == "__main__":
    show_pad(quick="--quick" in sys.argv[1:])
