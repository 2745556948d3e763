"""What an export is written in, and what happened to it."""

from __future__ import annotations

from typing import Literal

from prefpad.domain.record import Record, fresh

Form = Literal["json", "csv", "vcard", "ical"]

FORM_OF: dict[str, Form] = {".json": "json", ".csv": "csv", ".vcf": "vcard", ".ics": "ical"}
"""The form that the ending of a file's name means."""

FORMS = tuple(FORM_OF.values())


class ExportReport(Record):
    """What an export wrote.

    Attributes:
        form: `json`, `csv`, `vcard` or `ical`.
        customers: how many customers are in it.
        entries: how many notes are in a json or csv, remarks in a vCard, days in an iCalendar.
        left_out: what the form has no place for, in a sentence each.
    """

    form: Form
    customers: int
    entries: int
    left_out: list[str] = fresh(factory=list)
