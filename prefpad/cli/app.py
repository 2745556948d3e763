"""The command line: the group of commands, and the one boundary that prints errors."""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib import import_module
from inspect import getdoc
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, TextIO

import typer
from typer._click.globals import get_current_context
from typer.core import TyperGroup, TyperOption
from typer.main import get_click_param, get_command

from prefpad.cli.commands import ALIASES, COMMANDS
from prefpad.cli.completion import CompletingFiles
from prefpad.cli.context import Context
from prefpad.cli.errors import Failed, failures_as_sentences
from prefpad.cli.parsing import PadCommand, Parser, filled
from prefpad.cli.values import refuse_file
from prefpad.domain.errors import AskedWrongly
from prefpad.till.address import HERE_ALONE, is_serving

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from prefpad.cli.commands import Command

_HELP = {"help_option_names": ["--help", "-h"], "max_content_width": 80}


class Commands(TyperGroup):
    """Loads a command's module only when that command is called."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.params = [*_alone(), *_everywhere()]

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # Typer narrows it
        """Return the names of the commands in the order of their registration."""
        del ctx
        return list(COMMANDS)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that a line begins with, its name and the words after it."""
        name, *words = args
        command = self.get_command(ctx, name, words)
        return (name, command, words) if command else super().resolve_command(ctx, args)

    def get_command(  # type: ignore[override]  # Typer narrows it
        self, ctx: typer.Context, cmd_name: str, words: Sequence[str] = ()
    ) -> PadCommand | None:
        """Return the command of that name, short name or alias.

        Args:
            ctx: the context of the line.
            cmd_name: what stands where a command does.
            words: what follows it.

        Raises:
            AskedWrongly: there is none, and nobody is only completing a line.
        """
        known = COMMANDS.get(ALIASES.get(cmd_name, cmd_name))
        if known is None:
            if ctx.resilient_parsing or cmd_name.startswith("-"):
                return None
            from prefpad.cli.unknown_command import unknown_command

            raise unknown_command(cmd_name, words)
        if known.name in HERE_ALONE and is_serving() and not ctx.resilient_parsing:
            raise AskedWrongly(f"`prefpad {known.name}` is not for a till.", HERE_ALONE[known.name])
        return _command(known)

    def make_parser(self, ctx: Any) -> Parser:
        """Return a parser of the options before a command's name."""
        return filled(Parser(ctx), self.get_params(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write all commands on one screen, without loading them."""
        del ctx
        from prefpad.cli.help_text import overview

        formatter.write(overview())

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """Complete a command's name without loading the commands."""
        from typer._click.shell_completion import CompletionItem

        names = [name for name in COMMANDS if incomplete and name.startswith(incomplete)]
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        return [CompletionItem(name) for name in names or COMMANDS if name.startswith(incomplete)]

    def invoke(self, ctx: Any) -> Any:
        """Run a command and report its failures here, before Typer words them in its own way."""
        context = ctx.ensure_object(Context)
        with failures_as_sentences(), context.blaming_the_pad():
            try:
                answered = super().invoke(ctx)
            finally:
                sys.stdout.flush()
            context.look_after_the_pad()
            return answered

    def _main_shell_completion(self, *_: Any, **__: Any) -> None:
        """Answer a shell that completes a line, and leave."""
        if shell := os.environ.get("_PREFPAD_COMPLETE"):
            from prefpad.cli.shells.answer import SHELLS, answer

            if shell in SHELLS:
                typer.echo("\n".join(answer(self, shell)))
            sys.exit(0)

    def main(self, args: Sequence[str] | None = None, **extra: Any) -> Any:  # type: ignore[override]  # same use
        """Run and exit; report any failure in a sentence and a hint on stderr."""
        extra.pop("standalone_mode", None)
        try:
            with failures_as_sentences():
                status = super().main(args, standalone_mode=False, **extra)
        except Failed as failed:
            status = failed.exit_code
        sys.exit(status or 0)


@cache
def _command(known: Command) -> PadCommand:
    """Return a command whose parameters are those of its function."""
    from prefpad.cli.options import declared

    function = getattr(import_module(known.module), f"{known.name}_command")
    convertors = {}
    params = []
    for one in declared(function):
        param, convertors[one.name] = get_click_param(one)
        params.append(param)

    def call(**given: Any) -> Any:
        for name, value in given.items():
            if convert := convertors[name]:
                given[name] = convert(value)
        return function(get_current_context(), **given)

    return PadCommand(
        known.name,
        context_settings=_HELP,
        callback=call,
        params=[*params, *(one for one in _everywhere() if known.writes or one.name != "author")],
        help=getdoc(function),
        short_help=known.summary,
        rich_markup_mode=None,
    )


@cache
def _everywhere() -> tuple[TyperOption, ...]:
    """Return the options that may come before or after the name of a command."""

    def keep(ctx: Any, param: Any, value: Any) -> Any:
        if value:
            ctx.ensure_object(Context).options[param.name] = value
        return value

    def keep_pad(ctx: Any, param: Any, value: Any) -> Any:
        if value and is_serving():  # half a line that is completed here has the till's address
            return None if ctx.resilient_parsing else refuse_file("--db")
        return keep(ctx, param, value)

    return (
        TyperOption(
            param_decls=["--db"],
            metavar="FILE",
            help="Pad file [default: $PREFPAD_DB, or ~/.local/share/prefpad/pad.db].",
            type=CompletingFiles(),
            callback=keep_pad,
            expose_value=False,
        ),
        TyperOption(
            param_decls=["--author"],
            metavar="NAME",
            help="Your name, recorded with each change.",
            callback=keep,
            expose_value=False,
        ),
        TyperOption(
            param_decls=["--no-pager"],
            is_flag=True,
            help="Print long lists without a pager.",
            callback=keep,
            expose_value=False,
        ),
        TyperOption(
            param_decls=["--quiet", "-q"],
            is_flag=True,
            help="Print results and errors only.",
            callback=keep,
            expose_value=False,
        ),
    )


def _alone() -> list[TyperOption]:
    """Return the options that stand alone on a line."""

    def instead(answer: Callable[[], None]) -> Callable[[Any, Any, bool], None]:
        def leave(_: Any, __: Any, value: bool) -> None:
            if value:
                answer()
                raise typer.Exit

        return leave

    def option(name: str, answer: Callable[[], None], help_text: str) -> TyperOption:
        return TyperOption(
            param_decls=[name],
            is_flag=True,
            is_eager=True,
            help=help_text,
            callback=instead(answer),
            expose_value=False,
        )

    return [
        option("--version", _say_version, "Show the version and exit."),
        option(
            "--install-completion",
            _install_completion,
            "Complete names, topics and numbers in this shell with Tab.",
        ),
        option("--show-completion", _show_completion, "Show the completion script."),
    ]


def _say_version() -> None:
    from prefpad import __version__

    typer.echo(f"prefpad {__version__}")


def _install_completion() -> None:
    if is_serving():
        refuse_file("--install-completion")
    from prefpad.cli.shells.install import install, shell_in_use

    shell, path, begin = install(shell_in_use())
    typer.echo(f"Installed completion for {shell} in {path}.")
    typer.echo(f"To use it in this terminal: {begin}")


def _show_completion() -> None:
    from prefpad.cli.shells.install import script, shell_in_use

    typer.echo(script(shell_in_use()), nl=False)


app = typer.Typer(
    cls=Commands,
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=_HELP,
)


@app.callback()
def prefpad() -> None:
    """Show how to begin where there is no pad, else all commands."""
    ctx = get_current_context()
    context = ctx.ensure_object(Context)
    if ctx.invoked_subcommand is None:
        from prefpad.cli.help_text import begin, fitted, overview

        place = context.place
        is_new = context.at_a_terminal and not place.path.exists()
        shown = fitted(begin(is_named=not place.is_default)) if is_new else overview()
        context.out.write(shown)


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - a device


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    try:
        get_command(app).main(list(arguments), prog_name="prefpad")
    except SystemExit as ending:
        return int(ending.code or 0)
    return 0
