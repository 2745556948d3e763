"""Parsing a command line as people type it, with errors in our own words."""

from __future__ import annotations

from contextlib import suppress
from difflib import get_close_matches
from itertools import takewhile
from typing import TYPE_CHECKING, Any, NoReturn

from typer._click.exceptions import BadOptionUsage, MissingParameter, NoSuchOption
from typer._click.parser import _OptionParser
from typer._click.types import StringParamType
from typer.core import TyperCommand

from prefpad.cli.commands import COMMANDS
from prefpad.cli.values import AtLeastOne, NumberOf, OneOf, cut, quoted
from prefpad.domain.errors import AskedWrongly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typer._click.core import Context as ClickContext
    from typer._click.core import Parameter

_NOUNS = {"OTHER": "other customer", "NOTE|CUSTOMER": "note or customer"}
_OF_ONE_WORD = (OneOf, NumberOf, AtLeastOne)
_FEW = 2
_TAKING_TEXT = frozenset({"add", "done", "edit"})


class Parser(_OptionParser):
    """Takes `-20` for text and `--json` for `--format json`; knows the word after `-likes`."""

    def _process_opts(self, arg: str, state: Any) -> None:
        if arg[1].isdigit():
            state.largs.append(arg)
            return
        if arg == "--json":
            arg = next((f"{name}=json" for name in ("--format", "--as") if self._has(name)), arg)
        if self.ctx is None or self.ctx.resilient_parsing:  # the shell completes half a line
            super()._process_opts(arg, state)
            return
        if self._has(f"-{arg}"):
            self._refuse(arg, [f"-{arg}"])
        try:
            super()._process_opts(arg, state)
        except NoSuchOption:
            name = arg.partition("=")[0]
            known = {long.lstrip("-"): long for long in self._long_opt}
            near = get_close_matches(name.lstrip("-"), known) if len(name) > len("-x") else []
            self._refuse(name, [known[word] for word in near], self._elsewhere(name))
        except BadOptionUsage as error:
            name = error.option_name
            option = self._long_opt.get(name) or self._short_opt[name]
            if not option.takes_value:
                raise AskedWrongly(f"{name} takes no value.", f"Write {name} alone.") from None
            wanted = option.obj.metavar or "VALUE"
            raise AskedWrongly(f"{name} needs a value.", f"Write {name} {wanted}.") from None

    def _has(self, name: str) -> bool:
        return name in self._long_opt

    def _elsewhere(self, name: str) -> list[str]:
        """Return the commands that have an option which this one has not."""
        root = self.ctx.find_root() if self.ctx else None
        if root is None or self.ctx is root or not name.startswith("--"):
            return []
        group: Any = root.command
        with_it = []
        for command in COMMANDS:
            with suppress(AskedWrongly):  # one that is not for a till
                options = group.get_command(root, command).params
                with_it += [command] if any(name in option.opts for option in options) else []
        return with_it

    def _refuse(self, typed: str, near: list[str], elsewhere: Sequence[str] = ()) -> NoReturn:
        path = self.ctx.command_path if self.ctx else "prefpad"
        if 0 < len(elsewhere) <= _FEW:
            named = [f"`prefpad {one}`" for one in elsewhere]
            hint = f"{' and '.join(named)} {'has' if len(named) == 1 else 'have'} it."
        elif near:
            hint = f"Did you mean {near[0]}?"
        elif path.removeprefix("prefpad ") in _TAKING_TEXT:
            hint = "Put -- before text that begins with a dash."
        else:
            hint = _see_help(path)
        raise AskedWrongly(f"There is no option {quoted(typed)}.", hint)


class PadCommand(TyperCommand):
    """A command with our own errors and help."""

    def make_parser(self, ctx: ClickContext) -> _OptionParser:
        """Return a parser of this command's parameters."""
        return filled(Parser(ctx), self.get_params(ctx))

    def parse_args(self, ctx: ClickContext, args: list[str]) -> list[str]:
        """Read the words after the command's name.

        Raises:
            AskedWrongly: something is missing, or is there that does not belong.
        """
        ctx.allow_extra_args = True
        if not ctx.resilient_parsing:
            self._refuse_half_a_value(args)
        try:
            extra = super().parse_args(ctx, args)
        except MissingParameter as error:
            missing = _bare(error.param) if error.param else ""
            noun = _NOUNS.get(missing, missing.lower())
            usage = " ".join((ctx.command_path, *map(_bare, filter(_stands, self.params))))
            raise AskedWrongly(f"Which {noun}?", f"`{usage}`") from None
        if extra and not ctx.resilient_parsing:
            raise self._too_much(ctx, quoted(" ".join(extra)))
        return extra

    def _refuse_half_a_value(self, args: Sequence[str]) -> None:
        """Refuse `visit smith --served skin fade`, where `fade` would belong to the name.

        In `edit`, the words after half a reason would be the new text of the note.
        """
        is_edit = self.name == "edit"
        if not is_edit and [_bare(one) for one in self.params if _stands(one)] != ["CUSTOMER"]:
            return
        texts = {
            name
            for param in self.params
            if isinstance(param.type, StringParamType) and not isinstance(param.type, _OF_ONE_WORD)
            for name in param.opts
            if name == "--because" or (name.startswith("-") and not is_edit)
        }
        for place, option in enumerate(args[:-2]):
            value, *after = args[place + 1 :]
            has_a_name = bool(place) and not args[0].startswith("-")
            if option in texts and has_a_name and not after[0].startswith("-"):
                rest = " ".join(takewhile(lambda word: not word.startswith("-"), after))
                raise AskedWrongly(
                    f"{quoted(rest)} stands after the value of {option}.",
                    f'Put a value of several words in quotes: {option} "{cut(f"{value} {rest}")}".',
                )

    def _too_much(self, ctx: ClickContext, words: str) -> AskedWrongly:
        taken = [*map(_bare, filter(_stands, self.params))]
        if taken and taken[-1] in {"CUSTOMER", "OTHER"}:
            hint = 'Put a name of several words in quotes: "Sam Smith".'
        elif any("--customer" in param.opts for param in self.params):
            hint = "For one customer, write --customer NAME."
        else:
            hint = _see_help(ctx.command_path)
        return AskedWrongly(
            f"{words} is not expected after `{' '.join((ctx.command_path, *taken))}`.", hint
        )

    def format_help(self, ctx: ClickContext, formatter: Any) -> None:
        """Write the help of this command."""
        from prefpad.cli.help_text import write_command_help

        write_command_help(self, ctx, formatter)


def filled(parser: Parser, params: list[Parameter]) -> Parser:
    """Return the parser once it knows these parameters."""
    for param in params:
        param.add_to_parser(parser, parser.ctx)  # type: ignore[arg-type]  # it was made with one
    return parser


def _see_help(path: str) -> str:
    return f"`{path} --help` shows how to use it."


def _stands(param: Parameter) -> bool:
    return param.param_type_name == "argument"


def _bare(param: Parameter) -> str:
    return param.human_readable_name.strip("[].")
