"""How long `confirm` and `due` take right after a rate has moved, on a pad that has learnt much.

`python -m tests.bench.moved` measures on a pad of 1,000,000 notes whose customers come from weekly
to twice a year and whose topics have been asked about; another size can be named. Before each
confirm, checks are put in that it finds and learns from: of its own topic, or so that every topic of
the pad is weighed again.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import time
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

from prefpad.db.connection import open_pad
from prefpad.reconfirmation.policy import Policy
from prefpad.reconfirmation.rates import first_lifetimes, span_class
from prefpad.reconfirmation.schedule_rows import ScheduleUpdater
from tests.bench.pads import TODAY, pad_to_write
from tests.bench.timing import ROUNDS, Row, Trial, in_turn, print_table, program

if TYPE_CHECKING:
    from pathlib import Path

NOTES = 1_000_000
MOST_VISITS = 40
CHECKS = 20_000
NEWS = 400


def main(notes: int = NOTES, rounds: int = ROUNDS) -> None:
    """Print the table, and how many groups of notes have days of their own."""
    with pad_to_write(notes) as pad:
        groups, seconds = have_learnt_much(pad)
        print(f"\n{groups:,} groups of notes; to learn everything anew took {seconds:.1f} s")
        title = f"Right after a rate has moved, {notes:,} notes, over sqlite-utils --version"
        print_table(title, figures(pad, rounds))


def have_learnt_much(pad: Path) -> tuple[int, float]:
    """Give customers visits and topics checks, and return how many groups that makes, and seconds."""
    draw = random.Random(1)
    with closing(open_pad(pad)) as connection, connection:
        customers = [number for (number,) in connection.execute("SELECT number FROM customers")]
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT OR IGNORE INTO visits(customer, on_day) VALUES (?, ?)",
            (
                (customer, (TODAY - timedelta(draw.randrange(1500))).isoformat())
                for customer in customers[::3]
                for _ in range(draw.choice((1, 4, MOST_VISITS)))
            ),
        )
        asked = connection.execute(
            "SELECT number, customer, kind, topic_key FROM notes"
            " WHERE kind IN ('preference', 'need') LIMIT ?",
            (CHECKS,),
        ).fetchall()
        _check(connection, asked, draw, share_changed=0.3)
        started = time.perf_counter()
        ScheduleUpdater(connection, Policy(), TODAY, first_lifetimes()).rebuild()
        seconds = time.perf_counter() - started
        (groups,) = connection.execute("SELECT count(*) FROM _intervals").fetchone()
    return groups, seconds


def figures(pad: Path, rounds: int = ROUNDS) -> list[Row]:
    """Return the ratios of the commands that find a moved rate, and of `due` after them."""
    prefpad = program("prefpad")
    draw = random.Random(2)
    with closing(sqlite3.connect(pad)) as connection:
        topics = [
            connection.execute(
                "SELECT number, customer, kind, topic_key FROM notes WHERE kind = 'preference'"
                " AND topic_key = ? AND ended_on IS NULL AND standing = 'standing' LIMIT 1",
                (topic,),
            ).fetchone()
            for (topic,) in connection.execute(
                "SELECT DISTINCT topic_key FROM _tallies WHERE kind = 'preference'"
            ).fetchall()
        ]
    notes = [note for note in topics if note]

    def moved(at: int) -> list[str]:
        note = notes[at % len(notes)]
        with closing(sqlite3.connect(pad)) as connection, connection:
            _check(connection, [note] * NEWS, draw, share_changed=1.0)
        return [prefpad, "--db", str(pad), "confirm", str(note[0])]

    def all_moved(at: int) -> list[str]:
        with closing(sqlite3.connect(pad)) as connection, connection:
            connection.execute("UPDATE _kind_rates SET checks = checks / 2")
            connection.execute("UPDATE _topic_rates SET per_day = per_day * 1.5")
        return [prefpad, "--db", str(pad), "confirm", str(notes[at % len(notes)][0])]

    due = [prefpad, "--db", str(pad), "due", "--format", "table"]
    return in_turn(
        [
            Trial("confirm, its topic has moved", moved, 0.60),
            Trial("due after it, table", lambda _: due, 0.90),
            Trial("confirm, all topics have moved", all_moved, 0.60),
            Trial("due after it, table", lambda _: due, 0.90),
        ],
        rounds,
    )


def _check(
    connection: sqlite3.Connection,
    notes: list[tuple[int, int, str, str]],
    draw: random.Random,
    share_changed: float,
) -> None:
    rows = []
    for number, customer, kind, topic_key in notes:
        days = draw.randrange(30, 500)
        outcome = "changed" if draw.random() < share_changed else "same"
        on_day = (TODAY - timedelta(draw.randrange(900))).isoformat()
        rows.append((number, customer, on_day, outcome, days, span_class(days), kind, topic_key))
    connection.executemany(
        "INSERT INTO checks(note, customer, on_day, outcome, days, span, kind, topic_key, asked,"
        " standing, before, after) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, 'standing', 'x', 'y')",
        rows,
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
