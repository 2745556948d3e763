"""How the program puts things to a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.humanize import say_day, say_span
from prefpad.reconfirmation.policy import chance_gone, is_of_the_day, may_be_assumed

if TYPE_CHECKING:
    from datetime import date

    from prefpad.domain.models import Note
    from prefpad.reconfirmation.topic_report import TopicReport

_EVENS = (
    (0.02, "hardly likely that it changed"),
    (0.15, "about 1 in 10 that it changed"),
    (0.225, "about 1 in 5 that it changed"),
    (0.29, "about 1 in 4 that it changed"),
    (0.415, "about 1 in 3 that it changed"),
    (0.585, "about 1 in 2 that it changed"),
    (0.71, "about 2 in 3 that it changed"),
    (0.85, "about 3 in 4 that it changed"),
    (0.97, "about 9 in 10 that it changed"),
    (1.0, "almost certain that it changed"),
)


_TIMES = {True: "twice", False: "half"}
_OFFERS = {
    "likes": "would you like",
    "dislikes": "would you rather not have",
    None: "would you like this:",
}


def odds(chance: float) -> str:
    """Say a probability between 0 and 1 that something changed as people say it."""
    return next(words for most, words in _EVENS if chance <= most)


def remark(note: Note) -> str:
    """Return what a note says as it was jotted: `coffee: likes oat flat white`."""
    return f"{_topic(note)}{f'{note.stance} ' if note.stance else ''}{note.text}"


def statement(note: Note, today: date) -> str:
    """Word a note that holds as what we know: `prefers` only what they told and may be assumed.

    What was seen or heard of keeps its `likes`; what we promised says so, and by what day.
    """
    if note.kind == "promise":
        day = f", {say_day(note.by, today)}" if note.by else ""
        return f"{_topic(note)}we promised: {note.text}{day}"
    if note.stance == "likes" and note.source == "told" and may_be_assumed(note, today):
        return f"{_topic(note)}prefers {note.text}"
    return remark(note)


def question(note: Note) -> str:
    """Word a note as the question to ask: still true, or an offer, or whether it was done.

    Each reads as a sentence whatever was jotted, a thing or what somebody does.
    """
    negation = "not " if note.stance == "dislikes" else ""
    if note.kind == "promise":
        asked = f"done as promised: {note.text}?"
    elif note.standing == "standing":
        asked = f"still {negation}{note.text}?"
    elif note.kind == "need":
        asked = f"is it so: {negation}{note.text}?"
    else:
        asked = f"{_OFFERS[note.stance]} {note.text}?"
    return f"{_topic(note)}{asked}"


def why(note: Note, today: date) -> str:
    """Say in one sentence why a note is, or is not yet, worth asking about."""
    if note.ended_on:
        return f"it ended {say_day(note.ended_on, today)}, so it is not asked again."
    if note.standing == "candidate":
        return "not yet confirmed by the customer, so offer it once."
    if not note.change_rate or not note.visit_rate:
        return f"a {note.kind} is not asked again."
    last = f"last confirmed {say_day(note.confirmed_on, today)}"
    chance = odds(chance_gone(note, today))
    what = f"{note.topic} {note.kind}s" if note.topic else f"{note.kind}s"
    owners = {"note": "this", "topic": what, "kind": f"{note.kind}s"}.get(note.set_by or "")
    if owners and note.ask_after:
        return f"you ask {owners} every {say_span(note.ask_after)}; {last}, so {chance}."
    pace = note.pace or 1
    lasts = f"{what} here change about every {say_span(pace / note.change_rate)}"
    if pace != 1:
        lasts += f", {_TIMES[pace > 1]} as often with {note.customer}"
    if is_of_the_day(note):
        who = f", but {note.customer}" if pace == 1 else ", who"
        between = say_span(1 / note.visit_rate)
        return f"{lasts}{who} comes about every {between}, so ask each time."
    if note.ask_after is None:
        return f"{lasts}; a question costs more than it could save, so it is never asked."
    return f"{lasts}; {last}, so {chance}."


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
