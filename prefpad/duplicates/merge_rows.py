"""Moving the rows of one customer to another, in a way that can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from prefpad.db.statements import stored_rows
from prefpad.domain.vocabulary import ADDRESSES, FORMER_NAME, NAMES
from prefpad.history.undo_rows import references

if TYPE_CHECKING:
    import sqlite3
    from collections import defaultdict
    from typing import Any

    from prefpad.db.unit_of_work import UnitOfWork, Value

ONE_OF_EACH = {
    "tags": ("key",),
    "visits": ("on_day",),
    "expected_visits": ("on_day", "booking"),
    "_import_rows": ("identity",),
}
"""The tables of which a customer has one row of each kind, and the columns that say which.

A row that both customers had is one afterwards. The rows of every other table that refers to a
customer are moved as they are.
"""

_TEXTS = {"visits": ("served", "served_by"), "expected_visits": ("what",)}
"""The columns of such a table whose texts are kept of both."""

_BY_THEMSELVES = frozenset({"handles", "occasions", "_apart"})
_KINDS = {"email": "e-mail", "formal": "formal address", "familiar": "familiar address"}


class MergeLog(NamedTuple):
    """The moved rows, and those that both customers had, by table and in words."""

    moved: defaultdict[str, list[str]]
    shared: defaultdict[str, list[str]]


def fields_of(connection: sqlite3.Connection, customer: int) -> dict[str, Any]:
    """Return the row of a customer."""
    (row,) = _rows(connection, "customers", "number", customer)
    return row


def occasions_of(connection: sqlite3.Connection, customer: int) -> list[dict[str, Any]]:
    """Return the rows of a customer's occasions."""
    return _rows(connection, "occasions", "customer", customer)


def move_rows(writer: UnitOfWork, keep: int, other: int, going: MergeLog) -> None:
    """Move a customer's rows in every table without a rule of its own."""
    for table, column, parent in references(writer.connection):
        if parent != "customers" or table in _BY_THEMSELVES:
            continue
        if table in ONE_OF_EACH:
            _join_shared(writer, table, column, keep, other, going)
        if said := _said_of_all(writer.connection, table, column, other):
            going.moved[table] += said
        news = f"SELECT number, :keep AS {column} FROM {table} WHERE {column} = :other"
        writer.update_all(table, [column], news, {"keep": keep, "other": other})


def _join_shared(
    writer: UnitOfWork, table: str, column: str, keep: int, other: int, going: MergeLog
) -> None:
    """Combine each pair of rows that both customers had."""
    same = " AND ".join(f"mine.{one} IS its.{one}" for one in ONE_OF_EACH[table])
    pairs = writer.connection.execute(
        f"SELECT mine.number, its.number FROM {table} AS its CROSS JOIN {table} AS mine"
        f" ON mine.{column} = :keep AND {same} WHERE its.{column} = :other ORDER BY its.number",
        {"keep": keep, "other": other},
    ).fetchall()
    for pair in pairs:
        kept, row = (_rows(writer.connection, table, "number", number)[0] for number in pair)
        writer.update(table, kept["number"], _of_both(table, kept, row))
        writer.delete(table, row["number"])
        going.shared[table].append(_said(table, row))


def _said_of_all(
    connection: sqlite3.Connection, table: str, column: str, customer: int
) -> list[str]:
    """Describe each row of a customer; the text is empty for tables that are only counted."""
    if table == "tags":
        return [_said(table, row) for row in _rows(connection, table, column, customer)]
    (count,) = connection.execute(
        f"SELECT count(*) FROM {table} WHERE {column} = ?", (customer,)
    ).fetchone()
    return [""] * int(count)


def _of_both(table: str, kept: dict[str, Any], row: dict[str, Any]) -> dict[str, Value]:
    """Combine two rows of one day.

    Both texts are kept. It is private if either is, and expected unless both were called off.
    """
    texts = _TEXTS.get(table, ())
    said: dict[str, Value] = {
        column: ", ".join(filter(None, dict.fromkeys((kept[column], row[column])))) or None
        for column in texts
    }
    if texts:
        said["private"] = max(kept["private"], row["private"])
    if "at_time" in kept:
        said["at_time"] = kept["at_time"] or row["at_time"]
        said["withdrawn_on"] = kept["withdrawn_on"] and row["withdrawn_on"]
    return said


def move_handles(
    writer: UnitOfWork, keep: int, other: int, taken: frozenset[str], going: MergeLog
) -> list[tuple[str, str]]:
    """Move a customer's handles; the name, and unused forms of address, become aliases.

    Args:
        writer: the open transaction.
        keep: the customer who stays.
        other: the one who goes.
        taken: which of `formal` and `familiar` are taken over as they are.
        going: where what goes is listed.

    Returns:
        The kind and value of each handle that became an alias.
    """
    had: set[tuple[str, str, str | None]] = set()
    for row in _rows(writer.connection, "handles", "customer", keep):
        had |= _as_said(row["kind"], row)
    turned: list[tuple[str, str]] = []
    for row in _rows(writer.connection, "handles", "customer", other):
        kind = row["kind"]
        after = "alias" if kind == "name" or kind in {*ADDRESSES} - taken else kind
        if (after, row["key"], row["source"]) in had:
            writer.delete("handles", row["number"])
            going.shared["handles"].append(_said("handles", row))
            continue
        had |= _as_said(after, row)
        writer.update("handles", row["number"], {"customer": keep, "kind": after})
        going.moved["handles"].append(_said("handles", row) if after == kind else "")
        if after != kind:
            turned.append((kind, row["value"]))
    return turned


def move_apart(writer: UnitOfWork, keep: int, other: int) -> bool:
    """Move the marks of being different people to another customer; tell if the two had one."""
    of_both = False
    for row in _rows(writer.connection, "_apart", "one", other) + _rows(
        writer.connection, "_apart", "other", other
    ):
        third = row["one"] + row["other"] - other
        one, two = sorted((keep, third))
        known = writer.connection.execute(
            "SELECT 1 FROM _apart WHERE one = ? AND other = ?", (one, two)
        ).fetchone()
        if third == keep or known:
            writer.delete("_apart", row["number"])
            of_both |= third == keep
        else:
            writer.update("_apart", row["number"], {"one": one, "other": two})
    return of_both


def _said(table: str, row: dict[str, Any]) -> str:
    """Return a row in words, or nothing where its table and the count say enough."""
    if table == "handles":
        source = f"{row['source']}:" if row["source"] else ""
        return f"{_KINDS.get(row['kind'], row['kind'])} {source}{row['value']}"
    return f"tag {row['tag']}" if table == "tags" else ""


def _as_said(kind: str, row: dict[str, Any]) -> set[tuple[str, str, str | None]]:
    """Return the kinds that a handle of this kind makes redundant, as an alias a former name."""
    kinds = {kind, "alias", FORMER_NAME} if kind in NAMES else {kind}
    return {(one, row["key"], row["source"]) for one in kinds}


def _rows(
    connection: sqlite3.Connection, table: str, column: str, customer: int
) -> list[dict[str, Any]]:
    return stored_rows(connection, table, f"{column} = ? ORDER BY number", (customer,))
