"""The formats of listings; a new one is a function and a line in `FORMATS`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TextIO

from prefpad.cli.render.serialize import flat_facts, flat_names, write_json, write_json_list
from prefpad.domain.record import Record
from prefpad.domain.sanitize import clean, spreadsheet_safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


_HEIGHTS = "▁▂▃▄▅▆▇█"


class Listing(Record):
    """Records, and how to show them to a person.

    Attributes:
        record: the class of the records, or the names of their fields if they are dicts, for the
            header of a csv without rows.
        records: what json, jsonl and csv are made of; they are gone through once, so that a list may
            be written while it is read.
        headings: of the columns of a table; one that ends in `#` is set to the right.
        cells: from a record to the texts of those columns.
        title: over the table, or empty.
        nothing: what a terminal is told when there are no records.
        footer: a text under a table, or empty.
        gives_way: the columns to clip or leave out, in this order, so that each row has one line.
    """

    record: type[Any] | tuple[str, ...]
    records: Iterable[Any]
    headings: tuple[str, ...]
    cells: Callable[[Any], tuple[str, ...]]
    title: str = ""
    nothing: str = "Nothing."
    footer: str = ""
    gives_way: tuple[str, ...] = ()


def show(listing: Listing, form: str, out: TextIO) -> None:
    """Write a listing to `out` in one of `FORMATS`."""
    FORMATS[form](listing, out)


def _table(listing: Listing, out: TextIO) -> None:
    from prefpad.cli.render.screen import say

    if rows := [listing.cells(record) for record in listing.records]:
        from prefpad.cli.render.tables import draw_table

        draw_table(listing.title, listing.headings, rows, out, listing.gives_way)
    else:
        say(listing.nothing, out)
    if listing.footer:
        say(listing.footer, out)


def _plain(listing: Listing, out: TextIO) -> None:
    out.writelines(
        "\t".join(clean(cell) for cell in listing.cells(record)) + "\n"
        for record in listing.records
    )


def _json(listing: Listing, out: TextIO) -> None:
    write_json_list(listing.records, out)


def _jsonl(listing: Listing, out: TextIO) -> None:
    for record in listing.records:
        write_json(record, out, indent=None)


def _csv(listing: Listing, out: TextIO) -> None:
    import csv

    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(flat_names(listing.record))
    for record in listing.records:
        writer.writerow(map(spreadsheet_safe, flat_facts(record).values()))


FORMATS: dict[str, Callable[[Listing, TextIO], None]] = {
    "table": _table,
    "plain": _plain,
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
}


def sparkline(counts: Sequence[int]) -> str:
    """Return a character for each count, higher for more; the lowest only for none."""
    most = max([*counts, 1])
    return "".join(_HEIGHTS[math.ceil(count / most * (len(_HEIGHTS) - 1))] for count in counts)


def bar(share: float, width: int = 10) -> str:
    """Return a share from 0 to 1 as a bar of `width` characters."""
    full = round(share * width)
    return "█" * full + "·" * (width - full)
