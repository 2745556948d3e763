from __future__ import annotations

import pytest

from prefpad.customers.consent import (
    ABOUT,
    CONSENT,
    consents_in_words,
    parse_consent,
    to_bear_in_mind,
)
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.models import Consent
from prefpad.domain.record import replace
from prefpad.domain.vocabulary import CONSENTS, KINDS, SOURCES
from prefpad.notes.consent_gate import needs_consent
from prefpad.notes.draft import resolve_attributes
from tests.conftest import TODAY
from tests.helpers.making import SAM, days_ago

OPEN = ("promise", "problem")


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("kind", KINDS)
def test_all_but_promises_and_problems_need_consent(kind: str, source: str) -> None:
    assert needs_consent(resolve_attributes(kind, None, source, None)) is (kind not in OPEN)


@pytest.mark.parametrize("source", SOURCES)
def test_an_alert_needs_consent_unless_the_customer_told_it(source: str) -> None:
    assert needs_consent(resolve_attributes("need", None, source, None, alert=True)) is (
        source != "told"
    )


@pytest.mark.parametrize("about", ABOUT)
@pytest.mark.parametrize("status", CONSENTS)
def test_a_consent_is_written_as_what_it_is_to_and_what_came_of_it(about: str, status: str) -> None:
    assert parse_consent(f" {about.upper()} = {status}") == (about, status)


@pytest.mark.parametrize("text", ["", "notes", "notes=", "notes=yes", "calls=given", "given=notes"])
def test_what_is_no_consent_is_refused(text: str) -> None:
    with pytest.raises(AskedWrongly, match="not a consent"):
        parse_consent(text)


def test_whether_notes_need_consent_is_explained_by_what_is_saved_without_it() -> None:
    assert CONSENT.explained(CONSENT.read("optional")).endswith("notes do not need it.")
    assert "promises, problems and alerts" in CONSENT.explained(CONSENT.read("Required"))


NO_MESSAGES = Consent("messages", "refused", days_ago(1), "by phone")
LEFT = Consent("notes", "withdrawn", days_ago(21))
ASKED = Consent("notes", "asked", TODAY)
FINE = (Consent("messages", "given", TODAY), Consent("notes", "given", TODAY, "signed card"))


def test_a_customer_is_shown_with_every_consent() -> None:
    person = replace(SAM, consents=(*FINE, LEFT))
    assert list(consents_in_words(person, TODAY)) == [
        ("messages", "consent given today"),
        ("notes", "consent given today · signed card"),
        ("notes", "consent withdrawn 3 weeks ago; these notes are from before"),
    ]


@pytest.mark.parametrize(
    ("consents", "notes_allowed", "lines"),
    [
        ((), True, []),
        (FINE, True, []),
        ((ASKED,), True, []),
        ((NO_MESSAGES,), True, ["messages: consent refused yesterday · by phone"]),
        (
            (LEFT,),
            True,
            ["notes: consent withdrawn 3 weeks ago; these notes are from before"],
        ),
        ((), False, ["notes: no consent yet, which this pad requires"]),
        ((ASKED,), False, ["notes: consent asked today"]),
    ],
)
def test_the_card_bears_what_matters_at_the_counter(
    consents: tuple[Consent, ...], notes_allowed: bool, lines: list[str]
) -> None:
    person = replace(SAM, consents=consents, notes_allowed=notes_allowed)
    assert list(to_bear_in_mind(person, TODAY)) == lines
