"""`prefpad help`: pages to read, and the help of each command."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any

import typer

from prefpad.cli.commands import ALIASES, COMMANDS
from prefpad.cli.completion import one_of
from prefpad.cli.pages import TOPICS, page
from prefpad.cli.values import quoted
from prefpad.domain.errors import AskedWrongly

if TYPE_CHECKING:
    from prefpad.cli.context import Context


def help_command(
    ctx: typer.Context,
    topic: Annotated[
        str | None,
        typer.Argument(
            metavar="[TOPIC]",
            help="A topic or a command; leave it out to list the topics.",
            autocompletion=one_of(*TOPICS, *COMMANDS),
        ),
    ] = None,
) -> None:
    """Show a page of help.

    \b
    Examples:
      prefpad help
      prefpad help import
    """
    context: Context = ctx.obj
    if topic is None:
        context.out.write(_contents())
    elif (name := topic.lower()) in TOPICS:
        _show(page(name), context)
    elif (command := ALIASES.get(name, name)) in COMMANDS:
        context.out.write(_help_of(command, ctx.parent))
    else:
        raise _no_help_on(topic)


def _contents() -> str:
    widest = max(map(len, TOPICS))
    lines = [f"  {name:{widest}}  {summary}" for name, summary in TOPICS.items()]
    return "\n".join(
        (
            "Pages to read with `prefpad help TOPIC`:",
            *lines,
            "`prefpad help COMMAND` shows one command.",
            "",
        )
    )


def _show(markdown: str, context: Context) -> None:
    if context.out.isatty():
        from prefpad.cli.render.console import draw_page

        with context.page("table") as out:
            draw_page(markdown, out)
    else:
        context.out.write(markdown)


def _help_of(name: str, group: Any) -> str:
    command = group.command.get_command(group, name)
    with typer.Context(command, info_name=name, parent=group) as ctx:
        return f"{command.get_help(ctx)}\n"


def _no_help_on(topic: str) -> AskedWrongly:
    near = get_close_matches(topic.lower(), [*TOPICS, *COMMANDS])
    meant = " or ".join(f"`prefpad help {name}`" for name in near)
    hint = f"Did you mean {meant}?" if near else "`prefpad help` lists the topics."
    return AskedWrongly(f"There is no help on {quoted(topic)}.", hint)
