"""Running the command line as a shell would, in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest
from typer.testing import CliRunner, Result

from prefpad.cli.app import app
from prefpad.cli.context import Context

if TYPE_CHECKING:
    from pathlib import Path


class Run(Protocol):
    def __call__(self, *arguments: str, typed: str | None = None) -> Result: ...


@pytest.fixture
def run(path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run one command line on the pad at `path`, away from any terminal."""
    monkeypatch.setenv("PREFPAD_DB", str(path))

    def run(*arguments: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(
            app, list(arguments), input=typed, catch_exceptions=False, prog_name="prefpad"
        )

    return run


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a person at the terminal, who answers with what is `typed`."""
    monkeypatch.setattr(Context, "at_a_terminal", property(lambda _: True))
