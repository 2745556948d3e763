"""The command line, and lists to import through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import at_a_terminal, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Listed = Callable[..., Path]

__all__ = ["at_a_terminal", "listed", "run"]


@pytest.fixture
def listed(tmp_path: Path) -> Listed:
    """Write a list of these lines."""

    def write(*lines: str, name: str = "guests.csv") -> Path:
        file = tmp_path / name
        file.write_text("\n".join((*lines, "")), encoding="utf-8")
        return file

    return write
