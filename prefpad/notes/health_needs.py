"""Allergies and access needs, which must be seen first, in whatever words they were written.

A remark states one in its own words (`find_needs`). A column or tag that asks for them
(`need_column`) makes one of every answer that does not deny it (`needs_of_answer`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prefpad.domain.memoize import pattern
from prefpad.domain.record import Record, replace
from prefpad.notes.health_rules import SUBSTANCES, may_deny_a_need, may_state_a_need
from prefpad.notes.health_words import keys_of, lexicon

if TYPE_CHECKING:
    from prefpad.notes.health_reading import Hit, Item, Reading
    from prefpad.notes.health_rules import Sort

_LIGHT = ("bridge", "whose", "not", "none of", "because", "carries", *SUBSTANCES)
_NAMED_BY_A_WORD_BEFORE = frozenset(["allergy", "allergens"])
_APOSTROPHE = pattern(r"['\u2019]")
_BETWEEN_ANSWERS = pattern(r"[,;.!/\n]|\s[-\u2013\u2014]\s")
_NOTHING_TYPED = pattern(r"[\W_]+|#?\s*n\s*/?\s*a", re.IGNORECASE)


class HealthNeed(Record):
    """An allergy or access need that a text states.

    Attributes:
        part: the part of the text that states it.
        sort: which of the two it is.
        word: the words that tell it, as they are written.
        whose: whose it is if not the customer's own (`son`, `dog`), as it is written, or None.
    """

    part: str
    sort: Sort
    word: str
    whose: str | None = None


def find_needs(text: str) -> tuple[HealthNeed, ...]:
    """Return the allergies and access needs that a text states, in order.

    What is denied, past, a figure of speech or somebody's trade is none.
    """
    if not may_state_a_need(text):
        return ()
    from prefpad.notes.health_reading import Reading

    return _needs(Reading(text))


def is_denial(text: str) -> bool:
    """Tell whether a text denies an allergy or access need, or says that it is over."""
    if not may_deny_a_need(text):
        return bool(_NOTHING_TYPED.fullmatch(text.strip()))
    if _is_answer(text, "denial"):
        return True
    from prefpad.notes.health_denials import only_denies
    from prefpad.notes.health_reading import Reading

    return only_denies(Reading(text))


def names_a_substance(text: str, *, alone: bool = False) -> bool:
    """Tell whether a text has a word for something that people are allergic to, or only such words."""
    from prefpad.notes.health_reading import Reading

    items = Reading(text).items
    which = [item.languages(SUBSTANCES) for item in items if not (alone and item.is_small)]
    return bool(which) and (all(which) if alone else any(which))


def may_be_denied_by(denial: str, alert: str) -> bool:
    """Tell whether a denial may be of an alert: not where it is of another sort of need.

    Crutches that were brought back say nothing of an allergy to walnuts.
    """
    from prefpad.notes.health_reading import Reading

    denied = {hit.rule.sort for hit in Reading(denial).hits}
    stated = {need.sort for need in find_needs(alert)}
    return not (denied and stated) or not denied.isdisjoint(stated)


def need_column(header: str) -> Sort | None:
    """Return which needs a column's name asks for, or None if it is about something else."""
    words = keys_of(header)
    name, known = "".join(words), lexicon()
    if not known.asked["other column"].isdisjoint(words):
        return None
    senses = {sense for word in words for sense in known.senses[word]}
    if not senses.isdisjoint({"allergy", "allergic"}) or _names(name, "allergy column"):
        return "allergy"
    return "access" if "access" in senses or _names(name, "access column") else None


def owner_in_column(header: str) -> str | None:
    """Return whose needs a column's name asks for, `child` of `Child's allergies`, if another's."""
    from prefpad.notes.health_reading import Reading

    reading = Reading(header)
    others = (one for one in reading.items if "whose" in one.senses and "not" not in one.senses)
    written = next((_written(reading, one) for one in others), None)
    return max(_APOSTROPHE.split(written), key=len).lower() if written else None


def needs_of_answer(answer: str, sort: Sort = "allergy") -> tuple[HealthNeed, ...]:
    """Return the need in an answer to a question about needs; any answer but a denial is one.

    The whole answer is its part, whatever else it says.

    Args:
        answer: a cell of a column, or a tag, that is about needs.
        sort: what it is about, as `need_column` says.
    """
    whole = answer.strip()
    if not whole or _is_answer(answer, "denial") or _is_answer(answer, "unknown"):
        return ()
    from prefpad.notes.health_denials import only_denies
    from prefpad.notes.health_reading import Reading

    reading = Reading(answer)
    if only_denies(reading):
        return ()
    stated = _needs(reading)
    if stated:
        return (replace(stated[0], part=whole),)
    return (HealthNeed(whole, sort, whole, _owner_of_answer(reading)),)


def _needs(reading: Reading) -> tuple[HealthNeed, ...]:
    from prefpad.notes.health_denials import stated_in

    found: list[tuple[int, int, HealthNeed]] = []
    for hit in stated_in(reading):
        first, last = _part_of(reading, hit)
        one = _need(reading, hit, first, last)
        if found and _is_one(found[-1][2], one) and first <= found[-1][1] + 1:
            first, last = min(first, found[-1][0]), max(last, found[-1][1])
            before = found.pop()[2]
            one = replace(
                before, part=reading.written(first, last), whose=before.whose or one.whose
            )
        found.append((first, last, one))
    return tuple(one for _, _, one in found)


def _need(reading: Reading, hit: Hit, first: int, last: int) -> HealthNeed:
    word = reading.written(reading.items[hit.first].first, reading.items[hit.last].last - 1)
    return HealthNeed(reading.written(first, last), hit.rule.sort, word, _whose(reading, hit))


def _is_one(before: HealthNeed, after: HealthNeed) -> bool:
    return before.sort == after.sort and (after.whose in {None, before.whose} or not before.whose)


def _is_answer(text: str, section: str) -> bool:
    """Tell whether a text is an answer of a section, or several of them: `no, none known`."""
    if section == "denial" and _NOTHING_TYPED.fullmatch(text.strip()):
        return True
    answers = lexicon().asked[section]
    parts = filter(None, map(str.strip, _BETWEEN_ANSWERS.split(text)))
    return " ".join(keys_of(text)) in answers or all(
        " ".join(keys_of(part)) in answers for part in parts
    )


def _names(column: str, section: str) -> bool:
    return any(phrase.replace(" ", "") in column for phrase in lexicon().asked[section])


# -- what of a text states it ---------------------------------------------------------------------


def _part_of(reading: Reading, hit: Hit) -> tuple[int, int]:
    """Return the first and last word of the part that states a need."""
    first, last = _begin_of(reading, hit), _end_of(reading, hit) - 1
    while first < hit.first and "because" in reading.items[first].senses:
        first += 1
    return reading.items[first].first, reading.items[last].last - 1


def _whose(reading: Reading, hit: Hit) -> str | None:
    """Return whose need it is, in the text's words, if not the customer's own."""
    for at in range(hit.first - 1, _begin_of(reading, hit) - 1, -1):
        item = reading.items[at]
        if "speaks" in item.senses:
            return None
        is_its_object = at == hit.first - 1 and hit.rule.first == "allergy"
        if _is_another(item, hit) and not is_its_object:
            return _written(reading, item)
    following = reading.items_of(reading.clause_of(hit.last) + 1)
    if not all(item.is_small or _is_another(item, hit) for item in following):
        return None
    return next((_written(reading, item) for item in following if _is_another(item, hit)), None)


def _owner_of_answer(reading: Reading) -> str | None:
    """Return whose need an answer is about if it begins so: `son: peanuts`."""
    owner = None
    for item in reading.items:
        if "whose" in item.senses:
            owner = _written(reading, item)
        elif not item.is_small:
            break
    return owner


def _is_another(item: Item, hit: Hit) -> bool:
    return bool(item.senses.get("whose", 0) & hit.languages)


def _written(reading: Reading, item: Item) -> str:
    return reading.written(item.first, item.last - 1)


def _begin_of(reading: Reading, hit: Hit) -> int:
    """Return the item at which the part begins, including the light words before it."""
    clause = reading.clause_of(hit.first)
    start = reading.starts[clause]
    at = hit.first
    while at > start and _belongs(reading.items[at - 1], hit, is_next=at == hit.first):
        at -= 1
    return reading.starts[clause - 1] if at == start and _leads(reading, clause - 1, hit) else at


def _belongs(item: Item, hit: Hit, *, is_next: bool) -> bool:
    if item.is_unknown:
        return is_next and hit.rule.first in _NAMED_BY_A_WORD_BEFORE
    return item.is_small or bool(item.languages(_LIGHT))


def _leads(reading: Reading, clause: int, hit: Hit) -> bool:
    """Tell whether a clause only names the owner or the subject of the next one."""
    items = reading.items_of(clause) if clause >= 0 else []
    return bool(items) and all(
        item.sentence == reading.items[hit.first].sentence
        and (item.is_small or item.languages(("whose", *SUBSTANCES)))
        for item in items
    )


def _end_of(reading: Reading, hit: Hit) -> int:
    """Return the item after the part, where its clause or list ends."""
    end = reading.end_of_list(reading.clause_of(hit.last))
    for at in range(hit.last + 1, end):
        if reading.items[at].senses.get("and", 0) & hit.languages:
            goes_on = any(item.languages(SUBSTANCES) for item in reading.items[at:end])
            return end if goes_on else at
    return end
