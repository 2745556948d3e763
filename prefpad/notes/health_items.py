"""The words and phrases of a text, each with what it can mean and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from prefpad.notes.health_words import SENTENCE, WITHIN, Lexicon, Word
from prefpad.notes.small_words import SMALL_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LONGEST_LOOK = 20


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
