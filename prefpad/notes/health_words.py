"""The words by which an allergy or access need is told, in seven languages.

They are data: one file a language in `words_health`, with a section for each thing a word can do in a
sentence. Phrases stand between commas, in their own spelling; a star stands for any letters.
Accents, apostrophes, capitals and the German `ae` for `ä` make no difference.

- What tells a need: the sections that `health_rules.RULES` names.
- What it may be about: `allergens` (what "no ..." is enough for), `may harm` and `foods` (only beside a
  medical word), `face`, `stairs`, `aid`, `in the air` and the others that come second in a rule.
- What takes it back: `not` before it, `gone` after it, `past` beside it unless there is a `still`;
  `figurative` ("mornings"), `trade` ("sells"), `likes`, `harmless` and `harmless after`.
- What only joins: `bridge` and `does` may stand between, `because` begins a clause, `and` may end the part
  that is shown, `whose` names another, and after `speaks` the one named is not the one meant.
- What answers a column (`ASKED`): `denial`, `unknown`, the names of columns, and `very`, which is skipped.

`ordinary.txt` has the words that are one slip of typing from a telling one and mean something else.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from prefpad.domain.memoize import Memo
from prefpad.domain.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt")

_FILES = Path(__file__).with_name("words_health")
_SHORTEST_STEM = 3
_SHORTEST_WITH_A_SLIP = 7
_HEAD, _TAIL = 3, 3
ASKED = ("very", "denial", "unknown", "allergy column", "access column", "other column")
"""The sections that give no sense to a remark: of answers, of columns, of words that only stress."""

_SLIPS_COUNT_IN = frozenset(["allergy", "allergic", "allergens", "access"])

_WITHOUT_ACCENTS = bytes.maketrans(
    "àáâãäçèéêëìíîïñòóôõöùúûü".encode("latin-1"), b"aaaaaceeeeiiiinooooouuuu"
)
_APOSTROPHE = "['’‘`´ʼ]"  # noqa: RUF001 - the ways an apostrophe is typed
_NOT = re.compile(f"n{_APOSTROPHE}t\\b")
_POSSESSIVE = re.compile(f"{_APOSTROPHE}s\\b")
_ANY_APOSTROPHE = re.compile(_APOSTROPHE)
_ELISION = re.compile("(?:l|d|n|qu|dell|dall|all|nell|sull)(?=[aeiouh].{5})")
_FREE_OF = re.compile("(?:frei(?:e[nrsm]?)?|vrije?|free)$")

# A letter, with the accents and invisible signs that may follow it.
_LETTER = r"[^\W_][\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]*"
_WORD = re.compile(f"(?:{_LETTER})+(?:{_APOSTROPHE}(?:{_LETTER})+)*")
_SENTENCE_ENDS = re.compile(r"[.!?;](?=\s|$)|[\n\r|;•]|!!|\?")
_CLAUSE_ENDS = re.compile(r"[,()\[\]\u2013\u2014+]|(?<=\s)[-/&](?=\s)|-(?=\s)|\.\.")

Senses = dict[str, int]
"""What a phrase can mean: each section that lists it, and in which languages, as bits."""

UNKNOWN: Senses = {}


class Word(NamedTuple):
    """A word of a text: where it stands, its key, and whether a clause or sentence begins with it."""

    start: int
    end: int
    key: str
    ends: int


WITHIN, CLAUSE, SENTENCE = 0, 1, 2


class Lexicon:
    """The phrases of all languages and their senses."""

    def __init__(self) -> None:
        self._phrases: dict[str, Senses] = {}
        self._within: dict[str, Senses] = {}
        self._asked: dict[str, set[str]] = {section: set() for section in ASKED}
        exact: set[str] = set()
        for bit, language in enumerate(LANGUAGES):
            for section, phrases in sections(language):
                if section in ASKED:
                    self._asked[section].update(phrases)
                else:
                    self._list(phrases, {section: 1 << bit})
                if section in _SLIPS_COUNT_IN:
                    exact.update(phrases)
        self._exact = exact
        for stem in [phrase for phrase in self._phrases if phrase[0] == "*"]:
            self._within[stem.strip("*")] = self._phrases.pop(stem)
        self._words = set(" ".join(self._phrases).split())
        self._longest: dict[str, int] = {}
        for phrase in self._phrases:
            if spaces := phrase.count(" "):
                first = phrase[: phrase.index(" ")]
                self._longest[first] = max(self._longest.get(first, 0), spaces + 1)
        self._ordinary = frozenset(_ordinary_words())
        self._any_within = re.compile("|".join(self._within))
        self.senses = Memo(self._senses)
        self.spelled = Memo(self._spelled)

    def _list(self, phrases: set[str], sense: Senses) -> None:
        known = self._phrases
        again = known.keys() & phrases
        merged = {phrase: _both(known[phrase], sense) for phrase in again}
        known.update(dict.fromkeys(phrases, sense))
        known.update(merged)

    def asked(self, section: str) -> set[str]:
        """Return the phrases of a section of `ASKED`."""
        return self._asked[section]

    def phrase_at(self, keys: list[str]) -> tuple[Senses, int]:
        """Return the senses of the longest phrase that some words begin with, and its length.

        After the first word those that only stress do not count: "hört sehr schlecht".
        """
        stress = 0
        while keys[stress + 1 :] and keys[stress + 1] in self._asked["very"]:
            stress += 1
        for skipped in sorted({0, stress}):
            words = [keys[0], *keys[skipped + 1 : skipped + self._longest.get(keys[0], 1)]]
            for length in range(len(words), 1, -1):
                found = self._listed(" ".join(words[:length]), len(words[length - 1]))
                if found is not None:
                    return found, length + skipped
        return self.senses[keys[0]], 1

    def _senses(self, key: str) -> Senses:
        found = self._listed(key, len(key))
        if key not in self._phrases and (within := self._any_within.search(key)):
            part = self._within[within.group()]
            found = part if found is None else found if "harmless" in found else _both(found, part)
        if found is not None:
            return found
        return self._but_for_a_slip(key)

    def _but_for_a_slip(self, key: str) -> Senses:
        """Return the senses of the words that one slip makes this one of, if it is no ordinary one."""
        if len(key) < _SHORTEST_WITH_A_SLIP - 1 or key in self._ordinary:
            return UNKNOWN
        heads, tails = self._alike.get(key[:_HEAD], ()), self._alike.get(_first_and_tail(key), ())
        found = UNKNOWN
        for word in {*heads, *tails}:
            if _is_one_slip(word, key):
                found = _both(found, self.senses[word])
        return found

    def _listed(self, phrase: str, last: int) -> Senses | None:
        """Return the senses of a phrase and of its beginnings with a star; a harmless one wins."""
        found = self._phrases.get(phrase)
        for end in range(len(phrase), len(phrase) - last + _SHORTEST_STEM - 1, -1):
            if found is not None and "harmless" in found:
                return found
            if (senses := self._phrases.get(f"{phrase[:end]}*")) is not None:
                found = senses if found is None else _both(found, senses)
        return found

    def _spelled(self, key: str) -> tuple[str, ...]:
        """Return the words that are written as one: an article or `free` taken off."""
        if key in self._words or self.senses[key]:
            return (key,)
        if (found := _ELISION.match(key)) and key[found.end() :] in self._words:
            return (found.group(), key[found.end() :])
        if (found := _FREE_OF.search(key)) and "allergens" in self.senses[key[: found.start()]]:
            return (key[: found.start()], found.group())
        return (key,)

    @cached_property
    def _alike(self) -> dict[str, set[str]]:
        """The words in which a slip counts, by their heads and by first letter and tail.

        One slip leaves one of the two as it was.
        """
        alike: dict[str, set[str]] = {}
        for word in (phrase.strip("*") for phrase in self._exact):
            if len(word) >= _SHORTEST_WITH_A_SLIP and " " not in word:
                alike.setdefault(word[:_HEAD], set()).add(word)
                alike.setdefault(_first_and_tail(word), set()).add(word)
        return alike


def _first_and_tail(word: str) -> str:
    return f"{word[0]}{word[-_TAIL:]}"


def _both(one: Senses, other: Senses) -> Senses:
    return {section: one.get(section, 0) | other.get(section, 0) for section in {**one, **other}}


def _is_one_slip(word: str, typed: str) -> bool:
    """Tell whether one letter is missing, added, other, or changed places with its neighbour."""
    if abs(len(word) - len(typed)) > 1 or word == typed:
        return False
    head = next((at for at, (a, b) in enumerate(zip(word, typed, strict=False)) if a != b), None)
    if head is None:
        return True
    rest, other = word[head:], typed[head:]
    return (
        rest[1:] == other[1:]
        or rest[1:] == other
        or rest == other[1:]
        or (rest[:2] == other[1::-1] and rest[2:] == other[2:])
    )


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the words of all languages, read when first needed."""
    return Lexicon()


def words_of(text: str) -> list[Word]:
    """Return the words of a text with the breaks before them."""
    words: list[Word] = []
    known = lexicon()
    ends = 0
    for found in _WORD.finditer(text):
        start, end = found.span()
        gap = _break_in(text[ends:start]) if words else SENTENCE
        for piece in _pieces(found.group()):
            for key in known.spelled[piece]:
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


def _pieces(written: str) -> list[str]:
    if written.isascii() and written.isalpha():
        return [written.lower()]
    plain = _NOT.sub("nt", fold(_ANY_APOSTROPHE.sub("'", written)))
    return _ANY_APOSTROPHE.sub(" ", _POSSESSIVE.sub("", plain)).split()


def sections(language: str) -> Iterator[tuple[str, set[str]]]:
    """Yield the sections of one language's file, each with its phrases as they are compared."""
    text = (_FILES / f"{language}.txt").read_text(encoding="utf-8")
    spellings = [text]
    if language == "de":
        spellings.append(text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue"))
    parts = [_plain(spelling).split("\n[")[1:] for spelling in spellings]
    for same in zip(*parts, strict=True):
        listed = [section.partition("]\n") for section in same]
        phrases = (one.strip().replace("\n", ", ").split(", ") for _, _, one in listed)
        yield listed[0][0], set().union(*phrases)


def _ordinary_words() -> list[str]:
    return (_FILES / "ordinary.txt").read_text(encoding="utf-8").partition("\n")[2].split()


def _plain(text: str) -> str:
    text = _ANY_APOSTROPHE.sub(" ", _POSSESSIVE.sub("", _NOT.sub("nt", text)))
    text = text.replace(" ,", ",").replace(" \n", "\n")
    latin = text.replace("œ", "oe").replace("ß", "ss").encode("latin-1")
    return latin.translate(_WITHOUT_ACCENTS).decode("ascii")
