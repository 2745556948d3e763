"""Updating a known customer from a row of a foreign list.

Blanks never erase, handles and tags are only added, and what a person has set or taken away since
the list was last imported stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.customers import repository as customers
from prefpad.customers.consent import FROM_A_LIST
from prefpad.customers.visit_rows import withdraw
from prefpad.domain.normalize import email_key, fold, name_key, name_words
from prefpad.domain.vocabulary import NAMES, OWN_NAMES
from prefpad.importing.csv.cells import Handle
from prefpad.importing.foreign import repository as outside
from prefpad.importing.foreign.consent_words import NOES
from prefpad.importing.foreign.models import three_way_merge, with_answers
from prefpad.importing.report import Difference
from prefpad.notes import wording
from prefpad.notes.discretion import HIDDEN, at_most, judge
from prefpad.notes.repository import Notes, same_key

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from prefpad.db.unit_of_work import UnitOfWork, Value
    from prefpad.domain.models import Note, Occasion
    from prefpad.importing.foreign.insert import Adding
    from prefpad.importing.foreign.models import Booking, FieldValue, ForeignRecord, Remark
    from prefpad.importing.foreign.repository import ExpectedRow, Record
    from prefpad.session import Session

_FIRST_ROLE = "customer"


class Update:
    """Updates one customer from one row.

    Attributes:
        is_changed: whether the row changed anything.
        differences: what of it was not taken.
    """

    def __init__(
        self,
        session: Session,
        writer: UnitOfWork,
        adding: Adding,
        customer: int,
        contact: ForeignRecord,
        line: int,
    ) -> None:
        self.is_changed = False
        self.differences: list[Difference] = []
        self._session = session
        self._transaction = writer
        self._adding = adding
        self._customer = customer
        self._contact = contact
        self._line = line
        adding.flush()
        connection, source = session.connection, adding.source
        records = outside.records_of(connection, customer, source)
        record = _nearest(records, contact)
        # Rows of one file do not overrule each other.
        is_of_this_file = record is None or record.importing == adding.number
        self._record = None if is_of_this_file else record
        self._before: Mapping[str, FieldValue] = self._record.fields if self._record else {}
        self._profile = outside.profile(connection, customer, source)

    def take(self) -> None:
        """Apply what is new in the row, and record what it said for the next import."""
        self._take_forms()
        self._take_handles()
        self._take_occasions()
        self._take_bookings()
        self._take_messages()
        for remark in self._contact.remarks:
            self._take_remark(remark)
        if self._record:
            outside.renew(
                self._writer(), self._record, self._contact.identity, self._contact.fields()
            )
        else:
            self._adding.record(self._customer, self._contact)

    def _writer(self) -> UnitOfWork:
        """Return the writer, which journals what it does under this import."""
        self._transaction.change(self._adding.number)
        return self._transaction

    def _take_forms(self) -> None:
        contact, forms = self._contact, self._profile.forms
        news: dict[str, str | None] = {}
        if contact.is_named and not self._goes_by(contact.key):
            before = str(forms["name"])
            if self._is_an_address(before):
                news["name"] = contact.name
            elif "name" not in self._before:
                self._add_handle("alias", contact.name, contact.key)
            elif self._verdict("name", before, contact.name) == "take":
                self._add_handle("alias", before, name_key(before))
                news["name"] = contact.name
        for form, theirs in contact.forms.items():
            is_first = (form, forms[form]) == ("role", _FIRST_ROLE)
            ours = None if is_first and form not in self._before else forms[form]
            if self._verdict(form, ours, theirs) == "take":
                news[form] = theirs
        if news:
            customers.change(self._writer(), self._customer, news)
            self.is_changed = True

    def _is_an_address(self, name: str) -> bool:
        """Tell whether a name is the customer's own e-mail address, for want of another."""
        return ("email", email_key(name)) in self._profile.handles

    def _goes_by(self, key: str) -> bool:
        return any((kind, key) in self._profile.handles for kind in OWN_NAMES)

    def _take_handles(self) -> None:
        for one in self._contact.ids:
            if ("id", one.key) not in self._profile.handles:
                self._adding.ids(self._customer, [one])
                self.is_changed = True
        for one in self._contact.handles:
            kinds = NAMES if one.kind == "alias" else ()
            is_name = any((kind, one.key) in self._profile.handles for kind in kinds)
            if one.key not in self._said(one.kind) and not is_name:
                self._add_handle(*one)
        for tag in self._contact.tags:
            if fold(tag) not in self._profile.tags and fold(tag) not in self._said("tags"):
                self._adding.tag(self._customer, tag)
                self.is_changed = True
        for day in dict.fromkeys(self._contact.visits):
            if day not in self._profile.visits | {*self._said("visits")}:
                self._adding.visit(self._customer, day)
                self.is_changed = True

    def _take_bookings(self) -> None:
        """Expect, move or withdraw visits; one that a person took away stays away."""
        key = self._adding.booking_key(self._contact)
        for one in self._contact.bookings:
            on_day = one.on.isoformat()
            known = outside.expected_of(self._session.connection, self._customer, key, on_day)
            if one.is_off:
                if known and not known.is_withdrawn:
                    withdraw(self._writer(), known.number, self._session.today.isoformat())
                    self._count_booking("withdrawn")
            elif one.said in self._said("expected"):
                continue
            elif known:
                self._change_booking(known, one)
            else:
                self._adding.booking(self._customer, self._contact, one)
                self.is_changed = True

    def _change_booking(self, known: ExpectedRow, one: Booking) -> None:
        on_day = one.on.isoformat()
        is_moved = known.on_day != on_day
        at = one.at or (None if is_moved else known.at_time)
        what = one.what or known.what
        if known == (known.number, on_day, at, what, False):
            return
        news: dict[str, Value] = {"on_day": on_day, "at_time": at, "withdrawn_on": None}
        if one.what:
            news |= {"what": what, "private": int(one.is_private)}
        self._writer().update("expected_visits", known.number, news)
        self._count_booking("changed")

    def _count_booking(self, what: str) -> None:
        self._adding.count_booking(self._customer, what)
        self.is_changed = True

    def _add_handle(self, kind: str, value: str, key: str) -> None:
        if (kind, key) not in self._profile.handles:
            self._adding.handles(self._customer, [Handle(kind, value, key)])
            self.is_changed = True

    def _said(self, field: str) -> Collection[str]:
        """Return the values of a field that the list had before; a missing one was taken away."""
        return self._before.get(field, ())

    def _take_occasions(self) -> None:
        for occasion in self._contact.occasions:
            ours = self._profile.occasions.get(occasion.name)
            if ours and _is_vaguer(occasion, ours):
                continue
            if ours and _is_vaguer(ours, occasion):
                verdict = "take"
            else:
                verdict = self._verdict(
                    f"occasion {occasion.name}",
                    ours.written if ours else None,
                    occasion.written,
                )
            if verdict == "take" and ours:
                customers.set_occasion(self._writer(), self._customer, occasion)
            elif verdict == "take":
                self._adding.occasion(self._customer, occasion)
            self.is_changed |= verdict == "take"

    def _take_messages(self) -> None:
        """Apply a consent; a list, which may be old, never turns a no into a yes, but a yes into a no."""
        theirs = with_answers(self._contact.messages, self._contact.answers)
        ours = self._messages_beside(theirs)
        if self._contact.messages == "given" and self._profile.messages in NOES:
            if self._before.get("messages") != theirs:
                self._differ("messages", ours, theirs)
        elif theirs and (
            self._ends_a_yes(theirs) or self._verdict("messages", ours, theirs) == "take"
        ):
            self._adding.messages(self._customer, self._contact)
            self.is_changed = True

    def _ends_a_yes(self, theirs: str) -> bool:
        """Tell whether a list newly says no where the pad has a yes.

        A withdrawal is somebody's own and ends any yes. A plain no may stand where nobody was asked,
        so it only ends the yes of a list.
        """
        status = self._contact.messages
        says_no = status == "withdrawn" or (
            status == "refused" and self._profile.how.startswith(FROM_A_LIST)
        )
        is_new = self._before.get("messages") != theirs
        return says_no and is_new and self._profile.messages == "given"

    def _messages_beside(self, theirs: str) -> str | None:
        """Return the pad's consent to messages, with the answers of a list if those stand with it."""
        status, how = self._profile.messages, self._profile.how
        for said in (theirs, str(self._before.get("messages", ""))):
            answers = said.removeprefix(f"{status}: ")
            if answers != said and how.endswith(f": {answers}"):
                return said
        return status

    def _take_remark(self, remark: Remark) -> None:
        draft = remark.draft
        kind, topic = draft.attributes.kind.name, draft.topic
        notes = Notes(self._session.connection)
        if notes.same_again(self._customer, kind, topic, draft.text):
            return
        before = self._before.get(remark.field)
        if before is None:
            self._take_new_remark(remark)
            return
        ours = notes.same_again(self._customer, kind, topic, str(before))
        if remark.alert_for and ours is None and str(before) != draft.text:
            self._take_new_remark(remark)
            return
        stands = ours is not None and (ours.source != "told" or draft.attributes.source == "told")
        kept = next(iter(self._running(kind, topic)), None) if topic else ours
        has = str(before) if stands else _shown(kept)
        voices = {draft.attributes.voice, kept.voice if kept else None}
        is_hidden = "private" in voices
        if self._verdict(remark.field, has, draft.text, is_hidden=is_hidden) == "take" and ours:
            self._rewrite(ours, draft.text)

    def _take_new_remark(self, remark: Remark) -> None:
        """Add a note, unless it is a fact that another list says as fully, or less so."""
        draft = remark.draft
        words = set(name_words(draft.text))
        kind = draft.attributes.kind.name
        facts = self._running(kind, draft.topic) if kind == "fact" else []
        if any(words <= set(name_words(fact.text)) for fact in facts):
            return
        less = [fact for fact in facts if words > set(name_words(fact.text))]
        if less and less[0].source == draft.attributes.source:
            self._rewrite(less[0], draft.text)
            return
        self._adding.note(self._customer, remark)
        self.is_changed = True

    def _running(self, kind: str, topic: str | None) -> list[Note]:
        return [
            note
            for note in Notes(self._session.connection).of(self._customer)
            if (note.kind, note.ended_on) == (kind, None)
            and fold(note.topic or "") == fold(topic or "")
        ]

    def _rewrite(self, note: Note, text: str) -> None:
        writer = self._writer()
        judged = judge(self._session, note.topic, text)
        voice = at_most(note.voice, judged, alert=note.alert)
        changes: dict[str, Value] = {
            "text": text,
            "same_key": same_key(note.kind, note.topic, text),
            "confirmed_on": self._session.today.isoformat(),
        }
        if voice != note.voice:
            changes |= {"voice": voice, "voice_by_hand": 0, "because": None}
        writer.update("notes", note.number, changes)
        self.is_changed = True

    def _verdict(
        self, field: str, ours: str | None, theirs: str, *, is_hidden: bool = False
    ) -> str:
        before = self._before.get(field)
        verdict = three_way_merge(None if before is None else str(before), ours, theirs)
        if verdict == "differs":
            self._differ(field, ours, HIDDEN if is_hidden else theirs)
        return verdict

    def _differ(self, field: str, ours: str | None, theirs: str) -> None:
        self.differences.append(
            Difference(
                self._line,
                self._customer,
                str(self._profile.forms["name"]),
                field.removeprefix("occasion ").removeprefix("fact "),
                ours or "",
                theirs,
            )
        )


def beside_our_card(contact: ForeignRecord, notes: list[Note]) -> ForeignRecord:
    """Return what an address card says beside what we wrote on it.

    We wrote the identifier and the name, and of the notes those that the customer may read.
    """
    written = {fold(line) for note in notes for line in wording.remark(note).splitlines()}
    remarks = []
    for one in contact.remarks:
        lines = [line for line in one.text.splitlines() if fold(line) not in written]
        if lines and "beside the name" not in one.field:
            remarks.append(one._replace(text="\n".join(lines)))
    return contact._replace(ids=(), is_named=False, remarks=tuple(remarks))


def _shown(note: Note | None) -> str | None:
    if note is None:
        return None
    return HIDDEN if note.is_hidden(private=False) else note.text


def _is_vaguer(one: Occasion, other: Occasion) -> bool:
    """Tell whether one day is the other without its year."""
    return (one.month, one.day) == (other.month, other.day) and one.year is None


def _nearest(records: list[Record], contact: ForeignRecord) -> Record | None:
    """Return the record most like the row, the newest of several."""
    fields = contact.fields()

    def in_common(record: Record) -> tuple[int, int]:
        same = sum(record.fields.get(field) == said for field, said in fields.items())
        return same, record.number

    return max(records, key=in_common, default=None)
