"""Which words tell an allergy or access need, and which only beside which other.

Some tell one by themselves ("anaphylaxis", "Rollstuhl"). Most tell one only beside another: "nuts"
beside "could kill him", "stairs" beside "can't do", "sprays" beside "asthmatic". `RULES` says which beside
which and how near; the words of each section are lists (see `health_words`).
"""

from __future__ import annotations

from typing import Literal, NamedTuple

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
