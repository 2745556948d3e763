"""The schema, as named steps that are only ever added to; a new one is a file and a line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Database, Migrations

from prefpad.db.migrations.m001_the_pad import m001_the_pad
from prefpad.db.migrations.m002_numbered_settings import m002_numbered_settings
from prefpad.db.migrations.m003_learning import m003_learning
from prefpad.db.migrations.m004_undo import m004_undo
from prefpad.db.migrations.m005_outside import m005_outside
from prefpad.db.migrations.m006_apart import m006_apart
from prefpad.db.migrations.m007_because import m007_because
from prefpad.db.migrations.m008_erasing import m008_erasing

if TYPE_CHECKING:
    import sqlite3

STEPS = (
    *(m001_the_pad, m002_numbered_settings, m003_learning, m004_undo),
    *(m005_outside, m006_apart, m007_because, m008_erasing),
)

migrations = Migrations("prefpad")
for step in STEPS:
    migrations()(step)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the schema up to date; to be called inside a transaction of our own."""
    migrations.apply(Database(connection, execute_plugins=False, strict=True))
