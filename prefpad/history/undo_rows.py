"""Undoing a change: finding what depends on it, and restoring its rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from prefpad.db.audit_log import OF_A_CUSTOMER, REASON
from prefpad.db.bulk_write import indexes_of, paused
from prefpad.db.full_text import KEEPS_UP, LEAVES_OUT, catch_up, leave_out
from prefpad.db.statements import (
    THESE,
    among,
    as_array,
    as_object,
    owner_of,
    pragma,
    stored_columns,
)
from prefpad.domain.vocabulary import NAMES

if TYPE_CHECKING:
    import sqlite3
    from collections import Counter
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from prefpad.db.unit_of_work import UnitOfWork, Value

_MOST, _NEARLY_ALL = 0.5, 0.9
"""The shares of rows from which indexes, and full-text search, are made again sooner than kept up."""

A_FEW = 100
"""A longer run of rows is taken back in one statement."""

_AT_ONCE = 5000

# A later change counts if it is in effect and is not itself the undo of an even later one: such a
# pair is as if it had never happened.
_HOLDS = "later.undone_by IS NULL AND (later.undoes IS NULL OR later.undoes < :change)"
_TOUCHED = f"""
SELECT mine.of_table, mine.of_row, theirs.change
FROM journal_rows AS mine
CROSS JOIN journal_rows AS theirs
    ON theirs.of_table = mine.of_table AND theirs.of_row = mine.of_row AND theirs.change > :change
JOIN journal AS later ON later.number = theirs.change
WHERE mine.change = :change AND {_HOLDS} AND (
    mine.before IS NULL OR mine.after IS NULL OR theirs.before IS NULL OR theirs.after IS NULL
    OR EXISTS (
        SELECT 1 FROM json_each(mine.after) AS ours JOIN json_each(theirs.after) AS other
            ON other.key = ours.key AND ours.key <> '{REASON}'
    )
)"""
_TOUCHED_IN_BULK = f"""
SELECT theirs.of_table, theirs.of_row, theirs.change
FROM journal_rows AS theirs
JOIN journal AS later ON later.number = theirs.change
JOIN {{table}} ON {{table}}.number = theirs.of_row
WHERE theirs.change > :change AND theirs.of_table = '{{table}}' AND {{table}}.import = :import
    AND {_HOLDS}"""
OWN = (
    "EXISTS (SELECT 1 FROM journal_rows AS own WHERE own.of_table = '{table}'"
    " AND own.of_row = {row} AND own.change = :change AND own.before IS NULL)"
)
_MOVED = (
    "EXISTS (SELECT 1 FROM journal_rows AS own WHERE own.of_table = '{table}'"
    " AND own.of_row = {table}.number AND own.change = :change"
    " AND json_extract(own.after, '$.{column}') = mine.of_row)"
)

_NUMBERS = (
    "SELECT of_row FROM journal_rows WHERE change = :change AND number BETWEEN :first AND :last"
)


class Reference(NamedTuple):
    """A column of a table that refers to the rows of another."""

    child: str
    column: str
    parent: str


class _Run(NamedTuple):
    """Consecutive rows of a change in the journal to which the same was done."""

    table: str
    did: str
    first: int
    last: int
    rows: int


def touched_since(connection: sqlite3.Connection, change: int) -> list[tuple[str, int, int]]:
    """Return the rows of a change, by table and number, that a later one, not undone, touched.

    Two updates of one row touch each other where they set the same columns; a reason is not one of these.
    """
    return connection.execute(f"{_TOUCHED} LIMIT 100000", {"change": change}).fetchall()


def touched_in_bulk(
    connection: sqlite3.Connection, change: int, importing: int, table: str
) -> list[tuple[str, int, int]]:
    """Return the rows of a table made by an import that a later change, not undone, touched."""
    return connection.execute(
        _TOUCHED_IN_BULK.format(table=table), {"change": change, "import": importing}
    ).fetchall()


def referring(connection: sqlite3.Connection, change: int) -> set[tuple[str, int]]:
    """Return the rows, by table and number, that refer to a row which the change made."""
    found: set[tuple[str, int]] = set()
    made = connection.execute(
        "SELECT DISTINCT of_table FROM journal_rows WHERE change = ? AND before IS NULL", (change,)
    )
    parents = {table for (table,) in made}
    for one in [reference for reference in references(connection) if reference.parent in parents]:
        rows = connection.execute(
            f"SELECT {one.child}.number FROM journal_rows AS mine"
            f" CROSS JOIN {one.child} ON {one.child}.{one.column} = mine.of_row"
            " WHERE mine.change = :change AND mine.of_table = :parent AND mine.before IS NULL"
            f" AND NOT {OWN.format(table=one.child, row=f'{one.child}.number')}"
            f" AND NOT {_MOVED.format(table=one.child, column=one.column)} LIMIT 1000",
            {"change": change, "parent": one.parent},
        )
        found |= {(one.child, number) for (number,) in rows}
    return found


def in_the_way(connection: sqlite3.Connection, change: int) -> set[int]:
    """Return the later changes to the same customers and tables as the rows a change removed."""
    found = {
        later
        for (later,) in connection.execute(
            "SELECT DISTINCT theirs.change FROM journal_rows AS mine"
            " CROSS JOIN journal_rows AS theirs ON theirs.customer = mine.customer"
            " JOIN journal AS later ON later.number = theirs.change"
            " WHERE mine.change = :change AND theirs.change > :change"
            f" AND theirs.of_table IN (mine.of_table, 'customers') AND {_HOLDS} LIMIT 100",
            {"change": change},
        )
    }
    for table in (*OF_A_CUSTOMER, "_import_rows"):
        found |= {
            later
            for (later,) in connection.execute(
                "SELECT DISTINCT later.number FROM journal_rows AS mine"
                f" CROSS JOIN {table} ON {table}.customer = mine.customer"
                f" JOIN journal AS later ON later.import = {table}.import"
                " WHERE mine.change = :change AND mine.of_table = :table"
                " AND later.number > :change LIMIT 100",
                {"change": change, "table": table},
            )
        }
    return found


def references(connection: sqlite3.Connection) -> list[Reference]:
    """Return which columns refer to numbered rows; the journal's own are left out."""
    rows = connection.execute(
        'SELECT tables.name, keys."from", keys."table"'
        " FROM pragma_table_list AS tables JOIN pragma_foreign_key_list(tables.name) AS keys"
        " WHERE tables.schema = 'main' AND tables.type = 'table'"
        " AND tables.name NOT IN ('journal', 'journal_rows')"
        " AND EXISTS (SELECT 1 FROM pragma_table_info(tables.name) WHERE name = 'number')"
        " ORDER BY tables.name, keys.seq"
    )
    return [Reference(*row) for row in rows.fetchall()]


def take_back(writer: UnitOfWork, change: int, counts: dict[str, Counter[str]]) -> bool:
    """Restore every row of a change, last first.

    Args:
        writer: the open transaction.
        change: the number of the change.
        counts: where rows `removed`, `restored` and `changed` are counted by table.

    Returns:
        False if something stands where a row was: the transaction is then to be rolled back.
    """
    from sqlite3 import IntegrityError

    try:
        _take_back(writer, change, counts)
    except IntegrityError:
        return False
    return True


def _take_back(writer: UnitOfWork, change: int, counts: dict[str, Counter[str]]) -> None:
    for run in _runs(writer.connection, change):
        if run.did == "inserted":
            if run.rows > A_FEW:
                delete_all(writer, run.table, *_numbers_of(change, run))
            else:
                for number, _ in _rows(writer.connection, change, run):
                    writer.delete(run.table, number)
            counts["removed"][run.table] += run.rows
        elif run.did == "deleted":
            _insert_again(writer, change, run)
            counts["restored"][run.table] += run.rows
        else:
            _set_again(writer, change, run)
            counts["changed"][run.table] += run.rows


def _set_again(writer: UnitOfWork, change: int, run: _Run) -> None:
    """Restore the former values of a run, in one statement if all rows have the same columns."""
    columns = _columns_of(writer.connection, change, run) if run.rows > A_FEW else []
    if not columns:
        for number, before in _rows(writer.connection, change, run):
            writer.update(run.table, number, before)
        return
    which = "change = :change AND number BETWEEN :first AND :last ORDER BY number DESC"
    numbers = {"change": change, "first": run.first, "last": run.last}
    writer.update_all(run.table, columns, _former(columns, which), numbers)


def set_again(
    writer: UnitOfWork, change: int, table: str, columns: Sequence[str], rows: Iterable[int]
) -> None:
    """Restore the former values of rows of a table, in each of which a change set these columns once."""
    if columns:
        which = f"change = :change AND of_table = '{table}' AND of_row {THESE}"
        values: dict[str, Value] = {"change": change, "these": as_array(rows)}
        writer.update_all(table, columns, _former(columns, which), values)


def _former(columns: Sequence[str], which: str) -> str:
    """Return a query for the numbers of rows in the journal, and their columns as they were."""
    had = ", ".join(f"before ->> '{column}' AS {column}" for column in columns)
    return f"SELECT of_row AS number, {had} FROM journal_rows WHERE {which}"


def _columns_of(connection: sqlite3.Connection, change: int, run: _Run) -> list[str]:
    """Return the columns that a run set, each once, if every row has the same."""
    found = connection.execute(
        "SELECT count(DISTINCT of_row),"
        " (SELECT json_group_array(key) FROM json_each(before)) AS columns FROM journal_rows"
        " WHERE change = ? AND number BETWEEN ? AND ? GROUP BY columns LIMIT 2",
        (change, run.first, run.last),
    ).fetchall()
    rows, columns = found[0]
    return json.loads(columns) if len(found) == 1 and rows == run.rows else []


def delete_all(writer: UnitOfWork, table: str, numbers: str, values: Mapping[str, Value]) -> int:
    """Delete the rows that a query numbers, keeping each whole in the journal; count them.

    They are kept in the order of their numbers: what is added at the end of an index costs least.
    """
    writer.execute("CREATE TEMP TABLE doomed (number INTEGER PRIMARY KEY)", {})
    count = writer.execute(f"INSERT INTO doomed {numbers}", values).rowcount
    with pragma(writer.connection, "ignore_check_constraints", "ON"):
        _keep_doomed(writer, table)
    writer.record_all(table, "number IN doomed")
    for child, column in _going_along(writer.connection, table):
        writer.execute(f"DELETE FROM {child} WHERE {column} IN doomed", {})
    share = _share_of(writer, table, count)
    unwatched = indexes_of(writer.connection, table) if share > _MOST else []
    if table == "notes":
        unwatched.append(LEAVES_OUT)
        leave_out(writer.connection, "number IN doomed", nearly_all=share > _NEARLY_ALL)
    with paused(writer.connection, unwatched):
        if table == "handles":
            _delete_handles(writer)
        else:
            writer.execute(f"DELETE FROM {table} WHERE number IN doomed", {})
    writer.execute("DROP TABLE doomed", {})
    return count


def _share_of(writer: UnitOfWork, table: str, doomed: int) -> float:
    """Return how much of a table the doomed rows are, 0 for a few."""
    if doomed <= A_FEW:
        return 0
    (rows,) = writer.execute(f"SELECT count(*) FROM {table}", {}).fetchone()
    return doomed / int(rows)


def _keep_doomed(writer: UnitOfWork, table: str) -> None:
    """Keep the doomed rows of a table in the journal."""
    row = f"SELECT number, {owner_and_whole(writer.connection, table)} FROM {table}"
    doomed = "WHERE number IN doomed"
    if _is_written_down(writer.connection, table):
        written = f"SELECT number, owner, written FROM temp.written_{table} {doomed}"
        others = f"number NOT IN (SELECT number FROM temp.written_{table})"
        has_others = writer.execute(f"SELECT 1 FROM doomed WHERE {others} LIMIT 1", {}).fetchone()
        row = f"{written} UNION ALL {row} {doomed} AND {others}" if has_others else written
    else:
        row += f" {doomed}"
    writer.execute(
        "INSERT INTO journal_rows(change, of_table, of_row, customer, before)"
        f" SELECT :into, '{table}', * FROM ({row}) ORDER BY number",
        {"into": writer.change()},
    )


def delete_orphans(writer: UnitOfWork, parent: str, change: int) -> None:
    """Delete what refers to rows that a change had made in a table and that are gone."""
    for child, column in _going_along(writer.connection, parent):
        writer.execute(
            f"DELETE FROM {child} WHERE {column} IN (SELECT of_row FROM journal_rows"
            " WHERE change = :change AND of_table = :parent AND before IS NULL)"
            f" AND {column} NOT IN (SELECT number FROM {parent})",
            {"change": change, "parent": parent},
        )


def _going_along(connection: sqlite3.Connection, parent: str) -> list[tuple[str, str]]:
    """Return the tables and columns whose rows are deleted with the row they refer to."""
    rows = connection.execute(
        'SELECT tables.name, keys."from"'
        " FROM pragma_table_list AS tables JOIN pragma_foreign_key_list(tables.name) AS keys"
        " WHERE tables.schema = 'main' AND tables.type = 'table'"
        " AND keys.\"table\" = ? AND keys.on_delete = 'CASCADE'",
        (parent,),
    )
    return rows.fetchall()


def _is_written_down(connection: sqlite3.Connection, table: str) -> bool:
    found = connection.execute(
        "SELECT 1 FROM temp.sqlite_schema WHERE name = ?", (f"written_{table}",)
    )
    return found.fetchone() is not None


def owner_and_whole(connection: sqlite3.Connection, table: str) -> str:
    """Return SQL for the owner of a table's row, and for the row as the journal keeps it."""
    whole = as_object(stored_columns(connection, table))
    return f"{owner_of(connection, table)} AS owner, {whole} AS written"


def _delete_handles(writer: UnitOfWork) -> None:
    """Delete the doomed handles, and update the words of names for all of them at once."""
    writer.execute(
        "CREATE TEMP TABLE renamed AS SELECT DISTINCT customer FROM handles"
        f" WHERE number IN doomed AND {among('kind', NAMES)}",
        {},
    )
    with paused(writer.connection, ["handles_deleted"]):
        writer.execute("DELETE FROM handles WHERE number IN doomed", {})
    writer.execute("DELETE FROM _name_words WHERE customer IN renamed", {})
    writer.execute(
        "INSERT OR IGNORE INTO _name_words(word, customer)"
        """ SELECT json_each.value, customer FROM handles,"""
        """ json_each('["' || replace(handles.key, ' ', '","') || '"]')"""
        f" WHERE customer IN renamed AND {among('handles.kind', NAMES)}",
        {},
    )
    writer.execute("DROP TABLE renamed", {})


def _numbers_of(change: int, run: _Run) -> tuple[str, dict[str, int]]:
    return _NUMBERS, {"change": change, "first": run.first, "last": run.last}


def _runs(connection: sqlite3.Connection, change: int) -> list[_Run]:
    rows = connection.execute(
        "SELECT of_table, CASE WHEN before IS NULL THEN 'inserted'"
        " WHEN after IS NULL THEN 'deleted' ELSE 'updated' END, number"
        " FROM journal_rows WHERE change = ? ORDER BY number DESC",
        (change,),
    )
    runs: list[_Run] = []
    for table, did, number in rows:
        run = runs[-1] if runs else None
        if run and (run.table, run.did) == (table, did):
            runs[-1] = run._replace(first=number, rows=run.rows + 1)
        else:
            runs.append(_Run(table, did, number, number, 1))
    return runs


def _rows(
    connection: sqlite3.Connection, change: int, run: _Run
) -> Iterator[tuple[int, dict[str, Value]]]:
    """Yield the number and former values of each row of a run in batches, last first."""
    last = run.last
    while chunk := connection.execute(
        "SELECT number, of_row, before FROM journal_rows"
        " WHERE change = ? AND number BETWEEN ? AND ? ORDER BY number DESC LIMIT ?",
        (change, run.first, last, _AT_ONCE),
    ).fetchall():
        last = chunk[-1][0] - 1
        for _, number, before in chunk:
            yield number, json.loads(before or "{}")


def _deleted_rows(
    connection: sqlite3.Connection, change: int, run: _Run
) -> Iterator[dict[str, Value]]:
    """Yield each row of a run as it was, in the order of numbers: a note under one follows it."""
    last = 0
    while chunk := connection.execute(
        "SELECT of_row, before FROM journal_rows INDEXED BY journal_rows_by_row"
        " WHERE of_table = ? AND of_row > ? AND change = ? AND number BETWEEN ? AND ?"
        " ORDER BY of_row LIMIT ?",
        (run.table, last, change, run.first, run.last, _AT_ONCE),
    ).fetchall():
        last = chunk[-1][0]
        for _, before in chunk:
            yield json.loads(before)


def _insert_again(writer: UnitOfWork, change: int, run: _Run) -> None:
    stored = stored_columns(writer.connection, run.table)
    rows = (
        {column: row[column] for column in stored if column in row}
        for row in _deleted_rows(writer.connection, change, run)
    )
    if run.rows <= A_FEW:
        for row in rows:
            writer.insert(run.table, row)
    else:
        _insert_all(writer, change, run, rows)
    if run.table == "handles":
        # The trigger that indexes the words of names leaves those of imports to the import.
        numbers, values = _numbers_of(change, run)
        writer.execute(
            "UPDATE handles SET key = key WHERE import IS NOT NULL AND tail IS NULL"
            f" AND number IN ({numbers})",
            values,
        )


def _insert_all(
    writer: UnitOfWork, change: int, run: _Run, rows: Iterator[dict[str, Value]]
) -> None:
    first = next(rows)
    columns = [*first]
    one = writer.insert(run.table, first)
    with paused(writer.connection, [KEEPS_UP] if run.table == "notes" else []):
        writer.connection.executemany(
            f"INSERT INTO {run.table}({', '.join(columns)})"
            f" VALUES ({', '.join('?' * len(columns))})",
            ([*row.values()] for row in rows),
        )
    writer.execute("CREATE TEMP TABLE risen (number INTEGER PRIMARY KEY)", {})
    numbers, values = _numbers_of(change, run)
    writer.execute(f"INSERT INTO risen {numbers}", values)
    writer.record_all(run.table, "number IN risen")
    writer.execute("DROP TABLE risen", {})
    others = {**values, "one": one}
    if run.table == "notes":
        catch_up(writer.connection, f"number IN ({numbers}) AND number <> :one", others)
    writer.execute(
        "INSERT INTO journal_rows(change, of_table, of_row, customer, after)"
        " SELECT :into, of_table, of_row, customer, before FROM journal_rows"
        " WHERE change = :change AND number BETWEEN :first AND :last AND of_row <> :one"
        " ORDER BY of_row",
        {**others, "into": writer.change()},
    )
