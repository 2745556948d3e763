"""How tests come by their pads faster than the program does.

An empty pad is made once and copied from then on, and nothing waits for a disk. A test of how a pad
is made, or of what a disk has when the power fails, takes the fixture `as_shipped`.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from prefpad.db import connection as opening

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Fresh = Callable[[str], Path]

_UPGRADE = opening.upgrade
_PRAGMAS = opening._PRAGMAS  # noqa: SLF001 - what a user gets, and what tests turn down


@pytest.fixture(scope="session", autouse=True)
def _quick_pads() -> Iterator[None]:
    with closing(opening.open_empty()) as empty, pytest.MonkeyPatch.context() as patch:

        def copy_or_upgrade(connection: sqlite3.Connection, *which: Any) -> None:
            if connection.execute("PRAGMA page_count").fetchone() == (0,):
                empty.backup(connection)
            else:
                _UPGRADE(connection, *which)

        patch.setattr(opening, "upgrade", copy_or_upgrade)
        patch.setattr(opening, "_PRAGMAS", f"{_PRAGMAS}PRAGMA synchronous = OFF;")
        yield


@pytest.fixture
def as_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pads be made from nothing, and every write reach the disk."""
    monkeypatch.setattr(opening, "upgrade", _UPGRADE)
    monkeypatch.setattr(opening, "_PRAGMAS", _PRAGMAS)


@pytest.fixture
def fresh(tmp_path: Path) -> Fresh:
    """Make an empty pad of that name, in the place of the one that the example before made."""

    def make(name: str) -> Path:
        path = tmp_path / name
        path.unlink(missing_ok=True)
        opening.create(path)
        return path

    return make
