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

from collections import defaultdict
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from prefpad.domain.memoize import Memo, pattern
from prefpad.domain.normalize import fold, is_one_slip
from prefpad.domain.record import Record
from prefpad.notes.word_lists import (
    ANY_WORD,
    CLAUSE_END,
    GAP,
    LONGEST_WORD,
    NOTHING,
    NUMBER,
    Glance,
    as_any_number,
    as_judged,
    is_any_number,
    joined,
    rarest,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from prefpad.notes.word_lists import Beside, WordIndex

NUMBERS = "numbers"
LONGEST_GAP = 3
SHORTEST_STEM = 3
SHORTEST_MISTYPED = 7
SHORTEST_MISTYPED_STEM = 6
LONGEST_ENDING = 3
"""How many letters may follow a stem that is mistyped."""

_WORDS = pattern(r"[^\W\d_][^\W_]*|\d+|[.,;:!?()\[\]]")
_AT_THE_BEGINNING = f"{CLAUSE_END} "
_ENDS_CLAUSE = (CLAUSE_END,)
_ANY_NUMBER = (NUMBER,)
_ENDINGS = "*"
_MOST_APART = 2
"""How much longer than a word what is listed one slip away may be, or shorter, its star included."""

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
    if text.isascii() and text.isalpha() and len(text) <= LONGEST_WORD:
        return [text.lower()]
    text = text.lower() if text.isascii() and text.isprintable() else fold(text)
    words: list[str] = _WORDS.findall(text)
    return words if len(text) <= LONGEST_WORD else [*map(as_judged, words)]


def is_clause_end(word: str) -> bool:
    """Tell whether the characters between two words end a clause."""
    return not word[0].isalnum()


def index_of(sections: Iterable[Section], harmless: Container[str] = ()) -> WordIndex:
    """Index the phrases of some sections by word.

    The first word of a phrase has the rest of it and its meaning (`phrase=meaning`), as `word,` if it
    only begins a clause. `word=` has its groups; `let~` has the long words that begin like this, or
    begin with the first letter and end with the others. A stem is listed even if only to be known,
    and `*` has the endings. `word>` has the words that tell something behind it, or `ALONE`: of each
    phrase that tells something the two neighbours that fewest texts have.

    Args:
        sections: the phrases by what they mean.
        harmless: the meanings that tell nothing.
    """
    every = [*sections]
    telling = (one for one in every if one.meaning[0] != "@" and one.meaning not in harmless)
    return joined(chain(_entries(every), _neighbours(telling)))


def _neighbours(sections: Iterable[Section]) -> Iterator[tuple[str, str]]:
    """Yield the words that tell something beside another, and which."""
    neighbours = {
        rarest(phrase.removeprefix(_AT_THE_BEGINNING).split(" "))
        for section in sections
        for phrase in section.phrases
    }
    both = {
        (word, following)
        for token, behind in neighbours
        for word in token.split("/")
        for following in behind.split("/")
    }
    yield from ((f"{word}>", following) for word, following in sorted(both))


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
                    yield f"{word}=", section.meaning
                else:
                    yield word + anchor, f"{' '.join(others)}={section.meaning}"
    for word in sorted(listed):
        stem = word.strip("*")
        if word[0] == "*":
            yield _ENDINGS, word
        elif stem != word:
            yield word, ""
        least = SHORTEST_MISTYPED if stem == word else SHORTEST_MISTYPED_STEM
        if len(stem) >= least and word[0] != "*":
            for clue in {stem[:_CLUE], stem[0] + stem[-_CLUE:]}:
                yield f"{clue}~", word


class _Node(dict[str, "_Node"]):
    """Where phrases stand after the words so far; what follows is made when it is first looked for.

    Args:
        phrases: how each goes on, and its meaning.

    Attributes:
        meanings: those of the phrases that end here.
        following: how the others go on, by their next word.
    """

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self.meanings: list[str] = []
        self.following: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for going_on, meaning in phrases:
            token, _, others = going_on.partition(" ")
            if token:
                for word in token.split("/"):
                    self.following[word].append((others, meaning))
            else:
                self.meanings.append(meaning)

    def __missing__(self, word: str) -> _Node:
        node = self[word] = _Node(self.following[word])
        return node

    def goes_on(self, forms: Forms, at: int) -> bool:
        """Tell whether a phrase ends here, or may go on with the word `at`."""
        if self.meanings or not self.following.keys().isdisjoint(forms[at]):
            return True
        if GAP in self.following:
            begins = self[GAP].following.keys()
            for one in forms[at : at + LONGEST_GAP + 1]:
                if not begins.isdisjoint(one):
                    return True
        return False


class PhraseBook:
    """Finds phrases in texts.

    Args:
        index: what the lists say by word.
        has_numbers: whether they have other numbers than the lists of the languages.
    """

    def __init__(self, index: WordIndex, *, has_numbers: bool = False) -> None:
        self._index = index
        self._has_numbers = has_numbers
        self._forms = Memo(self._forms_of)
        self._openings = Memo(self._openings_of)
        self._tries = Memo(self._trie)
        self._behind = Memo(self._telling_behind)
        self._glance = Glance(words_of, self._beside, end=_ENDS_CLAUSE)

    def may_tell(self, text: str) -> bool:
        """Tell whether a text may have a phrase that tells something; most have none at a glance."""
        return self._has_numbers or self._glance.may_tell(text)

    def _beside(self, word: str) -> Beside:
        """Return the words that tell something behind a word, and its own forms."""
        forms, listed = self._forms[word], self._index.get
        behind = [self._behind[form] for form in forms if listed(f"{form}>")]
        return behind[0] if len(behind) == 1 else NOTHING.union(*behind), forms

    def _telling_behind(self, form: str) -> frozenset[str]:
        return frozenset([*self._index.several(f"{form}>"), ANY_WORD])

    def find(self, words: list[str]) -> list[Found]:
        """Return every phrase among the words of a text, ordered by where it begins."""
        if not self._has_numbers:
            words = [*map(as_any_number, words)]
        forms = [*map(self._forms.__getitem__, words), _ENDS_CLAUSE]
        return [
            Found(meaning, at - 1, end)
            for at, openings in enumerate(map(self._openings.__getitem__, words), 1)
            for begins_clause, node in openings
            if node.goes_on(forms, at)
            and not (begins_clause and at > 1 and not is_clause_end(words[at - 2]))
            for end, meaning in _ends(forms, at, node)
        ]

    def is_of(self, word: str, group: str) -> bool:
        """Tell whether a word belongs to a group in any language."""
        return any(form[0] == "@" and form.endswith(f".{group}") for form in self._forms[word])

    def _openings_of(self, word: str) -> tuple[tuple[bool, _Node], ...]:
        """Return how the phrases that begin with a word continue; some only begin a clause."""
        listed = self._index.get
        return tuple(
            (bool(anchor), self._tries[form + anchor])
            for form in self._forms[word]
            for anchor in ("", CLAUSE_END)
            if listed(form + anchor)
        )

    def _trie(self, first: str) -> _Node:
        entries = (entry.partition("=") for entry in self._index.several(first))
        return _Node((going_on, meaning) for going_on, _, meaning in entries)

    def _forms_of(self, word: str) -> tuple[str, ...]:
        """Return the forms under which the phrases list this word."""
        if is_clause_end(word):
            return _ENDS_CLAUSE
        if word.isdigit() and not self._has_numbers:
            return _ANY_NUMBER if is_any_number(word) else (word, NUMBER)
        bare = word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
        spelt = [word] if bare == word else [word, bare]
        starred = [form for one in spelt for form in self._starred(one)]
        is_listed = any(map(self._index.get, starred))
        meant = self._meant(word) if len(word) >= SHORTEST_MISTYPED and not is_listed else ()
        forms = [*spelt, *starred, *meant]
        groups = [group for form in forms for group in self._index.several(f"{form}=")]
        is_number = word.isdigit() or any(group.endswith(f".{NUMBERS}") for group in groups)
        return tuple(dict.fromkeys([*forms, *([NUMBER] if is_number else ()), *groups]))

    def _starred(self, word: str) -> list[str]:
        listed = self._index.beginning(word)
        ends = [f"{word[:end]}*" for end in range(SHORTEST_STEM, len(word) + 1)] if listed else ()
        starts = [end for end in self._endings if word.endswith(end[1:])]
        return [*filter(listed.__contains__, ends), *starts]

    @cached_property
    def _endings(self) -> list[str]:
        """The forms that a word may have for its last letters, the longest first."""
        return sorted(self._index.several(_ENDINGS), key=len, reverse=True)

    def _meant(self, word: str) -> list[str]:
        """Return what is listed one typing slip away; the end of a stem must match."""
        clues = {word[0] + word[at : at + _CLUE] for at in range(2, len(word) - _CLUE + 1)}
        near = {
            listed for clue in (word[:_CLUE], *clues) for listed in self._index.several(f"{clue}~")
        }
        if word in near:
            return []
        length = len(word)
        return sorted(
            one for one in near if abs(len(one) - length) <= _MOST_APART and _may_be(word, one)
        )


def _ends(forms: Forms, at: int, node: _Node) -> Iterator[tuple[int, str]]:
    """Yield the ends and meanings of phrases matched up to the word `at`."""
    for meaning in node.meanings:
        yield at, meaning
    if at == len(forms):
        return
    for form in forms[at]:
        if form in node.following:
            yield from _ends(forms, at + 1, node[form])
    if GAP in node.following:
        yield from _ends_beyond(forms, at, node[GAP])


def _ends_beyond(forms: Forms, at: int, node: _Node) -> Iterator[tuple[int, str]]:
    """Yield the ends and meanings of phrases that continue after a gap."""
    begins = node.following.keys()
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
