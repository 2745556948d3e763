"""What the counter asks of the pad goes through no table, so it takes as long on a large pad."""

from __future__ import annotations

import re
import shlex
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from prefpad import Pad
from prefpad.db import connection as opening
from tests.bench import pads

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.cli.conftest import Run

AT_THE_COUNTER = """
add smith -l coffee: oat flat white
add "Nina Newcomer" likes tea
add smith nut allergy
add smith extra towels tonight -p --by today
add smith sits by the window --seen
add smith has diabetes
recall smith
recall @1
recall 0101
recall smiht
recall window
greet smith
due
due --why --within "2 weeks"
due --topic coffee
due --customer smith
confirm 2
confirm 3 --now "by the door"
confirm 10 --gone
visit smith
visit smith --served "oat flat white"
visit smith --expected tomorrow
visits smith
done 5
today
search oat
search window table
search o
show 2
edit 2 oat milk latte
edit 2 --customer @3
delete 2
undo
undo
log
log 3
log --customer smith
find smiht
find sam
find sa
customer
customer smith
customer smith --phone "030 1234567"
customer smith --name "Sam Smythe"
customer --tag guest
""".strip().splitlines()

GROW = {
    *("customers", "handles", "tags", "occasions", "consents", "notes", "checks", "visits"),
    *("expected_visits", "journal", "journal_rows", "_name_words", "_words", "_word_trigrams"),
    *("_possible_pairs", "_apart", "_rhythms", "_records", "_import_rows"),
}
"""The tables that have more rows on a larger pad."""

MAY_BE_GONE_THROUGH = {
    "SCAN _words USING INDEX words_unspelled": "an index of the few words that are still to spell",
    "SCAN _words USING COVERING INDEX words_unspelled": "the same",
    "SCAN handles USING INDEX handles_by_name": "the list by name, a page of it",
    "SCAN journal": "the newest first, no further than the change to undo",
}

_OF = re.compile(
    r"\b(?:FROM|JOIN)\s+(\w+)(?:\s+(?:AS\s+)?(?!WHERE|JOIN|LEFT|ON|USING)(\w+))?", re.IGNORECASE
)


def gone_through(connection: sqlite3.Connection, statements: Iterable[str]) -> dict[str, str]:
    """Return where a statement goes through a table that grows, each with the statement."""
    found = {}
    for statement in statements:
        tables = {
            name: table for table, *names in _OF.findall(statement) for name in (table, *names)
        }
        for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {statement}"):
            scanned = re.match(r"SCAN (\w+)", step)
            if scanned and tables.get(scanned[1]) in GROW and "VIRTUAL TABLE" not in step:
                found[step] = statement
    return found


@pytest.fixture
def statements(run: Run, path: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Every statement that the counter's commands run on the pad of a guesthouse."""
    run("demo", str(path))
    ran: set[str] = set()
    really = opening._connect  # noqa: SLF001 - where every connection to a pad is made

    def connect(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection = really(*arguments, **options)
        connection.set_trace_callback(ran.add)
        return connection

    monkeypatch.setattr(opening, "_connect", connect)
    for line in AT_THE_COUNTER:
        assert run(*shlex.split(line)).exit_code in {0, 3}, line
    return {one for one in ran if re.match(r"\s*(SELECT|WITH|INSERT|UPDATE|DELETE)\b", one)}


def test_no_statement_of_the_counter_goes_through_a_table(path: Path, statements: set[str]) -> None:
    assert len(statements) > 300
    with closing(sqlite3.connect(path)) as connection:
        connection.create_function("how_often", 2, max)
        found = gone_through(connection, statements)
        assert {step: found[step] for step in found.keys() - MAY_BE_GONE_THROUGH.keys()} == {}
        for index in (
            "handles_by_key",
            "handles_by_name",
            "notes_by_customer",
            "notes_open",
            "journal_rows_by_change",
        ):
            connection.execute("BEGIN")
            connection.execute(f"DROP INDEX {index}")
            assert gone_through(connection, statements).keys() - found.keys(), index
            connection.execute("ROLLBACK")


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """A pad of so many notes, and one of five times as many."""
    folder = tmp_path_factory.mktemp("grown")
    found = {}
    for notes in (2_000, 10_000):
        found[notes] = folder / f"{notes}.db"
        pads.write_list(folder / "list.csv", notes)
        with Pad(found[notes], today=pads.TODAY, create=True) as pad:
            pad.import_file(folder / "list.csv")
    return found


@pytest.mark.parametrize(
    "line",
    [
        "recall G-0000007",
        "recall G-0000007 --format json",
        "greet G-0000007",
        "due --format table",
        "due --format table --why",
        "search oat",
        "show 12",
        "log",
        "visits G-0000007",
        "customer --limit 50",
        "customer --limit 50 --sort added",
        "customer G-0000007",
        "add G-0000008 -l tea: green tea",
        "confirm 11",
        "visit G-0000009",
        "edit 14 honey cake",
        "undo",
    ],
)
def test_the_work_of_a_line_does_not_grow_with_the_pad(
    line: str, grown: dict[int, Path], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = opening._connect  # noqa: SLF001 - where every connection to a pad is made
    ticks: list[None] = []

    def connect(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection = really(*arguments, **options)
        connection.set_progress_handler(lambda: ticks.append(None), 20)
        return connection

    monkeypatch.setattr(opening, "_connect", connect)
    taken = []
    for path in grown.values():
        ticks.clear()
        assert run("--db", str(path), *shlex.split(line)).exit_code == 0
        taken.append(len(ticks))
    few, many = taken
    assert many < few * 1.5 + 100
