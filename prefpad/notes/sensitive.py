"""Sensitive subjects and judgements of people: what a remark mentions, and how far it may be said.

The words are data: one file a language in `words_sensitive`, with a section for each subject and a
phrase a line, written as `phrases` explains. A harmless phrase ("diet coke", "wine list") takes the
words that it shares with a shorter or overlapping one out of account. So do an animal, a vehicle or
its parts, and a title in front of a name.

A wish for halal or kosher food tells of faith, but the staff who serve must know it: it is never said
and not hidden, and so is what else the remark says of faith. An allergy or access need is told apart
from what is private beside it: see `alerts`.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, takewhile
from typing import TYPE_CHECKING

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.memoize import pattern
from prefpad.domain.record import Record
from prefpad.notes.phrases import PhraseBook, Section, index_of, is_clause_end, words_of
from prefpad.notes.word_lists import LANGUAGES, list_text, read_index, write_index

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prefpad.domain.vocabulary import Voice
    from prefpad.notes.phrases import Found
    from prefpad.notes.word_lists import WordIndex

FAITH = "faith"
SUBJECTS = (
    "health",
    "disability",
    FAITH,
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
HARMLESS = "harmless"
TITLES, THINGS, LINKS, ORDINARY = "titles", "things", "links", "ordinary"
"""The groups that every language has: Mr and Mrs; animals, vehicles and their parts; of and for; words
that are no slip of typing though they look like one."""

MOST_WORDS = 6
"""How many words a phrase has at most."""

FOLDER = "words_sensitive"
_TAKEN_OFF = "taken off by the owner"
_NOT_TELLING = {HARMLESS, _TAKEN_OFF}
_PRIVATE = {*SUBJECTS, OWN_SUBJECT}
_OF_THINGS_TOO = {
    "health",
    "disability",
    "politics",
    "weight",
    "family trouble",
    "looks",
    "ethnic origin",
    JUDGEMENT,
}
_NEAR = 3
_MAYBE_NAMED = pattern(
    r"\b([^\W\d_]+)"
    r"((?:[ .]+(?:al|da|de|del|den|der|di|do|dos|du|el|la|le|ten|ter|van|von))*[ .]+[^\W\d_a-z]\w+)"
)


class OwnWords(Record):
    """The words an owner adds to the lists or takes off them."""

    added: tuple[str, ...] = ()
    taken_off: tuple[str, ...] = ()


NO_OWN_WORDS = OwnWords()


class Sensitivity(Record):
    """What a remark mentions.

    Attributes:
        subject: the first sensitive subject, one of `SUBJECTS`, `RULE_OF_FAITH` or `OWN_SUBJECT`, or None.
        word: the word or phrase that tells it, folded, or None.
        judgement: the word that judges a person, or None.
    """

    subject: str | None = None
    word: str | None = None
    judgement: str | None = None

    @property
    def voice(self) -> Voice:
        """The most open voice such a remark may have unless somebody gives a reason."""
        if self.subject and self.subject != RULE_OF_FAITH:
            return "private"
        return "act" if self.subject or self.judgement else "say"


NOTHING = Sensitivity()


def written_sections(language: str) -> Iterator[Section]:
    """Yield the sections of one language's file; its groups are named `@en.kin`."""
    text = list_text(FOLDER, language)
    for section in text.replace("@", f"@{language}.").split("\n[")[1:]:
        meaning, _, lines = section.partition("]\n")
        yield Section(meaning, tuple(lines.split() if meaning[0] == "@" else lines.splitlines()))


def sections(language: str) -> Iterator[Section]:
    """Yield the same as a text may have it: an apostrophe parts two words or is left out."""
    for section in written_sections(language):
        phrases = section.phrases
        without = (phrase.replace("'", "") for phrase in phrases if "'" in phrase)
        spaced = (phrase.replace("'", " ") for phrase in phrases)
        yield Section(section.meaning, (*spaced, *without))


def index_of_lists() -> WordIndex:
    """Index the lists of all languages by word."""
    every = (section for language in LANGUAGES for section in sections(language))
    return index_of(every, _NOT_TELLING)


def judge(text: str, own: OwnWords = NO_OWN_WORDS) -> Sensitivity:
    """Return what a remark with its topic mentions; `own` are the owner's words."""
    return word_list(own).judge(text)


@lru_cache(maxsize=4)
def word_list(own: OwnWords) -> WordList:
    """Return the lists of all languages with the owner's words, read when first needed."""
    return WordList(own)


class WordList:
    """The words and phrases of all languages, each with what it mentions."""

    def __init__(self, own: OwnWords) -> None:
        index = read_index(FOLDER, LANGUAGES, index_of_lists)
        owners = [Section(OWN_SUBJECT, own.added), Section(_TAKEN_OFF, own.taken_off)]
        index.add(index_of(owners, _NOT_TELLING).entries())
        has_numbers = any(map(str.isdigit, "".join((*own.added, *own.taken_off))))
        self._book = PhraseBook(index, has_numbers=has_numbers)

    def judge(self, text: str) -> Sensitivity:
        """Return what a remark mentions."""
        if not self._book.may_tell(text):
            return NOTHING
        words = words_of(text)
        telling = self._telling(self._book.find(words), words, text)
        if not telling:
            return NOTHING
        telling.sort(key=lambda one: (one.start, -one.end))
        rules = [one for one in telling if one.meaning == RULE_OF_FAITH]
        secret = _PRIVATE - {FAITH} if rules else _PRIVATE
        private = [one for one in telling if one.meaning in secret]
        reason = next(chain(private, rules), None)
        judgement = next((one for one in telling if one.meaning == JUDGEMENT), None)
        return Sensitivity(
            reason.meaning if reason else None,
            _said(words, reason) if reason else None,
            _said(words, judgement) if judgement else None,
        )

    def _telling(self, found: list[Found], words: list[str], text: str) -> list[Found]:
        """Return the phrases that are about a person."""
        harmless = [one for one in found if one.meaning in _NOT_TELLING]
        if len(harmless) == len(found):
            return []
        telling = [
            one
            for one in found
            if one.meaning not in _NOT_TELLING
            and not any(_takes_out(other, one) for other in harmless)
            and not (one.meaning in _OF_THINGS_TOO and self._is_of_a_thing(words, one))
        ]
        names = self._names(text) if telling else ()
        return [one for one in telling if words[one.start] not in names]

    def _is_of_a_thing(self, words: list[str], found: Found) -> bool:
        """Tell whether it is about an animal or a vehicle: `her dog has ...`, `... for the cat`."""
        nearest = words[max(found.start - _NEAR, 0) : found.start][::-1]
        before = [*takewhile(lambda word: not is_clause_end(word), nearest)]
        behind = words[found.end : found.end + _NEAR]
        if behind and not self._book.is_of(behind[0], LINKS):
            behind = behind[:1]
        return any(self._book.is_of(word, THINGS) for word in (*before, *behind))

    def _names(self, text: str) -> set[str]:
        """Return the words that are surnames after a title."""
        return {
            word
            for title, name in _MAYBE_NAMED.findall(text)
            for word in words_of(name)
            if self._book.is_of(title.lower(), TITLES)
        }


def _takes_out(harmless: Found, other: Found) -> bool:
    """Tell whether a harmless phrase cancels another that shares its words."""
    if harmless.end <= other.start or other.end <= harmless.start:
        return False
    is_part = other.start <= harmless.start and harmless.end <= other.end
    return (
        harmless.meaning == _TAKEN_OFF
        or not is_part
        or (harmless.start, harmless.end) == (other.start, other.end)
    )


def _said(words: list[str], found: Found) -> str:
    return " ".join(word for word in words[found.start : found.end] if not is_clause_end(word))


def own_words(text: str) -> OwnWords:
    """Parse the owner's comma-separated words; `not` before one takes it off the lists.

    Raises:
        AskedWrongly: a phrase is too long.
    """
    phrases = [" ".join(_as_listed(part)) for part in text.split(",") if part]
    for one in phrases:
        if len(one.removeprefix("not ").split()) > MOST_WORDS:
            raise AskedWrongly(
                f"{one[:40]!r} is longer than {MOST_WORDS} words.",
                "Use only the few words that matter.",
            )
    return OwnWords(
        tuple(one for one in phrases if one and not one.startswith("not ")),
        tuple(one.removeprefix("not ") for one in phrases if one.startswith("not ")),
    )


def said_words(own: OwnWords) -> str:
    """Write the owner's words as the setting lists them."""
    return ", ".join((*own.added, *(f"not {one}" for one in own.taken_off)))


def _as_listed(part: str) -> Iterable[str]:
    words = [word for word in words_of(part) if not is_clause_end(word)]
    starred = part.rstrip().endswith("*") and words
    return chain(words[:-1], [f"{words[-1]}*"]) if starred else words


if __name__ == "__main__":
    write_index(FOLDER, LANGUAGES, index_of_lists())
