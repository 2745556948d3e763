"""Resolving what was typed to the one customer it means."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Literal

from prefpad.customers import handle_search as who
from prefpad.customers import repository as customers
from prefpad.domain.dates import past_day
from prefpad.domain.errors import NoSuchCustomer, SeveralMeant
from prefpad.domain.normalize import name_key, name_words, phone_key
from prefpad.domain.sanitize import clean
from prefpad.domain.validation import (
    LAST_NUMBER,
    checked_limit,
    checked_many,
    checked_name,
    checked_type,
    checked_word,
)
from prefpad.domain.vocabulary import ROLES, one_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from datetime import date

    from prefpad.db.unit_of_work import UnitOfWork
    from prefpad.domain.dates import Day
    from prefpad.domain.models import Customer
    from prefpad.session import Session

Making = Literal["never", "if unknown", "always"]

_SHOWN_CHARACTERS = 40
_SHOWN_OF_A_NOTE = 30
_MAKE_ONE = "For a new customer, add `new=True` and write the full name in quotes."
_WORDS_OF_A_NEW_NAME = 2
_MOST_LISTED = 10


def get_customer(session: Session, query: str) -> Customer:
    """Return the customer that `query` means.

    Raises:
        NoSuchCustomer, SeveralMeant: who is meant is not clear.
    """
    (person,) = customers.get(session.connection, [resolve_customer(session.connection, query)])
    return person


def named_by(session: Session, text: str) -> list[Customer]:
    """Return the customers that a text names in full: a whole handle, or whole words of a name.

    The last digits of a phone do too, but neither the beginning of a word nor a misspelling.
    """
    with session.translate_errors():
        return customers.get(session.connection, who.matches_whole(session.connection, text))


def find_customers(session: Session, text: str, limit: int | None) -> list[Customer]:
    """Return the customers that `text` may mean, best first, misspellings included."""
    most = LAST_NUMBER if limit is None else checked_limit(limit)
    return find(session.connection, checked_type("A customer", text), most)


def list_customers(session: Session, wanted: customers.Filter, limit: int | None) -> list[Customer]:
    """Return the customers that pass a filter; see `Pad.customers`."""
    numbers = customers.numbers_of(session.connection, wanted, checked_limit(limit))
    return customers.get(session.connection, numbers)


def each_customer(
    session: Session, wanted: customers.Filter, limit: int | None
) -> Iterator[Customer]:
    """Return an iterator over the same, which reads a page at a time."""
    most = checked_limit(limit)
    found = session.each(customers.pages_of(session.connection, wanted, session.page, most))
    return islice(found, most)


def checked_filter(
    session: Session,
    tag: str | Sequence[str] | None,
    role: str | None,
    owner: str | None,
    without: Sequence[str],
    last_visit_before: Day | None,
    sort: str,
) -> customers.Filter:
    """Return a filter of customers.

    Raises:
        AskedWrongly, BadDay: as in `Pad.customers`.
    """
    tags = [tag] if isinstance(tag, str) else checked_many("tags", () if tag is None else tag)
    for one in tags:
        checked_type("A tag", one)
    if role is not None:
        checked_word("role", role, ROLES)
    if owner is not None:
        checked_type("An owner", owner)
    for what in checked_many("things to be without", without):
        checked_word("thing to be without", what, tuple(customers.WITHOUT))
    checked_word("way to sort", sort, tuple(customers.SORTS))
    before = None
    if last_visit_before is not None:
        before = past_day(last_visit_before, session.today, session.date_order)
    return customers.Filter(tags, role, owner, without, before, sort)


def resolve_customer(
    connection: sqlite3.Connection,
    query: str,
    otherwise: str = "`pad.customers()` lists the names on the pad.",
) -> int:
    """Return the number of the customer that `query` means.

    Args:
        connection: the open file.
        query: any handle.
        otherwise: what else to do where no customer matches.

    Raises:
        AskedWrongly: it is not a text.
        NoSuchCustomer: it matches no customer; with suggestions.
        SeveralMeant: it matches several; with the choices.
    """
    found = who.matches(connection, checked_type("A customer", query))
    if len(found) == 1:
        return found[0]
    if found:
        raise ambiguous_error(connection, query, customers.get(connection, found))
    raise no_match_error(connection, query, close_matches(connection, query), otherwise)


def resolve_exactly(connection: sqlite3.Connection, query: str) -> int:
    """Return the number of the customer with exactly this handle, before what cannot be asked twice.

    Raises:
        AskedWrongly: it is not a text.
        NoSuchCustomer: no customer has it, however many come close.
        SeveralMeant: several customers have it; with the choices.
    """
    found = who.matches_exactly(connection, checked_type("A customer", query))
    if len(found) == 1:
        return found[0]
    if found:
        raise ambiguous_error(connection, query, customers.get(connection, found))
    near = customers.get(connection, who.matches(connection, query)[:_MOST_LISTED])
    known = near or [person for person, _ in close_matches(connection, query)]
    hint = "This needs the whole name or @number."
    named = labels(connection, known)
    if known:
        hint += f" Did you mean {one_of(named)}?"
    raise NoSuchCustomer(
        f"No customer is called exactly {shown(query)}.", hint, tuple(known), labels=named
    )


def close_matches(
    connection: sqlite3.Connection, query: str, limit: int = 5
) -> list[tuple[Customer, float]]:
    """Return the customers whose names come close to `query` with their likeness, best first."""
    from prefpad.customers.fuzzy_search import suggestions

    found = dict(suggestions(connection, query, limit))
    return [(person, found[person.number]) for person in customers.get(connection, found)]


def must_be_known(connection: sqlite3.Connection, name: str) -> bool:
    """Tell whether a name is unlikely to be a new customer's.

    A name is new if it has two or more words, is not a number or an e-mail, and nobody on the pad
    matches it or is so close that a duplicate would be made.
    """
    words = name_words(checked_type("A name", name))
    if len(words) < _WORDS_OF_A_NEW_NAME or "@" in name or "".join(words).isdecimal():
        return True
    if who.matches(connection, name):
        return True
    from prefpad.customers.fuzzy_match import NEAR_MISS

    return any(likeness >= NEAR_MISS for _, likeness in close_matches(connection, name, 1))


def get_or_create(writer: UnitOfWork, name: str, making: Making, today: date) -> tuple[int, bool]:
    """Return the number of the customer that `name` means, and whether they were just created.

    Args:
        writer: makes the customer.
        name: any handle; of a new customer the name.
        making: when to make one; `if unknown` unless `must_be_known` says otherwise.
        today: the day on which a new customer is first known.

    Raises:
        NoSuchCustomer, SeveralMeant: who is meant is not clear, and no customer may be made.
        AskedWrongly: no new customer can be called that.
    """
    known = making == "if unknown" and must_be_known(writer.connection, name)
    if known or making == "never":
        return resolve_customer(writer.connection, name, _MAKE_ONE), False
    return customers.create(writer, checked_name(name), today.isoformat()), True


def find(connection: sqlite3.Connection, text: str, limit: int) -> list[Customer]:
    """Return the customers that `text` may mean, best first, misspellings included."""
    numbers = who.matches(connection, text)[:limit]
    found = customers.get(connection, numbers)
    if len(found) < limit:
        found += [
            person for person, _ in close_matches(connection, text, limit) if person not in found
        ]
    return found[:limit]


def ambiguous_error(
    connection: sqlite3.Connection, query: str, people: list[Customer]
) -> SeveralMeant:
    """Return the error for a query that may mean several customers."""
    count = f"{len(people)} or more" if len(people) >= who.MOST_MATCHES else str(len(people))
    named = labels(connection, people)
    return SeveralMeant(
        f"{count} customers match {shown(query)}.",
        f"Say which: {'; '.join(named[:_MOST_LISTED])}.",
        tuple(people),
        named,
    )


def no_match_error(
    connection: sqlite3.Connection,
    query: str,
    close: list[tuple[Customer, float]],
    otherwise: str,
) -> NoSuchCustomer:
    """Return the error for a query that matches nobody, with the closest customers."""
    from prefpad.customers.fuzzy_match import NEAR_MISS, SURELY_MEANT

    people = [person for person, _ in close]
    named = labels(connection, people)
    meant = f"Did you mean {one_of(named)}?" if people else ""
    hint = " ".join(filter(None, (meant, otherwise if otherwise == _MAKE_ONE or not meant else "")))
    good = [person for person, likeness in close if likeness >= NEAR_MISS]
    lone = people if len(people) == 1 and close[0][1] >= SURELY_MEANT else []
    likely = good if len(good) == 1 else lone
    return NoSuchCustomer(
        f"No customer matches {shown(query)}.",
        hint,
        tuple(people),
        likely[0] if likely else None,
        named,
    )


def label(person: Customer) -> str:
    """Name a customer unmistakably: `Sam Smith (@7, phone ..0111)`."""
    return _labelled(person, _handle(person))


def labels(connection: sqlite3.Connection, people: Sequence[Customer]) -> tuple[str, ...]:
    """Name several customers so that they can be told apart.

    Those who share a name or a phone have their last visit and a tag beside them too, and where
    that is the same of two of one name, their newest note.
    """
    sharing = Counter(key for one in people for key in {name_key(one.name), _handle(one)} - {""})
    alike = [one for one in people if max(sharing[name_key(one.name)], sharing[_handle(one)]) > 1]
    signs = {one.number: _signs(one) for one in alike}
    same = Counter((name_key(one.name), signs[one.number]) for one in alike)
    for one in alike:
        sign = signs[one.number]
        remark = customers.newest_remark(connection, one.number)
        if remark and same[name_key(one.name), sign] > 1:
            signs[one.number] = (*sign, f"“{_cut(remark, _SHOWN_OF_A_NOTE)}”")
    return tuple(_labelled(one, _handle(one), *signs.get(one.number, ())) for one in people)


def _labelled(person: Customer, *marks: str) -> str:
    return clean(f"{person.name} ({', '.join(filter(None, (f'@{person.number}', *marks)))})")


def _handle(person: Customer) -> str:
    if person.phones:
        return f"phone ..{phone_key(person.phones[0])[-4:]}"
    return next(iter((*person.emails, *person.ids)), "")


def _signs(person: Customer) -> tuple[str, ...]:
    last = f"last visit {person.last_visit}" if person.last_visit else "no visits yet"
    return (last, *person.tags[:1])


def shown(text: str) -> str:
    """Return what was typed, quoted, cleaned and shortened for an error message."""
    return f"'{clean(_cut(text, _SHOWN_CHARACTERS))}'"


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[:length]}…"
