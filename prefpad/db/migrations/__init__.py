"""The schema, as a baseline and the steps since; a new one is a file and a line here."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, cast

from prefpad.domain.memoize import pattern

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from sqlite_utils import Database

    Step = Callable[[Database], None]

BASELINE = 22
"""The version of the first step, and the oldest pad that can be brought up to date.

Until the first release it is raised with each change of the baseline.
"""

_MADE = pattern(r"^CREATE .*", re.MULTILINE | re.DOTALL)

STEPS: tuple[str, ...] = ("baseline",)
"""Each is a module here with a function of its name, loaded when the step is taken."""


def _step(name: str) -> Step:
    return cast("Step", getattr(import_module(f"{__name__}.{name}"), name))


def newest() -> int:
    """Return the version of a pad on which every step was taken."""
    return BASELINE + len(STEPS) - 1


def strange_triggers(connection: sqlite3.Connection) -> list[str]:
    """Return the names of the triggers that no step has made."""
    from prefpad.db.migrations.baseline import script

    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    ours = script()
    return [str(name) for name, sql in rows if f"{sql};" not in ours]


def is_trigger_of_ours(name: str) -> bool:
    """Tell whether a step has made a trigger of that name, whatever it has come to say."""
    from prefpad.db.migrations.baseline import script

    return f"CREATE TRIGGER {name} " in script()


def is_whole(connection: sqlite3.Connection) -> bool:
    """Tell whether a file has every table, view, index and trigger as the steps make them."""
    from prefpad.db.migrations.baseline import script, statements

    rows = connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")
    there = {f"{sql};" for (sql,) in rows}
    return there.issuperset(
        made.group().rstrip() for made in map(_MADE.search, statements(script())) if made
    )


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the schema up to date, inside the caller's transaction.

    The search is rebuilt, since a step may have written notes past its triggers.
    """
    from sqlite_utils import Database, Migrations

    from prefpad.db.full_text import REBUILD

    migrations = Migrations("prefpad")
    for step in map(_step, STEPS):
        migrations()(step)
    migrations.apply(Database(connection, execute_plugins=False, strict=True))
    connection.execute(REBUILD)
