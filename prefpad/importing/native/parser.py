"""Parsing a list in our own layout: the cells of a row to a `Row`, or why they are rejected."""

from __future__ import annotations

import re
from datetime import date
from itertools import compress
from operator import itemgetter, lt
from typing import TYPE_CHECKING, Literal

from prefpad.domain.dates import parse_day, parse_interval
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.memoize import Memo, pattern
from prefpad.domain.normalize import fold, name_key
from prefpad.domain.record import replace
from prefpad.domain.validation import LONGEST_NAME, checked_name, checked_text
from prefpad.domain.vocabulary import KINDS, ROLES, SOURCES, STANCES, VOICES
from prefpad.importing.csv.cells import (
    Rejected,
    bare,
    disarmed,
    fitted,
    handles_in,
    quoted,
    rejected,
    short,
    word_among,
)
from prefpad.importing.native.layout import (
    BY,
    COLUMNS,
    CONFIRMED,
    CUSTOMER,
    NEEDS_TEXT,
    ON,
    SAID,
    TEXT,
    WHO,
    NativeCustomer,
    NoteFacts,
    Remark,
    Row,
    accept,
)
from prefpad.notes.alerts import alert_in, alert_of_tag, as_alert, gives_way
from prefpad.notes.discretion import discreet, with_topic
from prefpad.notes.draft import IDEA, resolve_attributes, split_topic
from prefpad.notes.sensitive import NOTHING, judge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from prefpad.domain.calendar_days import Toward
    from prefpad.domain.dates import DateOrder
    from prefpad.domain.vocabulary import Kind, Role
    from prefpad.importing.native.notes import Met
    from prefpad.notes.draft import NoteAttributes
    from prefpad.notes.health_rules import Sort
    from prefpad.notes.sensitive import Sensitivity

_BETWEEN_CELLS = "\0"
_NO_MORE = _BETWEEN_CELLS * (len(WHO) - 2)
_ISO_DAY = pattern("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YES = frozenset({"yes", "true", "1", "x"})
_NO = frozenset({"", "no", "false", "0"})
_MOST_TEXTS = 20_000


def with_id_alone(called: str) -> str | None:
    """Return the customer's key in a row with only the name and id of `Row.who`."""
    name, ids, _ = called.split(_BETWEEN_CELLS, 2)
    return f"{name}{_BETWEEN_CELLS}{ids}{_NO_MORE}" if ids else None


class NativeParser:
    """Reads the rows under one header; cells that repeat are worked out once.

    Args:
        header: the column names, in the order of the file.
        today: the day that words count from.
        order: tells in which order the file writes day and month, once it matters.
        judge: tells what a remark mentions.

    Attributes:
        is_own: that this is our own layout.

    Raises:
        AskedWrongly: there is no customer column, one that is not known, or two of one name.
    """

    is_own: Literal[True] = True

    def __init__(
        self,
        header: Sequence[str],
        today: date,
        order: Callable[[], DateOrder | None],
        judge: Callable[[str], Sensitivity] = judge,
    ) -> None:
        names = [fold(name) for name in header]
        accept(header)
        self._today = today
        self._order = order
        self._judge = judge
        self._width = len(names)
        places = {name: place for place, name in enumerate(names)}
        self._name = places[CUSTOMER]
        # One blank cell is put behind a row that lacks any; it stands in for the columns that are not there.
        self._is_whole = places.keys() >= {*COLUMNS}
        self._who, self._said_by, self._others, self._need_text = (
            itemgetter(*(places.get(name, -1) for name in group))
            for group in (WHO, SAID, (TEXT, ON, BY, CONFIRMED), NEEDS_TEXT)
        )
        self._said: dict[str, NoteFacts] = Memo(self._facts)
        self._attributes: dict[
            tuple[str, str, str, str, str, bool], tuple[NoteAttributes, bool]
        ] = Memo(lambda asked: _attributes(*asked))
        self._topics: dict[str, str | None] = Memo(_topic)
        self._authors: dict[str, str | None] = Memo(lambda cell: short("author", cell) or None)
        self._texts: dict[tuple[str | None, str], tuple[str | None, str, bytes]] = Memo(
            lambda asked: self._text(*asked), most=_MOST_TEXTS
        )
        self._remarks: dict[tuple[str | None, str], Remark] = Memo(
            lambda asked: self._remark(*asked), most=_MOST_TEXTS
        )
        self._marked: dict[tuple[str | None, str], Remark] = Memo(
            lambda asked: self._read_remark(*asked), most=_MOST_TEXTS
        )
        self._with_topic: dict[tuple[NoteFacts, str | None], NoteFacts] = Memo(
            lambda asked: _with_topic(*asked)
        )
        self._discreet: dict[tuple[NoteFacts, Sensitivity], NoteFacts] = Memo(
            lambda asked: _apply_discretion(*asked)
        )
        self._alerts: dict[tuple[NoteFacts, Sort | None], NoteFacts] = Memo(
            lambda asked: _as_alert(*asked)
        )
        self._tags: dict[str, tuple[tuple[str, str], ...]] = Memo(_tags)
        self._needs: dict[str, Row | None] = Memo(self._need_in)
        self._roles: dict[str, Role | None] = Memo(_role)
        self._on: dict[str, tuple[str, bytes]] = Memo(
            lambda cell: (self._past(ON, cell) or today.isoformat(), fold(bare(cell)).encode())
        )
        self._confirmed: dict[str, str | None] = Memo(lambda cell: self._past(CONFIRMED, cell))
        self._by: dict[str, str | None] = Memo(lambda cell: self._day(BY, cell, "future"))

    def read(self, cells: list[str]) -> Row:
        """Return what a row says, before its text is `judged`.

        Raises:
            Rejected: it cannot be taken.
        """
        if len(cells) != self._width:
            cells = fitted(cells, self._width)
        row = cells if self._is_whole else (*cells, "")
        who = _BETWEEN_CELLS.join(self._who(row))
        text, on, by, confirmed = self._others(row)
        if not text or text.isspace():
            self._refuse_without_text(row)
            return Row(who)
        said = self._said[_BETWEEN_CELLS.join(self._said_by(row))]
        noted_on, said_on = self._on[on]
        confirmed_on = self._confirmed[confirmed] or noted_on
        if confirmed_on < noted_on:
            raise Rejected(f"confirmed {quoted(bare(confirmed))} is before on, {noted_on}.")
        due = self._by[by]
        if due and not said.attributes.kind.has_day:
            raise Rejected(
                f"by {quoted(bare(by))}: Only promises, problems and wants have a due day."
            )
        topic, text, text_key = self._texts[said.topic, text]
        if topic != said.topic:
            said = self._with_topic[said, topic]
        return Row(who, said, text, noted_on, confirmed_on, due, said_on, text_key)

    def read_all(self, rows: list[list[str]]) -> list[Row]:
        """Return what rows say, as `read` does, a column at a time: in a fifth of the time.

        Raises:
            Rejected: one of them cannot be taken, or has a blank text.
        """
        if {*map(len, rows)} != {self._width}:
            raise Rejected("A row is shorter or longer than the header.")
        columns = [*zip(*rows, strict=True), ("",) * len(rows)]
        cells, ons, bys, confirmations = self._others(columns)
        if not all(cells) or any(map(str.isspace, cells)):
            raise Rejected("A text is blank.")
        asked = map(_BETWEEN_CELLS.join, zip(*self._said_by(columns), strict=True))
        said = [*map(self._said.__getitem__, asked)]
        noted_on, said_on = zip(*map(self._on.__getitem__, ons), strict=True)
        told = map(self._confirmed.__getitem__, confirmations)
        confirmed_on = [day or noted for day, noted in zip(told, noted_on, strict=True)]
        if any(map(lt, confirmed_on, noted_on)):
            raise Rejected("A note is confirmed before it is noted.")
        due = [*map(self._by.__getitem__, bys)]
        if not all(one.attributes.kind.has_day for one in compress(said, due)):
            raise Rejected("A note is due that has no such day.")
        spoken = zip([one.topic for one in said], cells, strict=True)
        topics, texts, text_keys = zip(*map(self._texts.__getitem__, spoken), strict=True)
        said = [
            one if one.topic == topic else self._with_topic[one, topic]
            for one, topic in zip(said, topics, strict=True)
        ]
        who = map(_BETWEEN_CELLS.join, zip(*self._who(columns), strict=True))
        found = zip(who, said, texts, noted_on, confirmed_on, due, said_on, text_keys, strict=True)
        return [*map(Row._make, found)]

    def _facts(self, cells: str) -> NoteFacts:
        kind, topic, stance, source, voice, alert, every, author = cells.split(_BETWEEN_CELLS)
        is_bare = not bare(topic)
        attributes, is_lowered = self._attributes[kind, stance, source, voice, alert, is_bare]
        return NoteFacts(
            attributes,
            self._topics[topic],
            _interval(attributes.kind, bare(every)),
            self._authors[author],
            is_lowered,
        )

    def judged_all(self, met: Iterable[Met]) -> list[Met]:
        """Return the notes in rows, as `judged` does, each with what is known of its row."""
        remarks = self._remarks
        notes: list[Met] = []
        for one in met:
            place, row, number, outcome = one
            said = row.said
            if said and not (said.attributes.alert or said.is_lowered):
                remark = remarks[said.topic, row.text]
                if remark.judged is NOTHING and remark.alert is None:
                    notes.append(one)
                    continue
            notes += [(place, note, number, outcome) for note in self.judged(row)]
        return notes

    def judged(self, row: Row) -> tuple[Row, ...]:
        """Return the notes in a row, of which one may be the alert that its text states.

        A text is not looked through for one where the row says whether it is an alert.
        """
        said = row.said
        if said is None:
            return (row,)
        if said.attributes.alert or said.is_lowered:
            return (self._note(row, said, self._marked[said.topic, row.text]),)
        remark = self._remarks[said.topic, row.text]
        if remark.alert is None:
            return (self._note(row, said, remark),)
        as_alert = self._alerts[said, remark.alert_for]
        alert = self._note(row._replace(by=None), as_alert, remark.alert)
        if not gives_way(said.attributes.kind):
            return self._note(row, said, remark), alert
        return (alert, self._note(row, said, remark.rest)) if remark.rest else (alert,)

    def _note(self, row: Row, said: NoteFacts, remark: Remark) -> Row:
        if remark.judged is not NOTHING:
            said = self._discreet[said, remark.judged]
        if remark.text == row.text:
            return row if said is row.said else row._replace(said=said)
        return row._replace(said=said, text=remark.text, text_key=fold(remark.text).encode())

    def name_in(self, cells: Sequence[str]) -> str:
        """Return the name that a row has, whether or not the row can be taken; empty if none."""
        return bare(cells[self._name]) if self._name < len(cells) else ""

    def customer_key(self, cells: list[str]) -> str:
        """Return how a row calls its customer, as `Row.who` does.

        Raises:
            Rejected: it has too few or too many cells.
        """
        if len(cells) != self._width:
            cells = fitted(cells, self._width)
        return _BETWEEN_CELLS.join(self._who((*cells, "")))

    def parse_customer(self, joined: str) -> NativeCustomer:
        """Return what `Row.who` says of a customer.

        Raises:
            Rejected: it cannot be taken.
        """
        name, ids, phones, emails, cards, address, tags, role = joined.split(_BETWEEN_CELLS)
        name, formal = bare(name), short("address", address)
        key = name_key(name)
        is_plain = len(key) == len(name) <= LONGEST_NAME and name.isascii() and name.isprintable()
        if not (key and is_plain):
            try:
                name = checked_name(name)
            except AskedWrongly as error:
                raise rejected("customer", name, error) from None
            key = name_key(name)
        formal_key = name_key(formal) if formal else ""
        if formal and not formal_key:
            raise Rejected(f"address {quoted(formal)} has no letter or digit.")
        cells = ("id", ids), ("email", emails), ("card", cards), ("phone", phones)
        return NativeCustomer(
            name,
            key,
            tuple([one for kind, cell in cells if cell for one in handles_in(kind, cell)]),
            formal or None,
            formal_key,
            self._tags[tags],
            self._roles[role],
        )

    def needs_in_tags(self, who: NativeCustomer) -> list[Row]:
        """Return an alert for each tag of a customer that states an allergy or access need."""
        return [need for tag, _ in who.tags if (need := self._needs[tag])]

    def _need_in(self, tag: str) -> Row | None:
        found = alert_of_tag(tag, self._today, self._judge)
        if found is None:
            return None
        draft, day = found.draft, self._today.isoformat()
        said = NoteFacts(draft.attributes, None, None, None, alert_for=found.alert_for)
        return Row("", said, draft.text, day, day, text_key=fold(draft.text).encode())

    def _text(self, topic: str | None, cell: str) -> tuple[str | None, str, bytes]:
        """Return the topic and the text in a cell, and the key by which it is compared."""
        try:
            if topic:
                text = checked_text(disarmed(cell))
            else:
                topic, text = split_topic(disarmed(cell))
        except AskedWrongly as error:
            raise Rejected(f"text: {error.sentence}") from None
        return topic, text, fold(text).encode()

    def _remark(self, topic: str | None, text: str) -> Remark:
        remark = self._read_remark(topic, text)
        alert = alert_in(topic, text, self._judge)
        if alert is None:
            return remark
        return remark._replace(
            alert_for=alert.sort,
            alert=self._read_remark(topic, alert.text),
            rest=self._read_remark(topic, alert.rest) if alert.rest else None,
        )

    def _read_remark(self, topic: str | None, text: str) -> Remark:
        judged = self._judge(with_topic(topic, text))
        if judged is not NOTHING:
            judged = replace(judged, word=None)
        return Remark(text, judged)

    def _refuse_without_text(self, row: Sequence[str]) -> None:
        for column, cell in zip(NEEDS_TEXT, self._need_text(row), strict=True):
            if bare(cell):
                raise Rejected(f"text is blank though {column} is {quoted(bare(cell))}.")

    def _past(self, column: str, cell: str) -> str | None:
        day = self._day(column, cell, "past")
        if day and day > self._today.isoformat():
            raise Rejected(f"{column} {quoted(bare(cell))} is in the future.")
        return day

    def _day(self, column: str, cell: str, toward: Toward) -> str | None:
        cell = bare(cell)
        if not cell:
            return None
        try:
            day = _iso_day(cell) or parse_day(
                cell, today=self._today, toward=toward, order=self._order()
            )
        except AskedWrongly as error:
            raise Rejected(f"{column}: {error.sentence}") from None
        return day.isoformat()


def _tags(cell: str) -> tuple[tuple[str, str], ...]:
    labels = [short("tags", tag) for tag in re.split("[;,]", bare(cell))]
    by_key = {fold(label): label for label in labels}
    return tuple((label, key) for key, label in by_key.items() if key)


def _role(cell: str) -> Role | None:
    return word_among("role", cell, ROLES) or None


def _attributes(
    kind: str, stance: str, source: str, voice: str, alert: str, is_bare: bool
) -> tuple[NoteAttributes, bool]:
    """Return what a note is, and whether the row says that it is no alert."""
    kind, stance, source, voice, alert = map(bare, (kind, stance, source, voice, alert))
    kind = word_among("kind", kind, (*KINDS, IDEA)) or "preference"
    stance = word_among("stance", stance, STANCES)
    source = word_among("source", source, SOURCES) or "relayed"
    voice = word_among("voice", voice, VOICES)
    if fold(alert) not in _YES | _NO:
        raise Rejected(f"alert {quoted(alert)} is neither yes nor no.")
    try:
        is_alert = fold(alert) in _YES
        settled = resolve_attributes(kind, stance, source, voice, alert=is_alert, is_bare=is_bare)
    except AskedWrongly as error:
        raise rejected("kind", kind, error) from None
    return settled, bool(alert) and not settled.alert


def _with_topic(said: NoteFacts, topic: str | None) -> NoteFacts:
    """Return the facts with the topic found in the text."""
    attributes = said.attributes
    if topic and not (said.topic or attributes.voice_by_hand or attributes.alert):
        told = attributes.source == "told"
        voice = attributes.kind.told_voice if told else attributes.kind.other_voice
        attributes = replace(attributes, voice=voice)
    return replace(said, topic=topic, attributes=attributes)


def _as_alert(said: NoteFacts, sort: Sort | None) -> NoteFacts:
    return replace(said, attributes=as_alert(said.attributes, may_be_said=True), alert_for=sort)


def _apply_discretion(said: NoteFacts, judged: Sensitivity) -> NoteFacts:
    """Lower the voice to what the judgement allows, unless the file sets it."""
    attributes = discreet(said.attributes, judged)
    if said.attributes.voice_by_hand or attributes == said.attributes:
        return said
    kept_for = judged.subject if attributes.voice == "private" else None
    return replace(said, attributes=attributes, kept_for=kept_for)


def _iso_day(cell: str) -> date | None:
    if not _ISO_DAY.fullmatch(cell):
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None


def _topic(cell: str) -> str | None:
    if not (cell := bare(cell)):
        return None
    try:
        return split_topic("topic", cell)[0]
    except AskedWrongly as error:
        raise rejected("topic", cell, error) from None


def _interval(kind: Kind, cell: str) -> int | None:
    if not cell:
        return None
    if not kind.asked_again:
        raise Rejected(f"every {quoted(cell)}: Only preferences and needs are asked again.")
    try:
        return parse_interval(cell)
    except AskedWrongly as error:
        raise Rejected(f"every: {error.sentence}") from None
