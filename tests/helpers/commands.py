"""The commands of the command line, as Typer has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer
from typer.main import get_command

from prefpad.cli.app import Commands, app

if TYPE_CHECKING:
    from prefpad.cli.parsing import PadCommand


def command_called(name: str) -> tuple[PadCommand, typer.Context]:
    """Return a command, and the context of the program that it is in."""
    group = get_command(app)
    assert isinstance(group, Commands)
    program = typer.Context(group, info_name="prefpad")
    command = group.get_command(program, name)
    assert command is not None
    return command, program
