"""Reading plain rows, as most rows of a list are, many at a time.

A cell is plain if it can be read by itself. Plain rows that fill the same columns have one shape, and
are read a column at a time. Every other row is left to the `ForeignParser`, which reads the same from a
plain one: both ask the same rules.
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.memoize import Memo
from prefpad.domain.normalize import fold, name_key
from prefpad.importing.csv.cells import Rejected
from prefpad.importing.foreign.column_names import is_of_calls, is_of_the_next_visit
from prefpad.importing.foreign.consent_words import is_day, refuses_outright
from prefpad.importing.foreign.fields import HANDLES, OF_CONSENT, PARTS_OF_A_NAME
from prefpad.importing.foreign.models import ForeignRecord
from prefpad.importing.foreign.nobody import is_somebody
from prefpad.importing.foreign.parse_names import is_another_name
from prefpad.importing.foreign.parse_notes import (
    DELIVERY_ADDRESS,
    OF_NEEDS,
    OF_REMARKS,
    tells_a_death,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from prefpad.domain.models import Occasion
    from prefpad.importing.csv.cells import Handle
    from prefpad.importing.foreign.models import Cell, Column, Remark
    from prefpad.importing.foreign.parse_days import VisitDay
    from prefpad.notes.health_rules import Sort

_MOST_CELLS = 4_000
_MOST_SHAPES = 1_000
_OF_HANDLES = frozenset({"id", *HANDLES})
_OF_AN_ADDRESS = ("title", "middle name", "last name")
_AS_WRITTEN = frozenset(
    ["name", *PARTS_OF_A_NAME, "title", "company", "keep", "tags", *OF_REMARKS, "nowhere"]
)

Told = tuple[str | None, Any]
"""The field that a cell goes to, and what it says there; both None for a cell that says nothing."""

_NOTHING: Told = (None, None)
_UNUSUAL: Told = ("unusual", None)


class Readers(NamedTuple):
    """What a cell says, or several of a field together.

    Attributes:
        plain_handle: the handle in a cell that is nothing else at a glance, by its kind, or None.
        handle: the handle in a cell that has no other and no remark beside it, or None.
        name: a name that has no remark beside it, or None.
        visit: the day in a cell about a visit, or None.
        birthday: the days to remember in a cell.
        consent: the consent in the cells that give it and those that refuse it, and the answers.
        takes_back: whether a cell of a field makes a yes to messages beside it doubtful.
        tags: the tags in some cells, and the needs that they state.
        lines: the lines of a cell that holds a fact.
        fact: what the lines of some cells say about one thing, which is named.
        remarks: what the cells of a field say.
        needs: what the cells of a column for allergies or access needs say.
        names_another: whether another column names whose needs a column is about.
        forms: the forms of address that a title and parts of a name make, by the name.
        is_off: whether a cell about the status of a visit says that it was called off.
        is_of_gender: whether a column of a name tells a gender.
        gender: the gender in a cell, or nothing.
    """

    plain_handle: Callable[[str, str], Handle | None]
    handle: Callable[[str, Cell], Handle | None]
    name: Callable[[str], str | None]
    visit: Callable[[str], VisitDay | None]
    birthday: Callable[[Cell], tuple[Occasion, ...]]
    consent: Callable[[tuple[Cell, ...], tuple[Cell, ...]], tuple[str, str]]
    takes_back: Callable[[str, Cell], bool]
    tags: Callable[[tuple[str, ...]], tuple[tuple[str, ...], tuple[Remark, ...]]]
    lines: Callable[[str], tuple[str, ...]]
    fact: Callable[[str, Iterable[tuple[str, ...]]], tuple[Remark, ...]]
    remarks: Callable[[str, Sequence[str]], Iterable[Remark]]
    needs: Callable[[Sort, Sequence[Cell]], Iterator[Remark]]
    names_another: Callable[[str], bool]
    forms: Callable[[Mapping[str, Sequence[str]], str], dict[str, str]]
    is_off: Callable[[str, str], bool]
    is_of_gender: Callable[[str], bool]
    gender: Callable[[str], str]


class PlainRows:
    """Reads the plain rows of a list.

    Args:
        columns: the columns that are read.
        readers: how their cells are read.
    """

    def __init__(self, columns: Sequence[Column], readers: Readers) -> None:
        self._columns = columns
        self._readers = readers
        self._tell = [self._teller(column) for column in columns]
        self._shapes: dict[tuple[str | None, ...], _Shape | None] = Memo(
            self._shape, most=_MOST_SHAPES
        )

    def read(
        self, rows: Sequence[list[str]], identities: Sequence[int]
    ) -> Sequence[ForeignRecord | None]:
        """Return what each `normalized_row` says, or None for one that is not plain."""
        if not rows:
            return []
        cells = [*zip(*rows, strict=True)]
        blank: Sequence[Any] = [None] * len(rows)
        fields: list[Sequence[str | None]] = []
        columns: list[Sequence[Any]] = []
        for tell, column in zip(self._tell, self._columns, strict=True):
            texts = cells[column.place]
            told = zip(*map(tell, texts), strict=True) if any(texts) else (blank, blank)
            of_these, these = told
            fields.append(of_these)
            columns.append(these)
        in_rows = zip(*fields, strict=True), zip(*columns, strict=True)
        return [
            self._read_one(shape, said, identity)
            for shape, said, identity in zip(*in_rows, identities, strict=True)
        ]

    def _read_one(
        self, fields: tuple[str | None, ...], said: tuple[Any, ...], identity: int
    ) -> ForeignRecord | None:
        shape = self._shapes[fields]
        try:
            return shape.record(said, identity) if shape else None
        except (AskedWrongly, Rejected):
            return None

    def _teller(self, column: Column) -> Callable[[str], Told]:
        """Return what tells what the cells of a column say."""
        kind, plain_handle = column.home.field, self._readers.plain_handle
        if kind not in _OF_HANDLES:
            return Memo(partial(self._told, column), most=_MOST_CELLS).__getitem__

        def tell(text: str) -> Told:
            if not text:
                return _NOTHING
            one = plain_handle(kind, text)
            return (kind, one) if one else self._told(column, text)

        return tell

    def _told(self, column: Column, text: str) -> Told:
        if not (settled := column.settle(text)):
            return _NOTHING
        try:
            said = self._said(*settled) if column.topic_at is None else None
        except (AskedWrongly, Rejected):
            said = None
        return _UNUSUAL if said is None else (settled[0], said)

    def _said(self, field: str, cell: Cell) -> Any:
        """Return what a cell says, or None if that takes more than a look at the cell."""
        if self._readers.takes_back(field, cell):
            return None
        if field in _AS_WRITTEN:
            return cell.text
        if field in _OF_HANDLES:
            return self._readers.handle(field, cell)
        if field == "fact":
            return self._readers.lines(cell.text)
        if field in OF_CONSENT:
            return None if is_day(cell.text) or is_of_calls(cell.about) else cell
        if field in OF_NEEDS:
            return None if self._readers.names_another(cell.about) else cell
        if field == "status":
            return None if self._readers.is_off(*cell) else cell.text
        if field == "birthday":
            return self._readers.birthday(cell)
        if field == "visit" and (visit := self._readers.visit(cell.text)):
            is_ahead = visit.is_ahead or is_of_the_next_visit(cell.about)
            return None if is_ahead else visit.day.isoformat()
        return None

    def _shape(self, fields: tuple[str | None, ...]) -> _Shape | None:
        """Return how rows are read whose cells go to these fields, or None if they are not plain."""
        at: defaultdict[str, list[int]] = defaultdict(list)
        for place, field in enumerate(fields):
            if field:
                at[field].append(place)
        parts = [place for part in PARTS_OF_A_NAME for place in at[part]]
        kept = [self._columns[place].name for place in (*at["keep"], *at["status"])]
        facts = {self._columns[place].name for place in at["fact"]}
        is_plain = (
            _UNUSUAL[0] not in at
            and (at["name"] or parts)
            and len(at["name"]) <= 1
            and len(at["birthday"]) <= 1
            and len({*kept}) == len(kept)
            and DELIVERY_ADDRESS not in facts
            and not (at["company"] and "company" in facts)
            and not any(map(self._readers.is_of_gender, facts))
        )
        return _Shape(self._columns, self._readers, at, parts) if is_plain else None


class _Shape:
    """Rows in which the same columns go to the same fields.

    Args:
        columns: the columns of the list.
        readers: how their cells are read.
        at: the places of the columns that go to a field.
        parts: the places of those with parts of a name, in the order of the name.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        readers: Readers,
        at: dict[str, list[int]],
        parts: list[int],
    ) -> None:
        self._readers = readers
        self._has_address = bool(at["email"])
        self._names = _those_at(at["name"] or parts)
        has_both = at["name"] and at["first name"] and at["last name"]
        self._parts = _those_at(parts if has_both else [])
        self._ids = _those_at(at["id"])
        self._handles = _those_at([place for kind in HANDLES for place in at[kind]])
        self._has_several_of_a_kind = any(len(at[kind]) > 1 for kind in HANDLES)
        self._tags = _those_at(at["tags"])
        self._is_plain_if_named = bool(at["email"]) and not (
            at["company"] or has_both or at["tags"]
        )
        self._days = _those_at(at["birthday"])
        self._visits = _those_at(at["visit"])
        self._consents, self._refusals = _those_at(at["messages"]), _those_at(at["not messages"])
        self._companies = _those_at(at["company"])
        facts: dict[str, list[int]] = {}
        for place in at["fact"]:
            facts.setdefault(columns[place].name, []).append(place)
        self._facts = [(about, _those_at(places)) for about, places in facts.items()]
        self._remarks = [(field, _those_at(at[field])) for field in OF_REMARKS if at[field]]
        self._needs = [(sort, _those_at(at[sort])) for sort in OF_NEEDS if at[sort]]
        self._address = (
            [(field, _those_at(at[field])) for field in _OF_AN_ADDRESS] if at["title"] else []
        )
        kept = [*at["keep"], *at["status"]]
        self._kept = _those_at(kept)
        self._kept_as = [columns[place].name for place in kept]
        self._genders = [
            place
            for place in (*at["keep"], *at["title"])
            if readers.is_of_gender(columns[place].name)
        ]

    def record(self, said: tuple[Any, ...], identity: int) -> ForeignRecord | None:
        """Return what a row says, or None if it is not plain after all.

        Args:
            said: what its cells say.
            identity: its identity.

        Raises:
            AskedWrongly, Rejected: it cannot be taken.
        """
        readers = self._readers
        written = " ".join(self._names(said))
        name = readers.name(written)
        if not name or not (self._is_plain_if_named or self._is_plain(name, written, said)):
            return None
        tags, of_tags = readers.tags(self._tags(said))
        remarks = (*self._noted(said), *of_tags)
        if tells_a_death(remarks):
            return None
        key = name_key(name)
        address = {field: texts(said) for field, texts in self._address}
        messages, answers = readers.consent(self._consents(said), self._refusals(said))
        return ForeignRecord(
            name=name,
            key=key,
            is_named=True,
            ids=self._ids(said),
            handles=self._but_for_the_name(key, self._handles(said)),
            forms=readers.forms(address, name) if address else {},
            tags=tags,
            occasions=next(iter(self._days(said)), ()),
            visits=tuple(dict.fromkeys(self._visits(said))),
            bookings=(),
            booking="",
            messages=messages,
            answers=answers,
            remarks=remarks,
            kept=dict(zip(self._kept_as, self._kept(said), strict=True)),
            born="",
            gender=self._gender(said) if self._genders else "",
            identity=identity,
        )

    def _is_plain(self, name: str, written: str, said: tuple[Any, ...]) -> bool:
        companies, parts = self._companies(said), " ".join(self._parts(said))
        tags, _ = self._readers.tags(self._tags(said))
        return (
            (self._has_address or is_somebody(written))
            and not (companies and fold(name) in map(fold, companies))
            and not (parts and is_another_name(parts, (written,)))
            and not any(map(refuses_outright, tags))
        )

    def _noted(self, said: tuple[Any, ...]) -> list[Remark]:
        """Return the notes in a row but for those in its tags."""
        found: list[Remark] = []
        if companies := self._companies(said):
            found += self._readers.fact("company", map(self._readers.lines, companies))
        for about, lines in self._facts:
            found += self._readers.fact(about, lines(said))
        for field, texts in self._remarks:
            found += self._readers.remarks(field, texts(said))
        for sort, cells in self._needs:
            found += self._readers.needs(sort, cells(said))
        return found

    def _gender(self, said: tuple[Any, ...]) -> str:
        return next(filter(None, (self._readers.gender(said[at]) for at in self._genders)), "")

    def _but_for_the_name(self, key: str, handles: Iterable[Handle]) -> tuple[Handle, ...]:
        """Return handles, each once, without an alias that has the key of the name."""
        others = [one for one in handles if one.key != key or one.kind != "alias"]
        if self._has_several_of_a_kind:
            return tuple({(one.kind, one.key): one for one in others}.values())
        return tuple(others)


def _those_at(places: Sequence[int]) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    """Return what takes the values at some places out of a row."""
    if len(places) > 1:
        return itemgetter(*places)
    return itemgetter(slice(places[0], places[0] + 1) if places else slice(0))
