"""`prefpad search`: find notes by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.options import FormatOption, LimitOption, ShowPrivateOption
from prefpad.cli.render.formats import show
from prefpad.cli.render.notes import note_listing
from prefpad.domain.errors import AskedWrongly
from prefpad.notes.lookup import each_found

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

    The beginning of a word is enough; a single letter or digit is a word of its own.

    \b
    Examples:
      prefpad search oat
      prefpad search window table --limit 0 --format csv
    """
    context: Context = ctx.obj
    wanted = " ".join(words)
    if not any(letter.isalnum() for letter in wanted):
        raise AskedWrongly("There is no word to search for.", "Write at least one letter or digit.")
    chosen = context.form(form)
    is_endless = not limit and chosen != "table"
    with context.pad("search") as pad:
        notes = [] if is_endless else pad.search(wanted, limit=limit or _ALL, private=show_private)
        all_are_found = not limit or len(notes) < limit
        private = pad.count_private(wanted) if all_are_found and not show_private else 0
        if is_endless:
            found = each_found(pad.session, wanted, private=show_private)
            show(note_listing(found, context.today), chosen, context.out)
    if not is_endless:
        context.show(note_listing(notes, context.today), chosen)
    if private:
        context.notice(f"{private} private {'note' if private == 1 else 'notes'} (--show-private)")
