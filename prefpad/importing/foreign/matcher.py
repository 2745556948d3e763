"""Matching a row of a foreign list to a customer.

The same id of the same program is the same customer; then the same e-mail address, unless the names
are plainly two people's, or the address is a desk's and the names differ; then the same phone with a
like name; never the name alone. Whom the program itself tells apart by its ids is never taken for one.
What too many people share identifies nobody, and is looked up no further.
"""

from __future__ import annotations

import re
from collections import defaultdict
from mmap import mmap
from typing import TYPE_CHECKING, NamedTuple

from prefpad.domain.memoize import pattern
from prefpad.domain.normalize import name_words
from prefpad.domain.vocabulary import OWN_NAMES
from prefpad.duplicates.name_match import (
    have_the_same_words,
    may_share_an_address,
    same_person_by_name,
)
from prefpad.duplicates.two_people import (
    are_plainly_two,
    has_first_name,
    have_other_phones,
    is_an_initial_of,
    telling_names,
)
from prefpad.importing.bulk_rows import Bearers
from prefpad.importing.csv.records import UnreadableRow
from prefpad.importing.foreign import repository as outside
from prefpad.importing.foreign.parse_handles import is_of_a_house
from prefpad.importing.foreign.repository import tail_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from prefpad.duplicates.two_people import Identity
    from prefpad.importing.csv.cells import Handle
    from prefpad.importing.csv.reader import Rows
    from prefpad.importing.foreign.models import ForeignRecord
    from prefpad.importing.foreign.parser import ForeignParser


_OF_OUR_MAKING = pattern(
    r"urn:uuid:[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[\da-f]{4}-[\da-f]{12}", re.IGNORECASE
)
"""An identifier that is made from others, as those of our address cards are."""


_AN_ADDRESS = "the same e-mail address"
_A_PHONE = "the same phone and a like name"
_A_NAME = "the same name"


class Match(NamedTuple):
    """Whom a row means, or None for somebody new, and whose `twin` a new one may be and why."""

    customer: int | None
    twins: tuple[int, ...] = ()
    reason: str = ""


_NEW = Match(None)


class CustomerMatcher:
    """Knows who has which handle, on the pad and among the rows so far.

    Args:
        connection: the open pad.
        source: the program that wrote the list.
        handles: which of them too many rows share.
        flush: writes the rows so far.
        anybody: whether there was anybody on the pad before.
        names_alone: whether nothing but names tells people apart in the list, as in one of bookings.
        in_groups: whether names stand above the rows of each customer, where one word is a whole name.

    Attributes:
        shared: phones and e-mail addresses that too many people share, as kind and key, each as it
            was written first.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        source: str,
        handles: SharedHandles,
        flush: Callable[[], object],
        *,
        anybody: bool,
        names_alone: bool = False,
        in_groups: bool = False,
    ) -> None:
        self._connection = connection
        self._source = source
        self._flush = flush
        self._anybody = anybody
        self._names_alone = names_alone
        self._in_groups = in_groups
        self._cards: dict[str, int] | None = None
        self._stored: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        self._added: defaultdict[str, Bearers] = defaultdict(Bearers)
        self._handles = handles
        self.shared: dict[tuple[str, str], str] = {}

    def prefetch(self, contacts: Sequence[ForeignRecord]) -> None:
        """Read in one go who on the pad has the handles of these rows."""
        if not self._anybody:
            return
        self._stored.clear()
        keys: dict[str, None] = {}
        tails: dict[str, None] = {}
        for contact in contacts:
            keys[contact.key] = None
            for one in (*contact.ids, *contact.handles):
                keys[one.key] = None
                if one.kind == "phone" and (tail := tail_of(one.key)):
                    tails[tail] = None
        for kind, key, customer in outside.bearers(self._connection, self._source, keys, tails):
            self._stored[kind, key].add(customer)

    def add(self, customer: int, handles: Iterable[tuple[str, str, str]]) -> None:
        """Remember the handles that a row has brought."""
        added = self._added
        for kind, _, key in handles:
            if key in added[kind]:
                self._add_bearer(customer, kind, key)
            else:
                added[kind][key] = customer
            if kind == "phone" and (tail := tail_of(key)):
                self._add_bearer(customer, "tail", tail)

    def forget(self) -> None:
        """Forget who has which handle, once there are no more rows."""
        self._stored.clear()
        self._added.clear()

    def _add_bearer(self, customer: int, kind: str, key: str) -> None:
        bearers = self._added[kind]
        if key not in bearers or kind == "id" or len(bearers.of(key)) <= MOST_BEARERS:
            bearers.add(key, customer)

    def with_our_card(self, contact: ForeignRecord) -> int | None:
        """Return the customer for whom we wrote the address card in a row."""
        if not self._anybody:
            return None
        for one in contact.ids:
            if _OF_OUR_MAKING.fullmatch(one.value):
                if self._cards is None:
                    self._cards = outside.customers_by_card(self._connection)
                return self._cards.get(one.value.lower())
        return None

    def match(self, contact: ForeignRecord) -> Match:
        """Return whom a row means."""
        if self._is_new(contact):
            return _new_beside(self._namesakes(contact), _A_NAME)
        by_id = {who for one in contact.ids for who in self._with("id", one.key)}
        if by_id:
            return Match(min(by_id))
        if booked := self._with_the_booking(contact) or self._known_by_name_alone(contact):
            return Match(booked)
        by_email = self._sharing(contact, "email")
        if meant := self._meant_by_email(contact, by_email):
            return Match(meant)
        by_phone = self._sharing(contact, "phone")
        if by_email:
            return _new_beside(by_email, _AN_ADDRESS)
        named = by_phone if contact.is_named else set()
        if meant := self._meant_by_phone(contact, named):
            return Match(meant)
        if like := {who for who in named if self._is_called_like(who, contact)}:
            return _new_beside(like, _A_PHONE)
        return _new_beside(self._namesakes(contact), _A_NAME)

    def _meant_by_email(self, contact: ForeignRecord, sharing: AbstractSet[int]) -> int | None:
        """Return the one of those who share an e-mail address whom a row surely means, or None."""
        if not contact.is_named:
            return min(sharing) if len(sharing) == 1 else None
        is_of_a_desk = all(is_of_a_house(one.key) for one in contact.handles if one.kind == "email")
        alike = have_the_same_words if is_of_a_desk else may_share_an_address
        people = {who: self._identity(who) for who in sharing}
        close = {who for who, theirs in people.items() if _is_surely(contact, theirs, alike)}
        is_sure = close == sharing or _is_told_whole(contact, map(people.__getitem__, close))
        if len(close) > 1 or not is_sure:
            close &= self._namesakes(contact)
        return min(close) if len(close) == 1 else None

    def _meant_by_phone(self, contact: ForeignRecord, sharing: AbstractSet[int]) -> int | None:
        """Return the one of those who share a phone whom a row surely means, or None."""
        people = {who: self._identity(who) for who in sharing}
        like = {
            who
            for who, theirs in people.items()
            if _is_surely(contact, theirs, same_person_by_name)
            and not have_other_phones(contact.who, theirs)
        }
        if len(like) != 1:
            return None
        is_sure = like == sharing or like <= self._namesakes(contact)
        meant = min(like)
        return meant if is_sure or _is_told_whole(contact, [people[meant]]) else None

    def _is_new(self, contact: ForeignRecord) -> bool:
        """Tell at a glance that nobody is known by any id, handle or booking of a row."""
        if contact.booking or self._names_alone:
            return False
        added, stored, crowds = self._added, self._stored, self._handles.crowds
        handles = (*contact.ids, *contact.handles)
        for kind, _, key in handles:
            tail = tail_of(key) if kind == "phone" else None
            if (tail in added["tail"]) if tail else (key in added[kind]):
                return False
        if not (stored or crowds):
            return True
        keys = {(kind, key) for kind, _, key in handles}
        tails = {("tail", tail_of(key)) for kind, _, key in handles if kind == "phone"}
        return stored.keys().isdisjoint(keys | tails) and crowds.keys().isdisjoint(keys)

    def _with_the_booking(self, contact: ForeignRecord) -> int | None:
        """Return whose booking a row is about, unless the name contradicts it."""
        if not contact.booking:
            return None
        number = f"{self._source}:{contact.booking}"
        found = self._with("booking", number)
        if self._anybody:
            found |= outside.customers_with_booking(self._connection, number)
        like = {
            who
            for who in found
            if not contact.is_named or _may_be(contact, self._identity(who), may_share_an_address)
        }
        return like.pop() if len(like) == 1 else None

    def _known_by_name_alone(self, contact: ForeignRecord) -> int | None:
        """Return whom a list that has only names means: the one of that name whom it brought."""
        is_whole = self._in_groups or " " in contact.name
        if not (self._names_alone and contact.is_named and is_whole):
            return None
        self._flush()
        found = [
            who
            for who in self._namesakes(contact)
            if outside.is_known_to(self._connection, who, self._source)
        ]
        return found[0] if len(found) == 1 else None

    def _with(self, kind: str, key: str) -> AbstractSet[int]:
        if not self._stored and key not in self._added[kind]:
            return _NOBODY
        found = self._stored.get((kind, key), _NOBODY).union(self._among_added(kind, key))
        return found if kind == "id" or len(found) <= MOST_BEARERS else _NOBODY

    def _among_added(self, kind: str, key: str) -> tuple[int, ...]:
        return self._added[kind].of(key)

    def _namesakes(self, contact: ForeignRecord) -> AbstractSet[int]:
        if not contact.is_named:
            return _NOBODY
        if not (self._stored or any(contact.key in self._added[kind] for kind in OWN_NAMES)):
            return _NOBODY
        return {who for kind in OWN_NAMES for who in self._with(kind, contact.key)}

    def _sharing(self, contact: ForeignRecord, kind: str) -> set[int]:
        found: set[int] = set()
        for one in contact.handles:
            if one.kind == kind and self._identifies_somebody(one):
                found |= self._with(kind, one.key)
                if kind == "phone" and (tail := tail_of(one.key)):
                    found |= self._with("tail", tail)
        return {who for who in found if not self._are_told_apart(who, contact)} if found else found

    def _identifies_somebody(self, one: Handle) -> bool:
        at = one.kind, one.key
        bearers = max(len(self._stored.get(at, ())), len(self._among_added(*at)))
        if bearers > MOST_BEARERS or self._handles.identifies_nobody(*at):
            self.shared.setdefault(at, one.value)
            return False
        return True

    def _are_told_apart(self, customer: int, contact: ForeignRecord) -> bool:
        if not contact.ids:
            return False
        self._flush()
        return outside.has_id_of(self._connection, customer, self._source)

    def _is_called_like(self, customer: int, contact: ForeignRecord) -> bool:
        names = self._identity(customer).names
        return any(same_person_by_name(contact.name, name) for name in names)

    def _identity(self, customer: int) -> Identity:
        self._flush()
        return outside.identity_of(self._connection, customer)


def _may_be(
    contact: ForeignRecord, theirs: Identity, may_be_one: Callable[[str, str], bool]
) -> bool:
    """Tell whether a row and a customer may be one person by name, and nothing else contradicts."""
    names = telling_names(theirs.names)
    return any(may_be_one(contact.name, name) for name in names) and not are_plainly_two(
        contact.who, theirs
    )


def _is_surely(
    contact: ForeignRecord, theirs: Identity, may_be_one: Callable[[str, str], bool]
) -> bool:
    """Tell whether a row and a customer may be one person, and no initial leaves that open.

    J. Vale may be Jana or Jiri, unless the address names one of them.
    """
    if not _may_be(contact, theirs, may_be_one):
        return False
    if not is_an_initial_of(contact.who, theirs):
        return True
    names = (contact.name, *theirs.names)
    first = {words[0] for words in map(name_words, names) if len(words[0]) > 1}
    at = [one.key.partition("@")[0] for one in contact.handles if one.kind == "email"]
    return any(word in local for word in first for local in at)


def _is_told_whole(contact: ForeignRecord, people: Iterable[Identity]) -> bool:
    """Tell whether first names stand on both sides, as it takes where a family shares an address."""
    names = (name for theirs in people for name in theirs.names)
    return has_first_name(contact.name) and any(map(has_first_name, names))


def _new_beside(twins: AbstractSet[int], reason: str) -> Match:
    return Match(None, tuple(sorted(twins)), reason) if twins else _NEW


_NOBODY: frozenset[int] = frozenset()

MOST_BEARERS = 20
"""People whom a handle in common may be about; what more of them share is nobody's."""

_MOST_UNLIKE = 3
_COUNTERS = 1 << 22


class _Crowd:
    """Those who share a handle: the keys of their names, and one name of each that is unlike."""

    def __init__(self) -> None:
        self._keys: set[str] = set()
        self._unlike: list[str] = []

    @property
    def is_too_large(self) -> bool:
        """Whether they are too many, or too unlike, for the handle to identify anybody."""
        return len(self._keys) > MOST_BEARERS or len(self._unlike) > _MOST_UNLIKE

    def join(self, key: str, name: str) -> None:
        """Add a name, unless the crowd is too large already."""
        if key in self._keys or self.is_too_large:
            return
        self._keys.add(key)
        if not any(may_share_an_address(name, other) for other in self._unlike):
            self._unlike.append(name)


class SharedHandles:
    """Knows which phones and e-mail addresses too many rows of a file share.

    Most are a row's own, so that those which stand in several rows are found first, by counting
    each in two places of a few megabytes; places in common have rows looked at in vain.

    Args:
        contacts: how the rows are read.

    Attributes:
        crowds: those who share a handle of several rows, by its kind and key.
    """

    def __init__(self, contacts: ForeignParser) -> None:
        self._contacts = contacts
        self.crowds: dict[tuple[str, str], _Crowd] = {}

    def count(self, sheet: Rows) -> None:
        """Count the names under which each phone and e-mail address stands in a file."""
        times = mmap(-1, _COUNTERS)  # zeros, which take no time until they are counted up
        are_many = False
        for cells in _cells_of(sheet):
            for first, second in map(_counters, self._contacts.reached(cells)):
                if times[first] <= _MOST_UNLIKE:
                    times[first] += 1
                if times[second] <= _MOST_UNLIKE:
                    times[second] += 1
                if times[first] > _MOST_UNLIKE < times[second]:
                    are_many = True
        if not are_many:
            return
        for cells in _cells_of(sheet):
            shared = [
                one
                for one in self._contacts.reached(cells)
                if all(times[at] > _MOST_UNLIKE for at in _counters(one))
            ]
            who = self._contacts.bearer(cells) if shared else None
            if who:
                for one in shared:
                    self.crowds.setdefault((one.kind, one.key), _Crowd()).join(*who)

    def identifies_nobody(self, kind: str, key: str) -> bool:
        """Tell whether too many people share a handle."""
        crowd = self.crowds.get((kind, key))
        return crowd is not None and crowd.is_too_large


def _counters(one: Handle) -> tuple[int, int]:
    """Return the places of two counters; hardly any other handle has both."""
    told = hash((one.kind, one.key))
    return told % _COUNTERS, told // _COUNTERS % _COUNTERS


def _cells_of(sheet: Rows) -> Iterator[list[str]]:
    return (found[1] for found in sheet.rows() if not isinstance(found, UnreadableRow))
