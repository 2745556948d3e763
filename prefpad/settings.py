"""The pad's own options, each described once: its name, its values, its default, what it does.

A new setting is one more entry here.
"""

from __future__ import annotations

from math import inf
from typing import Any

from prefpad.domain.dates import DATE_ORDERS, DateOrder, parse_interval
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.normalize import fold
from prefpad.domain.setting import Setting
from prefpad.domain.vocabulary import KINDS, check_word, one_of
from prefpad.notes.greeting_template import checked_template
from prefpad.notes.sensitive import own_words, said_words
from prefpad.privacy.policy_text import (
    policy_in_words,
    read_policy,
    say_policy,
    typed_policy,
    written_policy,
)

_OPTIONAL, _REQUIRED = "optional", "required"


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
    from prefpad.domain.humanize import say_span
    from prefpad.reconfirmation.policy import days_between
    from prefpad.reconfirmation.rates import FIRST_RATES, FIRST_VISIT_RATE

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


def _date_order(text: str) -> DateOrder | None:
    for order in DATE_ORDERS:
        if fold(text) == order:
            return order
    if text:
        raise AskedWrongly(
            f"{text[:40]!r} is no order of day, month and year.",
            f"It is {one_of(DATE_ORDERS)}.",
        )
    return None


def _order_or_nothing(order: DateOrder | None) -> str:
    return order or ""


def _order_in_words(order: DateOrder | None) -> str:
    readings = {"dmy": "3 April", "mdy": "March 4", "ymd": "refused, as the year comes last"}
    return f"03/04/2026 is {readings[order] if order else 'refused, as it can be read two ways'}."


def _days_in_words(days: int) -> str:
    from prefpad.domain.humanize import say_span

    return say_span(days)


def _greeting_in_words(template: str) -> str:
    from prefpad.notes.greeting_template import fields_in_words, filled

    known = filled(template, {"address": "Mr. Smith", "name": "Sam Smith"})
    unknown = filled(template, {"address": "", "name": ""})
    return (
        f"{fields_in_words()} Mr. Sam Smith is greeted: {known} Where neither is known: {unknown}"
    )


def _is_required(text: str) -> bool:
    word = fold(text)
    check_word("setting of consent", word, (_OPTIONAL, _REQUIRED))
    return word == _REQUIRED


def _required_or_not(required: bool) -> str:
    return _REQUIRED if required else _OPTIONAL


def _consent_in_words(required: bool) -> str:
    if not required:
        return "Consent is shown where it was recorded, and no note waits for it."
    return (
        "Without consent to notes, only promises, problems and alerts that the customer told are"
        " taken. `prefpad customer NAME --consent notes=given` records it."
    )


def _sensitive_in_words(_: object) -> str:
    return (
        "Write words and phrases with commas between, a star for any ending: `golf club, debut*,"
        " not kosher`. They count for what is written from now on."
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
DATE_ORDER = Setting(
    "date-order",
    "How you write days in figures: dmy, mdy or ymd.",
    "",
    _date_order,
    written=_order_or_nothing,
    said=_order_or_nothing,
    explained=_order_in_words,
)
GREETING = Setting(
    "greeting",
    "How `greet` greets who was here before.",
    "Welcome back, {address}.",
    checked_template,
    explained=_greeting_in_words,
)
FIRST_GREETING = Setting(
    "first-greeting",
    "How `greet` greets who was not.",
    "Welcome, {address}.",
    checked_template,
    explained=_greeting_in_words,
)
CONSENT = Setting(
    "consent",
    "Whether notes wait for consent: required or optional.",
    _OPTIONAL,
    _is_required,
    written=_required_or_not,
    said=_required_or_not,
    explained=_consent_in_words,
)
POLICY = Setting(
    "policy",
    "Your privacy policy, with the day of its last change.",
    "",
    read_policy,
    written=written_policy,
    said=say_policy,
    explained=policy_in_words,
    typed=typed_policy,
)
SENSITIVE = Setting(
    "sensitive",
    "Words that keep a note private, besides those prefpad knows; `not WORD` takes one off.",
    "",
    own_words,
    written=said_words,
    said=said_words,
    explained=_sensitive_in_words,
)


NEVER = "never"


def _term(text: str) -> int | None:
    return None if fold(text) == NEVER else parse_interval(text)


def _written_term(days: int | None) -> str:
    return NEVER if days is None else f"{days} days"


def _term_in_words(days: int | None) -> str:
    return NEVER if days is None else _days_in_words(days)


def _keeping(name: str, default: str, what: str) -> Setting[Any]:
    return Setting(
        f"keep-{name}",
        f"How long {what}, until `tidy`; or never.",
        default,
        _term,
        written=_written_term,
        said=_term_in_words,
    )


KEEPING: dict[str, Setting[Any]] = {
    "want": _keeping("wants", "90 days", "a want stays after its day"),
    "mood": _keeping("moods", "14 days", "a mood stays after its day"),
    "candidate": _keeping("candidates", "180 days", "what was seen once stays"),
    "problem": _keeping("problems", "2 years", "a solved problem stays"),
    "promise": _keeping("promises", "2 years", "a kept promise stays"),
    "extra": _keeping("extras", "2 years", "an extra stays that was given"),
    "customer": _keeping("customers", NEVER, "a customer stays who does not come"),
}
"""How many days each thing stays when its time is over; None for ever."""

SETTINGS: dict[str, Setting[Any]] = {
    setting.name: setting
    for setting in (
        *(QUESTION_PRICE, DATE_ORDER, GREETING, FIRST_GREETING),
        *(SENSITIVE, CONSENT, POLICY),
    )
}
SETTINGS |= {setting.name: setting for setting in KEEPING.values()}

EVERY = "every:"
"""What the name of an owner's own interval begins with; the topic or kind follows."""


def setting_named(name: str) -> Setting[Any]:
    """Return the setting called `name`, an interval for any topic or kind included.

    Raises:
        AskedWrongly: there is none, with those that come near.
    """
    name = fold(name)
    if name.startswith(EVERY) and (key := fold(name.removeprefix(EVERY))):
        if key in KINDS and not KINDS[key].asked_again:
            raise AskedWrongly(
                f"A {key} is not asked again, so it has no interval.",
                f"Name a topic, or {one_of(asked_again())}.",
            )
        what = f"{key}s" if key in KINDS else f"the topic {key}"
        return Setting(
            f"{EVERY}{key}",
            f"Your own interval for {what}, in place of what is learnt.",
            "",
            parse_interval,
            said=_days_in_words,
        )
    if name not in SETTINGS:
        raise AskedWrongly(
            f"{name[:40]!r} is no setting.",
            f"The settings are {one_of((*SETTINGS, f'{EVERY}TOPIC'))}.",
        )
    return SETTINGS[name]


def asked_again() -> tuple[str, ...]:
    """Return the kinds that are asked again."""
    return tuple(kind.name for kind in KINDS.values() if kind.asked_again)
