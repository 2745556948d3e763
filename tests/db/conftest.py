"""A pad to take steps on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prefpad import Pad
from tests.conftest import TODAY

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def noted(path: Path) -> Path:
    """Return a pad with a note, as it is before steps are added."""
    with Pad(path, today=TODAY, create=True) as pad:
        pad.add("Sam Smith", "coffee: oat latte", new=True)
    return path
