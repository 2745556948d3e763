"""Which words tell an allergy or access need, and which only beside which other.

Some tell one by themselves ("anaphylaxis", "Rollstuhl"). Most tell one only beside another: "nuts"
beside "could kill him", "stairs" beside "can't do", "sprays" beside "asthmatic". `RULES` says which beside
which and how near; the words of each section are lists (see `health_words`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from prefpad.notes.health_words import SENTENCE, WITHIN, Lexicon, Word
from prefpad.notes.small_words import SMALL_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Sort = Literal["allergy", "access"]

SUBSTANCES = ("allergens", "may harm", "foods")
NEXT_WORD = -1
_LONGEST_LOOK = 20
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


class Item(NamedTuple):
    """A word or phrase of a text: its words, what it can mean, and where it stands."""

    first: int
    last: int
    senses: Mapping[str, int]
    is_small: bool
    clause: int
    sentence: int

    def languages(self, sections: Sequence[str]) -> int:
        """Return the languages in which it is of one of some sections, as bits."""
        bits = 0
        for section in sections:
            bits |= self.senses.get(section, 0)
        return bits

    @property
    def is_unknown(self) -> bool:
        """Whether nothing is known of it."""
        return not self.is_small and (not self.senses or "harmless" in self.senses)


def items_of(words: list[Word], known: Lexicon) -> list[Item]:
    """Return the words and phrases of a text, each with its clause and sentence."""
    items: list[Item] = []
    clause, sentence, at = -1, 0, 0
    keys = [word.key for word in words]
    while at < len(words):
        end = next((n for n in range(at + 1, len(words)) if words[n].ends != WITHIN), len(words))
        while at < end:
            senses, length = known.phrase_at(keys[at : min(end, at + _LONGEST_LOOK)])
            if words[at].ends != WITHIN or "because" in senses:
                clause += 1
                sentence += words[at].ends == SENTENCE
            is_small = keys[at] in SMALL_WORDS and length == 1
            items.append(Item(at, at + length, senses, is_small, clause, sentence))
            at += length
    return items
