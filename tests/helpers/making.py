"""Notes and customers as tests need them, without a pad."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from prefpad.domain.models import Customer, Note
from prefpad.domain.normalize import fold
from prefpad.reconfirmation.policy import Policy, due_on
from prefpad.reconfirmation.rates import FIRST_RATES, FIRST_VISIT_RATE
from tests.conftest import TODAY

if TYPE_CHECKING:
    from datetime import date

POLICY = Policy()
SAM = Customer(1, "Sam Smith")

HOSTILE_TEXTS = (
    "[bold]loud[/bold]",
    "[/]",
    ":coffee:",
    "'; DROP TABLE notes; --",
    "=1+1",
    "back\x1b[2Jslash\x07",
    "right\u202eto left",
    "🥐 croissant 👩‍🍳",
    "two\nlines\tand a tab",
)
UNSEEN = ("\u200f", "\u202e", "\u2066", "\u061c", "\x1b", "\x9b", "\x07", "\U000e0041", "\ufff9")
"""What a terminal acts on and nobody sees, of each sort; keyboards put the first before a word."""

NAMES_IN_EVERY_SCRIPT = (
    "Renée O\u2019Brien-Łuczak",
    "Владимир Петров",
    "Ελένη Παπαδοπούλου",
    "محمد علي",
    "דוד כהן",
    "राम प्रसाद",
    "ธนา สุขใจ",
    "東京 太郎",
    "김 철수",
    "ანა ბერიძე",
    "Āżøß Þórðarson",
)


def days_ago(days: int) -> date:
    """Return the day so many days before the tests' today."""
    return TODAY - timedelta(days)


def days_ahead(days: int) -> date:
    """Return the day so many days after it."""
    return TODAY + timedelta(days)


def unchecked(value: object) -> Any:
    """Return a value as a script without types may pass it."""
    return value


def make_note(number: int = 1, text: str = "latte", policy: Policy = POLICY, **fields: Any) -> Note:
    """Return a note of Sam's, told today and asked again as by `policy`, unless the fields differ."""
    given: dict[str, Any] = {
        "number": number,
        "customer": SAM.name,
        "customer_number": SAM.number,
        "kind": "preference",
        "topic": None,
        "text": text,
        "stance": None,
        "source": "told",
        "voice": "say",
        "standing": "standing",
        "alert": False,
        "noted_on": TODAY,
        "confirmed_on": TODAY,
        "due_on": None,
        "author": "Ana",
    }
    given |= fields
    if given["kind"] in FIRST_RATES:
        given = {
            "change_rate": FIRST_RATES[given["kind"]],
            "visit_rate": FIRST_VISIT_RATE,
            "pace": 1.0,
        } | given
        timing = policy.timing(
            given["kind"],
            fold(given["topic"] or ""),
            alert=given["alert"],
            change_rate=given["change_rate"],
            visit_rate=given["visit_rate"],
        )
        every = given.get("every")
        own = (every, "note") if every else (timing.days, timing.set_by)
        given |= {"ask_after": own[0], "set_by": own[1]}
    stands = given.get("ended_on") is None and given["standing"] == "standing"
    if given["due_on"] is None:
        given["due_on"] = due_on(given["confirmed_on"], given.get("ask_after"), stands=stands)
    return Note(**given)
