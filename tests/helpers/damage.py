"""What a disk or a stick does to a file."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any

from tests.conftest import TODAY

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path


def zeroed_page(data: bytearray, dice: random.Random) -> None:
    start = dice.randrange(1, len(data) // 4096) * 4096
    data[start : start + 4096] = bytes(4096)


def cut_short(data: bytearray, dice: random.Random) -> None:
    del data[dice.randrange(100, len(data)) :]


def scattered_bytes(data: bytearray, dice: random.Random) -> None:
    for _ in range(dice.choice((1, 5, 50))):
        data[dice.randrange(100, len(data))] = dice.randrange(256)


def spoil(path: Path) -> None:
    """Cut short the role of every customer and what the journal has, past the schema's checks."""
    with closing(sqlite3.connect(path, isolation_level=None)) as disk:
        disk.execute("PRAGMA ignore_check_constraints = ON")
        disk.execute("UPDATE customers SET role = substr(role, 1, 5)")
        disk.execute("UPDATE journal_rows SET after = substr(after, 1, 5)")


def changed_words(data: bytearray, dice: random.Random) -> None:
    """Change a word in a few places: a sound file in which nobody can understand everything."""
    word = dice.choice((b"preference", b"customer", b"told", b"likes", b'"kind"', b"name", b"{"))
    starts = [at for at in range(len(data)) if data.startswith(word, at)]
    for at in dice.sample(starts, min(len(starts), dice.choice((1, 3, 1000)))):
        data[at + len(word) - 1] = dice.randrange(32, 127)


def spoilt_days(data: bytearray, dice: random.Random) -> None:
    days = TODAY.isoformat().encode()
    data[:] = data.replace(days, dice.choice((b"2026-99-99", b"not a day!", b"\xff" * 10)))


def spoilt_words(data: bytearray, dice: random.Random) -> None:
    data[:] = data.replace(dice.choice((b"coffee", b"preference", b"CREATE")), b"\xff\xfe\xfd")


def flipped_bits(data: bytearray, dice: random.Random) -> None:
    for _ in range(dice.choice((1, 8, 64))):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def swapped_pages(data: bytearray, dice: random.Random) -> None:
    one, other = (4096 * page for page in dice.sample(range(1, len(data) // 4096), 2))
    data[one : one + 4096], data[other : other + 4096] = (
        data[other : other + 4096],
        data[one : one + 4096],
    )


def repeated_page(data: bytearray, dice: random.Random) -> None:
    """Put one page in the place of another, as a write that went astray does."""
    one, other = (4096 * page for page in dice.sample(range(1, len(data) // 4096), 2))
    data[one : one + 4096] = data[other : other + 4096]


def damaged_schema(data: bytearray, dice: random.Random) -> None:
    """Change letters of a statement that makes a table, an index, a trigger or a view."""
    starts = [at for at in range(len(data)) if data.startswith(b"CREATE ", at)]
    at = dice.choice(starts)
    for _ in range(dice.choice((1, 3))):
        data[at + dice.randrange(200)] = dice.randrange(32, 127)


ON_DISK = (
    *(flipped_bits, scattered_bytes, zeroed_page, swapped_pages, repeated_page),
    *(cut_short, damaged_schema, changed_words, spoilt_days, spoilt_words),
)
"""What a disk or a stick does, each to the bytes of a file."""

_OTHER_VALUES = (
    None,
    "",
    "x",
    "{",
    "[1",
    -1,
    0,
    2**62,
    1.5,
    b"\xff\xfe",
    "2026-99-99",
    "\ud83d",
    "\x00",
)


_OURS = (
    "type = 'table' AND sql NOT LIKE '%VIRTUAL TABLE%' AND name NOT LIKE 'notes_search%'"
    " AND name NOT LIKE 'sqlite_%'"
)


def _a_table(disk: sqlite3.Connection, dice: random.Random) -> tuple[str, list[str], list[Any]]:
    """Return a table that has rows, its columns, and of each row the value of the first of them."""
    names = [name for (name,) in disk.execute(f"SELECT name FROM sqlite_schema WHERE {_OURS}")]
    while True:
        table = dice.choice(names)
        found = disk.execute(f"SELECT name FROM pragma_table_xinfo('{table}') WHERE NOT hidden")
        columns = [name for (name,) in found]
        if keys := [key for (key,) in disk.execute(f"SELECT {columns[0]} FROM {table}")]:
            return table, columns, keys


def other_value(disk: sqlite3.Connection, dice: random.Random) -> None:
    """Put another value, of any type, into a cell of one row or of each."""
    table, columns, keys = _a_table(disk, dice)
    for key in keys if dice.random() < 0.5 else [dice.choice(keys)]:
        disk.execute(
            f"UPDATE {table} SET {dice.choice(columns)} = ? WHERE {columns[0]} IS ?",
            (dice.choice(_OTHER_VALUES), key),
        )


def lost_rows(disk: sqlite3.Connection, dice: random.Random) -> None:
    """Take away some rows of a table, or all."""
    table, columns, keys = _a_table(disk, dice)
    for key in dice.sample(keys, dice.randint(1, len(keys))):
        disk.execute(f"DELETE FROM {table} WHERE {columns[0]} IS ?", (key,))


def damaged_json(disk: sqlite3.Connection, dice: random.Random) -> None:
    """Spoil what the journal has: cut short, with another letter in it, or json of another kind."""
    column = dice.choice(("before", "after"))
    spoilt = dice.choice(
        (
            f"substr({column}, 1, 5)",
            f"substr({column}, 1, 5) || char(1) || substr({column}, 6)",
            *("'[]'", "'7'", "'null'", "'{}'", "'{\"kind\": {}}'"),
        )
    )
    disk.execute(f"UPDATE journal_rows SET {column} = {spoilt} WHERE {column} IS NOT NULL")


IN_CELLS = (other_value, lost_rows, damaged_json)
"""What another program does to what a sound file has in its cells."""


def damage(data: bytes, path: Path, dice: random.Random) -> str:
    """Write a damaged copy of a pad to `path`, and return what was done to it."""
    if dice.randrange(len(ON_DISK) + len(IN_CELLS)) < len(ON_DISK):
        on_disk = dice.choice(ON_DISK)
        spoilt = bytearray(data)
        on_disk(spoilt, dice)
        path.write_bytes(spoilt)
        return on_disk.__name__
    in_cells = dice.choice(IN_CELLS)
    path.write_bytes(data)
    with _types_passed_over(path), closing(sqlite3.connect(path, isolation_level=None)) as disk:
        disk.execute("PRAGMA ignore_check_constraints = ON")
        with suppress(sqlite3.DatabaseError, UnicodeEncodeError):
            in_cells(disk, dice)
    return in_cells.__name__


@contextmanager
def _types_passed_over(path: Path) -> Iterator[None]:
    """Have no table of a file insist on the types of its columns for a while."""
    with closing(sqlite3.connect(path)) as disk:
        schema = disk.execute(f"SELECT sql, name FROM sqlite_schema WHERE {_OURS}").fetchall()
    _write_schema(
        path,
        [(sql.replace(") STRICT,", ")").replace(") STRICT", ")"), name) for sql, name in schema],
    )
    yield
    _write_schema(path, schema)


def _write_schema(path: Path, schema: list[tuple[str, str]]) -> None:
    with closing(sqlite3.connect(path)) as disk, disk:
        disk.execute("PRAGMA writable_schema = ON")
        disk.executemany("UPDATE sqlite_schema SET sql = ? WHERE name = ?", schema)
