"""`prefpad recall`: the card of a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from prefpad.cli.options import OPTIONS, FormatOption, NameArgument, ShowPrivateOption, option
from prefpad.cli.prompts import about, may_be_in_notes, mentioning, which_customer
from prefpad.domain.errors import NoSuchCustomer
from prefpad.domain.record import Record

if TYPE_CHECKING:
    from datetime import date

    from prefpad.cli.context import Context
    from prefpad.domain.models import Card, Check, Note
    from prefpad.pad import Pad

_MOST_NAMED = 3


EverythingOption = Annotated[bool, option("Show uncertain and old notes too.", OPTIONS, "--all")]
WhyOption = Annotated[bool, option("Say why each thing is asked.", OPTIONS, "--why")]
HistoryOption = Annotated[
    bool,
    option(
        "Show past answers and ended notes too (csv, jsonl: the answers).", OPTIONS, "--history"
    ),
]


def recall_command(
    ctx: typer.Context,
    customer: NameArgument = None,
    everything: EverythingOption = False,
    show_private: ShowPrivateOption = False,
    why: WhyOption = False,
    history: HistoryOption = False,
    form: FormatOption = None,
) -> None:
    """Show the card of a customer: how to address them, what matters, what to say, ask and do.

    Any part of the name will do, or the last digits of the phone, the e-mail, a card or @number.

    \b
    Examples:
      prefpad recall smith
      prefpad recall 4711 --why
    """
    context: Context = ctx.obj
    name = which_customer(context, customer, "recall")
    chosen = context.form(form)
    with context.pad("recall") as pad:
        noticed_before = context.lines_noticed
        try:
            card = about(
                context,
                name,
                lambda who: pad.recall(who, everything=everything, private=show_private),
            )
        except NoSuchCustomer as error:
            raise _with_notes(pad, name, error) from error
        whys = {note.number: pad.why(note) for note in card.ask} if why else {}
        past = _history(pad, card, show_private) if history else None
    if past is None or chosen in {"table", "plain"}:
        show_card(
            card,
            whys,
            chosen,
            context.today,
            context.out,
            above=context.lines_noticed - noticed_before,
            everything=everything or history,
        )
    if past is not None:
        _show_history(context, card, past, chosen)


def show_card(
    card: Card,
    whys: dict[int, str],
    form: str,
    today: date,
    out: TextIO,
    *,
    above: int = 0,
    everything: bool = False,
) -> None:
    """Write a card to `out` in one of the formats.

    Args:
        card: what to show.
        whys: the reasons to show, by note number.
        form: a table is drawn and fits the screen, plain are lines, the others are facts.
        today: the day of the visit.
        out: where to.
        above: how many lines of the screen are taken.
        everything: draw all of it, however high the screen is.
    """
    match form:
        case "table":
            from prefpad.cli.render.card_page import draw_card

            draw_card(card, whys, today, out, above=above, everything=everything)
        case "plain":
            from prefpad.cli.render.card_page import head, sections
            from prefpad.cli.render.sections import write_sections

            write_sections(head(card, today), sections(card, whys, today), out)
        case "json":
            from prefpad.cli.render.serialize import write_json

            write_json(card, out)
        case _:
            from prefpad.cli.render.card_page import CardNote, notes_of
            from prefpad.cli.render.formats import Listing, show

            show(Listing(CardNote, notes_of(card), (), lambda _: ()), form, out)


def _with_notes(pad: Pad, words: str, error: NoSuchCustomer) -> NoSuchCustomer:
    """Return the error with the customers whose notes have the words, such as a plate or a dog."""
    if not may_be_in_notes(words):
        return error
    people = [f"{note.customer} (@{note.customer_number})" for note in mentioning(pad, words)]
    if not people and (private := pad.count_private(words)):
        found = f"{private} private {'note' if private == 1 else 'notes'}"
        hint = f"`prefpad search {words} --show-private` finds {found}."
        return NoSuchCustomer(error.sentence, hint, error.suggestions, error.likely, error.labels)
    if not people:
        return error
    more = f" and {len(people) - _MOST_NAMED} more" if len(people) > _MOST_NAMED else ""
    named = f"{', '.join(people[:_MOST_NAMED])}{more}"
    return NoSuchCustomer(
        error.sentence,
        f"`prefpad search {words}` finds notes about {named}.",
        error.suggestions,
        error.likely,
        error.labels,
    )


class _History(Record):
    """The checks of a customer's notes, and the notes that have ended with those under them."""

    checks: list[Check]
    ended: list[Note]


def _history(pad: Pad, card: Card, show_private: bool) -> _History:
    who = f"@{card.customer.number}"
    notes = [note for note in pad.notes(who) if not note.is_hidden(show_private)]
    visible = {note.number for note in notes}
    over = {note.number for note in notes if note.ended_on}
    return _History(
        [check for check in pad.checks(who, private=show_private) if check.note in visible],
        [note for note in notes if note.number in over or note.parent in over],
    )


def _show_history(context: Context, card: Card, past: _History, form: str) -> None:
    from prefpad.cli.render.formats import show
    from prefpad.cli.render.notes import check_listing, note_listing
    from prefpad.cli.render.serialize import write_json

    if form == "json":
        write_json({**vars(card), **vars(past)}, context.out)
        return
    show(check_listing(past.checks, context.today), form, context.out)
    if past.ended and form in {"table", "plain"}:
        show(note_listing(past.ended, context.today, "Ended"), form, context.out)
