"""`prefpad duplicates`: customers likely to be on the pad twice."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.completion import CUSTOMER_NAME
from prefpad.cli.errors import as_typed
from prefpad.cli.options import FormatOption, LimitOption
from prefpad.cli.prompts import Suggestion, about, keeping_answers
from prefpad.cli.render.duplicates import draw_pair, merged_lines, twins_listing
from prefpad.cli.render.formats import show
from prefpad.domain.errors import AskedWrongly, PrefpadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress

    from prefpad.cli.context import Context
    from prefpad.domain.models import Customer
    from prefpad.duplicates.find import DuplicatePair
    from prefpad.pad import Pad

_SO_FAR = (
    "Only customers who have much in common were compared."
    " `prefpad duplicates --limit 0` compares everyone."
)
_A_SCREENFUL = 50
_LONG_ENOUGH_TO_WAIT = 10_000
"""Pairs that take a second or so to compare."""

_CHOICES = "[s] same  [d] different  [l] later  [q] stop:"


def duplicates_command(
    ctx: typer.Context,
    customer: Annotated[
        str | None,
        typer.Argument(
            metavar="[CUSTOMER]",
            help="Only possible duplicates of this one.",
            click_type=CUSTOMER_NAME,
        ),
    ] = None,
    other: Annotated[
        str | None,
        typer.Argument(
            metavar="[OTHER]", help="With --different: the other person.", click_type=CUSTOMER_NAME
        ),
    ] = None,
    different: Annotated[
        bool, typer.Option("--different", help="Mark CUSTOMER and OTHER as different people.")
    ] = False,
    limit: LimitOption = None,
    form: FormatOption = None,
) -> None:
    """List the customers who are likely to be the same person, most likely first, and why.

    At a terminal, without --format, each pair is shown side by side: "same" merges them,
    "different" is remembered, "later" leaves them. `merge` does it by name; `undo` undoes either.

    \b
    Examples:
      prefpad duplicates --format csv
      prefpad duplicates --different @3 @7
    """
    context: Context = ctx.obj
    _check(customer, other, different=different)
    with context.pad("duplicates") as pad:
        if customer is not None:
            customer = _number(context, pad, customer, different=different)
        if customer is not None and other is not None:
            other = _number(context, pad, other, different=True)
            pad.apart(customer, other)
            context.reply(_two(pad.customer(customer), pad.customer(other)))
            return
        chosen = context.form(form)
        most = _A_SCREENFUL if limit is None and chosen == "table" else limit or None
        with _progress(context) as progress:
            pairs = pad.duplicates(customer=customer, limit=most, progress=progress)
        is_whole = customer is not None or pad.everyone_was_compared()
        if pairs and form is None and context.at_a_terminal and chosen == "table":
            with keeping_answers():
                _walk(context, pad, pairs)
        else:
            show(twins_listing(pairs), chosen, context.out)
        if len(pairs) == most:
            context.notice(f"The first {most} are shown; --limit 0 shows all.")
        elif not is_whole:
            context.notice(_SO_FAR)


@contextmanager
def _progress(context: Context) -> Iterator[Callable[[int, int], None] | None]:
    """Show at a terminal how far a long comparison is; what comes at once is shown without."""
    if not sys.stderr.isatty() or context.options.get("quiet"):
        yield None
        return
    with ExitStack() as until_done:
        bars: list[Progress] = []

        def tell(done: int, of: int) -> None:
            if not bars and of > _LONG_ENOUGH_TO_WAIT:
                from rich.progress import Progress

                from prefpad.cli.render.console import console

                bar = Progress(console=console(sys.stderr), transient=True)
                bars.append(until_done.enter_context(bar))
                bar.add_task("Comparing", total=None)
            for bar in bars:
                bar.update(bar.task_ids[0], completed=done, total=of)

        yield tell


def _check(customer: str | None, other: str | None, *, different: bool) -> None:
    if different and (customer is None or other is None):
        raise AskedWrongly(
            "--different needs two customers.", "Name both: `prefpad duplicates --different @3 @7`."
        )
    if other is not None and not different:
        raise AskedWrongly(
            "Which one?",
            "Name one customer, or use --different or `prefpad merge` for two.",
        )


def _number(context: Context, pad: Pad, customer: str, *, different: bool) -> str:
    suggestion: Suggestion = "doubted" if different else "shown"
    return f"@{about(context, customer, pad.customer, suggestion=suggestion).number}"


def _two(one: Customer, other: Customer) -> str:
    return (
        f"{one.name} @{one.number} and {other.name} @{other.number} are marked as different people."
    )


def _walk(context: Context, pad: Pad, pairs: list[DuplicatePair]) -> None:
    seen: set[frozenset[int]] = set()
    while pairs:
        pair, *pairs = pairs
        seen.add(_numbers(pair))
        left = f" ({len(pairs)} more)" if pairs else ""
        notes = (pad.notes(f"@{pair.one.number}"), pad.notes(f"@{pair.other.number}"))
        draw_pair(pair, notes, context.today, context.out)
        answer = context.press(f"Are they one person?{left}", _CHOICES, keys="sdlq")
        if answer == "q":
            return
        if answer == "d":
            pad.apart(f"@{pair.one.number}", f"@{pair.other.number}")
            context.reply(_two(pair.one, pair.other))
        if answer == "s" and (kept := _merge(context, pad, pair)):
            fresh = [
                one for one in pad.duplicates(customer=f"@{kept}") if _numbers(one) not in seen
            ]
            pairs = [*fresh, *(one for one in pairs if not _numbers(one) & _numbers(pair))]
        context.reply("")


def _numbers(pair: DuplicatePair) -> frozenset[int]:
    return frozenset((pair.one.number, pair.other.number))


def _merge(context: Context, pad: Pad, pair: DuplicatePair) -> int | None:
    """Merge two customers after asking whose name to keep; return the kept one, if any."""
    keep, other = pair.one, pair.other
    if keep.name != other.name:
        which = f"Which name stays? [1] {keep.name}  [2] {other.name}  [l] later:"
        given = context.press(which, keys="12l")
        if given == "2":
            keep, other = other, keep
        elif given == "l":
            context.notice("Left for later.")
            return None
    numbers = f"@{keep.number}", f"@{other.number}"
    try:
        for line in merged_lines(pad.merge(*numbers, dry_run=True)):
            context.notice(line)
        if not context.agrees("Merge them?"):
            context.notice("Left for later.")
            return None
        merged = pad.merge(*numbers)
    except PrefpadError as error:
        context.notice(f"{error.sentence} {as_typed(error.hint)}")
        return None
    context.reply(merged_lines(merged)[0])
    context.reply(merged_lines(merged)[-1])
    return keep.number
