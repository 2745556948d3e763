"""Replaces the words of a phrase by what they mean, so that all languages read alike.

`nächsten Freitag` gives `next w4` and `il y a 3 jours` gives `ago 3 day`: `n-1` is yesterday, `w0`
Monday, `m1` January, and `12th` or `12.` a number written as a day.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from prefpad.domain.day_words import LANGUAGES
from prefpad.domain.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefpad.domain.day_words import Language

_TOKEN = re.compile(
    r"(?P<day>[0-9]+)(?:(?P<th>st|nd|rd|th)|(?P<foreign>er|re|e|o|de|ste)|(?P<dot>\.))(?![a-z0-9])"
    r"|(?P<word>[0-9]+|[a-z]+)\.?|\S"
)
_BETWEEN = re.compile(
    r"['`\u00b4\u02bc\u2018\u2019,]"  # l'altro, d'ici, 12 March, 2026
    "|(?<=[a-z])-(?=[a-z]|[0-9]{4}$)|(?<=[0-9])-(?=[a-z])"  # sexta-feira, 12-Mar-2025
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_UNITS = ("day", "week", "month", "year")


def words_of(phrase: str) -> list[str]:
    """Return the words of a phrase, folded, without apostrophes, hyphens and stops."""
    return [_word(found) for found in _TOKEN.finditer(_BETWEEN.sub(" ", fold(phrase)))]


def translated(words: list[str], code: str) -> str | None:
    """Return what words mean in a language, or None if it does not know one of them.

    Args:
        words: from `words_of`.
        code: the language, as in `LANGUAGES`.
    """
    lexicon = _lexicon(code)
    found, start = [], 0
    while start < len(words):
        end = len(words)
        while end > start and " ".join(words[start:end]) not in lexicon:
            end -= 1
        if end > start:
            found.append(lexicon[" ".join(words[start:end])])
        elif words[start][0].isdecimal():
            found.append(words[start])
        else:
            return None
        start = max(end, start + 1)
    return " ".join(found)


def meanings(language: Language) -> Iterator[tuple[str, set[str]]]:
    """Yield what words of a language mean, and the forms of each, folded, with `ue` for `ü` too."""
    for meaning, listed in _sections(language):
        yield meaning, {*_forms(listed), *_forms(listed.translate(_UMLAUTS))}


@cache
def short_weekdays(code: str) -> frozenset[str]:
    """Return the abbreviated weekdays of a language, many of which are names: Sam, Dom."""
    return frozenset(_forms(LANGUAGES[code].short_weekdays.replace("|", ",")))


@cache
def until(code: str) -> frozenset[str]:
    """Return what a language says before the day by which something is due."""
    return frozenset(_forms(LANGUAGES[code].until))


def _word(token: re.Match[str]) -> str:
    if day := token["day"]:
        return f"{day}th" if token["th"] else f"{day}." if token["dot"] else f"{day}st"
    return token["word"] or token[0]


@cache
def _lexicon(code: str) -> dict[str, str]:
    return {form: meaning for meaning, forms in meanings(LANGUAGES[code]) for form in forms}


def _sections(language: Language) -> Iterator[tuple[str, str]]:
    for away, forms in enumerate(_listed(language.near), -2):
        yield f"n{away:+}", forms
    for listed in (language.weekdays, language.short_weekdays):
        for weekday, forms in enumerate(_listed(listed)):
            yield f"w{weekday}", forms
    for month, forms in enumerate(_listed(language.months), 1):
        yield f"m{month}", forms
    yield from zip(_UNITS, _listed(language.units), strict=True)
    for number, forms in enumerate(_listed(language.numbers), 1):
        yield str(number), forms
    yield from language.around.items()


def _listed(section: str) -> list[str]:
    return section.split("|")


def _forms(listed: str) -> list[str]:
    return [" ".join(words_of(form)) for form in listed.split(",") if form.strip() != "-"]
