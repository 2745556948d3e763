"""Sensitive subjects and judgements of people: what a remark speaks of, and how far it may be said.

The words are data: one file a language in `words_sensitive`, with a section for each subject. A line
is a word or phrase as the judge reads it: folded, without accents. A star at its end stands for any
ending. Of the phrases that begin at a word the longest counts, so that a harmless one ("diet coke",
"wine list") takes its words out.

A wish for halal or kosher food tells of faith, but whoever serves has to know it: it is never said
and not hidden. An allergy or access need is never hidden either, whatever else the remark speaks of.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from prefpad.domain.vocabulary import Voice

SUBJECTS = (
    "health",
    "disability",
    "faith",
    "politics",
    "sexuality",
    "money trouble",
    "weight",
    "alcohol",
    "family trouble",
    "looks",
    "ethnic origin",
    "union membership",
)
"""What a note is kept private for."""

RULE_OF_FAITH = "a rule of faith"
OWN_SUBJECT = "what this pad keeps private"
JUDGEMENT = "judgement"
NEEDS = ("allergy", "access need")
HARMLESS = "harmless"
SECTIONS = (*SUBJECTS, RULE_OF_FAITH, JUDGEMENT, *NEEDS, HARMLESS)
LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt")
MOST_WORDS = 6
"""How many words a phrase has at most."""

_FILES = Path(__file__).with_name("words_sensitive")
_PLAIN_WORD = re.compile("[a-z0-9]+")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_SHORTEST_BEGINNING = 3
_MOST_REMEMBERED = 50_000


class OwnWords(NamedTuple):
    """What an owner adds to the lists, and takes off them."""

    added: tuple[str, ...] = ()
    taken_off: tuple[str, ...] = ()


class Sensitivity(NamedTuple):
    """What a remark speaks of.

    Attributes:
        subject: the first sensitive subject, one of `SUBJECTS`, `RULE_OF_FAITH` or `OWN_SUBJECT`, or None.
        word: the word or phrase that tells it, folded, or None.
        judgement: the word that judges a person, or None.
        need: one of `NEEDS`, or None.
    """

    subject: str | None = None
    word: str | None = None
    judgement: str | None = None
    need: str | None = None

    @property
    def voice(self) -> Voice:
        """How far such a remark may be said at most, unless somebody gives a reason."""
        if self.subject and self.subject != RULE_OF_FAITH and not self.need:
            return "private"
        return "act" if self.subject or self.judgement else "say"


NOTHING = Sensitivity()


def judge(text: str, own: OwnWords = OwnWords()) -> Sensitivity:  # noqa: B008 - it is frozen
    """Return what a remark, with its topic, speaks of; `own` are the owner's words."""
    return word_list(own).judge(text)


@lru_cache(maxsize=4)
def word_list(own: OwnWords) -> WordList:
    """Return the lists of all languages with the owner's words, read when first needed."""
    return WordList(own)


class WordList:
    """The words and phrases of all languages, each with what it speaks of."""

    def __init__(self, own: OwnWords) -> None:
        self._phrases: dict[str, str] = {}
        for language in LANGUAGES:
            for subject, phrases in sections(language):
                self._phrases.update(dict.fromkeys(phrases, subject))
        self._phrases.update(dict.fromkeys(own.added, OWN_SUBJECT))
        self._phrases.update(dict.fromkeys(own.taken_off, HARMLESS))

    def judge(self, text: str) -> Sensitivity:
        """Return what a remark speaks of."""
        return self._judge(words_of(text), lambda _: MOST_WORDS)

    def judge_quickly(self, text: str) -> Sensitivity:
        """Return the same, faster for many texts: what is known of a word is remembered."""
        parts, written = self._parts, text.split()
        if not any(map(parts.__getitem__, written)):
            return NOTHING
        words = words_of(text)
        spaced = f" {' '.join(words)} "
        if not any(phrase in spaced for word in written for phrase in parts[word]):
            return NOTHING
        return self._judge(words, self._reach.__getitem__)

    def _judge(self, words: list[str], reach: Callable[[str], int]) -> Sensitivity:
        found: dict[str, tuple[str, str]] = {}
        at = 0
        while at < len(words):
            of, length = self._longest(words, at, reach(words[at]))
            if of != HARMLESS:
                found.setdefault(_group(of), (of, " ".join(words[at : at + length])))
            at += length or 1
        if not found:
            return NOTHING
        none = (None, None)
        subject, word = found.get("subject") or found.get(RULE_OF_FAITH) or none
        return Sensitivity(subject, word, found.get(JUDGEMENT, none)[1], found.get("need", none)[0])

    def _longest(self, words: list[str], at: int, most: int) -> tuple[str, int]:
        for length in range(min(most, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length])
            for form in _forms(phrase, len(words[at + length - 1])):
                if form in self._phrases:
                    return self._phrases[form], length
        return HARMLESS, 0

    @cached_property
    def _parts(self) -> _Parts:
        return _Parts(phrase for phrase, subject in self._phrases.items() if subject != HARMLESS)

    @cached_property
    def _reach(self) -> _Reach:
        return _Reach(self._phrases)


class _Parts(dict[str, tuple[str, ...]]):
    """Which phrases a written word can be part of: those of which it is the longest word."""

    def __init__(self, phrases: Iterable[str]) -> None:
        super().__init__()
        self._by_longest: dict[str, list[str]] = {}
        for phrase in filter(None, phrases):
            within = f" {phrase[:-1]}" if phrase.endswith("*") else f" {phrase} "
            longest = max(phrase.split(), key=len)
            self._by_longest.setdefault(longest, []).append(within)

    def __missing__(self, written: str) -> tuple[str, ...]:
        if len(self) > _MOST_REMEMBERED:
            self.clear()
        self[written] = parts = tuple(
            phrase
            for word in words_of(written)
            for form in _forms(word, len(word))
            for phrase in self._by_longest.get(form, ())
        )
        return parts


class _Reach(dict[str, int]):
    """How many words the longest phrase has that begins with a word; 0 if none does."""

    def __init__(self, phrases: Iterable[str]) -> None:
        super().__init__()
        self._by_first: dict[str, int] = {}
        for first, *others in map(str.split, filter(None, phrases)):
            self._by_first[first] = max(self._by_first.get(first, 0), len(others) + 1)

    def __missing__(self, word: str) -> int:
        if len(self) > _MOST_REMEMBERED:
            self.clear()
        self[word] = most = max(self._by_first.get(form, 0) for form in _forms(word, len(word)))
        return most


def words_of(text: str) -> list[str]:
    """Return the words of a text as the lists write them."""
    if text.isascii():
        return _PLAIN_WORD.findall(text.lower())
    return _BETWEEN_WORDS.sub(" ", fold(text)).split()


def sections(language: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the subjects of one language's file, each with its words and phrases."""
    text = (_FILES / f"{language}.txt").read_text(encoding="ascii").replace("'", " ")
    for section in text.split("\n[")[1:]:
        subject, _, phrases = section.partition("]\n")
        yield subject, phrases.split("\n")


def own_words(text: str) -> OwnWords:
    """Return the words that an owner lists between commas; `not` before one takes it off.

    Raises:
        AskedWrongly: a phrase is too long.
    """
    phrases = [" ".join(_as_listed(part)) for part in text.split(",")]
    for one in phrases:
        if len(one.removeprefix("not ").split()) > MOST_WORDS:
            raise AskedWrongly(
                f"{one[:40]!r} is longer than {MOST_WORDS} words.",
                "Name the few words that tell it.",
            )
    return OwnWords(
        tuple(one for one in phrases if one and not one.startswith("not ")),
        tuple(one.removeprefix("not ") for one in phrases if one.startswith("not ")),
    )


def said_words(own: OwnWords) -> str:
    """Return an owner's words as they are listed."""
    return ", ".join((*own.added, *(f"not {one}" for one in own.taken_off)))


def _as_listed(part: str) -> Iterable[str]:
    words = words_of(part)
    starred = part.rstrip().endswith("*") and words
    return chain(words[:-1], [f"{words[-1]}*"]) if starred else words


def _forms(phrase: str, last: int) -> Iterator[str]:
    """Yield a phrase and its beginnings with a star, down to a few letters of its `last` word."""
    yield phrase
    for end in range(len(phrase), len(phrase) - last + _SHORTEST_BEGINNING - 1, -1):
        yield f"{phrase[:end]}*"


def _group(subject: str) -> str:
    if subject in {RULE_OF_FAITH, JUDGEMENT}:
        return subject
    return "need" if subject in NEEDS else "subject"
