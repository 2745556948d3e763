"""The lists of words are well formed, each line of them tells something, and their indexes say the same."""

from __future__ import annotations

import re
from itertools import islice, product
from shutil import copytree
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.notes import health_reading, health_words, sensitive, word_lists
from prefpad.notes.health_needs import find_needs
from prefpad.notes.phrases import NUMBERS, PhraseBook, Section, index_of, words_of
from prefpad.notes.sensitive import (
    HARMLESS,
    JUDGEMENT,
    LINKS,
    ORDINARY,
    RULE_OF_FAITH,
    SUBJECTS,
    THINGS,
    TITLES,
    OwnWords,
    judge,
    sections,
    word_list,
    written_sections,
)
from prefpad.notes.word_lists import (
    GAP,
    LANGUAGES,
    NUMBER,
    WordIndex,
    index_text,
    is_any_number,
    joined,
    list_text,
    read_index,
    write_index,
)
from tests.helpers.sizes import sized

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

EVERYWHERE = {TITLES, THINGS, LINKS, ORDINARY, NUMBERS}
WORD = r"(\*?[a-z0-9]+|[a-z0-9]+\*|@[a-z]{2}\.[a-z]+|#)"
WRITTEN = re.compile(rf",?({WORD}(/{WORD})*|\.\.\.|,)( ({WORD}(/{WORD})*|\.\.\.|,))*")
MOST_SAMPLES = 600


class Line(NamedTuple):
    """A phrase of a section, by its place in the lists of a language."""

    number: int
    meaning: str
    phrase: str


def groups(language: str) -> dict[str, tuple[str, ...]]:
    return {one.meaning: one.phrases for one in sections(language) if one.meaning[0] == "@"}


def lines(language: str) -> list[Line]:
    listed = (
        (section.meaning, phrase.replace("'", " "))
        for section in written_sections(language)
        if section.meaning[0] != "@"
        for phrase in section.phrases
    )
    return [Line(number, *one) for number, one in enumerate(listed)]


def samples(phrase: str, of: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield texts that say a phrase, as its choices go."""
    choices = [
        [text for word in token.split("/") for text in said(word, of)]
        for token in phrase.replace(",", " , ").split()
    ]
    return islice(map(" ".join, product(*choices)), MOST_SAMPLES)


def said(word: str, of: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    if word == GAP:
        return ("zzz",)
    if word == NUMBER:
        return ("7",)
    return tuple(ending(one) for one in of.get(word, (word,)))


def ending(word: str) -> str:
    return word.replace("*", "qqq" if word[0] == "*" else "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_has_every_section_and_uses_its_groups(language: str) -> None:
    every = [one.meaning for one in sections(language)]
    names = {one.removeprefix(f"@{language}.") for one in every if one[0] == "@"}
    assert len(every) == len({*every})
    assert {one for one in every if one[0] != "@"} == {
        *SUBJECTS,
        RULE_OF_FAITH,
        JUDGEMENT,
        HARMLESS,
    }
    assert names >= EVERYWHERE
    said = " ".join(line.phrase for line in lines(language))
    assert {name for name in names - EVERYWHERE if f"@{language}.{name}" not in said} == set()
    assert {*re.findall(r"@[\w.]+", said)} <= {*every}


def test_the_numbers_of_the_lists_are_known_and_all_others_are_read_as_one() -> None:
    every = " ".join(
        list_text(folder, language)
        for folder in (sensitive.FOLDER, health_words.FOLDER)
        for language in LANGUAGES
    )
    listed = {*re.findall(r"\b\d+\b", every)}
    assert listed
    assert [number for number in sorted(listed) if is_any_number(number)] == []
    assert {str(number) for number in range(2000) if not is_any_number(str(number))} <= listed


def test_a_listed_number_is_read_in_wide_figures_too() -> None:
    assert judge("does the 12 step programme").subject == "alcohol"
    assert judge("does the \uff11\uff12 step programme").subject == "alcohol"
    assert judge("does the 13 step programme").subject is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_is_written_as_the_judge_reads_it(language: str) -> None:
    assert [one for one in lines(language) if not WRITTEN.fullmatch(one.phrase)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_tells_something_that_no_other_does(language: str) -> None:
    of = groups(language)
    numbered = [Section(f"{one.number} {one.meaning}", (one.phrase,)) for one in lines(language)]
    book = PhraseBook(index_of([*numbered, *(Section(*group) for group in of.items())]))
    idle = []
    for line in lines(language):
        told = [
            {int(number) for number, meaning in found if meaning == line.meaning}
            for text in samples(line.phrase, of)
            for found in [[one.meaning.split(" ", 1) for one in book.find(words_of(text))]]
        ]
        assert all(line.number in numbers for numbers in told), line
        assert all(map(book.may_tell, samples(line.phrase, of))), line
        idle += [line] if {line.number} not in told else []
    assert idle == []


def test_no_phrase_means_one_thing_in_one_language_and_another_elsewhere() -> None:
    meant: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for line in lines(language):
            meant.setdefault(line.phrase, set()).add(line.meaning)
    assert {phrase for phrase, meanings in meant.items() if len(meanings) > 1} == set()


def test_every_harmless_phrase_is_needed() -> None:
    every = [one for language in LANGUAGES for one in sections(language)]
    bare = PhraseBook(index_of(one for one in every if one.meaning != HARMLESS))
    needless = [
        line
        for language in LANGUAGES
        for line in lines(language)
        if line.meaning == HARMLESS
        and GAP not in line.phrase
        and not any(bare.find(words_of(text)) for text in samples(line.phrase, groups(language)))
    ]
    assert needless == []


def test_an_ordinary_word_looks_like_a_slip_of_typing_and_is_none() -> None:
    every = [one for language in LANGUAGES for one in sections(language)]
    bare = PhraseBook(index_of(one for one in every if not one.meaning.endswith(f".{ORDINARY}")))
    known = word_list(OwnWords())
    ordinary = [
        word for one in every if one.meaning.endswith(f".{ORDINARY}") for word in one.phrases
    ]
    assert len(ordinary) == len({*ordinary})
    assert [word for word in ordinary if not bare.find([word])] == []
    assert [word for word in ordinary if known.judge(word).subject] == []


# -- the indexes ---------------------------------------------------------------------------------

FOLDERS = pytest.mark.parametrize(
    ("folder", "names", "build"),
    [
        (sensitive.FOLDER, LANGUAGES, sensitive.index_of_lists),
        (health_words.FOLDER, health_words.FILES, health_words.index_of_lists),
    ],
)


@FOLDERS
def test_an_index_says_what_the_lists_say(
    folder: str, names: tuple[str, ...], build: Callable[[], WordIndex]
) -> None:
    is_right = list_text(folder, "index") == index_text(folder, names, build())
    assert is_right, "run `python -m prefpad.notes.sensitive` and `... .health_words`"
    assert read_index(folder, names, WordIndex).entries() == build().entries()


@FOLDERS
def test_a_list_that_has_changed_is_read_instead_of_the_index(
    folder: str,
    names: tuple[str, ...],
    build: Callable[[], WordIndex],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copytree(word_lists.HERE / folder, tmp_path / folder)
    monkeypatch.setattr(word_lists, "HERE", tmp_path)
    german = tmp_path / folder / "de.txt"
    german.write_text(f"{german.read_text('ascii')}zzz\n", "ascii")
    assert read_index(folder, names, WordIndex).entries() == []
    assert "zzz" in read_index(folder, names, build).written()


WORDS = st.text("ab|*~=", min_size=1, max_size=4)


@given(st.dictionaries(WORDS, st.lists(st.text("xyz=", min_size=1), min_size=1, max_size=3)))
def test_what_is_indexed_is_found_again(said: dict[str, list[str]]) -> None:
    index = joined((word, one) for word, ones in said.items() for one in ones)
    again = WordIndex(index.written().encode().split(b"\n") if said else ())
    assert {word: again.several(word) for word in said} == said
    assert [word for word, _ in again.entries()] == sorted(said)


def test_what_is_added_joins_what_is_stored() -> None:
    index = WordIndex([b"abc\tone\tabcd\ttwo"])
    index.add([("abc", "more"), ("x", "new")])
    assert index.several("abc") == ["one", "more"]
    assert index.get("x") == "new"
    assert ("abcd" in index, "abce" in index, index.get("abce")) == (True, False, "")


@pytest.mark.sized
@pytest.mark.parametrize("letters", ["x", "é", "日", "ß"])
def test_a_word_of_a_megabyte_is_judged_by_its_ends(letters: str) -> None:
    """What a word takes grows with the square of its letters: this one would take days."""
    text = f"diabetes {letters * (sized(2**16, 2**20) // len(letters))} nut allergy"
    read = [*words_of(text), *(word.key for word in health_reading.words_of(text))]
    assert max(map(len, read)) <= word_lists.LONGEST_WORD
    assert word_list(OwnWords()).judge(text).word == "diabetes"
    assert [need.part for need in find_needs(text)] == ["nut allergy"]


def test_a_word_that_is_cut_keeps_its_beginning_and_its_end() -> None:
    whole = "a" * word_lists.LONGEST_WORD
    assert word_lists.as_judged(whole) == whole
    assert word_lists.as_judged(f"begin{whole}end") == f"begin{'a' * 92}end"


def test_an_index_is_written_as_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_lists, "HERE", tmp_path)
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "en.txt").write_text("tea\n", encoding="ascii")
    index = index_of([Section("drink", ("tea",))])
    write_index("lists", ["en"], index)
    again = read_index("lists", ["en"], lambda: pytest.fail("it was built again"))
    assert again.written() == index.written()
