"""Showing likely duplicates in a list and side by side, and what a merge does."""

from __future__ import annotations

from itertools import chain, product
from typing import TYPE_CHECKING, TextIO

from prefpad.cli.render.customer import customer_lines
from prefpad.cli.render.formats import Listing
from prefpad.cli.render.history import counted, listed
from prefpad.domain.normalize import fold, phone_key
from prefpad.domain.sanitize import clean
from prefpad.duplicates.find import DuplicatePair
from prefpad.duplicates.scoring import same_phone
from prefpad.notes.wording import remark

if TYPE_CHECKING:
    from datetime import date

    from prefpad.domain.models import Customer, Note
    from prefpad.duplicates.merge import Merged

_IN_THE_HEADING = "number"
_ORDINARY = "customer"
_NOTES_SHOWN = 3
_SAID_IN_WORDS = frozenset({"handles", "tags", "occasions", "_import_rows"})


def twins_listing(pairs: list[DuplicatePair]) -> Listing:
    """List pairs of customers who are likely to be one."""
    return Listing(
        DuplicatePair,
        pairs,
        ("likely#", "one", "other", "because"),
        lambda pair: (
            percent(pair),
            _named(pair.one),
            _named(pair.other),
            "; ".join(pair.reasons),
        ),
        nothing="No likely duplicates.",
    )


def draw_pair(
    pair: DuplicatePair, notes: tuple[list[Note], list[Note]], today: date, out: TextIO
) -> None:
    """Draw two customers side by side, a mark between what they have in common.

    Args:
        pair: the two.
        notes: those on either.
        today: the day it is.
        out: where to.
    """
    from prefpad.cli.render.tables import draw_table

    both = [
        {**dict(customer_lines(person, today)), "notes": _first(its)}
        for person, its in zip((pair.one, pair.other), notes, strict=True)
    ]
    rows = [
        (label, values[0], "=" if _agree(label, *values) else "", values[1])
        for label in dict.fromkeys(chain(*both))
        if any(values := [lines.get(label, "") for lines in both])
        and label != _IN_THE_HEADING
        and set(values) != {_ORDINARY}
    ]
    headings = ("", f"@{pair.one.number}", "", f"@{pair.other.number}")
    out.write(f"{clean(f'{percent(pair)} likely the same: ' + '; '.join(pair.reasons))}\n\n")
    draw_table("", headings, rows, out)


def _first(notes: list[Note]) -> str:
    shown = [note for note in notes if not (note.ended_on or note.is_hidden(private=False))]
    more = len(notes) - len(shown[:_NOTES_SHOWN])
    lines = [remark(note) for note in shown[:_NOTES_SHOWN]]
    return "; ".join([*lines, *([f"{more} more"] if more else [])])


def _agree(label: str, one: str, other: str) -> bool:
    if label == "phones":
        return any(
            same_phone(phone_key(mine), phone_key(theirs))
            for mine, theirs in product(one.split(";"), other.split(";"))
        )
    ours, theirs = (set(fold(text).split("; ")) - {""} for text in (one, other))
    return not ours.isdisjoint(theirs)


def percent(pair: DuplicatePair) -> str:
    """Return the likelihood that two customers are one, at most 99%."""
    return f"{min(99, int(100 * pair.likelihood))}%"


def merged_lines(merged: Merged) -> list[str]:
    """Say what a merge did, or would do, and how to undo it."""
    would = merged.number is None
    into = f"{_named(merged.gone)} into {_named(merged.customer)}"
    lines = [f"{'Would merge' if would else 'Merged'} {into}."]
    if went := _parts(merged.went, merged.moved):
        lines.append(f"{'Would move' if would else 'Moved'} {listed(went)}.")
    if both := _parts(merged.both, merged.shared):
        lines.append(f"Both had {listed(both)}, kept once.")
    lines += merged.remarks
    if not would:
        lines.append(f"`prefpad undo {merged.number}` separates them again.")
    return lines


def _parts(words: tuple[str, ...], rows: dict[str, int]) -> list[str]:
    """Return what goes in words, then how many rows of the other tables, except for bookkeeping."""
    others = {table: count for table, count in rows.items() if table not in _SAID_IN_WORDS}
    return [*words, *counted(others)]


def _named(person: Customer) -> str:
    return f"{person.name} @{person.number}"
