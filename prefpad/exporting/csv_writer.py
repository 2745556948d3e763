"""Customers and the notes that hold as csv, in the layout that an import reads.

What the layout has no column for stays behind: notes that ended, notes under a problem, checks,
visits, occasions, other forms of address and names; and a preference or need that was seen on two
days comes back as seen once. Extras that were given stand with the day on which they were.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from prefpad.archive import archive_rows as exporting
from prefpad.archive.schema import OF_A_CUSTOMER
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.sanitize import spreadsheet_safe, without_controls
from prefpad.domain.vocabulary import KINDS
from prefpad.exporting.models import ExportReport
from prefpad.importing.native.layout import COLUMNS
from prefpad.notes.alerts import gives_way
from prefpad.notes.discretion import with_topic
from prefpad.notes.draft import IDEA, resolve_attributes
from prefpad.notes.health_needs import find_needs

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from prefpad.archive.archive_rows import Facts
    from prefpad.db.atomic_file import Utf8Writer

Cells = dict[str, str]

_OURS = "prefpad"

_PARTS = [part for part in OF_A_CUSTOMER if part.name in {"handles", "tags", "notes"}]


def write_csv(connection: sqlite3.Connection, numbers: list[int], out: Utf8Writer) -> ExportReport:
    """Write a row for each note that holds or extra that was given, or for a customer without one.

    An outside id tells namesakes apart; those who have none get one such as `prefpad:7`. An id that
    two customers share stands with the first of them, since rows with one id are one customer.
    """
    rows = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    rows.writeheader()
    whose = _Ids(connection)
    notes = 0
    for customer in exporting.customers(connection, numbers, _PARTS):
        who = _who(customer, whose.of(customer))
        remarks = [_what(note) for note in customer.get("notes", ()) if _stands(note)]
        notes += len(remarks)
        rows.writerows({**who, **remark} for remark in remarks or [{}])
    return ExportReport("csv", len(numbers), notes, whose.left_out)


class _Ids:
    """The outside ids by which an import tells the customers apart."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.left_out: list[str] = []

    def of(self, customer: Facts) -> list[str]:
        number = customer["number"]
        ids = []
        for handle in customer.get("handles", ()):
            if handle["kind"] != "id":
                continue
            value, source = handle["value"], handle.get("source")
            shown = f"{source}:{value}" if source else value
            if exporting.first_with_id(self._connection, value, source) == number:
                ids.append(shown)
            else:
                self.left_out.append(
                    f"{customer['name']} @{number} shares the id {shown}, which is written for the first of them only."
                )
        if not ids and exporting.has_namesake(self._connection, number):
            ids.append(self._new(number))
        return ids

    def _new(self, number: int) -> str:
        new = str(number)
        again = 1
        while self._is_taken(new):
            again += 1
            new = f"{number}-{again}"
        return f"{_OURS}:{new}"

    def _is_taken(self, value: str) -> bool:
        shown = f"{_OURS}:{value}"
        return any(
            exporting.first_with_id(self._connection, *one) is not None
            for one in ((shown, None), (value, _OURS))
        )


def _who(customer: Facts, ids: Iterable[str]) -> Cells:
    def of(kind: str) -> Iterator[str]:
        return (one["value"] for one in customer.get("handles", ()) if one["kind"] == kind)

    return {
        "customer": _cell(customer["name"]),
        "id": _cells(ids),
        "phone": _cells(of("phone")),
        "email": _cells(of("email")),
        "card": _cells(of("card")),
        "address": _cell(customer.get("formal", "")),
        "tags": _cell(_cells(one["tag"] for one in customer.get("tags", ()))),
        "role": customer["role"],
    }


def _stands(note: Facts) -> bool:
    return "ended_on" not in note or (note["kind"] == "extra" and note["ended"] == "done")


def _what(note: Facts) -> Cells:
    given = "ended_on" in note
    kind = IDEA if note["kind"] == "extra" and not given else note["kind"]
    alert = note.get("alert", False)
    set_by_hand = note.get("voice_by_hand") or note["voice"] != _voice_by_rule(note, kind)
    topic = note.get("topic", "")
    return {
        "kind": kind,
        "topic": _cell(f"#{topic}" if topic.startswith("#") else topic),
        "stance": note.get("stance", ""),
        "text": _cell(note["text"]),
        "source": note["source"],
        "voice": note["voice"] if set_by_hand else "",
        "alert": "yes" if alert else _no_alert(note),
        "on": note["ended_on"] if given else note["noted_on"],
        "by": note.get("by", ""),
        "every": f"{note['every']} days" if "every" in note else "",
        "confirmed": "" if given else note["confirmed_on"],
        "author": _cell(note.get("author", "")),
    }


def _voice_by_rule(note: Facts, kind: str) -> str:
    alert, is_bare = note.get("alert", False), "topic" not in note
    try:
        return resolve_attributes(
            kind, note.get("stance"), note["source"], alert=alert, is_bare=is_bare
        ).voice
    except AskedWrongly as error:
        raise ValueError("the pad has a word that no note can have") from error


def _no_alert(note: Facts) -> str:
    """Return what keeps an import from making an alert of a note that is not one.

    Its owner said so; or it is a promise or the like, and the alert stands beside it.
    """
    stays = note.get("no_alert") or note.get("parent") or not gives_way(KINDS[note["kind"]])
    return "no" if stays and find_needs(with_topic(note.get("topic"), note["text"])) else ""


def _cells(values: Iterable[str]) -> str:
    """Join values in one cell; an import reads each of them as if it had its own cell."""
    return ";".join(map(_cell, values))


def _cell(text: str) -> str:
    return spreadsheet_safe(without_controls(text))
