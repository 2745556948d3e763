"""Writing what the pad holds for other programs, or for another pad: one module a form."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from prefpad.db.atomic_file import Utf8Writer, new_file
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.vocabulary import check_word
from prefpad.exporting.csv_writer import write_csv
from prefpad.exporting.ical_writer import write_ical
from prefpad.exporting.json_writer import write_json
from prefpad.exporting.models import FORM_OF, FORMS
from prefpad.exporting.vcard_writer import write_vcard

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from datetime import date

    from prefpad.exporting.models import ExportReport
    from prefpad.notes.repository import Notes


class Exported(NamedTuple):
    """What is to be written of an open pad.

    Attributes:
        connection, notes: the pad and its notes.
        numbers: of the customers, in order.
        is_whole: whether they are all there are.
        today: the day it is.
        private: whether private notes stand in an iCalendar too.
    """

    connection: sqlite3.Connection
    notes: Notes
    numbers: list[int]
    is_whole: bool
    today: date
    private: bool


WRITERS: dict[str, Callable[[Exported, Utf8Writer], ExportReport]] = {
    "json": write_json,
    "csv": write_csv,
    "vcard": write_vcard,
    "ical": write_ical,
}
_MARKED_AS_UTF8 = {"csv"}
"""A spreadsheet takes a file without the mark for one in the machine's old encoding."""


def form_of(target: Path | str | BinaryIO, form: str | None) -> str:
    """Return the form as it was asked for, else that of a file's ending, else json for a stream.

    Raises:
        AskedWrongly: it is none, or the ending is none that is known.
    """
    if form is not None:
        check_word("form", form, FORMS)
        return form
    if not isinstance(target, str | Path):
        return "json"
    try:
        return FORM_OF[Path(target).suffix.lower()]
    except KeyError:
        endings = ", ".join(FORM_OF)
        raise AskedWrongly(
            f"{Path(target).name!r} does not say in which form to write.",
            f"Let it end in one of {endings}, or give --format.",
        ) from None


def refuse_what_does_not_go_together(
    form: str, customer: str | None, tag: str | None, *, private: bool
) -> None:
    """Refuse arguments of an export that contradict each other.

    Raises:
        AskedWrongly: a customer and a tag, or private notes in a vCard.
    """
    if customer is not None and tag is not None:
        raise AskedWrongly(
            "A customer and a tag were given.", "Give --customer or --tag, not both."
        )
    if private and form == "vcard":
        raise AskedWrongly(
            "A vCard leaves the house, so no private note stands in it.",
            "Leave --show-private out, or write json, csv or ical.",
        )


@contextmanager
def opened(
    target: Path | str | BinaryIO, pad: Path, form: str, *, replace: bool
) -> Iterator[Utf8Writer]:
    """Open what an export is written to; see `Pad.export`.

    A stream is filled at the end from a private copy, so that no slow reader keeps others from
    writing on the pad meanwhile.
    """
    if isinstance(target, str | Path):
        with new_file(Path(target), pad, replace=replace) as file:
            if form in _MARKED_AS_UTF8:
                file.write("\ufeff")
            yield file
        return
    with TemporaryFile() as copy:
        yield Utf8Writer(copy, "A private copy")
        copy.seek(0)
        copyfileobj(copy, target)
        target.flush()


def write(what: Exported, form: str, out: Utf8Writer) -> ExportReport:
    """Write an export in one of `FORMS`."""
    return WRITERS[form](what, out)
