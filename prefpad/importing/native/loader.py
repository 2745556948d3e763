"""Loading a list in our own layout, a batch of rows at a time."""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from prefpad.customers.consent import NO_CONSENT
from prefpad.domain.sanitize import clean
from prefpad.importing.bulk_rows import BulkLoader
from prefpad.importing.csv.cells import Rejected
from prefpad.importing.csv.records import UnreadableRow
from prefpad.importing.native.matcher import CustomerMatcher
from prefpad.importing.native.notes import NoteLoader
from prefpad.importing.native.parser import with_id_alone
from prefpad.importing.report import RowOutcome
from prefpad.notes.consent_gate import consent_gate

if TYPE_CHECKING:
    from collections.abc import Callable

    from prefpad.importing.csv.reader import Rows
    from prefpad.importing.native.layout import NativeCustomer, Row
    from prefpad.importing.native.notes import Met, Taken
    from prefpad.importing.native.parser import NativeParser
    from prefpad.importing.report import ImportReport, Outcome, ReportBuilder
    from prefpad.importing.staging_rows import StagedWork
    from prefpad.notes.consent_gate import ConsentGate
    from prefpad.session import Session

_ROWS_AT_ONCE = 2000
_MOST_MEANT = 5


class NativeLoader:
    """Takes rows beside the pad, and counts what happened to them.

    Args:
        session: the open pad.
        writer: what writes beside it.
        layout: how to read the rows.
        tally: counts what comes of the rows, and tells it in the order of the file.
    """

    def __init__(
        self, session: Session, writer: StagedWork, layout: NativeParser, tally: ReportBuilder
    ) -> None:
        self._session = session
        self._writer = writer
        self._layout = layout
        self._tally = tally
        self._gate = consent_gate(session)
        self._begin()

    def _begin(self) -> None:
        self._rows = BulkLoader(self._session, self._writer.staging)
        self._resolver = CustomerMatcher(self._writer, self._rows)
        self._noter = NoteLoader(self._session, self._writer, self._rows, self._tally)
        self._tagged: list[Met] = []

    def load_again(self, sheet: Rows) -> None:
        """Take some rows again whose customers were taken back."""
        self._begin()
        self.load_rows(sheet, lambda _: None)

    def load_rows(self, sheet: Rows, progress: Callable[[int], None]) -> None:
        """Take every row of a file; `progress` is told the bytes read."""
        found = sheet.rows(progress)
        while chunk := list(islice(found, _ROWS_AT_ONCE)):
            self._take(chunk)
            self._rows.write()
        self._add_needs_in_tags()
        self._rows.write()

    def _add_needs_in_tags(self) -> None:
        """Add what tags state and no row does, in a pad that requires consent where it is given."""
        gate = self._gate
        self._noter.add_unless_noted(
            [
                (place, row, number, outcome)
                for place, row, number, outcome in dict.fromkeys(self._tagged)
                if row.said and not (gate and gate.holds_up(row.said.attributes, number))
            ]
        )

    def report(self) -> ImportReport:
        """Return what came of the rows so far."""
        return self._tally.report(self._rows.staging.expected)

    def _take(self, chunk: list[tuple[int, list[str]] | UnreadableRow]) -> None:
        refused: dict[int, str] = {}
        rows = self._read(chunk, refused)
        met = self._with_customers(rows, refused)
        customers = [0] * len(chunk)
        for place, _, number, _ in met:
            customers[place] = number
        outcomes: dict[int, Outcome] = {}
        if before := self._noter.taken_before(met):
            outcomes |= {place: outcome for place, _, _, outcome in met if place in before}
            met = [one for one in met if one[0] not in before]
        outcomes |= self._noter.add(self._layout.judged_all(met), refused)
        self._tally.count(customers, [*map(outcomes.get, range(len(chunk)))])
        for place in sorted(refused):
            found = chunk[place]
            if isinstance(found, UnreadableRow):
                self._tally.refuse(found.line, [], found.reason, f" It was: {found.text.rstrip()}")
            elif any(map(str.strip, found[1])):
                self._tally.refuse(*found, refused[place])
            else:
                continue
            outcomes[place] = "rejected"
        if self._tally.tells:
            for place, outcome in sorted(outcomes.items()):
                self._tally.tell(self._told(chunk[place], outcome, refused.get(place, "")))

    def _read(
        self, chunk: list[tuple[int, list[str]] | UnreadableRow], refused: dict[int, str]
    ) -> list[tuple[int, Row]]:
        """Read rows at once, or one by one where any of them cannot be taken."""
        readable = [found[1] for found in chunk if not isinstance(found, UnreadableRow)]
        if len(readable) == len(chunk):
            with suppress(Rejected):
                return [*enumerate(self._layout.read_all(readable))]
        rows: list[tuple[int, Row]] = []
        for place, found in enumerate(chunk):
            if isinstance(found, UnreadableRow):
                refused[place] = found.reason
                continue
            try:
                rows.append((place, self._layout.read(found[1])))
            except Rejected as reason:
                refused[place] = str(reason)
        return rows

    def _told(
        self, found: tuple[int, list[str]] | UnreadableRow, outcome: Outcome, reason: str
    ) -> RowOutcome:
        if isinstance(found, UnreadableRow):
            return RowOutcome(found.line, outcome, "", reason)
        line, cells = found
        return RowOutcome(line, outcome, self._layout.name_in(cells), reason)

    def _with_customers(self, rows: list[tuple[int, Row]], refused: dict[int, str]) -> list[Met]:
        """Find or make the customer of each row."""
        people = self._read_people(rows, refused)
        self._resolver.prefetch(people.values())
        if gate := self._gate:
            able = (one for one in rows if one[0] not in refused)
            waiting = [place for place, row in able if self._waits(gate, row, people)]
            refused |= dict.fromkeys(waiting, NO_CONSENT)
            self._tally.is_divisible &= not waiting
        met: list[Met] = []
        by_id, known = self._resolver.by_id, self._resolver.known
        for place, row in rows:
            if place in refused:
                continue
            called = row[0]
            outcome: Taken = "unchanged"
            number = by_id.get(hash(called)) or known(called)
            if number is None:
                if called not in people:
                    people[called] = self._layout.parse_customer(called)
                meeting = self._resolver.match(called, people[called])
                number = meeting.number
                if meeting.several:
                    number = self._imported_for(row, meeting.several)
                    if not number:
                        self._tally.is_divisible = False
                        several = map(self._rows.staging.told, meeting.several)
                        refused[place] = _several(people[called], tuple(several))
                        continue
                if meeting.is_new or meeting.is_changed:
                    outcome = "create" if meeting.is_new else "update"
                    needs = self._layout.needs_in_tags(people[called])
                    self._tagged += [(place, one, number, "unchanged") for one in needs]
            met.append((place, row, number, outcome))
        return met

    def _read_people(
        self, rows: list[tuple[int, Row]], refused: dict[int, str]
    ) -> dict[str, NativeCustomer]:
        people: dict[str, NativeCustomer] = {}
        wrong: dict[str, str] = {}
        covered: set[str | None] = set()
        by_id, known = self._resolver.by_id, self._resolver.known
        for called in dict.fromkeys([row[0] for _, row in rows]):
            if called in covered or hash(called) in by_id or known(called):
                continue
            try:
                people[called] = self._layout.parse_customer(called)
            except Rejected as reason:
                wrong[called] = str(reason)
            else:
                covered.add(with_id_alone(called))
        if wrong:
            refused |= {place: wrong[row[0]] for place, row in rows if row[0] in wrong}
        return people

    def _waits(self, gate: ConsentGate, row: Row, people: dict[str, NativeCustomer]) -> bool:
        """Tell whether a row holds a note that waits for consent and is not on the pad yet."""
        note = self._layout.judged(row)[0]
        if note.said is None:
            return False
        number = self._resolver.known(row.who)
        who = people.get(row.who) or self._layout.parse_customer(row.who)
        meant = (number,) if number else (*self._resolver.candidates(who),)
        return gate.holds_up(note.said.attributes, *meant) and not self._noter.imported_for(
            note, meant
        )

    def _imported_for(self, row: Row, customers: tuple[int, ...]) -> int:
        return self._noter.imported_for(self._layout.judged(row)[0], customers)


def _several(who: NativeCustomer, numbers: tuple[int, ...]) -> str:
    meant = ", ".join(f"@{number}" for number in numbers[:_MOST_MEANT])
    more = " and others" if len(numbers) > _MOST_MEANT else ""
    return f"customer '{clean(who.name[:40])}' can be {meant}{more}: add an id, e-mail or phone."
