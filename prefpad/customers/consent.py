"""Consent: its kinds, what needs it, and how it is worded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.humanize import say_day
from prefpad.domain.normalize import fold
from prefpad.domain.setting import Setting
from prefpad.domain.validation import checked_word
from prefpad.domain.vocabulary import CONSENTS, one_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from prefpad.domain.models import Consent, Customer

ABOUT = ("notes", "messages")
"""What consent can be to: that notes are kept, that messages are sent."""

FROM_A_LIST = "import from"
"""Begins how a consent came that a list of another program gave."""

SOME_KINDS = "to some kinds only"
"""Stands in how a consent to messages came that was given to one kind and refused to another."""

NO_CONSENT = "no consent to notes, which this pad requires"
"""Why a note is not taken."""

HINT = "Ask them, then run `pad.edit({}, wanted=Edit(consents=['notes=given']))`."

_OPTIONAL, _REQUIRED = "optional", "required"
_FROM_BEFORE = "these notes are from before"
_TOLD = {
    "asked": "asked {who} for consent to {about}",
    "given": "{who} gave consent to {about}",
    "refused": "{who} refused consent to {about}",
    "withdrawn": "{who} withdrew consent to {about}",
}


def parse_consent(text: str) -> tuple[str, str]:
    """Parse the kind and status of a consent, such as `notes=given`.

    Raises:
        AskedWrongly: it is not valid.
    """
    about, _, status = (word.strip().lower() for word in text.partition("="))
    if about not in ABOUT or status not in CONSENTS:
        raise AskedWrongly(
            f"{text[:40]!r} is not a consent.",
            f"Write notes=given, or messages=given; it is {one_of(CONSENTS)}.",
        )
    return about, status


def say_consent(consent: Consent, today: date) -> str:
    """Say what a customer answered, when, how, and what it means for existing notes."""
    said = f"{consent.status} {say_day(consent.on, today)}"
    how = f" · {consent.how}" if consent.how else ""
    over = consent.about == "notes" and consent.status in {"refused", "withdrawn"}
    return f"consent {said}{how}{f'; {_FROM_BEFORE}' * over}"


def is_partial(consent: Consent) -> bool:
    """Tell whether a consent to messages was given to some kinds of them and refused to others."""
    return consent.status == "given" and SOME_KINDS in (consent.how or "")


def consents_in_words(person: Customer, today: date) -> Iterator[tuple[str, str]]:
    """Yield each consent with its status, including a missing one that is required."""
    for consent in person.consents:
        yield consent.about, say_consent(consent, today)
    if not person.notes_allowed and all(one.about != "notes" for one in person.consents):
        yield "notes", "no consent yet, which this pad requires"


def to_bear_in_mind(person: Customer, today: date) -> Iterator[str]:
    """Yield what matters at the counter about a customer's consents."""
    matters = {
        one.about
        for one in person.consents
        if one.status in {"refused", "withdrawn"}
        or is_partial(one)
        or (one.about == "notes" and not person.notes_allowed)
    }
    for about, said in consents_in_words(person, today):
        if about in matters or said.startswith("no "):
            yield f"{about}: {said}"


def tell_consent(who: str, row: dict[str, str]) -> str:
    """Word a row of consent for the log."""
    how = f" ({row['how']})" if row.get("how") else ""
    return f"{_TOLD[row['status']].format(who=who, about=row['about'])} on {row['on_day']}{how}"


def _is_required(text: str) -> bool:
    word = fold(text)
    checked_word("setting of consent", word, (_OPTIONAL, _REQUIRED))
    return word == _REQUIRED


def _required_or_not(required: bool) -> str:
    return _REQUIRED if required else _OPTIONAL


def _required_in_words(required: bool) -> str:
    if not required:
        return "Consent is shown where it was recorded; notes do not need it."
    return (
        "Without consent to notes, only the promises, problems and alerts that customers told you are"
        " saved. `prefpad customer NAME --consent notes=given` records it."
    )


CONSENT = Setting(
    "consent",
    "Whether notes need consent: required or optional.",
    _OPTIONAL,
    _is_required,
    written=_required_or_not,
    said=_required_or_not,
    explained=_required_in_words,
)
