"""What to show of a text that states an allergy or access need: that part alone, and whose it is.

A remark may say more than the need, and what else it says may be private.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.notes.health_rules import SUBSTANCES

if TYPE_CHECKING:
    from prefpad.notes.health_items import Item
    from prefpad.notes.health_reading import Hit, Reading

_LIGHT = ("bridge", "whose", "not", "none of", "because", *SUBSTANCES)
_NAMED_BY_A_WORD_BEFORE = frozenset(["allergy", "allergens"])


def part_of(reading: Reading, hit: Hit) -> tuple[int, int]:
    """Return the first and last word of the part that states a need."""
    first, last = _begin_of(reading, hit), _end_of(reading, hit) - 1
    while first < hit.first and "because" in reading.items[first].senses:
        first += 1
    return reading.items[first].first, reading.items[last].last - 1


def whose(reading: Reading, hit: Hit) -> str | None:
    """Return whose need it is if not the customer's own, as the text says it."""
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


def owner_of_answer(reading: Reading) -> str | None:
    """Return whose need an answer is where it begins with the word: `son: peanuts`."""
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
    """Return the item at which the part begins: the light words before it belong to it."""
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
    """Tell whether a clause only names whose the next is, or what it is about."""
    items = reading.items_of(clause) if clause >= 0 else []
    return bool(items) and all(
        item.sentence == reading.items[hit.first].sentence
        and (item.is_small or item.languages(("whose", *SUBSTANCES)))
        for item in items
    )


def _end_of(reading: Reading, hit: Hit) -> int:
    """Return the item after the part: where its clause, or the list of it, ends."""
    end = reading.end_of_list(reading.clause_of(hit.last))
    for at in range(hit.last + 1, end):
        if reading.items[at].senses.get("and", 0) & hit.languages:
            goes_on = any(item.languages(SUBSTANCES) for item in reading.items[at:end])
            return end if goes_on else at
    return end
