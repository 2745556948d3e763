"""Loading a list that another program wrote, a batch of rows at a time."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from prefpad.customers.consent import FROM_A_LIST, NO_CONSENT
from prefpad.domain.record import replace
from prefpad.importing.bulk_rows import BulkLoader
from prefpad.importing.csv.cells import Rejected
from prefpad.importing.csv.records import StrayRecord, UnreadableRow
from prefpad.importing.foreign import repository as outside
from prefpad.importing.foreign.fields import FACT, KEEP, STATUS
from prefpad.importing.foreign.insert import Adding
from prefpad.importing.foreign.matcher import CustomerMatcher, Match, SharedHandles
from prefpad.importing.foreign.models import ForeignRecord
from prefpad.importing.foreign.nobody import Nobody
from prefpad.importing.foreign.update import Update, beside_our_card
from prefpad.importing.report import PossibleTwin, RowOutcome
from prefpad.notes.consent_gate import consent_gate
from prefpad.notes.repository import Notes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prefpad.importing.csv.reader import Rows
    from prefpad.importing.foreign.parser import ForeignParser
    from prefpad.importing.report import ImportReport, Outcome, ReportBuilder
    from prefpad.importing.staging_rows import StagedWork
    from prefpad.notes.consent_gate import ConsentGate
    from prefpad.session import Session

_ROWS_AT_ONCE = 1000
_MOST_WAITING = 10_000
_CALLED_OFF = "called off for somebody who is not on the pad"


class _Row(NamedTuple):
    """A row as it stands in the file and with its cells bare, or the fault that it has."""

    line: int
    raw: list[str]
    cells: list[str]
    identity: int
    fault: Rejected | UnreadableRow | None


class ForeignLoader:
    """Takes rows beside the pad, and counts what happened to them.

    Args:
        session: the open pad.
        writer: what writes beside it.
        contacts: how to read the rows.
        source: the name of the program that wrote the list.
        title: what people call it.
        tally: counts what comes of the rows.
    """

    def __init__(
        self,
        session: Session,
        writer: StagedWork,
        contacts: ForeignParser,
        source: str,
        title: str,
        tally: ReportBuilder,
    ) -> None:
        self._session = session
        self._writer = writer
        self._gate = consent_gate(session)
        self._contacts = contacts
        self._source = source
        self._how = f"{FROM_A_LIST} {title}"
        self._tally = tally
        self._shared = SharedHandles(contacts)
        self._customers: list[int] = []
        self._outcomes: list[Outcome | None] = []
        self._begin()

    def _begin(self) -> None:
        session, writer, source = self._session, self._writer, self._source
        self._rows = BulkLoader(session, writer.staging)
        self._adding = Adding(
            writer,
            self._rows,
            source,
            self._how,
            session.today,
            self._tally,
            self._contacts.said_on,
        )
        self._people = CustomerMatcher(
            writer.connection,
            source,
            self._shared,
            self._adding.flush,
            anybody=self._rows.had_customers,
            names_alone=self._contacts.names_alone,
            in_groups=self._contacts.in_groups,
        )
        self._adding.told = self._people.add
        self._seen: set[int] = set()
        self._waiting: list[tuple[_Row, ForeignRecord]] = []

    def load_rows(self, sheet: Rows, progress: Callable[[int], None]) -> None:
        """Take every row of a file; `progress` is told the bytes read."""
        self._shared.count(sheet)
        self._load_all(sheet.rows(progress))

    def load_again(self, sheet: Rows) -> None:
        """Take some rows again whose customers were taken back."""
        shared, contacts = self._people.shared, self._contacts
        letters = contacts.encoded_twice, contacts.lost_letters
        self._begin()
        self._load_all(sheet.rows())
        self._people.shared = shared | self._people.shared
        self._contacts.encoded_twice, self._contacts.lost_letters = letters

    def _load_all(self, found: Iterator[tuple[int, list[str]] | UnreadableRow]) -> None:
        while chunk := list(islice(found, _ROWS_AT_ONCE)):
            self._take(chunk)
            self._adding.write()
        for row, contact in self._waiting:
            self._settle(row, contact)
        self._count()
        self._adding.write()
        self._people.forget()
        self._seen.clear()

    def report(self) -> ImportReport:
        """Return what came of the rows so far."""
        contacts = self._contacts
        kept = contacts.columns_seen(KEEP, STATUS)
        return replace(
            self._tally.report(
                self._rows.staging.expected,
                self._source,
                contacts.columns_seen(FACT),
                (*kept, *contacts.without_a_day),
            ),
            encoded_twice=contacts.encoded_twice,
            repaired=contacts.repairs,
            lost_letters=contacts.lost_letters,
            became=contacts.columns_that_became(),
            of_nobody=(*contacts.stand_ins, *self._people.shared.values()),
        )

    def _take(self, found: list[tuple[int, list[str]] | UnreadableRow]) -> None:
        rows = [self._fitted(one) for one in found]
        if self._rows.had_customers:
            identities = [one.identity for one in rows if not one.fault]
            self._seen |= outside.seen(self._writer.connection, self._source, identities)
        read = self._read(rows)
        self._people.prefetch([one for one in read if isinstance(one, ForeignRecord)])
        for row, what in zip(rows, read, strict=True):
            if not isinstance(what, ForeignRecord):
                self._leave(row, what)
            elif self._is_called_off_for_nobody_yet(what):
                if len(self._waiting) < _MOST_WAITING:
                    self._tally.is_divisible = False
                    self._waiting.append((row, what))
                else:
                    self._settle(row, what)
            else:
                outcome = self._load(row.line, what, row.raw)
                if self._tally.tells:
                    self._tell(row, *outcome, what.name)
        self._count()

    def _leave(self, row: _Row, what: Rejected | UnreadableRow | None) -> None:
        """Count a row that was seen before, cannot be read, or is about nobody."""
        self._came_of(0, "unchanged" if what is None else None)
        if what is None:
            self._tell(row, "unchanged")
        elif isinstance(what, StrayRecord):
            self._tally.leave_out(row.line, what.reason)
        elif isinstance(what, UnreadableRow):
            self._tally.refuse(row.line, [], what.reason, f" It was: {what.text.rstrip()}")
            self._tell(row, "rejected", what.reason)
        elif isinstance(what, Nobody):
            self._tally.leave_out(row.line, str(what))
        elif any(map(str.strip, row.raw)):
            self._tally.refuse(row.line, row.raw, str(what))
            self._tell(row, "rejected", str(what))

    def _came_of(self, customer: int, outcome: Outcome | None) -> None:
        """Remember what came of the next row, which is counted with its batch."""
        self._customers.append(customer)
        self._outcomes.append(outcome)

    def _count(self) -> None:
        self._tally.count(self._customers, self._outcomes)
        self._customers.clear()
        self._outcomes.clear()

    def _is_called_off_for_nobody_yet(self, contact: ForeignRecord) -> bool:
        """Tell whether a booking was called off for somebody who may only come in a later row."""
        is_called_off = self._contacts.is_of_visits and contact.is_called_off
        return is_called_off and self._people.match(contact).customer is None

    def _settle(self, row: _Row, contact: ForeignRecord) -> None:
        """Take a booking that was called off before its customer was known, or count it.

        It makes nobody a customer, and withdraws no visit that a later row expects.
        """
        if self._is_called_off_for_nobody_yet(contact):
            self._rows.staging.has_unknown = True
            self._tally.add(0, "bookings", "unknown")
            self._came_of(0, "unchanged")
            self._tell(row, "unchanged", _CALLED_OFF, contact.name)
        else:
            known = contact._replace(bookings=())
            self._tell(row, *self._load(row.line, known, row.raw), contact.name)

    def _tell(self, row: _Row, outcome: Outcome, reason: str = "", name: str = "") -> None:
        if self._tally.tells:
            name = name or (self._contacts.name_in(row.cells) if row.cells else "")
            self._tally.tell(RowOutcome(row.line, outcome, name, reason))

    def _fitted(self, found: tuple[int, list[str]] | UnreadableRow) -> _Row:
        if isinstance(found, UnreadableRow):
            return _Row(found.line, [], [], 0, found)
        line, raw = found
        try:
            cells = self._contacts.normalized_row(raw)
        except Rejected as reason:
            return _Row(line, raw, [], 0, reason)
        return _Row(line, raw, cells, self._contacts.identity(cells), None)

    def _read(self, rows: list[_Row]) -> list[ForeignRecord | Rejected | UnreadableRow | None]:
        """Return what each row says, or None for one that was seen before."""
        new = [one for one in rows if not (one.fault or one.identity in self._seen)]
        plain = self._contacts.read_plain([one.cells for one in new], [one.identity for one in new])
        read = {
            one.line: found or self._read_one(one) for one, found in zip(new, plain, strict=True)
        }
        return [one.fault or read.get(one.line) for one in rows]

    def _read_one(self, row: _Row) -> ForeignRecord | Rejected:
        try:
            return self._contacts.read(row.cells, row.identity)
        except Rejected as reason:
            return reason

    def _load(self, line: int, contact: ForeignRecord, cells: list[str]) -> tuple[Outcome, str]:
        """Take a row, and return what happened to it and why."""
        if contact.identity in self._seen:
            self._came_of(0, "unchanged")
            return "unchanged", ""
        ours = self._people.with_our_card(contact)
        if ours is not None:
            contact = beside_our_card(contact, Notes(self._session.connection).of(ours))
        meeting = Match(ours) if ours is not None else self._people.match(contact)
        if self._gate and not self._may_pass(self._gate, contact, meeting.customer):
            self._came_of(0, None)
            self._tally.is_divisible = False
            self._tally.refuse(line, cells, NO_CONSENT)
            return "rejected", NO_CONSENT
        self._seen.add(contact.identity)
        if meeting.customer is not None:
            self._rows.staging.matched.add(meeting.customer)
            update = Update(
                self._session, self._writer, self._adding, meeting.customer, contact, line
            )
            update.take()
            self._tally.differ(meeting.customer, update.differences)
            outcome: Outcome = "update" if update.is_changed else "unchanged"
            self._came_of(meeting.customer, outcome)
            return outcome, ""
        number = self._adding.customer(contact)
        if not meeting.twins:
            self._came_of(number, "create")
            return "create", ""
        self._came_of(number, "twin")
        twin = PossibleTwin(line, number, contact.name, meeting.twins, meeting.reason)
        self._tally.twin(number, twin)
        told = map(self._rows.staging.told, meeting.twins) if self._tally.tells else ()
        return "twin", f"{meeting.reason} as {', '.join(f'@{one}' for one in told)}"

    def _may_pass(self, gate: ConsentGate, contact: ForeignRecord, customer: int | None) -> bool:
        """Tell whether consent lets a row in: it has it, needs none, or its notes are there."""
        meant = (customer,) if customer else ()
        drafts = [one.draft for one in contact.remarks]
        return not any(
            gate.holds_up(draft.attributes, *meant)
            and not (
                customer
                and Notes(self._session.connection).same_again(
                    customer, draft.attributes.kind.name, draft.topic, draft.text
                )
            )
            for draft in drafts
        )
