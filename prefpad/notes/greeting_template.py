"""The words of a greeting, which the owner may set."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.memoize import pattern
from prefpad.domain.sanitize import clean
from prefpad.domain.setting import Setting
from prefpad.domain.vocabulary import one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELDS = {
    "address": "how they are addressed",
    "name": "the full name",
}
"""The fields that a template may have, each in braces, with what each becomes."""

LONGEST_TEMPLATE = 200
_SHOWN_CHARACTERS = 40

_IN_BRACES = tuple(f"{{{name}}}" for name in FIELDS)
_NAMED = rf"\{{({'|'.join(FIELDS)})\}}"
_FIELD = pattern(_NAMED)
_BRACE = r"\{[^{}]*\}?|\}"
_FIELD_AND_STOP = pattern(rf"{_NAMED}(\.?)")
"""A field and the full stop after it, which `Sam Smith Jr.` brings already."""
_WITH_WHAT_LEADS_TO_IT = rf"^{_NAMED}[\s,]*|[\s,]*{_NAMED}"


def checked_template(text: str) -> str:
    """Check the words of a greeting and return them unchanged.

    Raises:
        AskedWrongly: an unknown field, a stray brace, or more than one line.
    """
    words = _FIELD.sub("", text)
    if "{" in words or "}" in words:
        other = "".join(re.findall(_BRACE, words)[:1])[:_SHOWN_CHARACTERS]
        raise AskedWrongly(
            f"A greeting can contain {one_of(_IN_BRACES)}, not {clean(other)!r}.",
            fields_in_words(),
        )
    if len(text) > LONGEST_TEMPLATE or clean(text) != text or not any(map(str.isalnum, words)):
        raise AskedWrongly(
            f"A greeting is one line of words, with {one_of(_IN_BRACES)} in it,"
            f" of at most {LONGEST_TEMPLATE} characters.",
            fields_in_words(),
        )
    return text


def fields_in_words() -> str:
    """Describe the value of each field."""
    return f"{' and '.join(f'{{{name}}} is {what}' for name, what in FIELDS.items())}."


def filled(template: str, values: Mapping[str, str]) -> str:
    """Fill in a template; a field without a value is dropped with the comma before it.

    Args:
        template: as `checked_template` returns it.
        values: for each of `FIELDS` a text, or an empty one.
    """
    bare = re.sub(
        _WITH_WHAT_LEADS_TO_IT,
        lambda field: field[0] if values[field[1] or field[2]] else "",
        template,
    )
    if bare != template:
        bare = bare[:1].upper() + bare[1:]
    return _FIELD_AND_STOP.sub(
        lambda field: values[field[1]].removesuffix(field[2]) + field[2], bare
    )


def _in_words(template: str) -> str:
    known = filled(template, {"address": "Mr. Smith", "name": "Sam Smith"})
    unknown = filled(template, {"address": "", "name": ""})
    return (
        f"{fields_in_words()} Mr. Sam Smith is greeted: {known} Where neither is known: {unknown}"
    )


GREETING = Setting(
    "greeting",
    "How `greet` greets someone who was here before.",
    "Welcome back, {address}.",
    checked_template,
    explained=_in_words,
)
FIRST_GREETING = Setting(
    "first-greeting",
    "How `greet` greets someone new.",
    "Welcome, {address}.",
    checked_template,
    explained=_in_words,
)
