"""Whether a text can state an allergy or access need at all.

Most remarks have no word that could, and reading one closely takes much longer than a glance.
"""

from __future__ import annotations

from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from prefpad.domain.memoize import Memo
from prefpad.domain.normalize import without_apostrophes
from prefpad.notes import health_slips
from prefpad.notes.health_lists import (
    LANGUAGES,
    SHORTEST_STEM,
    phrases_in,
    sections_in,
    text_of,
)
from prefpad.notes.health_rules import RULES
from prefpad.notes.phrases import words_of
from prefpad.notes.small_words import SMALL_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefpad.notes.health_rules import Rule

SMALL_BUT_TELLING = {
    "foods": {"mais"},
    "may harm": {"fur", "bij", "la"},
    "reaction": {"die", "could", "a", "in"},
    "breaks out": {"hat", "come", "le", "onder"},
    "must not": {"not", "nao"},
    "none of": {
        *("keine", "kein", "keinen", "ohne", "no", "w", "o", "non", "off", "sin", "s", "nada"),
        *("sans", "pas", "ne", "geen", "zonder", "sem", "nao"),
    },
    "off limits": {"no", "out", "non"},
    "insists": {"nur", "only", "to", "so"},
    "walks with": {"w", "with", "on", "has", "a", "avec", "con"},
    "cannot": {"not", "no", "nada", "sin", "pas", "sans", "plus", "geen", "zonder", "niet", "sem"},
    "unable": {"not"},
    "hard": {"niet"},
    "badly": {"nada"},
    "body trouble": {"dos", "been"},
    "easy place": {"c"},
}
"""Of each section that has a phrase of small words only, one word of each such phrase."""

_ELIDED = ("l", "d", "n", "qu", "dell", "dall", "all", "nell", "sull")
_FREE = ("frei", "vrij", "free")


def may_state_a_need(text: str) -> bool:
    """Tell whether the words for some rule may stand in a text; if not, `find_needs` finds none."""
    words = {*words_of(text), *words_of(without_apostrophes(text))}
    known = [one for one in map(glance().sections_of.__getitem__, words) if one]
    return bool(known) and _any_may_tell(tuple(sorted(known, key=hash)))


def may_deny_a_need(text: str) -> bool:
    """Tell whether a text may deny a need; if not, `is_denial` says that it does not."""
    words, apart = words_of(without_apostrophes(text)), words_of(text)
    answers = _phrases_of("denial")
    said = {word for word in (*words, *apart) if word not in SMALL_WORDS}
    return (
        not said
        or not answers.isdisjoint({" ".join(words), " ".join(apart), *said})
        or any(word in phrase for phrase in _phrases_of("past", "gone") for word in said)
        or may_state_a_need(text)
    )


@cache
def _phrases_of(*sections: str) -> frozenset[str]:
    return frozenset(
        phrase
        for language in LANGUAGES
        for section, listed in sections_in(text_of(language))
        if section in sections
        for phrase in phrases_in(listed)
    )


@lru_cache(maxsize=20_000)
def _any_may_tell(known: tuple[frozenset[str], ...]) -> bool:
    there = frozenset().union(*known)
    return any(
        _may_tell(rule, known)
        for rule in RULES
        if rule.first in there or _whole(rule.first) in there
    )


def _may_tell(rule: Rule, known: tuple[frozenset[str], ...]) -> bool:
    """Tell whether a rule may find its words, each in one of the words that are known."""
    first = [at for at, sections in enumerate(known) if rule.first in sections]
    if not rule.second:
        completed = any(_small_in(rule.first) in sections for sections in known)
        whole = any(_whole(rule.first) in sections for sections in known)
        return whole or (bool(first) and len(first) + completed > 1)
    second = [at for at, sections in enumerate(known) if not sections.isdisjoint(rule.second)]
    return bool(first and second) and len({*first, *second}) > 1


def _whole(section: str) -> str:
    """Return how a word is marked that is a whole phrase of a section which tells by itself."""
    return f"{section}!"


def _small_in(section: str) -> str:
    """Return how a small word is marked that is part of phrases of such a section."""
    return f"{section}+"


@lru_cache(maxsize=1)
def glance() -> Glance:
    """Return the glance, made when first needed."""
    return Glance()


class Glance:
    """The sections of the lists that have a word in one of their phrases, in whatever language."""

    def __init__(self) -> None:
        self._words: dict[str, set[str]] = {
            section: set() for rule in RULES for section in (rule.first, *rule.second)
        }
        self._by_themselves = {rule.first: "" for rule in RULES if not rule.second}
        for language in LANGUAGES:
            for section, listed in sections_in(text_of(language)):
                if section in self._words:
                    self._words[section].update(listed.replace(",", " ").split())
                if section in self._by_themselves:
                    self._by_themselves[section] += f", {', '.join(phrases_in(listed))},"
        self.sections_of: dict[str, frozenset[str]] = Memo(self._sections_of)

    def _sections_of(self, word: str) -> frozenset[str]:
        if word in SMALL_WORDS:
            telling = {one for one, words in SMALL_BUT_TELLING.items() if word in words}
            part = {_small_in(one) for one in self._by_themselves if word in self._words[one]}
            return frozenset(telling | part)
        forms = [form for part in _parts(word) for form in _forms(part)]
        found = {section for section, words in self._words.items() if not words.isdisjoint(forms)}
        found |= {
            _whole(section)
            for section in found & self._by_themselves.keys()
            if any(f", {form}," in self._by_themselves[section] for form in forms)
        }
        found |= {_whole(section) for stem, section in self._within.items() if stem in word}
        if health_slips.meant_by(word):
            found |= {*health_slips.COUNT_IN, *map(_whole, self._by_themselves)}
        if any(free in word for free in _FREE):
            found |= {"allergens", "free", _whole("allergy")}
        return frozenset(found)

    @cached_property
    def _within(self) -> dict[str, str]:
        """The parts of words that tell by themselves, each with its section."""
        return {
            word.strip("*"): section
            for section in self._by_themselves
            for word in self._words[section]
            if word[0] == "*"
        }


def _parts(word: str) -> Iterator[str]:
    yield word
    for article in _ELIDED:
        if word.startswith(article):
            yield word.removeprefix(article)


def _forms(word: str) -> Iterator[str]:
    yield word
    for end in range(SHORTEST_STEM, len(word) + 1):
        yield f"{word[:end]}*"
