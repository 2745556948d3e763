"""Steps that a pad may take, and the schema that they lead to.

`python -m tests.helpers.schema` stores that of the program's steps in `prefpad/db/migrations/schema.sql`.
"""

from __future__ import annotations

import sys
from contextlib import closing
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

from prefpad.db import migrations
from prefpad.db.connection import open_empty

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from sqlite_utils import Database


def with_steps(monkeypatch: pytest.MonkeyPatch, *steps: Callable[[Database], None]) -> None:
    """Add steps to those of the program, each as the module that it would have."""
    for step in steps:
        module = ModuleType(f"{migrations.__name__}.{step.__name__}")
        vars(module)[step.__name__] = step
        monkeypatch.setitem(sys.modules, module.__name__, module)
    names = (step.__name__ for step in steps)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, *names))
    monkeypatch.setattr(migrations, "stored", cache(schema_of_today))


def schema_of_today() -> str:
    """Return the schema of a pad on which every step was taken."""
    with closing(open_empty()) as empty:
        return migrations.written_out(empty)


if __name__ == "__main__":
    migrations.STORED.write_text(schema_of_today(), encoding="utf-8")
