"""`prefpad tell`: whom to tell something, and who has been told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.completion import Completing
from prefpad.cli.options import FormatOption, OnOption, YesOption
from prefpad.cli.prompts import about
from prefpad.cli.render.formats import Listing
from prefpad.cli.values import DAY
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.record import replace
from prefpad.notes.telling import ToTell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prefpad.cli.context import Context
    from prefpad.cli.options import Format
    from prefpad.pad import Pad


def tell_command(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[MESSAGE]...",
            help="What to tell them; with --done the customer who was told.",
        ),
    ] = None,
    tag: Annotated[
        str | None,
        typer.Option(
            "--tag",
            metavar="TAG",
            help="Everyone with this tag, or with one below it.",
            click_type=Completing("tags"),
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="DAY", help="By when [default: today].", click_type=DAY),
    ] = None,
    rest: Annotated[bool, typer.Option("--rest", help="List who has not been told yet.")] = False,
    done: Annotated[
        bool, typer.Option("--done", help="Record that the rest, or one customer, was told.")
    ] = False,
    on: OnOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show who would be told; change nothing.")
    ] = False,
    yes: YesOption = False,
    form: FormatOption = None,
) -> None:
    """List whom to tell something, who looks after them and how they like to be reached.

    Nothing is sent. Each is a promise on the customer's card until they have been told. Anyone who
    does not want messages is left out, and named.

    \b
    Examples:
      prefpad tell --tag powercut power is back at six
      prefpad tell --rest
    """
    context: Context = ctx.obj
    text = " ".join(words or ())
    is_new = not (rest or done)
    if (rest and (done or text)) or (not is_new and (tag or by)) or (on and not done):
        raise AskedWrongly(
            "These options do not go together.",
            "`prefpad tell --tag TAG MESSAGE`, `prefpad tell --rest` or `prefpad tell --done`.",
        )
    if is_new and not (tag and text):
        raise AskedWrongly(
            "Who should be told, and what?" if not tag else "Tell them what?",
            "`prefpad tell --tag TAG MESSAGE`; --rest lists who has not been told.",
        )
    with context.pad("tell") as pad:
        if done:
            _done(context, pad, text, on, form)
        elif rest:
            _show(context, pad.untold(), form)
        else:
            _tell(context, pad, text, str(tag), by, form, dry_run=dry_run, yes=yes)


def _tell(
    context: Context,
    pad: Pad,
    message: str,
    tag: str,
    by: str | None,
    form: Format | None,
    *,
    dry_run: bool,
    yes: bool,
) -> None:
    message = context.read_text(message.split(" "))
    found = pad.whom_to_tell(message, tag=tag)
    count = sum(one.left_out is None for one in found)
    if dry_run or not count:
        _show(context, found, form, "There is nobody to tell.")
        return
    if not yes:
        if context.at_a_terminal:
            _show(context, found, form)
        people = "1 customer" if count == 1 else f"{count:,} customers"
        context.confirm_or_abort(
            f"That would put a promise on {people}.",
            f"Put it on the cards of {people}?",
            "Nothing was changed.",
        )
    told = pad.tell(message, tag=tag, by=by)
    if yes or not context.at_a_terminal:
        _show(context, told, form)
    context.notice(
        "`prefpad tell --done NAME` records who was told, `prefpad tell --rest` lists the rest."
    )


def _done(context: Context, pad: Pad, customer: str, on: str | None, form: Format | None) -> None:
    if customer:
        found = about(context, customer, lambda who: pad.told(who, on=on))
    else:
        found = pad.told(on=on)
    if form in {None, "plain"}:
        for one in found:
            context.reply(f"{one.customer}, note {one.note}: {one.message} · told")
    else:
        _show(context, found, form)


def _show(
    context: Context,
    found: Sequence[ToTell],
    form: Format | None,
    nothing: str = "Everyone has been told.",
) -> None:
    chosen = context.form(form)
    told = [one for one in found if one.left_out is None]
    left_out = [one for one in found if one.left_out is not None]
    names = ", ".join(f"{one.customer} ({one.left_out})" for one in left_out)
    if chosen == "table":
        title = told[0].message if len({one.message for one in told}) == 1 else ""
        listing = _listing([replace(one, message="") for one in told] if title else told, nothing)
        footer = f"Left out: {names}." if names else ""
        context.show(replace(listing, title=title, footer=footer), chosen)
        return
    context.show(_listing(found), chosen)
    if names and chosen == "plain":
        context.notice(f"Left out: {names}.")


def _listing(found: Sequence[ToTell], nothing: str = "") -> Listing:
    return Listing(
        ToTell,
        found,
        ("note#", "customer", "looked after by", "reach them by", "message", "left out"),
        lambda one: (
            str(one.note or ""),
            one.customer,
            one.owner or "",
            one.reached_by or "in person",
            one.message,
            one.left_out or "",
        ),
        nothing=nothing,
    )
