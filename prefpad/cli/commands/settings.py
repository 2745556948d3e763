"""`prefpad settings`: the pad's own options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.completion import one_of
from prefpad.cli.options import FormatOption
from prefpad.cli.render.formats import Listing
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.record import replace
from prefpad.domain.setting import Option
from prefpad.notes.owners_words import ABOUT_TOPIC, NOTE_FOR
from prefpad.reconfirmation.policy import EVERY, LASTS
from prefpad.settings import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prefpad.cli.context import Context
    from prefpad.cli.options import Format


_FOOTER = (
    f"{EVERY}TOPIC sets your own interval for a topic, {EVERY}need that for needs; {LASTS}TOPIC is"
    " how long such a preference lasts until the answers here say more;"
    f" {ABOUT_TOPIC}TOPIC is an answer for customers who ask, and {NOTE_FOR}TAG stands on the card"
    " of everyone with that tag."
)


def settings_command(
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]",
            help="One setting; leave it out to list all.",
            autocompletion=one_of(*SETTINGS, EVERY, LASTS, ABOUT_TOPIC, NOTE_FOR),
        ),
    ] = None,
    value: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[VALUE]...",
            help="The new value; - reads it from stdin.",
        ),
    ] = None,
    default: Annotated[bool, typer.Option("--default", help="Go back to the default.")] = False,
    form: FormatOption = None,
) -> None:
    """Show the settings of this pad, or change one.

    `every:coffee` sets how often to ask about coffee, and `every:need` about needs; they win over
    what the pad learns, and an interval on a note wins over both. `lasts:song` is how long such a
    preference lasts until the answers of your customers say more. `note:family` is a note on
    everyone tagged family.

    \b
    Examples:
      prefpad settings every:coffee 6 months
      prefpad settings policy - < policy.txt
    """
    context: Context = ctx.obj
    if default and (value or not name):
        raise AskedWrongly(
            "--default goes with one setting and no value.",
            "Run `prefpad settings NAME --default`.",
        )
    with context.pad("settings") as pad:
        if name is None:
            listing = replace(option_listing(pad.settings()), footer=_FOOTER)
        elif value or default:
            option = pad.set(name, None if default else context.read_text(value or ()))
            _answer(context, option, pad.explain(name), form)
        else:
            _answer(context, pad.setting(name), pad.explain(name), form)
    if name is None:
        context.show(listing, context.form(form))


def _answer(context: Context, option: Option, explanation: str, form: Format | None) -> None:
    if form in {None, "plain"}:
        value = shortened(option.value) or "not set"
        if option.value and option.is_default:
            value += " (the default)"
        stop = "" if value.endswith((".", "!", "?", "…")) else "."
        context.reply(f"{option.name}: {value}{stop} {option.sentence}")
        if explanation:
            for line in explanation.splitlines():
                context.reply(line)
        return
    from prefpad.cli.render.formats import show
    from prefpad.cli.render.serialize import write_json

    if form == "json":
        write_json(option, context.out)
    else:
        show(option_listing([option]), form, context.out)


_LONGEST_VALUE = 60


def option_listing(options: Sequence[Option]) -> Listing:
    """List options with what they are and what they do."""
    return Listing(
        Option,
        options,
        ("setting", "value", "what it does"),
        lambda option: (
            option.name,
            f"{shortened(option.value) or '(none)'}{' (default)' * (option.is_default and bool(option.value))}",
            option.sentence,
        ),
    )


def shortened(value: str) -> str:
    """Return the beginning of a long value, on one line."""
    line = " ".join(value.split())
    return line if len(line) <= _LONGEST_VALUE else f"{line[:_LONGEST_VALUE].rstrip()}…"
