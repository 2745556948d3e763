"""The greeting: what staff can read out while the customer looks at the screen.

What is said is a whitelist, since a list of bad words always misses something.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from prefpad.domain.names import PARTICLES, bare_name, is_of_the_dead
from prefpad.domain.normalize import as_spoken, name_key, name_words
from prefpad.domain.record import Record
from prefpad.notes.card import lay_out, questions_aloud
from prefpad.notes.discretion import with_topic
from prefpad.notes.greeting_template import filled
from prefpad.notes.health_needs import find_needs
from prefpad.notes.things import names_nobody
from prefpad.notes.word_lists import SMALL_WORDS
from prefpad.notes.wording import question_to_them, statement_to_them
from prefpad.reconfirmation.policy import MOST_QUESTIONS, may_be_assumed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from datetime import date

    from prefpad.domain.models import Customer, Note
    from prefpad.notes.sensitive import Sensitivity
    from prefpad.reconfirmation.policy import Policy

    Judge = Callable[[str], Sensitivity]

MOST_SAID = 2
MOST_ASKED = 1
_MOST_CONSIDERED = 200
_WORDS_OF_A_FULL_NAME = 2
_PART_OF_A_WORD = 4


class Saying(Record):
    """What one note contributes to a greeting.

    Attributes:
        note: its number.
        text: its wording.
    """

    note: int
    text: str


class Greeting(Record):
    """What can be read with the customer looking at the screen.

    Attributes:
        customer: the customer's name, without the remarks that people write into it.
        customer_number: the number after `@` that means this customer and no namesake.
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
    card; a candidate is an offer. Of one who has died there is the name alone.

    Args:
        customer: whom to greet.
        notes: all of their notes, in any order.
        by_hand: the numbers of the notes to which somebody gave the voice `say`.
        template: the words, as `checked_template` returns them.
        policy: what a question is worth.
        today: the day of the visit.
        judge: tells what a text is about.
    """

    def fit(chosen: list[Note]) -> Iterable[Note]:
        return fit_for_them(chosen[:_MOST_CONSIDERED], notes, by_hand, judge)

    def is_remark(words: str) -> bool:
        judged = judge(words)
        return bool(judged.subject or judged.judgement)

    def bare(name: str | None) -> str:
        return bare_name(name, is_remark) if name else ""

    spoken = " ".join(_as_said(bare(customer.name)).split())
    if any(note.ended_on is None and is_of_the_dead(note.text) for note in notes):
        return Greeting(spoken, customer.number, spoken, None, None, (), ())
    said = [note for note in notes if _may_be_marked(note)]
    card = lay_out(customer, said, policy, today)
    known = [note for note in (*card.alerts, *card.say) if _is_fresh(note, today)]
    known.sort(key=_pressing)
    asked = questions_aloud([*card.alerts, *said], policy, today)
    full = _full_name(spoken, customer.not_called) or ""
    address = bare(customer.familiar) or bare(customer.formal) or full
    return Greeting(
        spoken,
        customer.number,
        filled(template, {"address": address, "name": full or address}),
        address or None,
        bare(customer.pronounced) or None,
        (*islice(_worded(fit(known), statement_to_them), MOST_SAID),),
        (*islice(_worded(islice(fit(asked), MOST_QUESTIONS), question_to_them), MOST_ASKED),),
    )


_AND = frozenset({"and", "und", "et", "y", "e", "en"})


def _as_said(name: str) -> str:
    """Return a name as it is said; what may be a place or a partner behind a comma stays there."""
    surname, _, given = name.partition(",")
    is_surname = (
        len(surname.split()) == 1 or surname.isupper() or PARTICLES & {*name_words(surname)}
    )
    are_several = "&" in given or not _AND.isdisjoint(name_words(given))
    return as_spoken(name) if is_surname and not are_several else name


def _worded(notes: Iterable[Note], form: Callable[[Note], str | None]) -> Iterator[Saying]:
    for note in notes:
        if text := form(note):
            yield Saying(note.number, text)


def _is_fresh(note: Note, today: date) -> bool:
    is_due = note.due_on is not None and note.due_on <= today
    return not is_due and may_be_assumed(note, today)


def _pressing(note: Note) -> int:
    """Rank what matters today above what always does; a stable sort keeps the newest first."""
    ranks = {"want": 0, "need": 1, "preference": 2, "fact": 3}
    return -1 if note.alert else ranks.get(note.kind, len(ranks))


def _full_name(name: str, not_called: str | None) -> str | None:
    """Return the name to greet somebody with; None where that would be discourteous.

    One word may be a bare first name, which nobody uses unasked, and a name must not contain what
    they do not want to be called.
    """
    written = [word for word in name.split() if any(map(str.isalpha, word))]
    never = name_key(not_called or "")
    is_never = bool(never) and f" {never} " in f" {name_key(name)} "
    return None if len(written) < _WORDS_OF_A_FULL_NAME or is_never else name


# -- what is fit for them ------------------------------------------------------------------------


def fit_for_them(
    chosen: Iterable[Note], notes: Collection[Note], by_hand: Collection[int], judge: Judge
) -> Iterator[Note]:
    """Yield the notes that the customer may read, each marked as fit by a person.

    Fit are preferences with a stance, needs that are of no access or health, alerts, and what
    somebody gave the voice `say`; of these only what may be said, names nobody, is about nothing
    sensitive, and does not tell a private note in other words.

    Args:
        chosen: those of a customer's notes to choose from.
        notes: all of them.
        by_hand: the numbers of those to which somebody gave the voice `say`.
        judge: tells what a text is about.
    """
    unsaid = private_words(notes)
    since = _first_private_subject(notes, judge)
    for note in chosen:
        if (
            _is_marked(note, by_hand)
            and not tells(note, unsaid)
            and (note.stance or since is None or note.noted_on < since)
            and (note.because or judge(with_topic(note.topic, note.text)).voice == "say")
        ):
            yield note


def private_words(notes: Collection[Note]) -> frozenset[str]:
    """Return the folded words of private notes and their topics, without everyday words."""
    return frozenset(
        word
        for note in notes
        if note.voice == "private"
        for word in name_words(f"{note.topic or ''} {note.text}")
        if word not in SMALL_WORDS
    )


def tells(note: Note, words: frozenset[str]) -> bool:
    """Tell whether a note contains one of `words`, or a longer one as part of a word."""
    theirs = name_words(f"{note.topic or ''} {note.text}")
    together = " ".join(theirs)
    return not words.isdisjoint(theirs) or any(
        len(word) >= _PART_OF_A_WORD and word in together for word in words
    )


def _may_be_marked(note: Note) -> bool:
    is_hearsay = note.standing == "candidate" and note.source == "relayed"
    is_said = note.voice == "say" and note.parent is None and note.kind != "promise"
    return is_said and not is_hearsay


def _is_marked(note: Note, by_hand: Collection[int]) -> bool:
    if not _may_be_marked(note):
        return False
    if note.number in by_hand:
        return True
    if note.alert:
        return note.source == "told"
    if not names_nobody(note.text):
        return False
    if note.kind == "need":
        return not find_needs(with_topic(note.topic, note.text))
    return note.kind == "preference" and note.stance is not None


def _first_private_subject(notes: Collection[Note], judge: Judge) -> date | None:
    """Return the day of the first private note on a sensitive subject; later ones may betray it."""
    private = (note for note in notes if note.voice == "private")
    by_day = sorted(private, key=lambda note: note.noted_on)
    days = (note.noted_on for note in by_day if judge(with_topic(note.topic, note.text)).subject)
    return next(days, None)
