"""Taking the rows of a list that another program wrote into the pad, so many at a time."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from prefpad.contacts.adding import Adding
from prefpad.contacts.meeting import Acquaintance
from prefpad.contacts.updating import Desk, Update
from prefpad.core.imports import PossibleTwin
from prefpad.sources.cells import Rejected
from prefpad.sources.homes import FACT, KEEP
from prefpad.sources.parsing import Unread
from prefpad.store import outside
from prefpad.store.bulk import Bulk

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from prefpad.core.imports import ImportReport
    from prefpad.sources.contact import Contact
    from prefpad.sources.contacts import Contacts
    from prefpad.sources.reading import Sheet
    from prefpad.store.notes import Notes
    from prefpad.store.writing import Writer
    from prefpad.tallying import Tally

_ROWS_AT_ONCE = 1000

Numbered = tuple[int, "Contact | Rejected | Unread", list[str]]


class ContactTaker:
    """Takes rows into the pad inside the transaction of a `Writer`.

    Args:
        writer: the transaction.
        notes: the notes of the pad.
        contacts: how the rows are to be read.
        source: the name of the program that wrote the list.
        title: what people call it.
        today: the day it is.
        tally: counts what comes of the rows.
    """

    def __init__(
        self,
        writer: Writer,
        notes: Notes,
        contacts: Contacts,
        source: str,
        title: str,
        today: date,
        tally: Tally,
    ) -> None:
        self._writer = writer
        self._contacts = contacts
        self._source = source
        self._tally = tally
        self._rows = Bulk(writer.connection, today.isoformat())
        self._adding = Adding(writer, self._rows, source, f"import from {title}", today)
        self._people = Acquaintance(writer.connection, source, self._adding.flush)
        self._adding.told = self._people.add
        self._desk = Desk(writer, notes, self._adding, today)
        self._seen: set[int] = set()

    def take_all(self, sheet: Sheet, progress: Callable[[int], None]) -> None:
        """Take every row of a file; `progress` is told the bytes read."""
        found = sheet.rows(progress)
        while chunk := list(islice(found, _ROWS_AT_ONCE)):
            self._take([self._read(one) for one in chunk])
            self._adding.flush()

    def report(self) -> ImportReport:
        """Return what came of the rows so far."""
        contacts = self._contacts
        return self._tally.report(self._source, contacts.spoke(FACT), contacts.spoke(KEEP))

    def has_news(self) -> bool:
        """Tell whether the pad has changed, or has seen a row for the first time."""
        return self._rows.wrote or self._adding.wrote or self._writer.wrote

    def finish(self, file: str, report: ImportReport) -> None:
        """Learn from the rows, bring the pad's indexes up to date, and record the import."""
        self._writer.hear_all("visits", f"import = {self._rows.number}")
        self._rows.conclude(self._writer, file, report)

    def _read(self, found: tuple[int, list[str]] | Unread) -> Numbered:
        if isinstance(found, Unread):
            return found.line, found, []
        line, cells = found
        try:
            return line, self._contacts.read(cells), cells
        except Rejected as reason:
            return line, reason, cells

    def _take(self, rows: list[Numbered]) -> None:
        contacts = [found for _, found, _ in rows if not isinstance(found, Rejected | Unread)]
        identities = [contact.identity for contact in contacts]
        self._seen |= outside.seen(self._writer.connection, self._source, identities).keys()
        self._people.look_up(one for one in contacts if one.identity not in self._seen)
        for line, found, cells in rows:
            if isinstance(found, Unread):
                self._tally.refuse(line, [], found.reason, f" It was: {found.text.rstrip()}")
            elif isinstance(found, Rejected):
                if any(map(str.strip, cells)):
                    self._tally.refuse(line, cells, str(found))
            else:
                self._meet(line, found)

    def _meet(self, line: int, contact: Contact) -> None:
        if contact.identity in self._seen:
            self._tally.count(line, contact.name, "unchanged")
            return
        self._seen.add(contact.identity)
        meeting = self._people.meet(contact)
        if meeting.customer is not None:
            update = Update(self._desk, meeting.customer, contact, line)
            update.take()
            self._tally.differ(update.differences)
            self._tally.count(line, contact.name, "updated" if update.is_changed else "unchanged")
            return
        number = self._adding.customer(contact)
        if meeting.twins:
            self._tally.twin(
                PossibleTwin(line, number, contact.name, meeting.twins, meeting.reason)
            )
        else:
            self._tally.count(line, contact.name, "created")
