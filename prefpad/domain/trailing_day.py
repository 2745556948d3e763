"""The day at the end of a remark, and the one by which something is due: `towels by friday`."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from prefpad.domain.dates import find_day, misspelt_day
from prefpad.domain.errors import BadDay
from prefpad.domain.memoize import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from prefpad.domain.dates import DateOrder

_MOST_WORDS = 7  # antes del viernes por la tarde; by the end of the month
_STOPS = " ,;.!"
_FRACTION_RANGE_OR_TIME = pattern(r"[0-9]/[0-9]|[0-9]+-[0-9]+|[0-9]+\.[0-9]+")
_ENGLISH_TIME = pattern(r"(?:[01]?[0-9]|2[0-4])\.[0-9]+\.")
_FLOOR_OR_ROOM = pattern(r"\D*[0-9]+\.")  # pour le 2.
_ALSO_A_NAME = "domingo"


def trailing_days(
    text: str, longest: int, today: date, order: DateOrder | None = None
) -> Iterator[tuple[str, date]]:
    """Yield each end of a text that names a day, the longest first, with the day.

    Args:
        text: the remark.
        longest: the most words of an end.
        today: the day that `tomorrow` and `friday` count from.
        order: how to read `12/3`, as in `parse_day`.
    """
    words = text.split()
    for length in range(min(longest, len(words)), 0, -1):
        tail = " ".join(words[-length:])
        with suppress(BadDay):
            if day := find_day(tail, today=today, toward="future", order=order):
                yield tail, day


def split_trailing_by(
    text: str, today: date, order: DateOrder | None = None
) -> tuple[str, date] | None:
    """Split a remark that ends in the day by which something is due.

    The day is the whole of what follows the last `by`, `bis`, `avant`, `entro`, `até`, `voor` and
    the like, in words of the same language or in figures. Nothing is due by a day that has
    passed, and what may be a fraction, a range, a time, a place or a name stays text.

    Args:
        text: the remark.
        today: the day that words count from.
        order: how to read `12/3`, as in `parse_day`.

    Returns:
        What is before `by`, and the day; or None where the text ends otherwise.

    Raises:
        BadDay: the text ends in such a day, which can be read two ways or contradicts itself.
    """
    words = list(re.finditer(r"\S+", text))
    for place in range(len(words) - 1, max(0, len(words) - 1 - _MOST_WORDS), -1):
        tail = text[words[place].start() :].rstrip()
        for language, before in _languages([word[0] for word in words[:place]]):
            rest = text[: words[place - before].start()].strip().rstrip(_STOPS)
            if rest and (day := _due_day(tail, language, today, order)):
                return rest, day
    return None


def misspelt_by(text: str, today: date) -> str | None:
    """Return a remark with the misspelt day at its end put right, or None where there is none."""
    words = list(re.finditer(r"\S+", text))
    for place in range(len(words) - 1, max(0, len(words) - 1 - _MOST_WORDS), -1):
        tail = text[words[place].start() :].rstrip(_STOPS)
        for language, _ in _languages([word[0] for word in words[:place]]):
            meant = misspelt_day(tail, today=today, toward="future", language=language)
            if meant:
                return f"{text[: words[place].start()]}{meant}"
    return None


def _languages(words: list[str]) -> Iterator[tuple[str, int]]:
    """Yield each language in which the last words are a `by`, and how many words that is."""
    from prefpad.domain.day_words import LANGUAGES, until, words_of

    for before in range(min(2, len(words)), 0, -1):
        said = " ".join(words_of(" ".join(words[-before:])))
        for language in LANGUAGES:
            if said in until(language):
                yield language, before


def _due_day(tail: str, language: str, today: date, order: DateOrder | None) -> date | None:
    for said in (tail, tail.rstrip(_STOPS)):
        if not _is_doubtful(said, language):
            day = find_day(said, today=today, toward="future", order=order, language=language)
            if day and day >= today:
                return day
    return None


def _is_doubtful(said: str, language: str) -> bool:
    from prefpad.domain.day_words import short_weekdays, words_of

    words = words_of(said)
    if short_weekdays(language).intersection(words):  # pour Sam, by the sun
        return language != "en" or "the" in words
    return bool(
        words == [_ALSO_A_NAME]
        or _FRACTION_RANGE_OR_TIME.fullmatch(said)
        or (language == "en" and _ENGLISH_TIME.fullmatch(said))
        or (language != "de" and _FLOOR_OR_ROOM.fullmatch(said))
    )
