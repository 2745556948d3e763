"""Phrases of the word lists: their notation, and finding them in a text.

A phrase is a few words, folded. Beside plain words it may have

- `diabet*` and `*krebs`: a word that begins or ends so;
- `wife/husband`: either word;
- `@kin`: a word of the section `[@kin]` in the same file;
- `#`: a number, in figures or as a word of the section `[@numbers]`;
- `...`: up to three words, whatever they are;
- `,` in front or at the end: a clause, and so the text, begins or ends there.

An apostrophe may be left out of a text (`cant` for `can't`), `ä` may be written as `ae`, and a word
of seven letters or more may have one slip of typing, unless it is listed itself.
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from prefpad.domain.memoize import Memo, pattern
from prefpad.domain.normalize import fold, is_one_slip
from prefpad.domain.record import Record
from prefpad.notes.word_lists import (
    ANY_NUMBER,
    LONGEST_FIGURES,
    LONGEST_WORD,
    SMALL_WORDS,
    Glance,
    as_judged,
    is_any_number,
    joined,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from prefpad.notes.word_lists import WordIndex

CLAUSE_END = ","
NUMBER = "#"
NUMBERS = "numbers"
GAP = "..."
LONGEST_GAP = 3
SHORTEST_STEM = 3
SHORTEST_ENDING = 3
SHORTEST_MISTYPED = 7
SHORTEST_MISTYPED_STEM = 6
LONGEST_ENDING = 3
"""How many letters may follow a stem that is mistyped."""

_WORDS = pattern(r"[^\W\d_][^\W_]*|\d+|[.,;:!?()\[\]]")
_AT_THE_BEGINNING = f"{CLAUSE_END} "
_MARKS = {CLAUSE_END, GAP}
_ENDS_CLAUSE = (CLAUSE_END,)
_ANY_NUMBER = (NUMBER,)
_MOST_PAIRS = 20_000
_CLUE = 3
"""How many letters in a row are as they should be, before or after a slip."""


Forms = list[tuple[str, ...]]
"""The words of a text, each in all forms that a phrase may have where it stands."""


class Section(Record):
    """Phrases that share a meaning, or the words of a group, whose name begins with `@`."""

    meaning: str
    phrases: tuple[str, ...]


class Found(Record):
    """A phrase found in a text.

    Attributes:
        meaning: that of its section.
        start: its first word.
        end: the word behind its last.
    """

    meaning: str
    start: int
    end: int


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded, and the signs that end a clause."""
    text = text.lower() if text.isascii() and text.isprintable() else fold(text)
    words: list[str] = _WORDS.findall(text)
    return words if len(text) <= LONGEST_WORD else [*map(as_judged, words)]


def is_clause_end(word: str) -> bool:
    """Tell whether the characters between two words end a clause."""
    return not word[0].isalnum()


def index_of(sections: Iterable[Section]) -> WordIndex:
    """Index the phrases of some sections by word.

    The first word of a phrase has the rest of it and its meaning (`phrase=meaning`); `=word` has its
    groups; `~let` has the long words that begin like this, or begin with the first letter and end
    with the others. A stem is listed even if only to be known. `...word` has the meanings of the
    phrases that are looked for only where this word stands: those with a gap behind a common word.
    """
    return joined(_entries(sections))


def _entries(sections: Iterable[Section]) -> Iterator[tuple[str, str]]:
    listed: set[str] = set()
    for section in sections:
        is_group = section.meaning[0] == "@"
        for phrase in section.phrases:
            first, *others = tokens = phrase.removeprefix(_AT_THE_BEGINNING).split(" ")
            anchor = CLAUSE_END if phrase.startswith(_AT_THE_BEGINNING) else ""
            listed.update(word for token in tokens for word in token.split("/"))
            for word in first.split("/"):
                if is_group:
                    yield f"={word}", section.meaning
                else:
                    yield anchor + word, f"{' '.join(others)}={section.meaning}"
            if others[:1] == [GAP] and _is_common(first):
                yield from ((GAP + word, section.meaning) for word in _rarer(others[1:]))
    for word in sorted(listed):
        stem = word.strip("*")
        if stem != word:
            yield word, ""
        least = SHORTEST_MISTYPED if stem == word else SHORTEST_MISTYPED_STEM
        if len(stem) >= least and word[0] != "*":
            for clue in {stem[:_CLUE], stem[0] + stem[-_CLUE:]}:
                yield f"~{clue}", word


def _is_common(token: str) -> bool:
    """Tell whether one of the words of a token stands in most texts, or may be a word of many."""
    words = token.split("/")
    return token in _MARKS or any(word in SMALL_WORDS or word[0] in "@#" for word in words)


def _rarer(tokens: list[str]) -> list[str]:
    """Return the words of the first token that most texts are without, else of the first of all."""
    return next((one for one in tokens if not _is_common(one)), tokens[0]).split("/")


class _Node(dict[str, "_Node"]):
    """What may follow the words so far, and their meaning if the phrase ends here.

    Attributes:
        meanings: those of the phrases that end here.
        is_gap_quiet: whether what goes on behind a gap is looked for only where a rarer word stands.
    """

    meanings: tuple[str, ...] = ()
    is_gap_quiet = False

    def may_tell(self, forms: tuple[str, ...]) -> bool:
        """Tell whether a text with a word of these forms next is worth a closer look."""
        if self.meanings or not self.keys().isdisjoint(forms):
            return True
        return GAP in self and not self.is_gap_quiet

    def may_go_on(self, forms: tuple[str, ...]) -> bool:
        """Tell whether a phrase ends here, or may go on with a word of these forms or behind it."""
        return bool(self.meanings) or GAP in self or not self.keys().isdisjoint(forms)

    def goes_on(self, forms: Forms, at: int) -> bool:
        """Tell whether a phrase ends here, or may go on with the word `at`."""
        if self.meanings or not self.keys().isdisjoint(forms[at]):
            return True
        if GAP in self:
            begins = self[GAP].keys()
            for one in forms[at : at + LONGEST_GAP + 1]:
                if not begins.isdisjoint(one):
                    return True
        return False

    def add(self, tokens: list[str], meaning: str) -> None:
        """Add a phrase by its tokens."""
        ends = [self]
        for token in tokens:
            ends = [node.setdefault(word, _Node()) for node in ends for word in token.split("/")]
        for end in ends:
            end.meanings = (*end.meanings, meaning)


class PhraseBook:
    """Finds phrases in texts.

    Args:
        index: what the lists say by word.
        has_numbers: whether they have longer numbers than the lists of a language.
        without: meanings of phrases that are not looked for.
    """

    def __init__(
        self, index: WordIndex, *, has_numbers: bool = False, without: Container[str] = ()
    ) -> None:
        self._index = index
        self._has_numbers = has_numbers
        self._without = without
        self._words = Memo(words_of, most=_MOST_PAIRS)
        self._forms = Memo(self._forms_of)
        self._openings = Memo(self._openings_of)
        self._openings_before = Memo(self._openings_that_go_on, most=_MOST_PAIRS)
        self._tries = Memo(self._trie)
        self._glance = Glance(self._may_open, self._opens)
        self._closing = Memo(self._closes)
        self._beginnings = Memo(self._may_begin, most=_MOST_PAIRS)

    def may_have(self, text: str) -> bool:
        """Tell whether a phrase may begin in a text; most texts have none at a glance."""
        return self._has_numbers or any(
            map(self._beginnings.__getitem__, self._glance.telling(text))
        )

    def _may_open(self, piece: str) -> bool:
        """Tell whether a phrase may begin in what stands between spaces, or end there."""
        return any(self._openings[word] or self._closing[word] for word in self._words[piece])

    def _opens(self, both: tuple[str, str]) -> bool:
        """Tell whether neighbours may be of a phrase that begins in the first, or end one there."""
        first, second = map(self._words.__getitem__, both)
        if both[1] and not second:
            return any(map(self._may_open, first))
        pairs = pairwise([*first, *(second or _ENDS_CLAUSE)[:1]])
        return any(map(self._closing.__getitem__, first)) or any(
            node.may_tell(self._forms[following])
            for word, following in pairs
            for _, node in self._openings[word]
        )

    def _may_begin(self, three: tuple[str, str, str]) -> bool:
        """Tell whether a phrase may begin in the first of three neighbours, or end one there."""
        first, second, third = map(self._words.__getitem__, three)
        words = [*first, *second, *third, *(() if three[-1] else _ENDS_CLAUSE)]
        return any(map(self._closing.__getitem__, first)) or any(
            self._may_lead_on(node, words, at)
            for at, word in enumerate(first, 1)
            for _, node in self._openings[word]
        )

    def _may_lead_on(self, node: _Node, words: list[str], at: int) -> bool:
        """Tell whether a phrase ends at a node, or may go on as far as these words are known."""
        if node.meanings or at == len(words) or (GAP in node and not node.is_gap_quiet):
            return True
        return any(
            self._may_lead_on(node[form], words, at + 1)
            for form in self._forms[words[at]]
            if form in node
        )

    def _closes(self, word: str) -> bool:
        """Tell whether a word is the one without which some phrase is not looked for."""
        return any(
            meaning not in self._without
            for form in self._forms[word]
            for meaning in self._index.several(GAP + form)
        )

    def find(self, words: list[str]) -> list[Found]:
        """Return every phrase among the words of a text, ordered by where it begins."""
        if not self._has_numbers:
            words = [
                ANY_NUMBER if len(word) > LONGEST_FIGURES and word.isdigit() else word
                for word in words
            ]
        openings, openings_before = self._openings, self._openings_before
        opened = [
            (at, one)
            for at, pair in enumerate(pairwise([*words, CLAUSE_END]))
            if openings[pair[0]]
            for one in openings_before[pair]
        ]
        if not opened:
            return []
        forms = [self._forms[word] for word in (*words, CLAUSE_END)]
        found: list[Found] = []
        for at, (begins_clause, node) in opened:
            if node.goes_on(forms, at + 1) and not (
                begins_clause and at and not is_clause_end(words[at - 1])
            ):
                found += [Found(meaning, at, end) for end, meaning in _ends(forms, at + 1, node)]
        return found

    def is_of(self, word: str, group: str) -> bool:
        """Tell whether a word belongs to a group in any language."""
        return any(form[0] == "@" and form.endswith(f".{group}") for form in self._forms[word])

    def _openings_of(self, word: str) -> tuple[tuple[bool, _Node], ...]:
        """Return how the phrases that begin with a word continue; some only begin a clause."""
        if is_any_number(word) and not self._has_numbers:
            return self._openings_with_a_number
        return self._openings_with(self._forms[word])

    def _openings_that_go_on(self, pair: tuple[str, str]) -> tuple[tuple[bool, _Node], ...]:
        """Return those of the first word whose phrases may go on with the second, as few do."""
        word, following = pair
        forms = self._forms[following]
        return tuple(one for one in self._openings[word] if one[1].may_go_on(forms))

    @cached_property
    def _openings_with_a_number(self) -> tuple[tuple[bool, _Node], ...]:
        return self._openings_with(_ANY_NUMBER)

    def _openings_with(self, forms: tuple[str, ...]) -> tuple[tuple[bool, _Node], ...]:
        listed = self._index.get
        return tuple(
            (bool(before), self._tries[before + form])
            for form in forms
            for before in ("", CLAUSE_END)
            if listed(before + form)
        )

    def _trie(self, first: str) -> _Node:
        root = _Node()
        root.is_gap_quiet = _is_common(first.removeprefix(CLAUSE_END))
        for entry in self._index.several(first):
            others, _, meaning = entry.partition("=")
            if meaning not in self._without:
                root.add(others.split(), meaning)
        return root

    def _forms_of(self, word: str) -> tuple[str, ...]:
        """Return the forms under which the phrases list this word."""
        if is_clause_end(word):
            return _ENDS_CLAUSE
        if is_any_number(word) and not self._has_numbers:
            return _ANY_NUMBER
        bare = word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
        spelt = [word] if bare == word else [word, bare]
        starred = [form for one in spelt for form in self._starred(one)]
        is_listed = any(map(self._index.get, starred))
        meant = self._meant(word) if len(word) >= SHORTEST_MISTYPED and not is_listed else ()
        forms = [*spelt, *starred, *meant]
        groups = [self._index.several(f"={form}") for form in forms]
        named = [group for some in groups for group in some]
        is_number = word.isdigit() or any(group.endswith(f".{NUMBERS}") for group in named)
        return tuple(dict.fromkeys([*forms, *([NUMBER] if is_number else ()), *named]))

    def _starred(self, word: str) -> list[str]:
        listed = self._index.beginning(word)
        ends = [f"{word[:end]}*" for end in range(SHORTEST_STEM, len(word) + 1)] if listed else ()
        starts = [f"*{word[start:]}" for start in range(len(word) - SHORTEST_ENDING + 1)]
        return [
            *filter(listed.__contains__, ends),
            *filter(self._index.__contains__, starts),
        ]

    def _meant(self, word: str) -> list[str]:
        """Return what is listed one typing slip away; the end of a stem must match."""
        clues = {word[0] + word[at : at + _CLUE] for at in range(2, len(word) - _CLUE + 1)}
        near = {
            listed for clue in (word[:_CLUE], *clues) for listed in self._index.several(f"~{clue}")
        }
        return [] if word in near else [listed for listed in near if _may_be(word, listed)]


def _ends(forms: Forms, at: int, node: _Node) -> Iterator[tuple[int, str]]:
    """Yield the ends and meanings of phrases matched up to the word `at`."""
    for meaning in node.meanings:
        yield at, meaning
    if at == len(forms):
        return
    for form in forms[at]:
        if form in node:
            yield from _ends(forms, at + 1, node[form])
    if GAP in node:
        yield from _ends_beyond(forms, at, node[GAP])


def _ends_beyond(forms: Forms, at: int, node: _Node) -> Iterator[tuple[int, str]]:
    """Yield the ends and meanings of phrases that continue after a gap."""
    begins = node.keys()
    for begin in range(at, min(at + LONGEST_GAP + 1, len(forms))):
        if not begins.isdisjoint(forms[begin]):
            yield from _ends(forms, begin, node)
        if forms[begin] == _ENDS_CLAUSE:
            break


def _may_be(word: str, listed: str) -> bool:
    stem = listed.rstrip("*")
    if len(word) > len(stem) + LONGEST_ENDING:
        return False
    if stem == listed:
        return is_one_slip(word, stem)
    ends = (stem[-1], stem[-1] + stem[-2])
    written = (word[:length] for length in range(len(stem) - 1, len(stem) + 2))
    return any(one.endswith(ends) and is_one_slip(one, stem) for one in written)
