"""Parsing a command line as people type it, with errors in our own words."""

from __future__ import annotations

from contextlib import suppress
from itertools import takewhile
from typing import TYPE_CHECKING, Any, NoReturn

from typer._click.exceptions import BadOptionUsage, MissingParameter, NoSuchOption
from typer._click.parser import _OptionParser
from typer._click.types import StringParamType
from typer.core import TyperCommand

from prefpad.cli.commands import COMMANDS
from prefpad.cli.context import listed_or
from prefpad.cli.values import AtLeastOne, NumberOf, OneOf, Phrase, Spoken, cut, quoted
from prefpad.domain.errors import AskedWrongly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typer._click.core import Context as ClickContext
    from typer._click.core import Parameter

_NOUNS = {"OTHER": "other customer", "NOTE|CUSTOMER": "note or customer"}
_NEVER_PHRASES = (OneOf, NumberOf, AtLeastOne, Spoken)
_FEW = 2
_TEXT_FOLLOWS = "--"
_CALLED_OTHERWISE = dict.fromkeys(("to", "till", "until", "for", "due"), "--by")


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
            self._refuse(arg)
        is_short = arg in self._short_opt  # Typer would look for a long one first
        try:
            (self._match_short_opt if is_short else super()._process_opts)(arg, state)
        except NoSuchOption:
            self._refuse(arg.partition("=")[0])
        except BadOptionUsage as error:
            name = error.option_name
            option = self._long_opt.get(name) or self._short_opt[name]
            if not option.takes_value:
                raise AskedWrongly(f"{name} takes no value.", f"Write {name} alone.") from None
            wanted = option.obj.metavar or "VALUE"
            raise AskedWrongly(f"{name} needs a value.", f"Write {name} {wanted}.") from None

    def _get_value_from_state(self, option_name: str, option: Any, state: Any) -> Any:
        """Return the value of an option, with the next words that belong to a day or a time."""
        value = super()._get_value_from_state(option_name, option, state)
        kind = option.obj.type
        if isinstance(kind, Spoken) and isinstance(value, str) and " " not in value:
            words = [value, *takewhile(_is_no_option, state.rargs)]
            length = kind.length(words) if self._args else len(words)
            value = " ".join(words[:length])
            del state.rargs[: length - 1]
        return value

    def _refuse(self, typed: str) -> NoReturn:
        raise AskedWrongly(f"There is no option {quoted(typed)}.", self._hint(typed))

    def _hint(self, typed: str) -> str:
        """Return what to write in place of an option that this command has not."""
        from prefpad.cli.unknown_command import close_options, options_meant

        meant = options_meant(typed)
        here = [f"-{typed}"] if self._has(f"-{typed}") else [*filter(self._has, meant)]
        if not here and (hint := self._who_has(typed, "it")):
            return hint
        if here := here or close_options(typed, self._long_opt):
            return f"Did you mean {listed_or(here)}?"
        if hint := next(filter(None, (self._who_has(option, option) for option in meant)), ""):
            return hint
        if self.ctx and _takes_text(self.ctx.command.name):
            return "Put -- before text that begins with a dash."
        return _see_help(self.ctx.command_path if self.ctx else "prefpad")

    def _who_has(self, option: str, called: str) -> str:
        """Say which commands have an option, if they are few."""
        commands = [f"`prefpad {one}`" for one in self._elsewhere(option)]
        if not 0 < len(commands) <= _FEW:
            return ""
        return f"{' and '.join(commands)} {'has' if len(commands) == 1 else 'have'} {called}."

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

    def _has(self, name: str) -> bool:
        return name in self._long_opt


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
        text_is_marked = _TEXT_FOLLOWS in args
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
        if _takes_text(self.name) and not (text_is_marked or ctx.resilient_parsing):
            self._refuse_an_option_as_text(ctx.params.get("words") or ())
        return extra

    def _refuse_half_a_value(self, args: Sequence[str]) -> None:
        """Refuse `visit smith --served skin fade`, where `fade` would belong to the name.

        Where the words are not a name alone, only a phrase needs its quotes: a note's text may well
        follow `--topic coffee`, but not half of a reason.
        """
        are_a_name = [_bare(one) for one in self.params if _stands(one)] == ["CUSTOMER"]
        texts = {
            name
            for param in self.params
            if not _stands(param) and (isinstance(param.type, Phrase) or are_a_name)
            if isinstance(param.type, StringParamType)
            and not isinstance(param.type, _NEVER_PHRASES)
            for name in param.opts
        }
        read = [*takewhile(lambda word: word != _TEXT_FOLLOWS, args)]
        for place, option in enumerate(read[:-2]):
            value, *after = read[place + 1 :]
            has_a_name = bool(place) and _is_no_option(read[0])
            if option in texts and has_a_name and _is_no_option(after[0]):
                rest = " ".join(takewhile(_is_no_option, after))
                raise AskedWrongly(
                    f"{quoted(rest)} stands after the value of {option}.",
                    f'Put a value of several words in quotes: {option} "{cut(f"{value} {rest}")}".',
                )

    def _refuse_an_option_as_text(self, words: Sequence[str]) -> None:
        """Refuse `done 5 withdrawn` and `edit 5 to friday`, where an option was meant.

        After a name, as in `add smith every week`, a day or a time may well be the text; and so may
        `quiet`, an option that every command has.
        """
        first, *rest = words or ("",)
        option = _CALLED_OTHERWISE.get(first.lower(), f"--{first.lower()}")
        for param in self.params:
            if not param.expose_value or option not in (*param.opts, *param.secondary_opts):
                continue
            is_told = isinstance(param.type, Spoken) and param.type.is_one(" ".join(rest))
            is_flag = getattr(param, "is_flag", False) and not rest
            if is_flag or (is_told and _bare(self.params[0]) == "NOTE"):
                raise AskedWrongly(
                    f"{quoted(' '.join(words))} would be the text.",
                    f"Did you mean {' '.join((option, *rest))}? If not, put -- before the text.",
                )

    def _too_much(self, ctx: ClickContext, words: str) -> AskedWrongly:
        taken = [*map(_bare, filter(_stands, self.params))]
        options = {option for param in self.params for option in param.opts}
        if taken and taken[-1] in {"CUSTOMER", "OTHER"}:
            hint = 'Put a name of several words in quotes: "Sam Smith".'
        elif {"--customer", "--within"} <= options:
            hint = 'For one customer, write --customer NAME; for days ahead, --within "1 week".'
        elif "--customer" in options:
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


def _takes_text(command: str | None) -> bool:
    return command in COMMANDS and COMMANDS[command].takes_text


def _is_no_option(word: str) -> bool:
    return not word.startswith("-")


def _see_help(path: str) -> str:
    return f"`{path} --help` shows how to use it."


def _stands(param: Parameter) -> bool:
    return param.param_type_name == "argument"


def _bare(param: Parameter) -> str:
    return param.human_readable_name.strip("[].")
