"""Eight terminals that note things while a list is imported: nothing is lost, and nobody refused.

The import stands still under its lock until every terminal is about to write, so that they do meet.
In the long run the list has 50,000 rows, the terminals note 160 things, and they wait no longer than
is usual.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import pytest

from prefpad import Pad, PadBusy
from prefpad.db import connection as opening
from prefpad.verify.content_rows import check_content
from tests.conftest import TODAY
from tests.helpers.processes import Pipe, ended, started
from tests.helpers.sizes import is_long, scaled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.safety.conftest import Say

TERMINALS = 8
PATIENCE = 300.0


class Met(NamedTuple):
    """How many notes were acknowledged, and how many refused since the pad was busy."""

    noted: int
    refused: int


def import_beside(path: Path, list_: Path, locked: Pipe, about_to_write: Pipe) -> None:
    """Import a list, and stand still before its end until every terminal is about to write."""
    holds_the_pad = False

    def stand_still(statement: str) -> None:
        nonlocal holds_the_pad
        holds_the_pad |= statement.startswith("BEGIN IMMEDIATE")
        if holds_the_pad and statement.startswith("COMMIT"):
            connection.set_trace_callback(None)
            locked.say(b"." * TERMINALS)
            for _ in range(TERMINALS):
                about_to_write.wait()

    with Pad(path, today=TODAY, author="Ana") as pad:
        connection = pad.session.connection
        connection.set_trace_callback(stand_still)
        pad.import_file(list_)


def note_things(
    path: Path, number: int, notes: int, answers: Pipe, before: Callable[[int], object]
) -> None:
    """Note things on a customer, each as a command does, and say what came of it."""
    for note in range(notes):
        with Pad(path, today=TODAY, author=f"Till {number}") as pad:
            before(note)
            try:
                pad.add(f"@{number}", f"remark {note}")
                answers.say(b"n")
            except PadBusy:
                answers.say(b"r")


def meet(path: Path, list_: Path, notes: int, wait: float) -> Met:
    """Import a list beside terminals that note things, each as long as it waits for its turn."""
    locked, about_to_write, answers = Pipe(), Pipe(), Pipe()

    def terminal(number: int) -> None:
        def before(note: int) -> None:
            if wait and not note:
                about_to_write.say()

        opening.WAIT_SECONDS = wait
        locked.wait()
        note_things(path, number, notes, answers, before)
        if not wait:
            about_to_write.say()

    children = [started(lambda: import_beside(path, list_, locked, about_to_write))]
    children += [started(partial(terminal, number)) for number in range(1, TERMINALS + 1)]
    assert [*map(ended, children)] == [0] * len(children)
    said = answers.all_said()
    locked.all_said(), about_to_write.all_said()
    return Met(said.count(b"n"), said.count(b"r"))


@pytest.fixture
def list_(path: Path, tmp_path: Path) -> Path:
    """Return a list beside a pad with a customer for each terminal."""
    with Pad(path, create=True, today=TODAY) as pad:
        for number in range(TERMINALS):
            pad.add(f"Guest {chr(65 + number)}.", "coffee: latte", new=True)
    file = tmp_path / "list.csv"
    rows = (
        f"New {number},030 555 {number:05},tea: green {number},told\n"
        for number in range(scaled(1000, 50_000))
    )
    file.write_text("customer,phone,text,source\n" + "".join(rows), encoding="utf-8")
    return file


def count(path: Path, table: str) -> int:
    with Pad(path, today=TODAY) as pad:
        found = pad.session.connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(found[0])


def test_eight_terminals_beside_an_import_lose_nothing_and_are_never_refused(
    path: Path, list_: Path, say: Say
) -> None:
    notes = scaled(4, 20)
    met = meet(path, list_, notes, opening.WAIT_SECONDS if is_long() else PATIENCE)
    rows = scaled(1000, 50_000)
    say(
        f"{TERMINALS} terminals beside an import of {rows:,} rows: {met.noted} notes, "
        f"{met.refused} refused"
    )
    assert met == (TERMINALS * notes, 0)
    assert count(path, "notes") == TERMINALS + met.noted + rows
    assert check_content(path, TODAY).findings == []


def test_terminals_that_do_not_wait_are_refused(path: Path, list_: Path, say: Say) -> None:
    met = meet(path, list_, 1, 0.0)
    say(f"Without waiting, {met.refused} of {TERMINALS} are refused")
    assert met == (0, TERMINALS)
