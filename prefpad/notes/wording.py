"""Wording: how notes, questions and reasons read on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.humanize import say_date, say_day, say_past_day, say_short_date, say_span
from prefpad.domain.normalize import fold, name_words
from prefpad.domain.vocabulary import KINDS
from prefpad.reconfirmation.policy import chance_gone, is_of_the_day, may_be_assumed

if TYPE_CHECKING:
    from datetime import date

    from prefpad.domain.models import Note
    from prefpad.reconfirmation.topic_rows import TopicReport

_ODDS = (
    (0.02, "hardly any chance it has changed"),
    (0.07, "about a 1 in 20 chance it has changed"),
    (0.15, "about a 1 in 10 chance it has changed"),
    (0.225, "about a 1 in 5 chance it has changed"),
    (0.29, "about a 1 in 4 chance it has changed"),
    (0.415, "about a 1 in 3 chance it has changed"),
    (0.585, "about a 1 in 2 chance it has changed"),
    (0.71, "about a 2 in 3 chance it has changed"),
    (0.85, "about a 3 in 4 chance it has changed"),
    (0.97, "about a 9 in 10 chance it has changed"),
    (1.0, "it has almost certainly changed"),
)
_TIMES = {True: "twice", False: "half"}
_ENDED = {"gone": "no longer true", "withdrawn": "withdrawn", "mistake": "deleted"}
_HEARD = {"observed": "seen once", "relayed": "mentioned by someone else", "told": "said once"}
_FROM_A_LIST = "from your list"
_AS_AN_OFFER = {"dislikes": "offer to avoid", "need": "needs"}
_ARTICLES = ("a ", "an ", "the ")
_LONGEST_AVOIDED = 4
_LONGEST_ALERT = 6


def odds(chance: float) -> str:
    """Word a probability between 0 and 1 of a change as people say it: `1 in 10`."""
    return next(words for most, words in _ODDS if chance <= most)


def remark(note: Note) -> str:
    """Return a note's words as they were typed: `coffee: likes oat flat white`."""
    return f"{_topic(note)}{f'{note.stance} ' if note.stance else ''}{note.text}"


def statement(note: Note, today: date) -> str:
    """Word a note for the staff's card, with how far to rely on it.

    The text may be a thing or a whole sentence, so no form puts it into a sentence of its own.
    """
    if note.kind == "promise" and note.ended_on is None:
        done = " — done?" if note.by and note.by <= today else ""
        words = f"promised: {_once(note)}{done}"
    elif note.kind == "problem":
        words = f"problem: {_once(note)}"
    elif note.kind == "extra" and note.ended_on is None:
        words = f"idea: {_once(note)}"
    else:
        words = remark(note)
    return f"{words}{_in_brackets(_marks(note, today))}"


def offered_extra(note: Note, last_extra: date | None, today: date) -> str:
    """Word an idea for a small extra as an offer, with how long ago the last one was."""
    since = f"nothing given for {say_span((today - last_extra).days)}" if last_extra else ""
    return f"offer a small extra: {_once(note)} ({since or 'nothing given yet'})"


def question(note: Note) -> str:
    """Word a note as a question on the staff's card: still true, or an offer.

    What may not be said aloud is to check by other means, and reads so.
    """
    if note.voice == "private" or (note.voice == "act" and note.standing == "standing"):
        words = f"check, not aloud: {remark(note)}"
        end = _in_brackets(heard(note)) if note.standing == "candidate" else " — still so?"
    elif note.standing == "candidate":
        words = _labelled(note, _AS_AN_OFFER.get(note.stance or note.kind, "offer"))
        end = _in_brackets(heard(note))
    elif note.stance == "dislikes":
        words, end = _labelled(note, "avoid"), " — still?"
    elif note.kind == "need" and not (note.alert or note.stance):
        article = note.text.lower().startswith(_ARTICLES)
        words = f"{_topic(note)}needs {note.text}" if article else _labelled(note, "needs")
        end = " — still?"
    else:
        words, end = remark(note), " — still right?"
    return f"{words}{end}"


def statement_to_them(note: Note) -> str | None:
    """Word a note as the customer may read it; None where no form is fit for them."""
    if note.standing == "candidate" or KINDS[note.kind].stays_open:
        return None
    if note.alert:
        return _alert_to_them(note)
    if note.stance == "dislikes":
        short = len(note.text.split()) <= _LONGEST_AVOIDED
        return f"We'll avoid: {note.text}." if short else None
    return _named(note)


def question_to_them(note: Note) -> str | None:
    """Word a note as a question to the customer; None where they are never asked.

    Dislikes are stated and never asked; needs and health are never asked at a screen.
    """
    if note.alert or note.kind != "preference" or note.stance == "dislikes":
        return None
    if note.standing == "candidate":
        return f"May we offer: {note.text}?"
    return f"{_named(note)}, still right?"


def by_when(note: Note, today: date) -> str:
    """Say the day of a promise or problem: `due tomorrow`, `3 days late`."""
    if note.by is None:
        return ""
    if note.by < today:
        return f"{say_span((today - note.by).days)} late"
    return f"due {say_day(note.by, today)}"


def how_it_ended(note: Note) -> str:
    """Return the word for how a note ended: `kept`, `solved`, `withdrawn`, `no longer true`."""
    return _ENDED.get(note.ended or "") or KINDS[note.kind].done_word or "ended"


def heard(note: Note) -> str:
    """Say how we know an uncertain note."""
    return _FROM_A_LIST if only_a_list_says(note) else _HEARD[note.source]


def heard_when(note: Note, today: date) -> str:
    """Say how and when we learnt an uncertain note: `from your list, 25 Nov`."""
    if only_a_list_says(note):
        return f"{_FROM_A_LIST}, {say_short_date(note.noted_on, today)}"
    return f"{heard(note)} {say_past_day(note.noted_on, today)}"


def only_a_list_says(note: Note) -> bool:
    """Tell whether a note was imported and has not been confirmed since."""
    return note.from_list and note.source == "relayed"


def why(note: Note, today: date, chance_that_it_changed: float | None = None) -> str:
    """Say in a sentence or two why a note is, or is not yet, worth asking about.

    Args:
        note: the note.
        today: the day it is.
        chance_that_it_changed: as `chance_gone` has it, if that is known.
    """
    if note.ended_on:
        return f"It ended {say_day(note.ended_on, today)}, so it is not asked again."
    if note.standing == "candidate":
        return "Not confirmed by the customer yet: offer it once."
    if not note.change_rate or not note.visit_rate:
        return f"A {note.kind} is not asked again."
    last = f"Last confirmed {say_past_day(note.confirmed_on, today)}"
    if chance_that_it_changed is None:
        chance_that_it_changed = chance_gone(note, today)
    chance = odds(chance_that_it_changed)
    what = f"{note.topic} {note.kind}s" if note.topic else f"{note.kind}s"
    owners = {"note": "this", "topic": what, "kind": f"{note.kind}s"}.get(note.set_by or "")
    if owners and note.ask_after:
        return f"You ask {owners} every {say_span(note.ask_after)}. {last}: {chance}."
    pace = note.pace or 1
    lasts = f"{_capital(what)} here change about every {say_span(pace / note.change_rate)}"
    if pace != 1:
        lasts += f", {_TIMES[pace > 1]} as often with {note.customer}"
    if is_of_the_day(note):
        who = f", but {note.customer}" if pace == 1 else ", who"
        between = say_span(1 / note.visit_rate)
        return f"{lasts}{who} comes about every {between}, so ask each time."
    if note.ask_after is None:
        return f"{lasts}. Asking costs more than it could save, so it is never asked."
    return f"{lasts}. {last}: {chance}."


def how_fast(topic: TopicReport) -> str:
    """Say how long such a note lasts, and its 80% interval if there are checks of its own."""
    about = _lasting(topic.change_rate)
    if not topic.checks:
        return about
    least, most = _lasting(topic.high), _lasting(topic.low)
    return about if least == most else f"{about} ({least} to {most})"


def when_asked(topic: TopicReport) -> str:
    """Say after how long a topic is asked again, and where that comes from."""
    if topic.of_the_day:
        return "each visit, learned"
    after = "never" if topic.ask_after is None else say_span(topic.ask_after)
    match topic.set_by:
        case "topic":
            return f"{after}, set for the topic"
        case "kind":
            return f"{after}, set for {topic.kind}s"
        case _:
            return f"{after}, {'learned' if topic.checks else 'as its kind'}"


def _lasting(change_rate: float) -> str:
    return say_span(max(1 / change_rate, 1))


def _topic(note: Note) -> str:
    return f"{note.topic}: " if note.topic else ""


def _once(note: Note) -> str:
    """Return the remark, without its topic where the text names it anyway."""
    return note.text if _names_its_topic(note) and not note.stance else remark(note)


def _named(note: Note) -> str:
    """Return a thing with its topic, unless the text names it: `Coffee: oat flat white`."""
    return _capital(note.text if _names_its_topic(note) else f"{_topic(note)}{note.text}")


def _names_its_topic(note: Note) -> bool:
    return note.topic is not None and fold(note.topic) in name_words(note.text)


def _labelled(note: Note, label: str) -> str:
    return f"{', '.join(filter(None, (note.topic, label)))}: {note.text}"


def _marks(note: Note, today: date) -> str:
    doubtful = KINDS[note.kind].asked_again and not note.alert and not may_be_assumed(note, today)
    uncertain = note.standing == "candidate" and not note.alert
    is_solved = note.kind == "problem" and note.ended == "done"
    marks = (
        "private" if note.voice == "private" else "",
        "given" if note.kind == "extra" and note.ended == "done" else "",
        "solved: make sure it stayed solved" if is_solved else "",
        f"first due {say_date(note.first_by)}" if note.first_by and not note.ended_on else "",
        "not yet confirmed" if note.alert and note.source != "told" else "",
        f"not certain yet: {heard(note)}" if uncertain else "",
        "may have changed" if doubtful and not uncertain else "",
    )
    return ", ".join(filter(None, marks))


def _in_brackets(words: str) -> str:
    return f" ({words})" if words else ""


def _alert_to_them(note: Note) -> str | None:
    """Word their own allergy, in a few words; an access need is seen and not said."""
    from prefpad.notes.health_needs import find_needs
    from prefpad.notes.things import names_nobody

    needs = find_needs(note.text) or find_needs(f"{note.topic or ''} {note.text}")
    part = (needs[0].part if needs else note.text).partition(", no ")[0]
    if len(part.split()) > _LONGEST_ALERT or not names_nobody(part):
        return None
    if any(need.sort == "access" or need.whose for need in needs):
        return None
    is_thing = fold(part).endswith(("allergy", "intolerance"))
    return f"We have your {_lowered(part)} noted." if is_thing else f"Noted: {part}."


def _lowered(words: str) -> str:
    first = words.split(maxsplit=1)[0]
    return words if first.isupper() else words[:1].lower() + words[1:]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
