"""What every test has: a home of its own, a fixed day, and a pad."""

from __future__ import annotations

import gc
import os
import sys
from datetime import date
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from prefpad import Pad

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytest_plugins = ["tests.helpers.needs", "tests.helpers.pads", "tests.helpers.guesthouse"]

TODAY = date(2026, 3, 2)
_NUMBERS = count(1)
_OF_THE_USER = (
    *("NO_COLOR", "FORCE_COLOR", "COLORTERM", "TERM", "COLUMNS", "LINES", "PAGER", "ZDOTDIR"),
    *("XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "PYTHONUTF8", "PYTHONDONTWRITEBYTECODE"),
)
"""What a user may have set besides ours; with the last, every process would compile us anew."""

sys.dont_write_bytecode = False

settings.register_profile(
    "prefpad",
    derandomize=True,
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("ci", settings.get_profile("prefpad"), max_examples=100)
settings.register_profile(
    "long", settings.get_profile("prefpad"), derandomize=False, max_examples=1000, print_blob=True
)
settings.load_profile("prefpad")


def pytest_collection(session: pytest.Session) -> None:
    """Let every second process begin with the last tests: each compiles half, and reads half."""
    worker = getattr(session.config, "workerinput", {}).get("workerid", "gw0")
    if int(worker[2:]) % 2:
        files = [file for where in session.config.args for file in Path(where).rglob("test_*.py")]
        for file in sorted(files, reverse=True):
            module = file.resolve().relative_to(session.config.rootpath).with_suffix("")
            import_module(".".join(module.parts))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest test, so that several processes end together."""
    items.sort(key=lambda item: "every_session_prints" not in item.name)


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what stays to the end, and come less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


@pytest.fixture(scope="session", autouse=True)
def _nothing_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Leave nothing in the environment that would change what is shown, or where pads are."""
    ours = {name for name in os.environ if name.startswith("PREFPAD_")} - {"PREFPAD_FULL"}
    with pytest.MonkeyPatch.context() as patch:
        for name in ours.union(_OF_THE_USER):
            patch.delenv(name, raising=False)
        patch.setenv("LC_ALL", "C.UTF-8")
        patch.setenv("PREFPAD_TODAY", TODAY.isoformat())
        patch.setenv("PREFPAD_AUTHOR", "Ana")
        _live_in(tmp_path_factory.getbasetemp(), "home", patch)
        yield


@pytest.fixture(autouse=True)
def _a_home_of_its_own(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Let nothing that a test leaves be found by another."""
    if "tmp_path" in request.fixturenames:
        folder: Path = request.getfixturevalue("tmp_path")
        (folder / "home").mkdir()
        _live_in(folder, "home", monkeypatch)
    else:
        _live_in(tmp_path_factory.getbasetemp(), f"home{next(_NUMBERS)}", monkeypatch)


def _live_in(folder: Path, home: str, patch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_DATA_HOME"):
        patch.setenv(name, str(folder / home))
    patch.chdir(folder)


@pytest.fixture
def tmp_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty folder, without the link to the newest one, for which a disk makes us wait."""
    return tmp_path_factory.mktemp(str(next(_NUMBERS)), numbered=False)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pad.db"


@pytest.fixture
def pad(path: Path, put_empty_pad: Callable[[Path], None]) -> Iterator[Pad]:
    if not path.exists():
        put_empty_pad(path)
    with Pad(path, today=TODAY, author="Ana") as pad:
        yield pad
