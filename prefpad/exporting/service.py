"""Writing what the pad holds for other programs, or for another pad: one module a form."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from prefpad.archive.archive_rows import numbers
from prefpad.customers.lookup import resolve_customer
from prefpad.db.atomic_file import Utf8Writer, new_file
from prefpad.db.connection import copy_database
from prefpad.db.errors import refuse_unreadable
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.validation import checked_type, checked_word
from prefpad.exporting.csv_writer import write_csv
from prefpad.exporting.ical_writer import write_ical
from prefpad.exporting.json_writer import write_json
from prefpad.exporting.models import FORM_OF, FORMS
from prefpad.exporting.vcard_writer import write_vcard
from prefpad.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefpad.exporting.models import ExportReport, Form


_MARKED_AS_UTF8 = {"csv"}
"""A spreadsheet takes a file without the mark for one in the machine's old encoding."""


def export(
    session: Session,
    target: Path | str | BinaryIO,
    *,
    form: Form | None,
    customer: str | None,
    tag: str | None,
    private: bool,
    replace: bool,
) -> ExportReport:
    """Write what the pad holds into a file or a stream; see `Pad.export`."""
    form = form_of(target, form)
    if tag is not None:
        checked_type("A tag", tag)
    _refuse_what_does_not_go_together(form, customer, tag, private=private)
    is_whole = customer is None and tag is None
    with session.translate_errors():
        one = None if customer is None else resolve_customer(session.connection, customer)
    with (
        opened(target, session.path, form, replace=replace) as out,
        _copy_of(session) as copy,
        refuse_unreadable(session.path),
    ):
        found = numbers(copy.connection, tag) if one is None else [one]
        match form:
            case "json":
                return write_json(copy.connection, found, out, is_whole=is_whole)
            case "csv":
                return write_csv(copy.connection, found, out)
            case "vcard":
                return write_vcard(copy, found, out)
            case _:
                return write_ical(copy, found, out, private=private)


@contextmanager
def _copy_of(session: Session) -> Iterator[Session]:
    """Yield the pad as it is now from a private copy, which is gone when it is closed.

    However slow the reader of an export is, others can write to the pad in the meantime.
    """
    with closing(sqlite3.connect("", isolation_level=None)) as copy:
        with session.translate_errors():
            copy_database(session.connection, copy)
        yield Session(copy, session.path, session.registry, session.today)


def form_of(target: Path | str | BinaryIO, form: Form | None) -> Form:
    """Return the form as it was asked for, else that of a file's ending, else json for a stream.

    Raises:
        AskedWrongly: it is not valid, or the ending is not known.
    """
    if form is not None:
        return checked_word("form", form, FORMS)
    if not isinstance(target, str | Path):
        if not hasattr(target, "write"):
            raise AskedWrongly("An export goes to a file or a stream.", "Pass a str or a Path.")
        return "json"
    try:
        return FORM_OF[Path(target).suffix.lower()]
    except KeyError:
        endings = ", ".join(FORM_OF)
        raise AskedWrongly(
            f"{Path(target).name!r} does not say which format to write.",
            f"Let it end in one of {endings}, or give `form=`.",
        ) from None


@contextmanager
def opened(
    target: Path | str | BinaryIO, pad: Path, form: str, *, replace: bool
) -> Iterator[Utf8Writer]:
    """Open what an export is written to; see `Pad.export`."""
    if isinstance(target, str | Path):
        with new_file(Path(target), pad, replace=replace) as file:
            if form in _MARKED_AS_UTF8:
                file.write("\ufeff")
            yield file
    else:
        yield Utf8Writer(target)
        target.flush()


def _refuse_what_does_not_go_together(
    form: str, customer: str | None, tag: str | None, *, private: bool
) -> None:
    """Refuse arguments of an export that contradict each other.

    Raises:
        AskedWrongly: a customer and a tag, or private notes in a vCard.
    """
    if customer is not None and tag is not None:
        raise AskedWrongly(
            "Choose a customer or a tag, not both.", "Give `customer=` or `tag=`, not both."
        )
    if private and form == "vcard":
        raise AskedWrongly(
            "A vCard is for others to read, so it has no private notes.",
            "Leave `private=True` out, or write json, csv or ical.",
        )
