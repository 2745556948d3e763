"""What a test needs besides Python: `@pytest.mark.needs("zsh")`, a device, or "a terminal".

What a list comes in may need a library of an extra: `@pytest.mark.needs("module vobject")`.

Where a device, a library or a terminal is missing, the test is skipped. A test of a program is for
the full run alone, so that the plain one is the same on every machine. With PREFPAD_FULL set, as
.ci/full does, all of them run, and one whose needs are not met fails instead of being passed over.
"""

from __future__ import annotations

import os
import pty
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

_OPENPTY = pty.openpty
_PLAIN = ("/", "module ", "a terminal", "bash")
"""How the needs that a plain run may have begin: bash is on every machine, other programs are not."""


def is_there(what: str) -> bool:
    """Tell whether this machine has that program, device or library, or a terminal to give."""
    if what.startswith("module "):
        return find_spec(what.removeprefix("module ")) is not None
    if what == "a terminal":
        try:
            ends = _OPENPTY()
        except OSError:
            return False
        for end in ends:
            os.close(end)
        return True
    places = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin"])
    return Path(what).exists() if "/" in what else bool(shutil.which(what, path=places))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test that needs more than there is, or than a plain run uses; fail it in a full run."""
    needed = _needed(item)
    missing = [what for what in needed if not is_there(what)]
    if os.environ.get("PREFPAD_FULL"):
        if missing:
            pytest.fail(f"{', '.join(missing)} is missing; .ci/full installs what tests need")
        return
    if programs := [what for what in needed if not what.startswith(_PLAIN)]:
        pytest.skip(f"needs {', '.join(programs)}: PREFPAD_FULL=1 runs it")
    if missing:
        pytest.skip(f"needs {', '.join(missing)}")


@pytest.fixture(autouse=True)
def _a_terminal_is_asked_for(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refuse a terminal to a test that does not say that it needs one."""

    def refuse() -> None:
        raise AssertionError('a test with a terminal is marked `needs("a terminal")`')

    if "a terminal" not in _needed(request.node):
        monkeypatch.setattr(pty, "openpty", refuse)
        monkeypatch.setattr(pty, "fork", refuse)


def _needed(item: pytest.Item) -> list[str]:
    return [what for marker in item.iter_markers("needs") for what in marker.args]
