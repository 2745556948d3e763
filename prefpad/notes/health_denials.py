"""What a text states of the needs that it tells, and what it denies.

What is denied or past ("not allergic", "outgrew it") is no need; that a text says so is worth knowing.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from prefpad.notes.health_reading import FARTHEST, tell
from prefpad.notes.health_rules import SUBSTANCES
from prefpad.notes.health_words import lexicon

if TYPE_CHECKING:
    from prefpad.notes.health_reading import Hit, Item, Reading

_WALKS = frozenset(["walks with", "moves"])
_STATES = frozenset(["intolerant", "hears or sees"])
_SAID_OF_IT = frozenset(["mishap", "intolerant"])
_MOST_AFTER_GONE = 2


def stated_in(reading: Reading) -> list[Hit]:
    """Return what tells a need in a text and is not denied, in order."""
    return [hit for hit in reading.hits if not _is_denied(reading, hit)]


def only_denies(reading: Reading) -> bool:
    """Tell whether a text denies a need, or says that it is past, and states none.

    What has gone beside a substance may be what the customer wants left out: `no more nuts`.
    """
    if any("except" in item.senses for item in reading.items[:-1]):
        return False
    if reading.hits:
        return not stated_in(reading)
    telling = [item for item in reading.items if not item.is_small]
    if any("past" in item.senses for item in (*telling[:1], *telling[-1:])):
        return True
    names_none = not any(item.languages(SUBSTANCES) for item in telling)
    return names_none and any("gone" in item.senses for item in telling[:1])


def _is_denied(reading: Reading, hit: Hit) -> bool:
    if _is_negated(reading, hit):
        return True
    clause = reading.clause_of(hit.last)
    within = reading.items_of(clause)
    if tell(within, "still", hit.languages):
        return False
    if tell(within, "past", hit.languages):
        return True
    if hit.rule.sort == "access" and (
        _is_returned(reading, hit, clause) or _is_of_old(reading, hit)
    ):
        return True
    if _is_tested(reading, hit) or _is_curious(reading, hit):
        return True
    if hit.rule.second and hit.rule.first not in _STATES:
        return _is_asked_and_denied(reading, hit)
    return _is_answered_no(reading, hit) or _is_gone_after(reading, hit, clause)


def _is_negated(reading: Reading, hit: Hit) -> bool:
    if hit.rule.first in _WALKS and _says_not_between(reading, hit):
        return True
    is_apart = bool(hit.rule.second) and _avoids_its_own(reading, hit)
    return not is_apart and _is_negated_before(reading, hit)


def _is_negated_before(reading: Reading, hit: Hit) -> bool:
    is_noun = hit.rule.first == "allergy"
    substances, clause = 0, reading.clause_of(hit.first)
    for item in reversed(reading.items[max(0, hit.first - FARTHEST) : hit.first]):
        if item.languages(("but", "except")) & hit.languages:
            return False
        if item.clause != clause:
            if "allergy" not in item.senses or item.sentence != reading.items[hit.first].sentence:
                return False
            clause = item.clause
        if item.languages(("not", "gone")) & hit.languages:
            return not _is_never_without(reading, item, hit)
        if is_noun and item.languages(SUBSTANCES):
            substances += 1
            if substances > 1:
                return False
        elif not (item.is_small or item.languages(("bridge", "allergy", "because"))):
            return False
    return False


def _is_never_without(reading: Reading, without: Item, hit: Hit) -> bool:
    """Tell whether what denies a need is denied itself: "can't walk without her frame"."""
    before = reading.items[reading.starts[without.clause] : hit.first]
    others = [item for item in before if item.first < without.first]
    is_without = bool(without.senses.get("without", 0) & hit.languages)
    return is_without and tell(others, "not", hit.languages)


def _says_not_between(reading: Reading, hit: Hit) -> bool:
    between = reading.items[hit.first + 1 : hit.last]
    return tell(between, "not", hit.languages)


def _avoids_its_own(reading: Reading, hit: Hit) -> bool:
    """Tell whether a `no` before belongs to one word alone: "no egg, reaction", "no lift, bad hip"."""
    first, last = reading.items[hit.first], reading.items[hit.last]
    if hit.rule.first == "easy place":
        return "easy place" in first.senses
    is_apart = hit.rule.first not in _SAID_OF_IT or first.clause != last.clause
    return bool(first.languages((*SUBSTANCES, "in the air"))) and is_apart


def _is_answered_no(reading: Reading, hit: Hit) -> bool:
    """Tell whether "no" or the like follows, as an answer: "allergies: none", "deaf? no, ..."."""
    clause = reading.clause_of(hit.last)
    rest = reading.items[hit.last + 1 : reading.ends[clause]]
    following = reading.items_of(clause + 1)
    if following and _is_question_before(reading, following[0]):
        return _is_denial(reading, following[:1])
    return _is_denial(reading, rest or following)


def _is_asked_and_denied(reading: Reading, hit: Hit) -> bool:
    """Tell whether a question is answered with no: "gluten free? no, the real one"."""
    following = reading.items_of(reading.clause_of(hit.last) + 1)
    return (
        bool(following)
        and _is_question_before(reading, following[0])
        and _is_denial(reading, following)
    )


def _is_denial(reading: Reading, items: list[Item]) -> bool:
    said = " ".join(reading.words[at].key for item in items for at in range(item.first, item.last))
    return said in lexicon().asked["denial"]


def _is_question_before(reading: Reading, item: Item) -> bool:
    end = reading.words[item.first - 1].end
    return "?" in reading.text[end : reading.words[item.first].start]


def _is_tested(reading: Reading, hit: Hit) -> bool:
    """Tell whether a test found nothing: "coeliac tests, all clear"."""
    clause = reading.clause_of(hit.last)
    return reading.says("test", clause, hit.languages) and any(
        reading.says("clear", one, hit.languages) for one in (clause, clause + 1)
    )


def _is_curious(reading: Reading, hit: Hit) -> bool:
    """Tell whether somebody only asks for it: "asked if gluten free exists but eats anything"."""
    if "free" not in hit.rule.second:
        return False
    said = reading.sentence_of(hit.first)
    return all(tell(said, section, hit.languages) for section in ("speaks", "unaffected"))


def _is_of_old(reading: Reading, hit: Hit) -> bool:
    """Tell whether somebody else had it once: "his gran walked with a stick"."""
    said = reading.items[reading.starts[reading.clause_of(hit.first)] : hit.last + 1]
    return all(tell(said, section, hit.languages) for section in ("whose", "was"))


def _is_returned(reading: Reading, hit: Hit, clause: int) -> bool:
    """Tell whether an aid was given back: "returned the crutches", "brought them back"."""
    if reading.says("returned", clause, hit.languages):
        return True
    before = reading.items[reading.starts[clause] : hit.first + 1]
    after = reading.items[hit.last + 1 : reading.ends[clause]]
    last = reading.items[hit.last]
    came_back = any(
        item.senses.get("back", 0) & hit.languages and not previous.is_small
        for previous, item in pairwise([last, *after])
    )
    return came_back and tell(before, "given", hit.languages)


def _is_gone_after(reading: Reading, hit: Hit, clause: int) -> bool:
    rest = reading.items[hit.last + 1 : reading.ends[clause]][: _MOST_AFTER_GONE + 1]
    if _says_gone(rest, hit.languages):
        return True
    following = reading.items_of(clause + 1)
    leading = [item for item in following if not item.is_small][:1]
    is_about_it = not any(item.languages((*SUBSTANCES, "allergy")) for item in following)
    return is_about_it and _says_gone(leading, hit.languages)


def _says_gone(items: list[Item], languages: int) -> bool:
    for item in items:
        if item.senses.get("gone", 0) & languages:
            return True
        if item.languages(SUBSTANCES):
            return False
    return False
