"""The greeting: what can be read with the customer looking at the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prefpad.domain.bare_name import bare_name
from prefpad.domain.normalize import as_spoken, name_key
from prefpad.notes.card import lay_out
from prefpad.notes.greeting_template import filled
from prefpad.notes.whitelist import fit_for_them
from prefpad.notes.wording import question_to_them, statement_to_them
from prefpad.reconfirmation.policy import may_be_assumed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date

    from prefpad.domain.models import Customer, Note
    from prefpad.notes.whitelist import Judge
    from prefpad.reconfirmation.policy import Policy

MOST_SAID = 2
MOST_ASKED = 1
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
        customer: the customer's name, without the remarks that people write into it.
        customer_number: the number behind `@` that means this customer and no namesake.
        words: the greeting itself.
        address: how to address them, as they offered, else formally, else by the full name, or None
            where no courteous form is known.
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
    customer: Customer,
    notes: Collection[Note],
    by_hand: Collection[int],
    template: str,
    policy: Policy,
    today: date,
    judge: Judge,
) -> Greeting:
    """Return the greeting of a customer.

    Of what is fit for them that is said which stands and is fresh. Asked is what is asked on the
    card; a candidate is an offer.

    Args:
        customer: whom to greet.
        notes: all of their notes, in any order.
        by_hand: the numbers of the notes to which somebody gave the voice `say`.
        template: the words, as `checked_template` returns them.
        policy: what a question is worth.
        today: the day of the visit.
        judge: tells what a text is about.
    """

    def is_remark(words: str) -> bool:
        judged = judge(words)
        return bool(judged.subject or judged.judgement)

    def bare(name: str | None) -> str:
        return bare_name(name, is_remark) if name else ""

    card = lay_out(customer, fit_for_them(notes, by_hand, judge), policy, today)
    known = [note for note in (*card.alerts, *card.say) if _is_fresh(note, today)]
    known.sort(key=_pressing)
    spoken = " ".join(as_spoken(bare(customer.name)).split())
    full = _full_name(spoken, customer.not_called) or ""
    address = bare(customer.familiar) or bare(customer.formal) or full
    return Greeting(
        spoken,
        customer.number,
        filled(template, {"address": address, "name": full or address}),
        address or None,
        bare(customer.pronounced) or None,
        tuple(_worded(known, statement_to_them)[:MOST_SAID]),
        tuple(_worded(card.ask, question_to_them)[:MOST_ASKED]),
    )


def _worded(notes: list[Note], form: Callable[[Note], str | None]) -> list[Saying]:
    texts = ((note, form(note)) for note in notes)
    return [Saying(note.number, text) for note, text in texts if text]


def _is_fresh(note: Note, today: date) -> bool:
    is_due = note.due_on is not None and note.due_on <= today
    return not is_due and may_be_assumed(note, today)


def _pressing(note: Note) -> int:
    """Rank what matters today before what matters always; the sorting keeps the newest first."""
    ranks = {"want": 0, "need": 1, "preference": 2, "fact": 3}
    return -1 if note.alert else ranks.get(note.kind, len(ranks))


def _full_name(name: str, not_called: str | None) -> str | None:
    """Return a name to address somebody by; None where it would be discourteous.

    One word may be a bare first name, which nobody uses unasked, and a name with what they are
    never to be called in it is none to use.
    """
    written = [word for word in name.split() if any(map(str.isalpha, word))]
    never = name_key(not_called or "")
    is_never = bool(never) and f" {never} " in f" {name_key(name)} "
    return None if len(written) < _WORDS_OF_A_FULL_NAME or is_never else name
