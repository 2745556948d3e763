"""Loading the notes in rows: new, seen again, or known already."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple
from zlib import crc32

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.memoize import Memo
from prefpad.domain.normalize import fold
from prefpad.importing.bulk_rows import identities_of
from prefpad.importing.staging_rows import ATTRIBUTES, STAGED
from prefpad.notes import add as jotting
from prefpad.notes.draft import Draft, note_row
from prefpad.notes.repository import Notes, sameness

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from prefpad.db.unit_of_work import UnitOfWork, Value
    from prefpad.importing.bulk_rows import BulkLoader, Pair
    from prefpad.importing.native.layout import NoteFacts, Row
    from prefpad.importing.report import ReportBuilder
    from prefpad.notes.draft import NoteAttributes
    from prefpad.session import Session

Taken = Literal["create", "update", "unchanged"]

TAKEN: tuple[Taken, ...] = ("create", "update", "unchanged")
"""What may come of a row that is not rejected, the most first."""


class _Frame(NamedTuple):
    """What rows that say the same share, whatever their text and days: worked out once.

    Attributes:
        words: the beginning of the sameness of their notes.
        number: that of the columns they share on the pad.
        is_promise: whether they are promises, which are due on the day of the row if on no other.
    """

    words: bytes
    number: int
    is_promise: bool


# Plain tuples, since one of each is made for every row.

Met = tuple[int, "Row", int, Taken]
"""A row, its place among those read at once, its customer, and what happened to it so far."""

_Remark = tuple[int, "Row", int, Taken, int, int]
"""Likewise, with the `same_key` of its note and the identity under which the row is taken."""


class NoteLoader:
    """Loads the notes in rows.

    Args:
        session: the open pad.
        writer: what writes beside it.
        rows: where new notes go.
        tally: counts the new notes.
    """

    def __init__(
        self,
        session: Session,
        writer: UnitOfWork,
        rows: BulkLoader,
        tally: ReportBuilder,
    ) -> None:
        self._session = session
        self._writer = writer
        self._notes = Notes(session.connection)
        self._rows = rows
        self._tally = tally
        self._made = range(rows.next_customer, rows.next_customer)
        self._before: list[_Remark] = []
        self._frames: dict[NoteFacts, _Frame] = Memo(self._frame)
        self._attributes: dict[tuple[NoteAttributes, int | None, bool], tuple[Value, ...]] = Memo(
            lambda asked: _attributes(*asked)
        )

    def taken_before(self, met: list[Met]) -> set[int]:
        """Return the places of the rows that an earlier import took unchanged."""
        if not self._rows.had_rows:
            return set()
        remarks = self._remarks([one for one in met if one[2] < STAGED])
        known = self._rows.known([*_taken(remarks)])
        return {
            place for place, _, number, _, _, identity in remarks if (number, identity) in known
        }

    def add(self, met: list[Met], refused: dict[int, str]) -> dict[int, Taken]:
        """Add what is new, and return the outcome of each row by its place.

        What says of a note what cannot be goes to those `refused`, with the reason.
        """
        remarks = self._remarks(met)
        running, known = self._known(remarks)
        self._made = range(self._made.stop, self._rows.next_customer)
        self._before = remarks
        if remarks and not running and not known and len(_notes(remarks)) == len(remarks):
            self._add_notes(remarks)
            return {one[0]: "create" for one in remarks}
        outcomes: dict[int, Taken] = {}
        for one in remarks:
            place, row, customer, outcome, same_key, identity = one
            taken_as = customer, identity
            if taken_as not in known:
                known.add(taken_as)
                said = row[1]
                pair = customer, same_key
                if said is None:
                    self._rows.seen(customer, identity, None)
                elif pair in running:
                    try:
                        outcome = min(outcome, self._see_again(one, said), key=TAKEN.index)
                    except AskedWrongly as error:
                        self._tally.is_divisible = False
                        refused[place] = f"text: {error.sentence}"
                        continue
                else:
                    running.add(pair)
                    self._add_notes([one])
                    outcome = "create"
            outcomes[place] = min(outcome, outcomes.get(place, outcome), key=TAKEN.index)
        return outcomes

    def add_unless_noted(self, met: list[Met]) -> None:
        """Add what neither the pad nor an earlier row says in the same words."""
        remarks = self._remarks(met)
        running, known = self._known(remarks)
        for one in remarks:
            _, row, customer, _, same_key, identity = one
            if (
                row.said
                and (customer, same_key) not in running
                and (customer, identity) not in known
            ):
                self._add_notes([one])

    def imported_for(self, row: Row, customers: tuple[int, ...]) -> int:
        """Return which of several customers a row was imported for before, 0 for none."""
        remarks = self._remarks([(0, row, number, "unchanged") for number in customers])
        _, known = self._known(remarks)
        return next(
            (number for _, _, number, _, _, identity in remarks if (number, identity) in known), 0
        )

    def _remarks(self, met: list[Met]) -> list[_Remark]:
        """Return the keys by which each row and its note equal another."""
        if not met:
            return []
        frames = self._frames
        places, rows, customers, outcomes = zip(*met, strict=True)
        words = [frames[row.said].words + row.text_key if row.said else b"" for row in rows]
        days = [row.said_on for row in rows]
        identities = identities_of(map(b"\n".join, zip(words, days, strict=True)))
        return [*zip(places, rows, customers, outcomes, map(crc32, words), identities, strict=True)]

    def _known(self, remarks: list[_Remark]) -> tuple[set[Pair], set[Pair]]:
        """Look up these rows on the pad, and among those read before.

        Rows about the customer of the last row before are often the first of the next: what those
        say of whom they made is compared here, so that a list in order asks for nobody's notes.

        Returns:
            Customer and `same_key` of the notes that hold and may say the same, and customer and
            identity of the rows that were taken.
        """
        written = [one for one in remarks if one[2] < self._made.start]
        known = self._rows.known([*_taken(written)])
        running, rows = self._rows.alike(
            [*_notes(one for one in written if (one[2], one[5]) not in known)]
        )
        again = [one for one in remarks if one[2] in self._made]
        customers = {one[2] for one in again}
        before = [one for one in self._before if one[2] in customers]
        running |= _notes(again) & _notes(before)
        return running, known | rows | _taken(again) & _taken(before)

    def _add_notes(self, remarks: Sequence[_Remark]) -> None:
        """Add the notes in rows, which each have one."""
        _, rows, customers, _, same_keys, identities = zip(*remarks, strict=True)
        _, said, texts, noted_on, confirmed_on, by, _, _ = zip(*rows, strict=True)
        frames = [*map(self._frames.__getitem__, said)]
        by_day = [
            day or (noted if frame.is_promise else None)
            for day, noted, frame in zip(by, noted_on, frames, strict=True)
        ]
        days = noted_on, confirmed_on, by_day
        numbers = [frame.number for frame in frames]
        self._rows.notes(zip(customers, texts, same_keys, identities, *days, numbers, strict=True))
        self._tally.notes += len(remarks)
        for customer, one in zip(customers, said, strict=True):
            if one.kept_for or one.alert_for:
                self._tally.told(customer, one.kept_for, one.alert_for)

    def _see_again(self, one: _Remark, said: NoteFacts) -> Taken:
        _, row, customer, _, _, identity = one
        self._rows.flush()
        draft = _draft(row, said)
        same = jotting.find_same_note(self._notes, customer, draft)
        if same is None:
            self._add_notes([one])
            return "create"
        self._writer.change(self._rows.number)
        jotting.record_seen_again(self._session, self._writer, same, draft)
        self._rows.seen(customer, identity, same.number)
        return "unchanged" if self._notes.get(same.number) == same else "update"

    def _frame(self, said: NoteFacts) -> _Frame:
        topic_key = fold(said.topic or "")
        author = said.author or self._writer.signature.author
        attributes = self._attributes[said.attributes, said.every, said.is_lowered]
        kind = said.attributes.kind.name
        return _Frame(
            sameness(kind, topic_key, ""),
            self._rows.attributes((said.topic, topic_key, author, *attributes)),
            kind == "promise",
        )


def _attributes(
    attributes: NoteAttributes, every: int | None, is_lowered: bool
) -> tuple[Value, ...]:
    """Return the values of `ATTRIBUTES`, which the rows of many notes share."""
    draft = Draft(attributes, None, "", date.min, date.min, every=every, is_lowered=is_lowered)
    return tuple(map(note_row(0, draft, None).__getitem__, ATTRIBUTES))


def _notes(remarks: Iterable[_Remark]) -> set[Pair]:
    """Return the customer and `same_key` of each note in rows."""
    return {(customer, same_key) for _, row, customer, _, same_key, _ in remarks if row.said}


def _taken(remarks: Iterable[_Remark]) -> set[Pair]:
    """Return the customer and identity of each row."""
    return {(customer, identity) for _, _, customer, _, _, identity in remarks}


def _draft(row: Row, said: NoteFacts) -> Draft:
    return Draft(
        said.attributes,
        said.topic,
        row.text,
        date.fromisoformat(row.noted_on),
        date.fromisoformat(row.confirmed_on),
        date.fromisoformat(row.by) if row.by else None,
        said.every,
        author=said.author,
    )
