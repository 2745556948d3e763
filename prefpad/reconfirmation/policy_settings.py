"""The settings on when to ask again, and the policy made from them."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

from prefpad.domain.dates import parse_interval
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.humanize import say_span
from prefpad.domain.normalize import fold
from prefpad.domain.setting import Setting
from prefpad.domain.vocabulary import KINDS, one_of
from prefpad.reconfirmation.policy import Policy, days_between
from prefpad.reconfirmation.rates import FIRST_RATES, FIRST_VISIT_RATE, first_lifetimes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prefpad.db.settings_store import Settings

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
    'Whether "still true" counts from colleagues too whose answers hardly ever find a change.',
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
