"""Taking the rows of a customer list into the pad, so many at a time."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple
from zlib import crc32

from prefpad import jotting
from prefpad.core.clean import clean
from prefpad.core.consent import NO_CONSENT
from prefpad.core.imports import ImportReport, Problem
from prefpad.core.jot import Draft
from prefpad.core.names import fold
from prefpad.resolving import Resolver
from prefpad.sources.cells import Rejected
from prefpad.sources.own import with_id_alone
from prefpad.sources.parsing import Unread
from prefpad.store.bulk import NOTE_COLUMNS, Bulk, identity_of
from prefpad.store.notes import sameness

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from prefpad.consenting import Gate
    from prefpad.sources.own import Layout
    from prefpad.sources.reading import Sheet
    from prefpad.sources.row import OfDays, OfKind, Row, What, Who
    from prefpad.store.notes import Notes
    from prefpad.store.writing import Value, Writer

    Reject = Callable[[Sequence[str], str], None]

MOST_PROBLEMS = 1000
"""How many rejected rows a report lists; it counts all of them."""

_ROWS_AT_ONCE = 1000
_REMEMBERED = 20_000
_NOTHING_SAID = identity_of(b"", "")
_MOST_MEANT = 5
_OF_THE_KIND = slice(NOTE_COLUMNS.index("kind"), NOTE_COLUMNS.index("noted_on"))

_Outcome = Literal["created", "updated", "unchanged"]
_ORDER: tuple[_Outcome, ...] = ("created", "updated", "unchanged")

_topic_key = lru_cache(maxsize=_REMEMBERED)(fold)


class _Remark(NamedTuple):
    """A row whose customer is known, with the values of its note if it holds one.

    Its `pair` is customer and `same_key`; it is `taken_as` a customer and an identity.
    """

    row: Row
    pair: tuple[int, int]
    taken_as: tuple[int, int]
    outcome: _Outcome
    note: tuple[Value, ...]


class Taker:
    """Takes rows into the pad inside the transaction of a `Writer`, and counts what came of them.

    Args:
        writer: the transaction.
        notes: the notes of the pad.
        layout: how the rows are to be read.
        today: the day on which new customers are made.
        reject: told the cells of each rejected row, none if they are not known, and the reason.
        gate: holds up notes that wait for consent; None where it is not required.
    """

    def __init__(
        self,
        writer: Writer,
        notes: Notes,
        layout: Layout,
        today: date,
        reject: Reject,
        gate: Gate | None = None,
    ) -> None:
        self._writer = writer
        self._notes = notes
        self._layout = layout
        self._reject = reject
        self._gate = gate
        self._rows = Bulk(writer.connection, today.isoformat())
        self._resolver = Resolver(writer, self._rows)
        self._author = writer.signature.author
        self._counts = dict.fromkeys(_ORDER, 0)
        self._rejected = 0
        self._problems: list[Problem] = []

    def take_all(self, sheet: Sheet, progress: Callable[[int], None]) -> None:
        """Take every row of a file; `progress` is told the bytes read."""
        found = sheet.rows(progress)
        while chunk := list(islice(found, _ROWS_AT_ONCE)):
            self._take(chunk)
            self._rows.flush()

    def report(self) -> ImportReport:
        """Return what came of the rows so far."""
        created, updated, unchanged = (self._counts[outcome] for outcome in _ORDER)
        read = created + updated + unchanged + self._rejected
        return ImportReport(read, created, updated, unchanged, self._rejected, self._problems)

    def has_news(self) -> bool:
        """Tell whether the pad has changed, or has seen a row for the first time."""
        return self._rows.wrote or bool(self._counts["updated"])

    def finish(self, file: str, report: ImportReport) -> None:
        """Learn from the rows, bring the pad's indexes up to date, and record the import."""
        self._rows.conclude(self._writer, file, report)

    def _take(self, chunk: list[tuple[int, list[str]] | Unread]) -> None:
        refused: dict[int, str] = {}
        rows: list[tuple[int, Row]] = []
        read = self._layout.read
        for place, found in enumerate(chunk):
            if isinstance(found, Unread):
                refused[place] = found.reason
                continue
            try:
                rows.append((place, read(found[1])))
            except Rejected as reason:
                refused[place] = str(reason)
        self._add_notes(self._with_customers(rows, refused))
        for place in sorted(refused):
            found = chunk[place]
            if isinstance(found, Unread):
                self._refuse(found.line, [], found.reason, f" It was: {found.text.rstrip()}")
            elif any(map(str.strip, found[1])):
                self._refuse(*found, refused[place])

    def _with_customers(
        self, rows: list[tuple[int, Row]], refused: dict[int, str]
    ) -> list[_Remark]:
        """Find or make the customer of each row."""
        people = self._read_people(rows, refused)
        self._resolver.look_up(people.values())
        if gate := self._gate:
            able = (one for one in rows if one[0] not in refused)
            waiting = [place for place, row in able if self._waits(gate, row, people)]
            refused |= dict.fromkeys(waiting, NO_CONSENT)
        remarks: list[_Remark] = []
        for place, row in rows:
            outcome: _Outcome = "unchanged"
            if place in refused:
                continue
            number = self._resolver.known(row.who)
            if number is None:
                if row.who not in people:
                    people[row.who] = self._layout.who(row.who)
                meeting = self._resolver.meet(row.who, people[row.who])
                if meeting.several:
                    if self._is_known(row, meeting.several):
                        self._counts["unchanged"] += 1
                    else:
                        refused[place] = _several(people[row.who], meeting.several)
                    continue
                number = meeting.number
                if meeting.is_new:
                    outcome = "created"
                elif meeting.is_changed:
                    outcome = "updated"
            remarks.append(self._remark(row, number, outcome))
        return remarks

    def _read_people(self, rows: list[tuple[int, Row]], refused: dict[int, str]) -> dict[str, Who]:
        people: dict[str, Who] = {}
        covered: set[str | None] = set()
        for place, row in rows:
            if row.who in covered or self._resolver.known(row.who) is not None:
                continue
            try:
                people[row.who] = self._layout.who(row.who)
            except Rejected as reason:
                refused[place] = str(reason)
            else:
                covered |= {row.who, with_id_alone(row.who)}
        return people

    def _waits(self, gate: Gate, row: Row, people: dict[str, Who]) -> bool:
        """Tell whether a row holds a note that waits for consent and is not on the pad yet."""
        if row.what is None:
            return False
        number = self._resolver.known(row.who)
        who = people.get(row.who) or self._layout.who(row.who)
        meant = (number,) if number else (*self._resolver.meant(who),)
        return gate.holds_up(row.what.kind.frame, *meant) and not self._is_known(row, meant)

    def _is_known(self, row: Row, customers: tuple[int, ...]) -> bool:
        """Tell whether a row that may mean several customers was taken for one of them before."""
        self._rows.flush()
        remarks = [self._remark(row, number, "unchanged") for number in customers]
        _, identities = self._rows.alike([one.pair for one in remarks])
        known = self._rows.known([one.taken_as for one in remarks]) | identities
        return any(one.taken_as in known for one in remarks)

    def _remark(self, row: Row, customer: int, outcome: _Outcome) -> _Remark:
        what = row.what
        if what is None:
            return _Remark(row, (customer, 0), (customer, _NOTHING_SAID), outcome, ())
        topic_key = _topic_key(row.topic or "")
        words = sameness(what.kind.frame.kind.name, topic_key, fold(row.text))
        key = crc32(words)
        identity = identity_of(words, what.days.said_on)
        author = row.author or self._author
        note = (
            customer,
            row.topic,
            topic_key,
            row.text,
            author,
            key,
            identity,
            *_of_kind(what.kind),
            *_of_days(what.kind.frame.given, what.days),
        )
        return _Remark(row, (customer, key), (customer, identity), outcome, note)

    def _add_notes(self, remarks: list[_Remark]) -> None:
        running, known = self._rows.alike([one.pair for one in remarks if one.note])
        known |= self._rows.known([one.taken_as for one in remarks])
        counts = self._counts
        for one in remarks:
            row, pair, taken_as, outcome, note = one
            if taken_as not in known:
                known.add(taken_as)
                if row.what is None:
                    self._rows.seen(*taken_as, None)
                elif pair in running:
                    outcome = min(outcome, self._see_again(one, row.what), key=_ORDER.index)
                else:
                    running.add(pair)
                    self._rows.note(note)
                    outcome = "created"
            counts[outcome] += 1

    def _see_again(self, one: _Remark, what: What) -> _Outcome:
        row, customer = one.row, one.pair[0]
        self._rows.flush()
        draft = _draft(what, row.topic, row.text, row.author)
        if not what.days.by_is_said:
            draft = draft._replace(by=None)
        same = jotting.same_note(self._notes, customer, draft)
        if same is None:
            self._rows.note(one.note)
            return "created"
        self._rows.seen(*one.taken_as, same.number)
        self._writer.change(self._rows.number)
        jotted = jotting.seen_again(self._writer, self._notes, same, draft)
        return "unchanged" if jotted.note == same else "updated"

    def _refuse(self, line: int, cells: list[str], reason: str, text: str = "") -> None:
        self._rejected += 1
        if len(self._problems) < MOST_PROBLEMS:
            self._problems.append(Problem(line, reason))
        self._reject(cells, reason + text)


def _draft(what: What, topic: str | None, text: str, author: str | None) -> Draft:
    frame, days = what.kind.frame, what.days
    return Draft(
        frame,
        topic,
        text,
        days.noted_on,
        days.confirmed_on,
        days.by,
        days.every,
        author=author,
    )


@lru_cache(maxsize=_REMEMBERED)
def _of_kind(kind: OfKind) -> tuple[Value, ...]:
    row = jotting.note_row(0, Draft(kind.frame, None, "", date.min, date.min), None)
    return tuple(row[column] for column in NOTE_COLUMNS[_OF_THE_KIND])


@lru_cache(maxsize=_REMEMBERED)
def _of_days(given: bool, days: OfDays) -> tuple[Value, ...]:
    noted_on = days.noted_on.isoformat()
    return (
        noted_on,
        days.confirmed_on.isoformat(),
        days.by.isoformat() if days.by else None,
        days.every,
        *((noted_on, "done") if given else (None, None)),
    )


def _several(who: Who, numbers: tuple[int, ...]) -> str:
    meant = ", ".join(f"@{number}" for number in numbers[:_MOST_MEANT])
    more = " and others" if len(numbers) > _MOST_MEANT else ""
    return f"customer '{clean(who.name[:40])}' can be {meant}{more}: add an id, e-mail or phone."
