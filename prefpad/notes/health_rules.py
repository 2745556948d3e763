"""Which words tell an allergy or access need, and which only beside which other.

Some tell one by themselves ("anaphylaxis", "Rollstuhl"). Most tell one only beside another: "nuts"
beside "could kill him", "stairs" beside "can't do", "sprays" beside "asthmatic". `RULES` says which beside
which and how near; the words of each section are lists (see `health_words`).

Most remarks have no word that could tell one, and reading one closely takes much longer than a glance.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from prefpad.domain.memoize import Memo
from prefpad.domain.normalize import without_apostrophes
from prefpad.notes.health_words import SHORTEST_STEM, SLIPS_COUNT_IN, lexicon
from prefpad.notes.phrases import words_of
from prefpad.notes.word_lists import SMALL_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

Sort = Literal["allergy", "access"]

SUBSTANCES = ("allergens", "may harm", "foods")
NEXT_WORD = -1
_HARMFUL = ("allergens", "may harm")


class Rule(NamedTuple):
    """Words that together tell a need.

    Attributes:
        sort: what they tell.
        first: the section that the first word is of.
        second: the sections of the word beside it; none if the first tells it by itself.
        reach: how many unknown words may stand between them, or `NEXT_WORD`.
        either_way: whether the second may also stand before the first.
        across: whether a clause may end between them.
    """

    sort: Sort
    first: str
    second: tuple[str, ...] = ()
    reach: int = 0
    either_way: bool = False
    across: bool = False


RULES = (
    Rule("allergy", "allergy"),
    Rule("allergy", "allergic"),
    Rule("access", "access"),
    Rule("allergy", "intolerant", SUBSTANCES, 1, either_way=True),
    Rule("allergy", "reaction", SUBSTANCES, 3, either_way=True, across=True),
    Rule("allergy", "reaction to", SUBSTANCES, 1),
    Rule("allergy", "mishap", _HARMFUL, either_way=True, across=True),
    Rule("allergy", "sign", _HARMFUL, 2, either_way=True),
    Rule("allergy", "breaks out", ("rash",), 1),
    Rule("allergy", "swells", ("face",), 1, either_way=True, across=True),
    Rule("allergy", "must not", _HARMFUL, 2),
    Rule("allergy", "unable", _HARMFUL),
    Rule("allergy", "none of", ("allergens",)),
    Rule("allergy", "allergens", ("free",)),
    Rule("allergy", "allergens", ("off limits",), 1),
    Rule("allergy", "asthma", ("in the air",), 4, either_way=True, across=True),
    Rule("allergy", "half allergy", ("insists",), 1, either_way=True, across=True),
    Rule("allergy", "half allergy", ("baked",), NEXT_WORD),
    Rule("access", "hears or sees", ("badly",), either_way=True),
    Rule("access", "half access", ("help",), 4, either_way=True, across=True),
    Rule("access", "walks with", ("aid",)),
    Rule("access", "cannot", ("stairs", "climb"), 1),
    Rule("access", "unable", ("stairs",)),
    Rule("access", "hard", ("stairs",), either_way=True),
    Rule("access", "easy place", ("body trouble",), 3, either_way=True, across=True),
)

BY_FIRST = {rule.first: [one for one in RULES if one.first == rule.first] for rule in RULES}

# -- a glance ------------------------------------------------------------------------------------

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
_BY_THEMSELVES = frozenset(rule.first for rule in RULES if not rule.second)
_TELLING = frozenset(one for rule in RULES for one in (rule.first, *rule.second))
_TAKES_BACK = frozenset(["past", "gone"])


def may_state_a_need(text: str) -> bool:
    """Tell whether the words for some rule may stand in a text; if not, it states none."""
    words, without = {*words_of(text)}, without_apostrophes(text)
    if without != text:
        words.update(words_of(without))
    known = [one for one in map(_SECTIONS_OF.__getitem__, words) if one]
    return bool(known) and _any_may_tell(tuple(sorted(known, key=hash)))


def may_deny_a_need(text: str) -> bool:
    """Tell whether a text may deny a need; if not, it denies none."""
    words, apart = words_of(without_apostrophes(text)), words_of(text)
    said = {word for word in (*words, *apart) if word not in SMALL_WORDS}
    return (
        not said
        or not lexicon().asked["denial"].isdisjoint({" ".join(words), " ".join(apart), *said})
        or any(not _TAKES_BACK.isdisjoint(_sections_with(word)) for word in said)
        or may_state_a_need(text)
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


def _sections_of(word: str) -> frozenset[str]:
    """Return the sections of the lists that have a word in a phrase, in whatever language."""
    known = lexicon()
    if word in SMALL_WORDS:
        telling = {one for one, words in SMALL_BUT_TELLING.items() if word in words}
        part = _BY_THEMSELVES.intersection(known.sections_with(word))
        return frozenset(telling.union(map(_small_in, part)))
    whole = [senses for form in _forms(word) if (senses := known.listed(form))]
    whole += [senses for part, senses in known.within.items() if part in word]
    found = _sections_with(word) & _TELLING
    found |= {_whole(one) for one in _BY_THEMSELVES if any(one in senses for senses in whole)}
    if known.meant_by(word):
        found |= {*SLIPS_COUNT_IN, *map(_whole, _BY_THEMSELVES)}
    if any(free in word for free in _FREE):
        found |= {"allergens", "free", _whole("allergy")}
    return frozenset(found)


def _sections_with(word: str) -> set[str]:
    with_form = lexicon().sections_with
    return {section for form in _forms(word) for section in with_form(form)}


def _forms(word: str) -> Iterator[str]:
    """Yield a word as the lists may have it: with a star, or without the article before it."""
    elided = _ELIDED if word.startswith(_ELIDED) else ()
    for part in (word, *(word[len(one) :] for one in elided if word.startswith(one))):
        yield part
        for end in range(SHORTEST_STEM, len(part) + 1):
            yield f"{part[:end]}*"


_SECTIONS_OF: Memo[str, frozenset[str]] = Memo(_sections_of)
