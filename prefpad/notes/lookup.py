"""Looking up notes and checks by number, customer or words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.customers.lookup import resolve_customer
from prefpad.domain.errors import AskedWrongly, NoSuchNote
from prefpad.domain.normalize import fold
from prefpad.domain.record import replace
from prefpad.domain.validation import (
    LAST_NUMBER,
    LONGEST_TEXT,
    checked_limit,
    checked_number,
    checked_type,
)
from prefpad.domain.vocabulary import REFERRAL_TOPIC
from prefpad.notes.discretion import HIDDEN
from prefpad.notes.repository import Notes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefpad.domain.models import Check, Customer, Note
    from prefpad.session import Session


def get_note(session: Session, note: int | Note) -> Note:
    """Return the current state of a note, given its number or an earlier `Note`.

    Raises:
        NoSuchNote: there is none with that number.
    """
    number = checked_number("note", note)
    found = Notes(session.connection).get(number)
    if found is None:
        raise NoSuchNote(f"There is no note {number}.", "`pad.recall(NAME)` shows the numbers.")
    return found


def notes_on(session: Session, customer: str) -> list[Note]:
    """Return all notes on a customer, oldest first."""
    return Notes(session.connection).of(resolve_customer(session.connection, customer))


def checks_on(session: Session, customer: str, *, private: bool) -> list[Check]:
    """Return the checks of a customer's notes, oldest first; see `Pad.checks`."""
    from prefpad.db.audit_log import known

    checks = Notes(session.connection).checks(resolve_customer(session.connection, customer))
    notes = set() if private else {check.note for check in checks}
    redactor = known(session.connection, private=private)
    hidden = {note for note in notes if redactor.is_private(note)}
    return [
        replace(check, before=HIDDEN, after=HIDDEN) if check.note in hidden else check
        for check in checks
    ]


def search(session: Session, words: str, limit: int | None, *, private: bool) -> list[Note]:
    """Return the notes that contain all of `words`, newest first."""
    from prefpad.db.full_text import matching

    _check_words(words)
    most = LAST_NUMBER if limit is None else checked_limit(limit)
    numbers = matching(session.connection, words, most, private)
    return Notes(session.connection).numbered(numbers)


def each_found(session: Session, words: str, *, private: bool) -> Iterator[Note]:
    """Return an iterator over all of these, which reads a page at a time."""
    _check_words(words)
    return session.each(_pages_found(session, words, private=private))


def _pages_found(session: Session, words: str, *, private: bool) -> Iterator[list[Note]]:
    from prefpad.db.full_text import matching

    notes = Notes(session.connection)
    page = matching(session.connection, words, session.page, private)
    while page:
        yield notes.numbered(page)
        page = matching(session.connection, words, session.page, private, page[-1])


def count_private(session: Session, words: str) -> int:
    """Count the private notes that contain all of `words`."""
    from prefpad.db import full_text

    _check_words(words)
    return full_text.count_private(session.connection, words)


def _check_words(words: str) -> None:
    if not any(letter.isalnum() for letter in checked_type("What to search for", words)):
        raise AskedWrongly("There is no word to search for.", "Give at least one letter or digit.")
    if len(words) > LONGEST_TEXT:
        raise AskedWrongly("No note is as long as that.", "A few words are enough.")


def named_by(session: Session, note: int | Note) -> list[Customer]:
    """Return the people a note names: praised colleagues, or who sent the customer."""
    from prefpad.customers.names_in_text import named_colleagues, sender_of

    found = get_note(session, note)
    if found.kind == "praise":
        text = found.owner or f"{found.topic or ''} {found.text}"
        return named_colleagues(session.connection).named_in(text)
    if found.kind == "fact" and fold(found.topic or "") == REFERRAL_TOPIC:
        sender = sender_of(session.connection, found.text)
        return [sender] if sender else []
    return []
