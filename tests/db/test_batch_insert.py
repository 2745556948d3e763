from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from prefpad.db.batch_insert import Batch
from prefpad.importing.bulk_rows import alike


@pytest.mark.parametrize("count", [0, 1, 19, 20, 199, 200, 201, 437])
def test_every_row_is_written_once_and_in_order(count: int) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE t(a, b)")
        batch = Batch(connection, "INSERT INTO t(a, b) VALUES {rows}", 2)
        rows = [(number, str(number)) for number in range(count)]
        for row in rows:
            batch.values += row
        assert batch.write() == bool(count)
        assert connection.execute("SELECT a, b FROM t ORDER BY rowid").fetchall() == rows
        assert not batch.write()


@pytest.mark.parametrize("count", [0, 1, 10, 11, 250, 251, 600])
def test_every_row_that_is_asked_for_is_found_once(count: int) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE notes(customer, same_key, ended_on, imported_as)")
        notes = [(number, number % 7, None, number) for number in range(count)]
        connection.executemany("INSERT INTO notes VALUES (?, ?, ?, ?)", [*notes, (-1, 0, None, 1)])
        asked = [(number, key) for number, key, _, _ in notes]
        assert [*alike(connection, asked)] == [(*pair, 1, pair[0]) for pair in asked]
        assert [*alike(connection, [(number, 8) for number, _ in asked])] == []
