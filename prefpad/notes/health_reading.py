"""Read a text for what tells an allergy or access need, whether or not it is denied there.

A figure of speech ("allergic to mornings") or somebody's trade ("sells wheelchairs") tells none.
"""

from __future__ import annotations

from functools import cached_property
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from prefpad.domain.memoize import pattern
from prefpad.notes.health_rules import BY_FIRST, SUBSTANCES, Rule
from prefpad.notes.health_words import KEYS, lexicon, written_words
from prefpad.notes.word_lists import SMALL_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_SENTENCE_ENDS = pattern(r"[.!?;](?=\s|$)|[\n\r|;•]|!!|\?")
_CLAUSE_ENDS = pattern(r"[,:()\[\]\u2013\u2014+]|(?<=\s)[-/&](?=\s)|-(?=\s)|\.\.")


class Word(NamedTuple):
    """A word of a text: where it stands, its key, and whether a clause or sentence begins with it."""

    start: int
    end: int
    key: str
    ends: int


WITHIN, CLAUSE, SENTENCE = 0, 1, 2


_BY_THEMSELVES = ("allergy", "allergic", "access")
_TRADED = frozenset(
    ["allergy", "none of", "allergens", "half allergy", "access", "easy place", "walks with"]
)
_TOLD = ("allergy", "allergic", "intolerant", "reaction", "reaction to")
_WISHED = frozenset(["none of", "half allergy"])
_SOLD = frozenset([*_WISHED, "allergens"])
_NEEDED = ("they", "whose", "insists", "medical")
_TELLS_NOTHING = frozenset(["figurative", "doing", "goods", "they"])
_OF_THE_BODY = ("organ", "side", "access", "animal", "aid")
_FARTHEST_PRETENCE = 2
_FARTHEST_ORGAN = 4
FARTHEST = 15
_LONGEST_LOOK = 20
_FAR = 8
_LONG_CLAUSE, _LONGEST_CLAUSE = 60, 120
_LONGEST_SENTENCE = 300
"""Where a clause or sentence ends without a mark: each of its words is read beside all the others."""


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
    def is_light(self) -> bool:
        """Whether it only joins what stands around it."""
        return self.is_small or "bridge" in self.senses

    @property
    def is_unknown(self) -> bool:
        """Whether nothing is known of it."""
        return not self.is_small and (
            "harmless" in self.senses or self.senses.keys() <= _TELLS_NOTHING
        )


class Hit(NamedTuple):
    """Items, from the first to the last, that tell a need by a rule, in some languages."""

    rule: Rule
    first: int
    last: int
    languages: int


class Reading:
    """What a text tells of allergies and access needs; `health_denials` says which it states."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words_of(text)
        self.items = items_of(self.words)

    @cached_property
    def hits(self) -> list[Hit]:
        """What tells a need, whether or not it is denied, in the order of the text."""
        told = {section for item in self.items for section in item.senses}
        rules = {section: _fulfillable(section, told) for section in told & BY_FIRST.keys()}
        telling = [
            at
            for at, item in enumerate(self.items)
            if item.senses and not rules.keys().isdisjoint(item.senses)
        ]
        found = [hit for at in telling for hit in self._hits_at(at, rules)]
        return sorted(found, key=lambda hit: (hit.first, hit.last))

    # -- what tells a need ---------------------------------------------------------------------

    def _hits_at(self, at: int, rules: dict[str, list[Rule]]) -> Iterator[Hit]:
        for section, languages in self.items[at].senses.items():
            for rule in rules.get(section, ()):
                found = [*self._by_rule(rule, at, languages)]
                if found and not self._is_otherwise(rule, at, languages):
                    yield from found

    def _by_rule(self, rule: Rule, at: int, languages: int) -> Iterator[Hit]:
        if not rule.second:
            yield Hit(rule, at, at, self.items[at].languages(_BY_THEMSELVES))
            return
        for step in (1, -1) if rule.either_way else (1,):
            other = self._beside(rule, at, languages, step)
            if other is not None:
                hit = Hit(rule, min(at, other), max(at, other), languages)
                if not self._is_of_another_kind(hit):
                    yield hit

    def _is_of_another_kind(self, hit: Hit) -> bool:
        """Tell whether two words that tell a need elsewhere are here a wish, goods or a chore."""
        return (
            (hit.rule.first in _WISHED and self._is_mere_wish(hit))
            or (hit.rule.first in _SOLD and self._is_of_goods(hit))
            or self._is_a_chore(hit)
            or self._is_easy(hit)
        )

    def _beside(self, rule: Rule, at: int, languages: int, step: int) -> int | None:
        item, unknown, listing = self.items[at], 0, rule.across
        other = at + step
        while 0 <= other < len(self.items) and abs(other - at) <= FARTHEST:
            near = self.items[other]
            if near.sentence != item.sentence or (near.clause != item.clause and not listing):
                return None
            if near.languages(rule.second) & languages and self._has_between(
                rule, at, other, languages
            ):
                return other
            listing = listing or bool(near.languages(SUBSTANCES))
            unknown += near.is_unknown
            if unknown > rule.reach or near.senses.get("likes", 0) & languages:
                return None
            other += step
        return None

    def _has_between(self, rule: Rule, at: int, other: int, languages: int) -> bool:
        between = self.items[min(at, other) + 1 : max(at, other)]
        return not rule.between or tell(between, rule.between, languages)

    def _is_otherwise(self, rule: Rule, at: int, languages: int) -> bool:
        """Tell whether a word is a figure of speech ("allergic to mornings") or somebody's trade."""
        if rule.first in {"allergic", "allergy"} and self._is_figurative(at):
            return True
        if rule.first == "breaks out" and self._is_caused_by_a_figure(at, languages):
            return True
        if self._is_of_an_absent(at, languages):
            return True
        if rule.sort == "access" and (
            self._is_of_an_animal(at, languages)
            or self._is_of_the_mind(at, languages)
            or self._is_in_jest(at, languages)
            or self._is_elsewhere(at, languages)
        ):
            return True
        return rule.first in _TRADED and bool(self._trades[self.clause_of(at)] & languages)

    def _is_figurative(self, at: int) -> bool:
        """Tell whether one is allergic to what follows, as in "to mornings", and to nothing else."""
        languages = self.items[at].languages(_BY_THEMSELVES)
        clause = self.clause_of(at)
        rest = self.items[at + 1 : self.end_of_list(clause)]
        said = [item for item in rest if not item.is_light]
        if not said:
            return self._is_against_a_figure(self.items[self.starts[clause] : at], languages)
        if any(item.languages(SUBSTANCES) for item in said):
            return False
        last = self.words[self.items[at].last - 1].key
        joins = last in SMALL_WORDS or "bridge" in lexicon().senses[last]
        figurative = tell(said[:2], "figurative", languages) or (
            "allergic" in self.items[at].senses and tell(said[:1], "doing", languages)
        )
        return figurative and (joins or rest[0] is not said[0])

    @staticmethod
    def _is_against_a_figure(before: list[Item], languages: int) -> bool:
        """Tell whether what comes last is a figure of speech: "gegen Montage allergisch"."""
        return any(
            against.is_light and what.senses.get("figurative", 0) & languages
            for against, what in pairwise(before[-2:])
        )

    def _is_caused_by_a_figure(self, at: int, languages: int) -> bool:
        """Tell whether a rash comes only from such as paperwork.

        Beside an unknown word, which may be a substance, only a figure in the same clause counts.
        """
        said, clause = self.sentence_of(at), self.items_of(self.clause_of(at))
        if any(one.is_unknown for one in clause):
            said = clause
        return tell(said, "figurative", languages) and not any(
            one.languages(SUBSTANCES) for one in said
        )

    def _is_of_an_animal(self, at: int, languages: int) -> bool:
        """Tell whether it is an animal that is blind or deaf: "her dog is deaf", but no guide dog."""
        item, clause = self.items[at], self.clause_of(at)
        its_own = (lexicon().senses[word.key] for word in self.words[item.first : item.last])
        if any("animal" in senses for senses in its_own):
            return False
        before = self.items[self.starts[clause] : at][::-1]
        of_weight = islice((one for one in before if not one.is_light), 1)
        beside = (*of_weight, *self.items[at + 1 : self.ends[clause]][:1])
        return tell(beside, "animal", languages)

    def _is_of_the_mind(self, at: int, languages: int) -> bool:
        """Tell whether one is deaf only to what follows, "to hints", or pretends to be."""
        item, clause = self.items[at], self.clause_of(at)
        its_own = (lexicon().senses[word.key] for word in self.words[item.first : item.last])
        if not any("dulled" in senses for senses in its_own):
            return False
        before = self.items[max(self.starts[clause], at - _FARTHEST_PRETENCE) : at]
        if tell(before, "pretends", languages):
            return True
        after = self.items[at + 1 : at + 1 + _FARTHEST_ORGAN]
        if not after or self.words[after[0].first].ends != WITHIN:
            return False
        of_the_body = any(one.languages(_OF_THE_BODY) & languages for one in after[1:])
        return tell(after[:1], "dulled to", languages) and not of_the_body

    def _is_in_jest(self, at: int, languages: int) -> bool:
        """Tell whether it is no more than a joke: "deaf when it comes to bills", "deaf, lol"."""
        if tell(self.sentence_of(at), "as to", languages):
            return True
        aside = self.items_of(self.clause_of(at) + 1)
        is_all_of_it = all(one.is_small or "in jest" in one.senses for one in aside)
        return any(
            one.senses.get("in jest", 0) & languages and (one.last - one.first > 1 or is_all_of_it)
            for one in self.items[at + 1 : self.sentence_ends[self.items[at].sentence]]
        )

    def _is_elsewhere(self, at: int, languages: int) -> bool:
        """Tell whether it stays at some other place: "wheelchair ramp at his shop"."""
        after = self.items[at + 1 : self.ends[self.clause_of(at)]]
        return tell(after, "elsewhere", languages)

    def _is_of_an_absent(self, at: int, languages: int) -> bool:
        """Tell whether it is of somebody who does not come along, or a name: "her ex has a walker"."""
        before = self.items[self.starts[self.clause_of(at)] : at][::-1]
        passed = ("walks with", *SUBSTANCES)
        owners = (one for one in before if not (one.is_light or one.languages(passed)))
        owner = next(owners, None)
        return owner is not None and bool(owner.languages(("absent", "named")) & languages)

    @cached_property
    def _trades(self) -> list[int]:
        """The languages in which each clause is about somebody's trade, as bits."""
        trades = [0] * len(self.starts)
        for item in self.items:
            trades[item.clause] |= item.senses.get("trade", 0)
        return trades

    def _is_mere_wish(self, hit: Hit) -> bool:
        """Tell whether "no nuts" is a dislike ("mag keine Nüsse"), a shortage or a denied allergy."""
        clause = self.clause_of(hit.last)
        said = self.items[self.starts[clause] : hit.last]
        if tell(said, "likes", hit.languages):
            return True
        if any(item.languages(_TOLD) for item in self.items[hit.first + 1 : hit.last]):
            return True
        for near in self.items[hit.last + 1 : self.ends[clause]]:
            if near.languages(("harmless after", "allergy")):
                return True
            if not near.is_small:
                return False
        return False

    def _is_of_goods(self, hit: Hit) -> bool:
        """Tell whether it is for sale, and nobody in need of it: "gluten free bread delivery"."""
        said = self.sentence_of(hit.first)
        is_needed = any(item.languages(_NEEDED) & hit.languages for item in said)
        return not is_needed and self.says("goods", self.clause_of(hit.last), hit.languages)

    def _is_a_chore(self, hit: Hit) -> bool:
        """Tell whether stairs only want cleaning or the like: "keine Treppe gewischt"."""
        clause = self.clause_of(hit.last)
        return "stairs" in hit.rule.second and self.says("chores", clause, hit.languages)

    def _is_easy(self, hit: Hit) -> bool:
        """Tell whether it is a hardship that is missing: "no trouble with stairs"."""
        between = self.items[hit.first + 1 : hit.last]
        is_denied = "not" in self.items[hit.first].senses and hit.rule.first == "cannot"
        return is_denied and tell(between, "hard", hit.languages)

    # -- clauses -------------------------------------------------------------------------------

    @cached_property
    def starts(self) -> list[int]:
        """The first item of each clause."""
        return [
            at
            for at, item in enumerate(self.items)
            if not at or item.clause != self.items[at - 1].clause
        ]

    @cached_property
    def ends(self) -> list[int]:
        """The item after the last of each clause."""
        return [*self.starts[1:], len(self.items)]

    @cached_property
    def sentence_ends(self) -> dict[int, int]:
        """The item after the last of each sentence."""
        return {item.sentence: at for at, item in enumerate(self.items, 1)}

    def clause_of(self, at: int) -> int:
        """Return the clause of an item."""
        return self.items[at].clause

    def items_of(self, clause: int) -> list[Item]:
        """Return the items of a clause; none of one past the last."""
        if clause >= len(self.starts):
            return []
        return self.items[self.starts[clause] : self.ends[clause]]

    def sentence_of(self, at: int) -> list[Item]:
        """Return the items of the sentence that an item is of."""
        sentence = self.items[at].sentence
        start = self.sentence_ends[sentence - 1] if sentence > 1 else 0
        return self.items[start : self.sentence_ends[sentence]]

    def says(self, section: str, clause: int, languages: int) -> bool:
        """Tell whether a clause has a word of a section in one of some languages."""
        return tell(self.items_of(clause), section, languages)

    def end_of_list(self, clause: int) -> int:
        """Return where a clause ends, with those after it that go on naming substances."""
        sentence = self.items[self.starts[clause]].sentence
        while clause + 1 < len(self.starts):
            items = self.items_of(clause + 1)
            known = [item for item in items if item.languages(SUBSTANCES)]
            others = [item for item in items if not item.is_small and item not in known]
            goes_on = all(item.languages(("because", "bridge")) for item in others)
            if not known or not goes_on or items[0].sentence != sentence:
                break
            clause += 1
        return self.ends[clause]

    def written(self, first: int, last: int) -> str:
        """Return what is written from one word to another, and a bracket that closes behind them."""
        start, end = self.words[first].start, self.words[last].end
        is_open = self.text.count("(", start, end) > self.text.count(")", start, end)
        return self.text[start : end + (is_open and self.text.startswith(")", end))]


def _fulfillable(section: str, told: set[str]) -> list[Rule]:
    """Return the rules that begin with a section and that a text with these sections may fulfil."""
    return [
        rule for rule in BY_FIRST[section] if not rule.second or not told.isdisjoint(rule.second)
    ]


def tell(items: Iterable[Item], section: str, languages: int) -> bool:
    """Tell whether one of some items is of a section in one of some languages."""
    return any(item.senses.get(section, 0) & languages for item in items)


# -- words and phrases ---------------------------------------------------------------------------


def words_of(text: str) -> list[Word]:
    """Return the words of a text with the breaks before them."""
    words: list[Word] = []
    ends = 0
    for found in written_words(text):
        start, end = found.span()
        gap = _break_in(text[ends:start]) if words else SENTENCE
        for key in KEYS[found.group()]:
            words.append(Word(start, end, key, gap))
            gap = WITHIN
        ends = end
    return words


def _break_in(between: str) -> int:
    if between in {" ", ""}:
        return WITHIN
    if _SENTENCE_ENDS.search(between):
        return SENTENCE
    return CLAUSE if _CLAUSE_ENDS.search(between) else WITHIN


def items_of(words: list[Word]) -> list[Item]:
    """Return the words and phrases of a text, each with its clause and sentence."""
    items: list[Item] = []
    clause, sentence, at = -1, 0, 0
    clause_start = sentence_start = 0
    keys = [word.key for word in words]
    breaks = [at for at, word in enumerate(words) if word.ends != WITHIN]
    known = lexicon()
    for end in (*breaks[1:], len(words)):
        while at < end:
            senses, length = known.phrase_at(keys, at, min(end, at + _LONGEST_LOOK))
            begins = words[at].ends
            if begins != WITHIN or "because" in senses or _is_long(items, clause_start):
                clause += 1
                clause_start = len(items)
                if begins == SENTENCE or len(items) - sentence_start >= _LONGEST_SENTENCE:
                    sentence += 1
                    sentence_start = len(items)
            is_small = length == 1 and keys[at] in SMALL_WORDS
            items.append(Item(at, at + length, senses, is_small, clause, sentence))
            at += length
    return items


def _is_long(items: list[Item], start: int) -> bool:
    """Tell whether a clause ends here though nothing marks it, if it can where no rule reaches across."""
    length = len(items) - start
    if length < _LONG_CLAUSE:
        return False
    is_apart = not any(item.senses for item in items[-_FAR:])
    return is_apart or length >= _LONGEST_CLAUSE
