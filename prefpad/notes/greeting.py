"""The greeting: what can be read with the customer looking at the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prefpad.domain.normalize import name_key, name_words
from prefpad.domain.vocabulary import KINDS
from prefpad.notes.card import lay_out
from prefpad.notes.greeting_template import filled
from prefpad.notes.small_words import SMALL_WORDS
from prefpad.notes.wording import question_to_them, statement_to_them
from prefpad.reconfirmation.policy import may_be_assumed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from prefpad.domain.models import Customer, Note
    from prefpad.reconfirmation.policy import Policy

MOST_SAID = 2
MOST_ASKED = 1
_PART_OF_A_WORD = 4
_WORDS_OF_A_FULL_NAME = 2


@dataclass(frozen=True)
class Saying:
    """What may be said of one note.

    Attributes:
        note: its number.
        text: how it is worded.
    """

    note: int
    text: str


@dataclass(frozen=True)
class Greeting:
    """What can be read with the customer looking at the screen.

    Attributes:
        customer: the customer's name.
        customer_number: the number behind `@` that means this customer and no namesake.
        words: the greeting itself.
        address: how to address them, or None where no courteous form is known.
        pronounced: how the name is said aloud, or None.
        say: what may be said, at most two.
        ask: what to ask, at most one.
    """

    customer: str
    customer_number: int
    words: str
    address: str | None
    pronounced: str | None
    say: tuple[Saying, ...]
    ask: tuple[Saying, ...]


def greet(
    customer: Customer, notes: Iterable[Note], template: str, policy: Policy, today: date
) -> Greeting:
    """Return the greeting of a customer.

    Said is only what has the voice `say`, is of a kind that may be said once it was told, stands,
    and is fresh; never what went wrong or stands under it, and nothing that shares a word with a
    private note; what we promised is our own to do. Asked is what is asked on the card; a candidate
    is an offer.

    Args:
        customer: whom to greet.
        notes: all of their notes, in any order.
        template: the words, as `checked_template` returns them.
        policy: what a question is worth.
        today: the day of the visit.
    """
    notes = list(notes)
    card = lay_out(customer, _to_a_face(notes), policy, today)
    known = [note for note in (*card.alerts, *card.say) if _is_fresh(note, today)]
    known.sort(key=_pressing)
    address = form_of_address(customer) or ""
    name = _full_name(customer) or address
    return Greeting(
        customer.name,
        customer.number,
        filled(template, {"address": address, "name": name}),
        address or None,
        customer.pronounced,
        tuple(_worded(known, statement_to_them)[:MOST_SAID]),
        tuple(_worded(card.ask, question_to_them)[:MOST_ASKED]),
    )


def form_of_address(customer: Customer) -> str | None:
    """Return how to address a customer: as they offered, else formally, else by the full name.

    None where a courteous form is not known: one word may be a bare first name, which nobody uses
    unasked, and a name with what they are never to be called in it is none to use.
    """
    return customer.familiar or customer.formal or _full_name(customer)


def private_words(notes: Iterable[Note]) -> frozenset[str]:
    """Return the folded words of private notes and their topics, but not those of any sentence."""
    return frozenset(
        word
        for note in notes
        if note.voice == "private"
        for word in name_words(f"{note.topic or ''} {note.text}")
        if word not in SMALL_WORDS
    )


def tells(note: Note, words: frozenset[str]) -> bool:
    """Tell whether a note has one of `words` in it, longer ones within a word too."""
    theirs = name_words(f"{note.topic or ''} {note.text}")
    together = " ".join(theirs)
    return not words.isdisjoint(theirs) or any(
        len(word) >= _PART_OF_A_WORD and word in together for word in words
    )


def _to_a_face(notes: list[Note]) -> list[Note]:
    unsaid = private_words(notes)
    return [
        note
        for note in notes
        if note.voice == "say"
        and KINDS[note.kind].told_voice == "say"
        and note.parent is None
        and not tells(note, unsaid)
    ]


def _worded(notes: list[Note], form: Callable[[Note], str | None]) -> list[Saying]:
    texts = ((note, form(note)) for note in notes)
    return [Saying(note.number, text) for note, text in texts if text]


def _is_fresh(note: Note, today: date) -> bool:
    is_due = note.due_on is not None and note.due_on <= today
    return not is_due and may_be_assumed(note, today)


def _pressing(note: Note) -> int:
    """Rank what matters today before what matters always; the sorting keeps the newest first."""
    ranks = ("want", "need", "preference", "fact")
    return -1 if note.alert else ranks.index(note.kind)


def _full_name(customer: Customer) -> str | None:
    written = [word for word in customer.name.split() if any(map(str.isalpha, word))]
    never = name_key(customer.not_called or "")
    is_never = bool(never) and f" {never} " in f" {name_key(customer.name)} "
    return None if len(written) < _WORDS_OF_A_FULL_NAME or is_never else customer.name
