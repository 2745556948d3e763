"""The policy: what is due, how much a question is worth, and the settings on when to ask again."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from math import inf
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from prefpad.domain.dates import parse_interval
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.humanize import say_span
from prefpad.domain.normalize import fold
from prefpad.domain.record import Record, replace
from prefpad.domain.setting import Setting
from prefpad.domain.vocabulary import KINDS, one_of
from prefpad.reconfirmation.estimator import best_interval, chance_changed, question_worth
from prefpad.reconfirmation.rates import (
    FIRST_RATES,
    FIRST_VISIT_RATE,
    first_lifetimes,
    is_wish_of_the_day,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from prefpad.db.settings_store import Settings
    from prefpad.domain.models import Note
    from prefpad.domain.vocabulary import SetBy

_PRESSING_SHARE = 0.25
_FURTHEST_DAYS = 365_000
_LEAST_PRICE = 1e-9
_EVEN_CHANCE = 0.5
_RISE_A_QUESTION = 1.25

DAYS_OF_PATIENCE = 30
"""For how many days a question to a customer makes the next one dearer."""

MOST_QUESTIONS = 2
"""How many questions a visit has at most, unless all are asked for."""

MOST_COUNTED = 1000
"""How far what is due is counted."""


_NONE: Mapping[str, int] = MappingProxyType({})


class Timing(Record):
    """When to ask a group of customers about a group of notes.

    Attributes:
        change_rate: changes per day.
        visit_rate: visits per day.
        days: the days to leave it alone, or None to never ask.
        set_by: whose the days are: the owner's for the `note`, `topic` or `kind`, or `learned`.
    """

    change_rate: float
    visit_rate: float
    days: int | None
    set_by: SetBy

    @property
    def is_of_the_day(self) -> bool:
        """Whether such a note is a wish of the day; the owner's own interval wins over that."""
        return _is_of_the_day(self.set_by, self.change_rate, self.visit_rate)


class Policy(Record):
    """When to ask again about each note.

    Attributes:
        question_price: how many wrong guesses one question costs.
        by_topic: the owner's own days for a topic, by its folded name.
        by_kind: the owner's own days for a kind.
        counts_all: whether "still true" counts from everybody, found to ask or not.
        rise: how many times dearer a question is to somebody who was asked others lately.
    """

    question_price: float = 0.3
    by_topic: Mapping[str, int] = _NONE
    by_kind: Mapping[str, int] = _NONE
    counts_all: bool = False
    rise: float = 1.0

    def after(self, questions: int) -> Policy:
        """Return the policy for somebody who was asked that many questions in the last 30 days.

        Each question makes the next a quarter dearer, so that regulars are not asked at every visit.
        Alerts, and notes with an interval of the owner's own, are asked about regardless.
        """
        return replace(self, rise=_RISE_A_QUESTION**questions)

    def timing(
        self, kind: str, topic_key: str, *, alert: bool, change_rate: float, visit_rate: float
    ) -> Timing:
        """Return the interval for such notes: the owner's own, or the best one.

        Args:
            kind: one that is asked again.
            topic_key: the folded topic.
            alert: whether it must be seen first.
            change_rate: changes per day.
            visit_rate: visits per day.
        """
        if topic_key in self.by_topic:
            return Timing(change_rate, visit_rate, self.by_topic[topic_key], "topic")
        if kind in self.by_kind:
            return Timing(change_rate, visit_rate, self.by_kind[kind], "kind")
        days = days_between(change_rate, visit_rate, self._price(kind, alert=alert))
        return Timing(change_rate, visit_rate, days, "learned")

    def worth(self, note: Note, today: date) -> float:
        """Return what a question is worth over its price: 1 on the day it becomes due."""
        timing = _timing(note)
        if timing is None:
            return 0.0
        return self.worth_after(_days(note, today), note.kind, timing, alert=note.alert)

    def worth_after(self, days: int, kind: str, timing: Timing, *, alert: bool) -> float:
        """Return what a question is worth over its price, `days` after the last check."""
        if timing.set_by != "learned":
            return days / (timing.days or 1)
        worth = question_worth(timing.change_rate, timing.visit_rate, days)
        return worth / max(self._price(kind, alert=alert), _LEAST_PRICE)

    def due_among(
        self, notes: list[Note], until: date, today: date, topic: str | None = None
    ) -> list[Note]:
        """Return which of `notes` are due by a day, most worth asking first."""
        due = [
            note
            for note in notes
            if note.due_on
            and note.due_on <= until
            and (topic is None or fold(note.topic or "") == fold(topic))
            and self._is_worth_its_rise(note, today)
        ]
        return sorted(due, key=lambda note: -self.worth(note, today))

    def _is_worth_its_rise(self, note: Note, today: date) -> bool:
        is_spared = self.rise > 1 and note.set_by == "learned" and not note.alert
        return not is_spared or self.worth(note, today) >= self.rise

    def _price(self, kind: str, *, alert: bool) -> float:
        return self.question_price * (_PRESSING_SHARE if alert or kind == "need" else 1)


@lru_cache(maxsize=4096)
def days_between(change_rate: float, visit_rate: float, price: float) -> int | None:
    """Return the interval in whole days, at least one, or None to never ask.

    Args:
        change_rate: changes per day.
        visit_rate: visits per day.
        price: how many wrong guesses one question costs.
    """
    days = best_interval(change_rate, visit_rate, price)
    return None if days is None else max(1, round(days))


def due_on(confirmed_on: date, ask_after: int | None, *, stands: bool) -> date | None:
    """Return the day a note is worth asking about again, or None.

    Args:
        confirmed_on: the day it was last known to be true.
        ask_after: the days to leave it alone, or None to never ask.
        stands: whether it holds and is no candidate.
    """
    if ask_after is None or ask_after > _FURTHEST_DAYS or not stands:
        return None
    return confirmed_on + timedelta(days=ask_after)


def chance_gone(note: Note, today: date) -> float:
    """Return the probability that a note is no longer true; 0 if its kind is not asked again."""
    return chance_changed(note.change_rate, _days(note, today)) if note.change_rate else 0.0


def is_of_the_day(note: Note) -> bool:
    """Tell whether a note is a wish of the day: it changes sooner than the customer returns.

    An interval of the owner's wins over that too.
    """
    if not (note.change_rate and note.visit_rate):
        return False
    return _is_of_the_day(note.set_by, note.change_rate, note.visit_rate)


def _is_of_the_day(set_by: SetBy | None, change_rate: float, visit_rate: float) -> bool:
    return set_by == "learned" and is_wish_of_the_day(change_rate, visit_rate)


def may_be_assumed(note: Note, today: date) -> bool:
    """Tell whether a note may be relied on: it stands, and is more likely true than not."""
    if note.standing == "candidate" or (note.confirmed_on < today and is_of_the_day(note)):
        return False
    return chance_gone(note, today) < _EVEN_CHANCE


def _timing(note: Note) -> Timing | None:
    if note.change_rate is None or note.visit_rate is None or note.set_by is None:
        return None
    return Timing(note.change_rate, note.visit_rate, note.ask_after, note.set_by)


def _days(note: Note, today: date) -> int:
    return max(0, (today - note.confirmed_on).days)


# -- the settings ----------------------------------------------------------------------------------

EVERY = "every:"
"""What the name of an owner's own interval begins with; the topic or kind follows."""
LASTS = "lasts:"
"""What the name of an owner's own lifetime begins with; the topic follows."""


def _price(text: str) -> float:
    try:
        price = float(text)
    except ValueError:
        price = -1
    if not 0 <= price < inf:
        raise AskedWrongly(
            f"The price of a question is a number from 0 on, not {text[:40]!r}.",
            "Write it as 0.3; a lower price asks more often.",
        )
    return price


def _plain_number(number: float) -> str:
    return f"{number:g}"


def _price_in_words(price: float) -> str:
    rate = FIRST_RATES["preference"]

    def when(price: float) -> str:
        days = days_between(rate, FIRST_VISIT_RATE, price)
        return "never" if days is None else f"after {say_span(days)}"

    return (
        "A question is asked when it saves more wrong guesses than this, so a lower price asks more"
        " often. A preference that lasts about"
        f" {say_span(1 / rate)}, of a customer who comes about every"
        f" {say_span(1 / FIRST_VISIT_RATE)}, is asked again {when(price)} at {price:g};"
        f" it would be {when(price / 2)} at {price / 2:g} and {when(price * 2)} at {price * 2:g}."
    )


QUESTION_PRICE = Setting(
    "question-price",
    "How many wrong guesses one question may cost.",
    "0.3",
    _price,
    written=_plain_number,
    said=_plain_number,
    explained=_price_in_words,
)


def _yes_or_no(text: str) -> bool:
    typed = fold(text)
    if typed not in {"yes", "no"}:
        raise AskedWrongly(f"It is yes or no, not {text[:40]!r}.", "Write yes or no.")
    return typed == "yes"


def _said_yes_or_no(is_so: bool) -> str:
    return "yes" if is_so else "no"


COUNT_ALL_ANSWERS = Setting(
    "count-all-answers",
    'Whether "still true" also counts from colleagues whose answers hardly ever find a change.',
    "no",
    _yes_or_no,
    written=_said_yes_or_no,
    said=_said_yes_or_no,
)


def own_interval(of: str) -> Setting[Any]:
    """Return the setting for the owner's own interval of a topic or kind.

    Raises:
        AskedWrongly: a kind that is not asked again.
    """
    key = fold(of)
    if key in KINDS and not KINDS[key].asked_again:
        asked_again = tuple(kind.name for kind in KINDS.values() if kind.asked_again)
        raise AskedWrongly(
            f"A {key} is not asked again, so it has no interval.",
            f"Name a topic, or {one_of(asked_again)}.",
        )
    what = f"{key}s" if key in KINDS else f"the topic {key}"
    return Setting(
        f"{EVERY}{key}",
        f"Your own interval for {what}, instead of the learned one.",
        "",
        parse_interval,
        said=say_span,
    )


def own_intervals(settings: Settings) -> list[Setting[Any]]:
    """Return the intervals that an owner has set, by the name of their topic or kind."""
    return [
        own_interval(name.removeprefix(EVERY))
        for name in sorted(settings.texts)
        if name.startswith(EVERY)
    ]


def own_lifetime(of: str) -> Setting[Any]:
    """Return the setting for how long the owner expects a preference on a topic to last.

    Raises:
        AskedWrongly: a kind of note instead of a topic.
    """
    key = fold(of)
    if key in KINDS:
        raise AskedWrongly(
            f"{LASTS}{key} names a kind of note.", f"Name a topic, as in `{LASTS}song`."
        )
    return Setting(
        f"{LASTS}{key}",
        f"How long a preference on {key} lasts, until the answers here say more.",
        "",
        parse_interval,
        said=say_span,
    )


def lifetimes_of(settings: Settings) -> Mapping[str, float]:
    """Return the expected lifetime, in days, of preferences by topic, the owner's word first."""
    own = {
        name.removeprefix(LASTS): float(settings.value(own_lifetime(name.removeprefix(LASTS))))
        for name in settings.texts
        if name.startswith(LASTS)
    }
    return {**first_lifetimes(), **own} if own else first_lifetimes()


def policy_of(settings: Settings) -> Policy:
    """Return the policy that these settings make."""
    days = {
        setting.name.removeprefix(EVERY): settings.value(setting)
        for setting in own_intervals(settings)
    }
    return Policy(
        settings.value(QUESTION_PRICE),
        by_topic={name: days[name] for name in days if name not in KINDS},
        by_kind={name: days[name] for name in days if name in KINDS},
        counts_all=settings.value(COUNT_ALL_ANSWERS),
    )
