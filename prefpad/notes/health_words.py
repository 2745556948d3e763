"""The words by which an allergy or access need is told, in seven languages, and what each can mean.

They are data: one file a language in `words_health`, with a section for each thing a word can do in a
sentence. Phrases stand between commas, as they are compared: folded, without accents and apostrophes;
a star stands for any letters.

- What tells a need: the sections that `health_rules.RULES` names.
- What it may be about: `allergens` (what "no ..." is enough for), `may harm` and `foods` (only beside a
  medical word), `face`, `stairs`, `aid`, `in the air` and the others that come second in a rule.
- What takes it back: `not` before it unless that is `without` and denied itself, `gone` after it, `past`
  beside it unless there is a `still`, what another had (`was`); `figurative` ("mornings"), `doing`
  ("madrugar"), `in jest`, deaf only `as to` something, `trade` ("sells"), `named`, `likes`, `harmless` and `harmless after`; an `animal`
  that is deaf, one who is `dulled` and only `pretends` to be, or is `dulled to` something else than an
  `organ` or a `side`; an aid of somebody `absent`, or `elsewhere`, or `returned` (or `given` ... `back`);
  `chores` on the stairs; `goods` ("delivery") unless `they` need them; a `test` that came out `clear`; one who asks for it and is `unaffected`.
- What ends such a denial: `but` ("no allergies, but sensitive to perfume") and `except`.
- What only joins: `bridge` and `does` may stand between, `because` begins a clause, `and` may end the part
  that is shown, `whose` names another, and after `speaks` the one named is not the one meant.
- What answers a column (`ASKED`): `denial`, `unknown` and the names of columns. `skipped` are words that
  may stand within any phrase: they only stress, or say whom ("makes her very ill").

`ordinary.txt` has the words that are one slip of typing from a telling one and mean something else.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from prefpad.domain.memoize import Memo, pattern
from prefpad.domain.normalize import fold, is_one_slip
from prefpad.notes.word_lists import (
    ANY_NUMBER,
    ANY_WORD,
    LANGUAGES,
    SMALL_WORDS,
    as_judged,
    is_any_number,
    joined,
    list_text,
    rarest,
    read_index,
    write_index,
)

if TYPE_CHECKING:
    import re
    from collections.abc import Container, Iterable, Iterator

    from prefpad.notes.word_lists import WordIndex

FOLDER = "words_health"
ORDINARY = "ordinary"
FILES = (*LANGUAGES, ORDINARY)

MOST_WORDS = 6
"""How many words a phrase has at most."""

SHORTEST_STEM = 3
"""How many letters stand before a star at least."""

ASKED = ("skipped", "denial", "unknown", "allergy column", "access column", "other column")
"""The sections that give no sense to a remark: of answers, of columns, of words within phrases."""

SLIPS_COUNT_IN = frozenset(["allergy", "allergic", "allergens", "access"])
"""The sections in whose words a slip of typing counts: `penicilin`."""

_SHORTEST_MISTYPED = 7
_SOUND = 3
"""How many letters at the beginning, or at the end, of a long word stand in spite of a slip."""

_APOSTROPHE = "['’‘`´ʼ]"  # noqa: RUF001 - the ways an apostrophe is typed
_NOT = pattern(f"n{_APOSTROPHE}t\\b")
_POSSESSIVE = pattern(f"{_APOSTROPHE}s\\b")
_ANY_APOSTROPHE = pattern(_APOSTROPHE)
_ELIDED = ("l", "d", "n", "qu", "dell", "dall", "all", "nell", "sull")
_BEGINS_A_WORD = tuple("aeiouh")
_SHORTEST_AFTER_ELISION = 6
_FREE_OF = ("freien", "freier", "freies", "freiem", "freie", "frei", "vrije", "vrij", "free")

# A letter, with the accents and invisible signs that may follow it.
_LETTER = r"[^\W_][\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]*"
_WORD = pattern(f"(?:{_LETTER})+(?:{_APOSTROPHE}(?:{_LETTER})+)*")
_PLAIN_WORD = pattern("[A-Za-z0-9]+(?:['`][A-Za-z0-9]+)*")
"""The same of a text in ASCII, found in a third of the time."""

_WITHIN = _ANY_END = "*"
_SKIPPED = "+"
"""As what a word stands that may stand within any phrase."""

Senses = dict[str, int]
"""What a phrase can mean: each section that lists it, and in which languages, as bits."""

UNKNOWN: Senses = {}


def sections_of(language: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the sections of one language's file, each with its phrases."""
    for part in list_text(FOLDER, language).split("\n\n[")[1:]:
        section, _, phrases = part.partition("]\n")
        yield section, phrases.rstrip().replace("\n", ", ").split(", ")


def index_of_lists(languages: Iterable[str] = LANGUAGES) -> WordIndex:
    """Return what the lists say, by phrase and by word.

    Under each of these stands:

    - a phrase: its sections and their languages (`section=bits`);
    - `pre'`: the words with these first letters that an article may be written to;
    - `word>`: how the phrases go on that begin with it (`going_on`), and what they mean;
    - `word<`: what tells something behind it (`stands_as`), and what; of each longer phrase these
      are the two neighbours that fewest texts have;
    - `pre^`: what begins with these letters and ends with a star;
    - `*`: the phrases that may stand within a word;
    - `pen~` and `p*lin~`: the words that begin or end so in which a slip counts;
    - `?section`: the phrases of one of `ASKED`;
    - `?ordinary`: the words that are no slip.
    """
    return joined(_entries(languages))


def _entries(languages: Iterable[str]) -> Iterator[tuple[str, str]]:
    senses: defaultdict[str, Senses] = defaultdict(dict)
    words: set[str] = set()
    for language in languages:
        bit = 1 << LANGUAGES.index(language)
        for section, phrases in sections_of(language):
            if section in ASKED:
                yield from ((f"?{section}", phrase) for phrase in phrases)
                continue
            for phrase in phrases:
                senses[phrase][section] = senses[phrase].get(section, 0) | bit
                words.update(phrase.split())
    for phrase, means in senses.items():
        yield from ((phrase, f"{section}={bits}") for section, bits in means.items())
        if phrase[0] == _WITHIN:
            yield _WITHIN, phrase
        elif phrase[-1] == _ANY_END:
            yield f"{phrase[:SHORTEST_STEM]}^", phrase[:-1]
        word = phrase.strip("*")
        if _may_be_mistyped(word) and not SLIPS_COUNT_IN.isdisjoint(means):
            yield f"{word[:_SOUND]}~", word
            yield f"{word[0]}*{word[-_SOUND:]}~", word
    yield from (
        (f"{word[:SHORTEST_STEM]}'", word) for word in sorted(words) if _may_be_elided(word)
    )
    yield from sorted(_leading(senses))
    yield from (
        (f"?{ORDINARY}", word) for word in list_text(FOLDER, ORDINARY).split("\n", 1)[1].split()
    )


def _leading(senses: dict[str, Senses]) -> set[tuple[str, str]]:
    """Return what each word that begins a longer phrase leads to, and what tells something behind it."""
    leading: set[tuple[str, str]] = set()
    for phrase, means in senses.items():
        first, *others = phrase.split(" ")
        if not others:
            continue
        word, following = rarest([first, *others])
        behind = _as_stem(following) if following[-1] == _ANY_END else following
        if (word, following) == (first, others[0]):
            behind = _SKIPPED + behind
        leading |= {(f"{word}<", f"{behind}={section}") for section in means}
        begin = _begin(*others)
        leading |= {(f"{first}>", f"{begin}={section}={bits}") for section, bits in means.items()}
    return leading


def _as_stem(word: str) -> str:
    return f"{word[:SHORTEST_STEM]}{_ANY_END}"


def _begin(second: str, third: str = "", *_: str) -> str:
    """Return how a phrase goes on behind its first word, as `going_on` says."""
    if third and second in SMALL_WORDS:
        return f"{second} {third.strip('*')[:SHORTEST_STEM]}"
    return second.strip("*")[:SHORTEST_STEM]


def going_on(second: str, third: str) -> tuple[str, str]:
    """Return how phrases may go on with two words: as the second begins, and if small, the third."""
    return second[:SHORTEST_STEM], f"{second} {third[:SHORTEST_STEM]}"


def _second_of(begin: str) -> str:
    """Return how the second word begins of phrases that go on so."""
    return begin.partition(" ")[0][:SHORTEST_STEM]


def _may_be_elided(word: str) -> bool:
    return len(word) >= _SHORTEST_AFTER_ELISION and word.startswith(_BEGINS_A_WORD)


def _may_be_mistyped(word: str) -> bool:
    return len(word) >= _SHORTEST_MISTYPED and " " not in word


class Lexicon:
    """The phrases of all languages and their senses."""

    def __init__(self, index: WordIndex) -> None:
        self._index = index
        self._seconds: Memo[str, set[str]] = Memo(
            lambda word: {_second_of(begin) for begin, _, _ in self.led_by(word)}
        )
        self._read: Memo[str, Senses] = Memo(_read)
        self.senses: Memo[str, Senses] = Memo(self._senses)
        self.asked: Memo[str, frozenset[str]] = Memo(self._asked)

    def led_by(self, word: str) -> Iterator[tuple[str, str, int]]:
        """Yield how phrases go on (`going_on`) that begin with a word, a section of theirs, and its languages."""
        for said in self._index.several(f"{word}>"):
            begin, section, languages = said.split("=")
            yield begin, section, int(languages)

    def telling_behind(self, word: str, sections: Container[str]) -> frozenset[str]:
        """Return what tells one of some sections behind a word, in a longer phrase: see `stands_as`."""
        said = (one.split("=") for one in self._index.several(f"{word}<"))
        behind = [following for following, section in said if section in sections]
        between = {_SKIPPED}.intersection(following[0] for following in behind)
        words = [following.lstrip(_SKIPPED) for following in behind]
        return frozenset([*words, *between, ANY_WORD] if behind else ())

    def stands_as(self, word: str) -> tuple[str, ...]:
        """Return as what a word may stand in a longer phrase: also as one of a stem, or between its words."""
        is_skipped = word in self.asked["skipped"]
        return (word, _as_stem(word), _SKIPPED) if is_skipped else (word, _as_stem(word))

    def _asked(self, section: str) -> frozenset[str]:
        return frozenset(self._index.several(f"?{section}"))

    def may_follow_an_article(self, word: str) -> bool:
        """Tell whether an article may be written to a word: `lallergie`."""
        return word in self._index.several(f"{word[:SHORTEST_STEM]}'")

    def listed(self, phrase: str) -> Senses | None:
        """Return the senses of a phrase as it is listed, or None."""
        said = self._index.get(phrase)
        return self._read[said] if said else None

    @cached_property
    def _endings(self) -> tuple[str, ...]:
        """What tells something at the end of a word."""
        return tuple(one[1:] for one in self._index.several(_WITHIN) if not one.endswith("*"))

    @cached_property
    def _parts(self) -> list[str]:
        """What tells something anywhere within a word."""
        return [one.strip("*") for one in self._index.several(_WITHIN) if one.endswith("*")]

    def _of_its_parts(self, word: str) -> Iterator[Senses]:
        """Yield the senses of what a word contains or ends with."""
        for part in self._parts:
            if part in word:
                yield self.listed(f"*{part}*") or UNKNOWN
        if word.endswith(self._endings):
            for end in self._endings:
                if word.endswith(end):
                    yield self.listed(f"*{end}") or UNKNOWN

    def phrase_at(self, keys: list[str], at: int, end: int) -> tuple[Senses, int]:
        """Return the senses of the longest phrase that begins with a word, and its length.

        After the first word those that only stress, or say whom, do not count: "makes her very ill".

        Args:
            keys: the words of a text.
            at: the first word of the phrase.
            end: the word behind the last that it may have.
        """
        first, seconds = keys[at], self._seconds[keys[at]]
        if not seconds or at + 1 == end:
            return self.senses[first], 1
        light, skipped = at + 1, self.asked["skipped"]
        while light < end and keys[light] in skipped:
            light += 1
        for second in dict.fromkeys((at + 1, light)):
            if second < end and keys[second][:SHORTEST_STEM] in seconds:
                for last in range(min(second + MOST_WORDS - 1, end), second, -1):
                    words = [first, *keys[second:last]]
                    found = self._found(" ".join(words), len(words[-1]))
                    if found is not None:
                        return found, last - at
        return self.senses[first], 1

    def meant_by(self, typed: str) -> list[str]:
        """Return the listed words that one slip makes this one of, if it is no ordinary word."""
        if len(typed) < _SHORTEST_MISTYPED - 1:
            return []
        alike = (f"{typed[:_SOUND]}~", f"{typed[0]}*{typed[-_SOUND:]}~")
        words = dict.fromkeys(chain.from_iterable(map(self._index.several, alike)))
        meant = [word for word in words if is_one_slip(word, typed)]
        return [] if meant and typed in self.asked[ORDINARY] else meant

    def _senses(self, key: str) -> Senses:
        found = self._found(key, len(key))
        if self.listed(key) is None and not (found and "harmless" in found):
            for senses in self._of_its_parts(key):
                found = senses if found is None else _both(found, senses)
        return self._but_for_a_slip(key) if found is None else found

    def _but_for_a_slip(self, key: str) -> Senses:
        """Return the senses of the words that one slip makes this one of."""
        found = UNKNOWN
        for word in self.meant_by(key):
            found = _both(found, self.senses[word])
        return found

    def _found(self, phrase: str, last: int) -> Senses | None:
        """Return the senses of a phrase and of its beginnings with a star; a harmless one wins."""
        found = self.listed(phrase)
        if found is not None and "harmless" in found:
            return found
        shortest = len(phrase) - last + SHORTEST_STEM
        for stem in self._index.several(f"{phrase[:SHORTEST_STEM]}^"):
            if phrase.startswith(stem) and len(stem) >= shortest:
                senses = self.listed(f"{stem}*") or UNKNOWN
                if "harmless" in senses:
                    return senses
                found = senses if found is None else _both(found, senses)
        return found


def _read(said: str) -> Senses:
    pairs = (one.split("=") for one in said.split("|"))
    return {section: int(bits) for section, bits in pairs}


def _both(one: Senses, other: Senses) -> Senses:
    return {section: one.get(section, 0) | other.get(section, 0) for section in {**one, **other}}


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the words of all languages, read when first needed."""
    return Lexicon(read_index(FOLDER, FILES, index_of_lists))


# -- the words of a text ---------------------------------------------------------------------------


def written_words(text: str) -> Iterator[re.Match[str]]:
    """Yield the words of a text as they are written."""
    return (_PLAIN_WORD if text.isascii() else _WORD).finditer(text)


def keys_of(text: str) -> list[str]:
    """Return the words of a text as they are compared."""
    written = (_PLAIN_WORD if text.isascii() else _WORD).findall(text)
    return [*chain.from_iterable(map(KEYS.__getitem__, written))]


def _keys_of(written: str) -> tuple[str, ...]:
    """Return the keys of a word as it is written."""
    if written.isascii() and written.isalnum():
        return (ANY_NUMBER,) if is_any_number(written) else _spelled(as_judged(written.lower()))
    return tuple(key for piece in _pieces(written) for key in _spelled(as_judged(piece)))


def _pieces(written: str) -> list[str]:
    plain = _NOT.sub("nt", fold(_ANY_APOSTROPHE.sub("'", written)))
    return _ANY_APOSTROPHE.sub(" ", _POSSESSIVE.sub("", plain)).split()


def _spelled(key: str) -> tuple[str, ...]:
    """Return the words that are written as one: an article or `free` taken off."""
    known = lexicon()
    if known.senses[key]:
        return (key,)
    if key.startswith(_ELIDED):
        for article in _ELIDED:
            rest = key.removeprefix(article)
            if rest != key and _may_be_elided(rest) and known.may_follow_an_article(rest):
                return (article, rest)
    if key.endswith(_FREE_OF):
        for free in _FREE_OF:
            if key.endswith(free) and "allergens" in known.senses[key.removesuffix(free)]:
                return (key.removesuffix(free), free)
    return (key,)


KEYS: Memo[str, tuple[str, ...]] = Memo(_keys_of)
"""The keys of a word as it is written."""


if __name__ == "__main__":
    write_index(FOLDER, FILES, index_of_lists())
