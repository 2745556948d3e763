"""Allergies and access needs: what must be seen first, whoever wrote it and in which words.

A remark states one in its own words (`find_needs`). A column or tag that asks for them
(`need_column`) makes one of every answer that does not deny it (`needs_of_answer`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from prefpad.notes.health_glance import may_deny_a_need, may_state_a_need

if TYPE_CHECKING:
    from prefpad.notes.health_reading import Hit, Reading
    from prefpad.notes.health_rules import Sort

_NOTHING_TYPED = re.compile(r"[\W_]+|#?\s*n\s*/?\s*a", re.IGNORECASE)


class HealthNeed(NamedTuple):
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
    """Return the allergies and access needs that a text states, in its order.

    What is denied, past, a figure of speech or somebody's trade is none.
    """
    if not may_state_a_need(text):
        return ()
    from prefpad.notes.health_reading import Reading

    return _needs(Reading(text))


def is_denial(text: str) -> bool:
    """Tell whether a text says that there is no allergy or access need, or none any more."""
    if not may_deny_a_need(text):
        return bool(_NOTHING_TYPED.fullmatch(text.strip()))
    if _is_answer(text, "denial"):
        return True
    from prefpad.notes.health_reading import Reading

    reading = Reading(text)
    return reading.denies and not reading.stated


def need_column(header: str) -> Sort | None:
    """Return what needs a column is about by its name, or None if it is about something else."""
    from prefpad.notes.health_words import lexicon, words_of

    words = [word.key for word in words_of(header)]
    name, known = "".join(words), lexicon()
    if not known.asked("other column").isdisjoint(words):
        return None
    senses = {sense for word in words for sense in known.senses[word]}
    if not senses.isdisjoint({"allergy", "allergic"}) or _names(name, "allergy column"):
        return "allergy"
    return "access" if "access" in senses or _names(name, "access column") else None


def needs_of_answer(answer: str, sort: Sort = "allergy") -> tuple[HealthNeed, ...]:
    """Return the need that an answer states to a question about needs: any that is no denial.

    The whole answer is its part, whatever else it says.

    Args:
        answer: a cell of a column, or a tag, that is about needs.
        sort: what it is about, as `need_column` says.
    """
    whole = answer.strip()
    if not whole or _is_answer(answer, "denial") or _is_answer(answer, "unknown"):
        return ()
    from prefpad.notes.health_excerpts import owner_of_answer
    from prefpad.notes.health_reading import Reading

    reading = Reading(answer)
    if reading.denies and not reading.stated:
        return ()
    stated = _needs(reading)
    if stated:
        return (stated[0]._replace(part=whole),)
    return (HealthNeed(whole, sort, whole, owner_of_answer(reading)),)


def _needs(reading: Reading) -> tuple[HealthNeed, ...]:
    from prefpad.notes.health_excerpts import part_of

    found: list[tuple[int, int, HealthNeed]] = []
    for hit in reading.stated:
        first, last = part_of(reading, hit)
        one = _need(reading, hit, first, last)
        if found and _is_one(found[-1][2], one) and first <= found[-1][1] + 1:
            first, last = min(first, found[-1][0]), max(last, found[-1][1])
            before = found.pop()[2]
            one = before._replace(
                part=reading.written(first, last), whose=before.whose or one.whose
            )
        found.append((first, last, one))
    return tuple(one for _, _, one in found)


def _need(reading: Reading, hit: Hit, first: int, last: int) -> HealthNeed:
    from prefpad.notes.health_excerpts import whose

    word = reading.written(reading.items[hit.first].first, reading.items[hit.last].last - 1)
    return HealthNeed(reading.written(first, last), hit.rule.sort, word, whose(reading, hit))


def _is_one(before: HealthNeed, after: HealthNeed) -> bool:
    return before.sort == after.sort and (after.whose in {None, before.whose} or not before.whose)


def _is_answer(text: str, section: str) -> bool:
    if section == "denial" and _NOTHING_TYPED.fullmatch(text.strip()):
        return True
    from prefpad.notes.health_words import lexicon, words_of

    return " ".join(word.key for word in words_of(text)) in lexicon().asked(section)


def _names(column: str, section: str) -> bool:
    from prefpad.notes.health_words import lexicon

    return any(phrase.replace(" ", "") in column for phrase in lexicon().asked(section))
