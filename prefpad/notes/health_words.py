"""Words as they are compared with the lists of `health_lists`, and what each can mean."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache, reduce
from typing import NamedTuple

from prefpad.domain.memoize import Memo
from prefpad.domain.normalize import fold
from prefpad.notes import health_slips
from prefpad.notes.health_lists import (
    ASKED,
    LANGUAGES,
    MOST_WORDS,
    SHORTEST_STEM,
    phrases_in,
    sections_in,
    text_of,
)

_APOSTROPHE = "['’‘`´ʼ]"  # noqa: RUF001 - the ways an apostrophe is typed
_NOT = re.compile(f"n{_APOSTROPHE}t\\b")
_POSSESSIVE = re.compile(f"{_APOSTROPHE}s\\b")
_ANY_APOSTROPHE = re.compile(_APOSTROPHE)
_ELISION = re.compile("(?:l|d|n|qu|dell|dall|all|nell|sull)(?=[aeiouh].{5})")
_FREE_OF = re.compile("(?:frei(?:e[nrsm]?)?|vrije?|free)$")

# A letter, with the accents and invisible signs that may follow it.
_LETTER = r"[^\W_][\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]*"
_WORD = re.compile(f"(?:{_LETTER})+(?:{_APOSTROPHE}(?:{_LETTER})+)*")
_SENTENCE_ENDS = re.compile(r"[.!?;](?=\s|$)|[\n\r|;•]|!!|\?")
_CLAUSE_ENDS = re.compile(r"[,()\[\]\u2013\u2014+]|(?<=\s)[-/&](?=\s)|-(?=\s)|\.\.")

Senses = dict[str, int]
"""What a phrase can mean: each section that lists it, and in which languages, as bits."""

UNKNOWN: Senses = {}


class Word(NamedTuple):
    """A word of a text: where it stands, its key, and whether a clause or sentence begins with it."""

    start: int
    end: int
    key: str
    ends: int


WITHIN, CLAUSE, SENTENCE = 0, 1, 2


class Lexicon:
    """The phrases of all languages and their senses."""

    def __init__(self) -> None:
        self._phrases: dict[str, tuple[Senses, ...]] = {}
        self._asked: dict[str, set[str]] = {section: set() for section in ASKED}
        self._texts = [text_of(language) for language in LANGUAGES]
        for bit, text in enumerate(self._texts):
            for section, listed in sections_in(text):
                phrases = phrases_in(listed)
                if section in ASKED:
                    self._asked[section].update(phrases)
                else:
                    self._list(phrases, ({section: 1 << bit},))
        stems = [phrase for phrase in self._phrases if phrase[0] == "*"]
        self._within = {stem.strip("*"): _all(self._phrases.pop(stem)) for stem in stems}
        self._any_within = re.compile("|".join(self._within))
        self._leads = Memo(self._is_first_of_several)
        self.senses = Memo(self._senses)
        self.spelled = Memo(self._spelled)

    def _list(self, phrases: list[str], sense: tuple[Senses]) -> None:
        known = self._phrases
        again = {phrase: known[phrase] + sense for phrase in known.keys() & phrases}
        known.update(dict.fromkeys(phrases, sense))
        known.update(again)

    def _is_first_of_several(self, word: str) -> bool:
        return any(f", {word} " in text or f"\n{word} " in text for text in self._texts)

    def asked(self, section: str) -> set[str]:
        """Return the phrases of a section of `ASKED`."""
        return self._asked[section]

    def phrase_at(self, keys: list[str]) -> tuple[Senses, int]:
        """Return the senses of the longest phrase that some words begin with, and its length.

        After the first word those that only stress do not count: "hört sehr schlecht".
        """
        stress = 0
        while keys[stress + 1 :] and keys[stress + 1] in self._asked["very"]:
            stress += 1
        for skipped in sorted({0, stress}):
            most = MOST_WORDS if self._leads[keys[0]] else 1
            words = [keys[0], *keys[skipped + 1 : skipped + most]]
            for length in range(len(words), 1, -1):
                found = self._listed(" ".join(words[:length]), len(words[length - 1]))
                if found is not None:
                    return found, length + skipped
        return self.senses[keys[0]], 1

    def _senses(self, key: str) -> Senses:
        found = self._listed(key, len(key))
        if key not in self._phrases and (within := self._any_within.search(key)):
            part = self._within[within.group()]
            found = part if found is None else found if "harmless" in found else _both(found, part)
        if found is not None:
            return found
        return self._but_for_a_slip(key)

    def _but_for_a_slip(self, key: str) -> Senses:
        """Return the senses of the words that one slip makes this one of."""
        found = UNKNOWN
        for word in health_slips.meant_by(key):
            found = _both(found, self.senses[word])
        return found

    def _listed(self, phrase: str, last: int) -> Senses | None:
        """Return the senses of a phrase and of its beginnings with a star; a harmless one wins."""
        listed = self._phrases.get(phrase)
        found = None if listed is None else _all(listed)
        for end in range(len(phrase), len(phrase) - last + SHORTEST_STEM - 1, -1):
            if found is not None and "harmless" in found:
                return found
            if (listed := self._phrases.get(f"{phrase[:end]}*")) is not None:
                found = _all(listed if found is None else (found, *listed))
        return found

    def _spelled(self, key: str) -> tuple[str, ...]:
        """Return the words that are written as one: an article or `free` taken off."""
        if self.senses[key]:
            return (key,)
        if (found := _ELISION.match(key)) and self._is_elided(key, key[found.end() :]):
            return (found.group(), key[found.end() :])
        if (found := _FREE_OF.search(key)) and "allergens" in self.senses[key[: found.start()]]:
            return (key[: found.start()], found.group())
        return (key,)

    def _is_elided(self, key: str, rest: str) -> bool:
        return rest in self._words and key not in self._words

    @cached_property
    def _words(self) -> set[str]:
        return set(" ".join(self._phrases).split())


def _all(senses: tuple[Senses, ...]) -> Senses:
    return senses[0] if len(senses) == 1 else reduce(_both, senses)


def _both(one: Senses, other: Senses) -> Senses:
    return {section: one.get(section, 0) | other.get(section, 0) for section in {**one, **other}}


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the words of all languages, read when first needed."""
    return Lexicon()


def words_of(text: str) -> list[Word]:
    """Return the words of a text with the breaks before them."""
    words: list[Word] = []
    known = lexicon()
    ends = 0
    for found in _WORD.finditer(text):
        start, end = found.span()
        gap = _break_in(text[ends:start]) if words else SENTENCE
        for piece in _pieces(found.group()):
            for key in known.spelled[piece]:
                words.append(Word(start, end, key, gap))
                gap = WITHIN
        ends = end
    return words


def _break_in(between: str) -> int:
    if between in {" ", ""}:
        return WITHIN
    if _SENTENCE_ENDS.search(between):
        return SENTENCE
    return CLAUSE if _CLAUSE_ENDS.search(between) else WITHIN


def _pieces(written: str) -> list[str]:
    if written.isascii() and written.isalpha():
        return [written.lower()]
    plain = _NOT.sub("nt", fold(_ANY_APOSTROPHE.sub("'", written)))
    return _ANY_APOSTROPHE.sub(" ", _POSSESSIVE.sub("", plain)).split()
