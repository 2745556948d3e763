"""`prefpad merge`: merge two customers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.completion import CUSTOMER_NAME
from prefpad.cli.options import CustomerArgument, FormatOption, YesOption
from prefpad.cli.render.duplicates import merged_lines

if TYPE_CHECKING:
    from prefpad.cli.context import Context


def merge_command(
    ctx: typer.Context,
    customer: CustomerArgument,
    other: Annotated[
        str,
        typer.Argument(
            metavar="OTHER",
            help="The customer who is merged into the first.",
            click_type=CUSTOMER_NAME,
        ),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would happen; change nothing.")
    ] = False,
    yes: YesOption = False,
    form: FormatOption = None,
) -> None:
    """Merge two customers: everything kept about OTHER goes to CUSTOMER.

    CUSTOMER keeps the name and number; OTHER's name becomes an alias, and notes keep their numbers.
    What both had is kept once; where they differ, CUSTOMER's stays and OTHER's is kept as an alias
    or a fact. `undo` separates them again.

    \b
    Examples:
      prefpad merge @3 @7 --dry-run
      prefpad merge "John Smith" "Jon Smith"
    """
    context: Context = ctx.obj
    with context.pad("merge") as pad:
        merged = pad.merge(customer, other, dry_run=dry_run or not yes)
        if not (dry_run or yes):
            context.confirm_or_abort(
                f"That would merge {merged.gone.name} into {merged.customer.name}.",
                "Merge them?",
                "Nothing was merged.",
                merged_lines(merged),
            )
            merged = pad.merge(customer, other)
    context.answer(merged, merged_lines(merged), form)
