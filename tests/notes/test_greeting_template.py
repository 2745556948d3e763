from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.domain.errors import AskedWrongly
from prefpad.notes.greeting_template import LONGEST_TEMPLATE, checked_template, filled

KNOWN = {"address": "Mr. Smith", "name": "Sam Smith"}
UNKNOWN = {"address": "", "name": ""}


@pytest.mark.parametrize(
    ("template", "words", "without"),
    [
        ("Welcome back, {address}.", "Welcome back, Mr. Smith.", "Welcome back."),
        ("Hello {address}!", "Hello Mr. Smith!", "Hello!"),
        ("{address}, welcome back.", "Mr. Smith, welcome back.", "Welcome back."),
        ("Grüezi {address} ({name})", "Grüezi Mr. Smith (Sam Smith)", "Grüezi ()"),
        ("Good to see you.", "Good to see you.", "Good to see you."),
    ],
)
def test_a_field_is_filled_or_goes_with_the_comma_before_it(
    template: str, words: str, without: str
) -> None:
    assert filled(checked_template(template), KNOWN) == words
    assert filled(template, UNKNOWN) == without


def test_what_stands_for_a_field_is_not_filled_again() -> None:
    assert filled("Hi {address}.", {"address": "{name} \\1", "name": "x"}) == "Hi {name} \\1."


@pytest.mark.parametrize(
    "template",
    [
        "Hi {adress}", "Hi {address", "Hi }", "Hi {}", "Hi {{address}}", "Hi {address.__class__}",
        "Hi {address!r}", "Hi {0}", "", "   ", "{address}", "{address}, {name}!", "two\nlines",
        "bell \x07", "x" * (LONGEST_TEMPLATE + 1),
    ],
)  # fmt: skip
def test_a_bad_template_is_refused_with_a_sentence_that_names_the_fields(template: str) -> None:
    with pytest.raises(AskedWrongly) as refusal:
        checked_template(template)
    assert "{address} or {name}" in refusal.value.sentence
    assert "{address} is how they are addressed" in str(refusal.value.hint)
    assert refusal.value.sentence.isprintable()


@given(st.text(), st.text(), st.text())
def test_any_template_is_filled_or_refused(template: str, address: str, name: str) -> None:
    try:
        checked_template(template)
    except AskedWrongly:
        return
    values = {"address": address, "name": name}
    assert filled(template, values) is not None
    assert "{address}" not in filled(template, UNKNOWN)
