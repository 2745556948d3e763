"""What every test has: a home of its own, a fixed day, and a pad."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from prefpad import Pad

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytest_plugins = ["tests.helpers.needs", "tests.helpers.pads", "tests.helpers.guesthouse"]

TODAY = date(2026, 3, 2)

settings.register_profile(
    "prefpad",
    derandomize=True,
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("ci", settings.get_profile("prefpad"), max_examples=100)
settings.register_profile(
    "long", settings.get_profile("prefpad"), derandomize=False, max_examples=1000, print_blob=True
)
settings.load_profile("prefpad")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest test, so that several processes end together."""
    items.sort(key=lambda item: "every_session_prints" not in item.name)


@pytest.fixture(autouse=True)
def _no_pad_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(home))
    for name in ("PREFPAD_DB", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PREFPAD_TODAY", TODAY.isoformat())
    monkeypatch.setenv("PREFPAD_AUTHOR", "Ana")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pad.db"


@pytest.fixture
def pad(path: Path) -> Iterator[Pad]:
    with Pad(path, today=TODAY, create=True, author="Ana") as pad:
        yield pad
