"""The card of a customer in each format."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from prefpad.cli.render.serialize import write_json

if TYPE_CHECKING:
    from datetime import date

    from prefpad.domain.models import Card


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
            write_json(card, out)
        case _:
            from prefpad.cli.render.card_page import CardNote, notes_of
            from prefpad.cli.render.formats import Listing, show

            show(Listing(CardNote, notes_of(card), (), lambda _: ()), form, out)
