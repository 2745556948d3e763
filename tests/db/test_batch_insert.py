from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from prefpad.db.bulk_write import Batch
from prefpad.importing.bulk_rows import alike

NOTES = """
CREATE TABLE notes(number, customer, same_key, ended_on, imported_as);
CREATE TEMP TABLE covered_notes(number);
CREATE TEMP TABLE added_notes(number, customer, same_key, imported_as, frame DEFAULT 1);
CREATE TEMP TABLE frames(frame, ended);
CREATE TEMP TABLE changed_notes(number, customer, same_key, ended_on, imported_as);
INSERT INTO frames(frame) VALUES (1);"""


@pytest.mark.parametrize("count", [0, 1, 4, 5, 39, 40, 41, 437])
def test_every_row_is_written_once_and_in_order(count: int) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE t(a, b)")
        batch = Batch(connection, "INSERT INTO t(a, b) VALUES {rows}", 2)
        rows = [(number, str(number)) for number in range(count)]
        for row in rows:
            batch.values += row
        batch.write()
        assert connection.execute("SELECT a, b FROM t ORDER BY rowid").fetchall() == rows
        assert batch.values == []


@pytest.mark.parametrize("count", [0, 1, 10, 11, 250, 251, 600])
def test_every_row_that_is_asked_for_is_found_once(count: int) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(NOTES)
        notes = [(number, number, number % 7, number) for number in range(count)]
        everywhere = {
            "main.notes(number, customer, same_key, imported_as)": [*notes[::3], (-1, -1, 0, 1)],
            "temp.added_notes(number, customer, same_key, imported_as)": notes[1::3],
            "temp.changed_notes(number, customer, same_key, imported_as)": notes[2::3],
        }
        for table, rows in everywhere.items():
            connection.executemany(f"INSERT INTO {table} VALUES (?, ?, ?, ?)", rows)
        asked = [(customer, key) for _, customer, key, _ in notes]
        assert sorted(alike(connection, asked)) == [(*pair, 1, pair[0]) for pair in asked]
        assert [*alike(connection, [(number, 8) for number, _ in asked])] == []
