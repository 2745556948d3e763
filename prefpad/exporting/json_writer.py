"""Everything as json, a row a line, which imports into an empty pad and comes out the same again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from prefpad.archive import archive_rows as exporting
from prefpad.archive.schema import CUSTOMERS, FORGOTTEN, NEXT, OF_A_CUSTOMER, OF_THE_PAD, VERSION
from prefpad.domain.sanitize import escape_unseen
from prefpad.exporting.models import ExportReport
from prefpad.privacy.suppression_rows import all_marks

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from prefpad.archive.archive_rows import Facts
    from prefpad.db.atomic_file import Utf8Writer

_encode = json.JSONEncoder(ensure_ascii=False).encode
_LISTS = tuple(part.name for part in OF_A_CUSTOMER)


def write_json(
    connection: sqlite3.Connection, numbers: list[int], out: Utf8Writer, *, is_whole: bool
) -> ExportReport:
    """Write customers with all that is theirs and, for a whole pad, what belongs to no customer."""
    notes = 0
    out.write(f'{{"prefpad": {VERSION},\n')
    out.write(f'"{NEXT.name}": {_dumps(exporting.next_numbers(connection))},\n')
    for part in OF_THE_PAD if is_whole else ():
        if rows := exporting.rows(connection, part):
            out.write(f'"{part.name}": {_listed(rows, " ")},\n')
    if is_whole and (marks := sorted(all_marks(connection))):
        out.write(f'"{FORGOTTEN}": {_dumps(marks)},\n')
    out.write(f'"{CUSTOMERS.name}": [')
    between = "\n"
    for customer in exporting.customers(connection, numbers):
        notes += len(customer.get("notes", ()))
        out.write(f"{between}{_customer(customer)}")
        between = ",\n"
    out.write("\n]}\n")
    return ExportReport("json", len(numbers), notes)


def _dumps(value: object) -> str:
    return escape_unseen(_encode(value))


def _customer(customer: Facts) -> str:
    lists = {name: customer.pop(name) for name in _LISTS if name in customer}
    own = _dumps(customer)[:-1]
    return "".join(
        (own, *(f',\n "{name}": {_listed(rows, "  ")}' for name, rows in lists.items()), "}")
    )


def _listed(rows: Iterable[Facts], indent: str) -> str:
    lines = f",\n{indent}".join(map(_dumps, rows))
    return f"[\n{indent}{lines}\n{indent[1:]}]"
