"""Which words tell an allergy or access need, and which only beside which other.

Some tell one by themselves ("anaphylaxis", "Rollstuhl"). Most tell one only beside another: "nuts"
beside "could kill him", "stairs" beside "can't do", "sprays" beside "asthmatic". `RULES` says which beside
which and how near; the words of each section are lists (see `health_words`).

Most remarks have no word that could tell one, and reading one closely takes much longer than a glance.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal

from prefpad.domain.memoize import Memo
from prefpad.domain.record import Record
from prefpad.notes.health_words import going_on, keys_of, lexicon
from prefpad.notes.word_lists import LANGUAGES, TELLS_ALONE, Glance, is_any_number

if TYPE_CHECKING:
    from prefpad.notes.word_lists import Beside

Sort = Literal["allergy", "access"]

SUBSTANCES = ("allergens", "may harm", "foods")
NEXT_WORD = -1
_HARMFUL = ("allergens", "may harm")


class Rule(Record):
    """Words that together tell a need.

    Attributes:
        sort: what they tell.
        first: the section that the first word is of.
        second: the sections of the word beside it; none if the first tells it by itself.
        reach: how many unknown words may stand between them, or `NEXT_WORD`.
        between: the section of a word that must stand between them, if any.
        either_way: whether the second may also stand before the first.
        across: whether a clause may end between them.
    """

    sort: Sort
    first: str
    second: tuple[str, ...] = ()
    reach: int = 0
    between: str = ""
    either_way: bool = False
    across: bool = False


RULES = (
    Rule("allergy", "allergy"),
    Rule("allergy", "allergic"),
    Rule("access", "access"),
    Rule("allergy", "intolerant", SUBSTANCES, 1, either_way=True, across=True),
    Rule("allergy", "reaction", (*SUBSTANCES, "in the air"), 3, either_way=True, across=True),
    Rule("allergy", "reaction to", (*SUBSTANCES, "in the air"), 1),
    Rule("allergy", "hospital", _HARMFUL, NEXT_WORD, either_way=True, across=True),
    Rule("allergy", "mishap", _HARMFUL, either_way=True, across=True),
    Rule("allergy", "sign", (*_HARMFUL, "in the air"), 2, either_way=True),
    Rule("allergy", "sign", _HARMFUL, 1, either_way=True, across=True),
    Rule("allergy", "half sign", (*_HARMFUL, "in the air"), 2, either_way=True),
    Rule("allergy", "rescue", ("carries",), 2, either_way=True),
    Rule("allergy", "rescue", ("asthma",), 4, either_way=True, across=True),
    Rule("allergy", "carries", _HARMFUL, between="pen", either_way=True, across=True),
    Rule("allergy", "emergency", (*_HARMFUL, "asthma"), 4, either_way=True, across=True),
    Rule("allergy", "breaks out", ("rash",), 1),
    Rule("allergy", "swells", ("face",), 1, either_way=True, across=True),
    Rule("allergy", "must not", _HARMFUL, 2),
    Rule("allergy", "unable", _HARMFUL),
    Rule("allergy", "unable", (*SUBSTANCES, "in the air"), between="near"),
    Rule("allergy", "none of", ("allergens",)),
    Rule("allergy", "allergens", ("free",)),
    Rule("allergy", "allergens", ("off limits",), 1, across=True),
    Rule("allergy", "allergens", ("medical",), 2, either_way=True, across=True),
    Rule("allergy", "asthma", ("in the air",), 4, either_way=True, across=True),
    Rule("allergy", "half allergy", ("insists",), 1, either_way=True, across=True),
    Rule("allergy", "half allergy", ("baked",), NEXT_WORD),
    Rule("access", "hears or sees", ("badly",), 1, either_way=True),
    Rule("access", "half access", ("help",), 4, either_way=True, across=True),
    Rule("access", "half access", ("organ",), 1, either_way=True),
    Rule("access", "half access", ("person",), NEXT_WORD),
    Rule("access", "ramp", ("lays",), 1, either_way=True),
    Rule("access", "adapted", ("place",), either_way=True),
    Rule("access", "walks with", ("aid",)),
    Rule("access", "moves", ("aid",), 2),
    Rule("access", "cannot", ("stairs", "climb"), 1),
    Rule("access", "cannot", ("stand",), 2),
    Rule("access", "unable", ("stairs", "climb"), 1),
    Rule("access", "unable", ("stand",), 2),
    Rule("access", "hard", ("stairs",), 2, either_way=True),
    Rule("access", "beyond", ("stairs",), 1, either_way=True, across=True),
    Rule("access", "easy place", ("body trouble",), 3, either_way=True, across=True),
)

BY_FIRST: defaultdict[str, list[Rule]] = defaultdict(list)
for _rule in RULES:
    BY_FIRST[_rule.first].append(_rule)

# -- a glance ------------------------------------------------------------------------------------

_TAKES_BACK = ("past", "gone")
_PLACES = {
    section: place * len(LANGUAGES)
    for place, section in enumerate(
        dict.fromkeys(one for rule in RULES for one in (rule.first, *rule.second, *_TAKES_BACK))
    )
}
_IN_MANY_TEXTS = frozenset(["none of", "cannot", "walks with", "hard", "easy place"])
"""What so many texts tell that only what must stand beside it wakes a rule."""

_EVERY_LANGUAGE = (1 << len(LANGUAGES)) - 1
_WAKING = frozenset(
    section
    for rule in RULES
    for section in (rule.second if rule.first in _IN_MANY_TEXTS else (rule.first,))
)
"""The sections of which a text that states a need tells one at least."""


def may_state_a_need(text: str) -> bool:
    """Tell whether the words for some rule may stand in a text; if not, it states none."""
    return _GLANCE.may_tell(text) and _may_state(_told_by(keys_of(text)))


def _beside(key: str) -> Beside:
    """Return what wakes a rule behind a word, and as what the word may itself do so."""
    known = lexicon()
    is_waking = not _WAKING.isdisjoint(known.senses[key])
    behind = TELLS_ALONE if is_waking else known.telling_behind(key, _WAKING)
    return behind, known.stands_as(key)


def may_deny_a_need(text: str) -> bool:
    """Tell whether a text may deny a need; if not, it denies none."""
    keys = keys_of(text)
    told = _told_by(keys)
    return (
        " ".join(keys) in lexicon().asked["denial"]
        or any(_languages(one, _TAKES_BACK) for one in told)
        or _may_state(told)
    )


def _told_by(keys: list[str]) -> list[int]:
    """Return what each word may tell, alone or with those after it: sections and languages as bits."""
    told = []
    for key, second, third in zip(keys, [*keys[1:], ""], [*keys[2:], "", ""], strict=False):
        alone, leading = _TOLD[key]
        told.append(alone | _led_to(second, third, leading) if leading and second else alone)
    return told


def _led_to(second: str, third: str, leading: dict[str, int]) -> int:
    """Return what phrases tell that go on with two words, by how they begin."""
    told = 0
    if second in lexicon().asked["skipped"]:
        for one in leading.values():
            told |= one
    for begin in going_on(second, third):
        told |= leading.get(begin, 0)
    return told


def _told_alone_and_leading(key: str) -> tuple[int, dict[str, int]]:
    """Return what a word tells, and what the phrases do that begin with it, by how they go on."""
    if is_any_number(key):
        return 0, {}
    known = lexicon()
    leading: dict[str, int] = defaultdict(int)
    for begin, section, languages in known.led_by(key):
        if section in _PLACES:
            leading[begin] |= languages << _PLACES[section]
    alone = (
        languages << _PLACES[section]
        for section, languages in known.senses[key].items()
        if section in _PLACES
    )
    return sum(alone), dict(leading)


def _languages(bits: int, sections: tuple[str, ...]) -> int:
    """Return the languages in which one of some sections is told."""
    found = 0
    for section in sections:
        found |= bits >> _PLACES[section]
    return found & _EVERY_LANGUAGE


def _may_state(told: list[int]) -> bool:
    if not any(told):
        return False
    there = 0
    for one in told:
        there |= one
    return any(not rule.second or _stand_apart(rule, told) for rule in _RULES_FOR[there])


def _rules_for(there: int) -> list[Rule]:
    """Return the rules that these sections may fulfil."""
    return [
        rule
        for section, rules in BY_FIRST.items()
        if (first := _languages(there, (section,)))
        for rule in rules
        if not rule.second or first & _languages(there, rule.second)
    ]


def _stand_apart(rule: Rule, told: list[int]) -> bool:
    """Tell whether the two words for a rule stand in a text in the order that it asks for."""
    for words in (told, told[::-1]) if rule.either_way else (told,):
        before = 0
        for one in words:
            if before & _languages(one, rule.second):
                return True
            before |= _languages(one, (rule.first,))
    return False


_TOLD: Memo[str, tuple[int, dict[str, int]]] = Memo(_told_alone_and_leading)
_GLANCE = Glance(keys_of, _beside)
_RULES_FOR: Memo[int, list[Rule]] = Memo(_rules_for)
