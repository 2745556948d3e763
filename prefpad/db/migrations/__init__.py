"""The schema, as a baseline and the steps since; a new one is a file and a line here."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlite_utils import Database

    Step = Callable[[Database], None]

BASELINE = 23
"""The version of the first step, and the oldest pad that can be brought up to date.

Until the first release it is raised with each change of the baseline.
"""

STEPS: tuple[str, ...] = ("baseline",)
"""Each is a module here with a function of its name, loaded when the step is taken."""


def _step(name: str) -> Step:
    return cast("Step", getattr(import_module(f"{__name__}.{name}"), name))


def newest() -> int:
    """Return the version of a pad on which every step was taken."""
    return BASELINE + len(STEPS) - 1


STORED = Path(__file__).with_name("schema.sql")
"""The schema that all steps lead to, so that opening a pad need not take them to know it."""

_BETWEEN = ";\n\n"


def written_out(connection: sqlite3.Connection) -> str:
    """Return what SQLite keeps of the schema, in a fixed order; what libraries add left out."""
    rows = connection.execute(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'"
        " AND name NOT LIKE 'notes_search_%' AND tbl_name <> '_sqlite_migrations'"
        " ORDER BY type = 'view', type = 'trigger', tbl_name, type DESC, name"
    )
    return "".join(f"{sql}{_BETWEEN}" for (sql,) in rows)


@cache
def stored() -> str:
    """Return the stored schema."""
    return STORED.read_text(encoding="utf-8")


def _schema(version: int) -> list[str]:
    """Return what makes the tables, views, indexes and triggers of a pad of that version."""
    text = _built(version) if BASELINE <= version < newest() else stored()
    return text.split(_BETWEEN)[:-1]


def _built(version: int) -> str:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as empty:
        migrate(empty, version)
        return written_out(empty)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of a pad's schema."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def strange_triggers(connection: sqlite3.Connection, version: int) -> list[str]:
    """Return the names of the triggers that no pad of that version has."""
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    ours = _schema(version)
    return [str(name) for name, sql in rows if sql not in ours]


def is_trigger_of_ours(name: str, version: int) -> bool:
    """Tell whether a pad of that version has a trigger of that name, whatever it has come to say."""
    begin = f"CREATE TRIGGER {name} "
    return any(made.startswith(begin) for made in _schema(version))


def is_whole(connection: sqlite3.Connection) -> bool:
    """Tell whether a file has every table, view, index and trigger of a pad of its version."""
    rows = connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {sql for (sql,) in rows}.issuperset(_schema(version_of(connection)))


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring the schema up to a version, inside the caller's transaction.

    The search is rebuilt, since a step may have written notes past its triggers.
    """
    from sqlite_utils import Database, Migrations

    from prefpad.db.full_text import REBUILD

    migrations = Migrations("prefpad")
    for step in map(_step, STEPS[: version - BASELINE + 1]):
        migrations()(step)
    migrations.apply(Database(connection, execute_plugins=False, strict=True))
    connection.execute(REBUILD)
