"""What the tests of a campaign share: chance, and how its figures are told."""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import at_a_terminal, run
from tests.helpers.sizes import is_long

if TYPE_CHECKING:
    from collections.abc import Callable

    Say = Callable[[str], None]

__all__ = ["at_a_terminal", "run"]


@pytest.fixture(autouse=True)
def _as_on_every_day(never_checked: None) -> None:
    """Let the check of a pad be among what is cut short, refused and damaged."""


@pytest.fixture
def dice() -> random.Random:
    """Return chance that is the same on each run, but in a long one."""
    return random.Random(None if is_long() else 7)


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Write a figure where whoever runs the tests reads it."""

    def say(figure: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{figure}\n")

    return say
