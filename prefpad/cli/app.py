"""The command line: the group of commands, and the one boundary that prints errors."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from inspect import get_annotations
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_command, get_command_from_info
from typer.models import CommandInfo

from prefpad.cli.commands import COMMANDS, SHORT
from prefpad.cli.context import Context
from prefpad.cli.errors import Failed, failures_as_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

_HELP = {"help_option_names": ["--help", "-h"], "max_content_width": 100}


class Commands(TyperGroup):
    """Loads a command's module only when that command is called."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.params.extend(_everywhere())

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # Typer narrows it
        """Return the names of the commands in the order of their registration."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> TyperCommand | None:  # type: ignore[override]  # Typer narrows it
        """Return the command of that name or short name, or None."""
        del ctx
        known = COMMANDS.get(SHORT.get(cmd_name, cmd_name))
        if known is None:
            self.commands = {**COMMANDS}  # type: ignore[dict-item]  # only the names, to suggest from
            return None
        callback = getattr(import_module(known.module), f"{known.name}_command")
        # Typer evaluates annotations that are texts four times over.
        callback.__annotations__ = get_annotations(callback, eval_str=True)
        command = get_command_from_info(
            CommandInfo(
                name=known.name,
                callback=callback,
                short_help=known.summary,
                context_settings=_HELP,
            ),
            pretty_exceptions_short=True,
            rich_markup_mode=None,
        )
        command.params.extend(_everywhere())
        return command  # type: ignore[return-value]  # the class named by CommandInfo

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the summaries without loading the commands."""
        del ctx
        rows = [
            (", ".join((command.name, *command.short)), command.summary)
            for command in COMMANDS.values()
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """Complete a command's name without loading the commands."""
        from typer._click.shell_completion import CompletionItem

        names = [name for name in COMMANDS if incomplete and name.startswith(incomplete)]
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        return [CompletionItem(name) for name in names or COMMANDS if name.startswith(incomplete)]

    def invoke(self, ctx: Any) -> Any:
        """Run a command; what fails in it is told here, before Typer words it in its own way."""
        with failures_as_sentences():
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()

    def main(self, args: Sequence[str] | None = None, **extra: Any) -> Any:  # type: ignore[override]  # same use
        """Run and exit; whatever fails is told in a sentence and a hint on stderr."""
        extra.pop("standalone_mode", None)
        try:
            with failures_as_sentences():
                status = super().main(args, standalone_mode=False, **extra)
        except Failed as failed:
            status = failed.exit_code
        sys.exit(status or 0)


def _everywhere() -> list[TyperOption]:
    """Return the options that stand before or after the name of a command alike."""

    def keep(ctx: Any, param: Any, value: Any) -> Any:
        if value:
            ctx.ensure_object(Context).options[param.name] = value
        return value

    return [
        TyperOption(
            param_decls=["--db"],
            metavar="FILE",
            help="The pad; else PREFPAD_DB, else the pad in your data folder.",
            callback=keep,
            expose_value=False,
        ),
        TyperOption(
            param_decls=["--author"],
            metavar="NAME",
            help="Who writes; else PREFPAD_AUTHOR, else your login.",
            callback=keep,
            expose_value=False,
        ),
        TyperOption(
            param_decls=["--quiet", "-q"],
            is_flag=True,
            help="Show only what was asked for, and errors.",
            callback=keep,
            expose_value=False,
        ),
    ]


def _version(value: bool) -> None:
    if value:
        from prefpad import __version__

        typer.echo(f"prefpad {__version__}")
        raise typer.Exit


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=_HELP,
)


@app.callback()
def prefpad(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """The pad at the counter: what each customer likes, needs and was promised."""
    del version
    context.ensure_object(Context)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # real streams
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - for good
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - for good
    try:
        get_command(app).main(list(arguments), prog_name="prefpad")
    except SystemExit as ending:
        return int(ending.code or 0)
    return 0
