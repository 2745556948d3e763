"""Help in plain text: all commands on one screen, and each command on a page."""

from __future__ import annotations

from shutil import get_terminal_size
from textwrap import fill
from typing import TYPE_CHECKING, Any

from prefpad.cli.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from typer._click.core import Context as ClickContext
    from typer._click.core import Parameter

_WIDTH = 80
_INDENT = 16
_NARROWEST = 2 * _INDENT
_CONTINUED = "  "
_COMMON = "Common: "
_OPTIONS = "Options"
_ARGUMENTS = ""
_SAID_ONCE = ("form", "db", "author", "quiet", "help")

_BEGIN = """\
There is no pad yet. To try a sample pad:  prefpad demo
{}prefpad add "Sam Smith" -l oat milk
Then look at the customer's card:          prefpad recall sam
"""
_WRITE = "To begin your own, write a first note:     "
_MAKE_AND_WRITE = """\
To make your own in the file you named:    prefpad init
Then write a first note:                   """
_ABOVE = """\
prefpad remembers what each customer likes, needs and was promised.

  prefpad add "Sam Smith" -l coffee: oat flat white    write it down
  prefpad recall sam                                   read it before you serve
"""
_BELOW = """\
`prefpad help` lists pages to read; `prefpad COMMAND --help` shows one command.
With any command: --db FILE (the pad), --author NAME, -q (only results, errors).
Short: a, r, c, v for add, recall, confirm, visit. --version shows the version,
--install-completion has the shell complete names.
"""


def begin(*, is_named: bool) -> str:
    """Return how to begin where there is no pad; in a file that was named, `init` makes it."""
    return _BEGIN.format(_MAKE_AND_WRITE if is_named else _WRITE)


def overview() -> str:
    """Return all commands under headings, on one screen of 24 lines of 80 columns.

    On a narrower screen there are more lines.
    """
    width = _columns()
    by_panel: dict[str, list[str]] = {}
    for command in COMMANDS.values():
        gloss = f" ({command.gloss})" if command.gloss else ""
        by_panel.setdefault(command.panel, []).append(f"{command.name}{gloss}")
    panels = [_panel(heading, entries, width) for heading, entries in by_panel.items()]
    return "\n".join((fitted(_ABOVE), *panels, "", fitted(_BELOW)))


def fitted(text: str) -> str:
    """Return a text with the lines that are longer than the screen broken at words."""
    width = _columns()
    if width >= _WIDTH:
        return text
    from prefpad.cli.render.screen import wrap

    lines = (wrap(line, width, _CONTINUED) for line in text.splitlines())
    return "".join(f"{line.rstrip()}\n" for broken in lines for line in broken)


def _columns() -> int:
    return max(get_terminal_size().columns, _NARROWEST)


def _panel(heading: str, entries: list[str], width: int) -> str:
    is_wide = width >= _WIDTH
    listed = ", ".join(entry.replace(" ", "\0") if is_wide else entry for entry in entries)
    return _filled(listed, heading.ljust(_INDENT), " " * _INDENT, width)


def _filled(text: str, begin: str, indent: str, width: int) -> str:
    """Return a text in lines that fit a screen, broken at spaces; a NUL is one that stays."""
    lines = fill(
        text,
        min(_WIDTH, width) - 1,
        initial_indent=begin,
        subsequent_indent=indent,
        break_on_hyphens=False,
        break_long_words=False,
    )
    return lines.replace("\0", " ")


def write_command_help(command: Any, ctx: ClickContext, formatter: Any) -> None:
    """Write how a command is used, with its options in groups and what all have in one line."""
    params = [param for param in command.get_params(ctx) if not param.hidden]
    own = [param for param in params if param.name not in _SAID_ONCE]
    pieces = [param.metavar for param in own if param.param_type_name == "argument"]
    is_choosy = any(param.param_type_name == "option" for param in own)
    formatter.write_usage(ctx.command_path, " ".join([*pieces, *["[OPTIONS]"] * is_choosy]))
    command.format_help_text(ctx, formatter)
    for heading, group in _grouped(own).items():
        formatter.write_paragraph()
        if heading:
            formatter.write_heading(heading)
        with formatter.indentation():
            formatter.write_dl([_entry(param) for param in group])
    formatter.write_paragraph()
    common = "  ".join(entry.replace(" ", "\0") for entry in _common(params))
    formatter.write(f"{_filled(common, _COMMON, ' ' * len(_COMMON), _columns())}\n")


def _grouped(params: Iterable[Parameter]) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = {}
    for param in sorted(params, key=lambda param: param.param_type_name):
        is_argument = param.param_type_name == "argument"
        heading = _ARGUMENTS if is_argument else getattr(param, "rich_help_panel", "") or _OPTIONS
        groups.setdefault(heading, []).append(param)
    return groups


def _entry(param: Any) -> tuple[str, str]:
    if param.param_type_name == "argument":
        return param.metavar, param.help or ""
    names = ", ".join(sorted((*param.opts, *param.secondary_opts), key=len))
    return names if param.is_flag else f"{names} {param.metavar}", param.help or ""


def _common(params: Iterable[Any]) -> Iterable[str]:
    there = {param.name: param for param in params}
    if form := there.get("form"):
        yield f"{form.opts[0]} {'|'.join(form.type.words)}"
    yield "--db FILE"
    if "author" in there:
        yield "--author NAME"
    yield "-q"
    yield "-h"
