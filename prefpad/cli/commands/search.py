"""`prefpad search`: find notes by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.options import FormatOption, LimitOption, ShowPrivateOption
from prefpad.cli.render.notes import note_listing
from prefpad.domain.errors import AskedWrongly

if TYPE_CHECKING:
    from prefpad.cli.context import Context

_NEWEST = 20
_ALL = 2**62


def search_command(
    ctx: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS...", help="Words, or the beginnings of words.")
    ],
    limit: LimitOption = _NEWEST,
    show_private: ShowPrivateOption = False,
    form: FormatOption = None,
) -> None:
    """Find the notes that have all of these words, newest first.

    \b
    Examples:
      prefpad search oat
      prefpad search window table --limit 0 --format csv
    """
    context: Context = ctx.obj
    wanted = " ".join(words)
    if not any(letter.isalnum() for letter in wanted):
        raise AskedWrongly("There is no word to search for.", "Write at least one letter or digit.")
    with context.pad("search") as pad:
        notes = pad.search(wanted, limit=limit or _ALL, private=show_private)
        all_are_found = not limit or len(notes) < limit
        private = pad.count_private(wanted) if all_are_found and not show_private else 0
    context.show(note_listing(notes, context.today), context.form(form))
    if private:
        context.notice(f"{private} private {'note' if private == 1 else 'notes'} (--show-private)")
