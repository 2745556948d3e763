from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.normalize import fold
from prefpad.notes.sensitive import (
    HARMLESS,
    LANGUAGES,
    MOST_WORDS,
    NOTHING,
    OWN_SUBJECT,
    SECTIONS,
    SUBJECTS,
    OwnWords,
    Sensitivity,
    WordList,
    judge,
    own_words,
    said_words,
    sections,
    word_list,
    words_of,
)
from tests.bench.sensitive import HELD_OUT, LATER, REMARKS, remarks, share_right

KNOWN = word_list(OwnWords())
LISTED = [
    (language, subject, phrase)
    for language in LANGUAGES
    for subject, phrases in sections(language)
    for phrase in phrases
    if phrase
]
ENOUGH = 0.95
WORDS = st.sampled_from(
    [
        "diabetic",
        "Diet",
        "Coke",
        "wine",
        "list,",
        "cheap",
        "seats",
        "Häftling",
        "Diabète",
        "is",
        "fat",
        "free",
        "drinks",
        "too",
        "much",
        "rude",
        "allergic",
        "l'alcool",
        "a",
        "la",
        "no",
        "...",
        "\u202e",
    ]
)


# -- how well it judges --------------------------------------------------------------------------


def test_there_are_three_hundred_labelled_remarks_half_of_them_harmless() -> None:
    rows = remarks()
    assert REMARKS.name == "sensitive.csv"
    assert len(rows) >= 300
    assert {row.language for row in rows} == set(LANGUAGES)
    assert {row.subject for row in rows} >= set(SUBJECTS)
    assert 0.45 < sum(row.label == HARMLESS for row in rows) / len(rows) < 0.55
    assert len(remarks(HELD_OUT)) >= 100


def test_nineteen_remarks_in_twenty_are_judged_rightly() -> None:
    assert share_right(remarks()) >= ENOUGH


def test_so_are_those_that_no_word_was_chosen_by() -> None:
    assert share_right(remarks(HELD_OUT)) >= ENOUGH


def test_of_those_written_after_the_lists_most_are() -> None:
    assert share_right(remarks(LATER)) >= 0.85


def test_no_harmless_remark_written_after_the_lists_is_kept_private() -> None:
    harmless = [row for row in remarks(LATER) if row.label == HARMLESS]
    assert share_right(harmless) >= ENOUGH


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_would_be_missed(language: str) -> None:
    words = WordList(OwnWords())
    taken_away = {one for one in LISTED if one[0] == language}
    ours = [row for row in remarks() if row.language == language and row.label != HARMLESS]
    words._phrases = {  # noqa: SLF001 - the control takes the words of a language away
        phrase: subject
        for phrase, subject in words._phrases.items()  # noqa: SLF001
        if (language, subject, phrase) not in taken_away
    }
    missed = sum(words.judge(row.sentence) == NOTHING for row in ours)
    assert missed > len(ours) * (1 - ENOUGH)


# -- what it says --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "judged", "voice"),
    [
        ("Diabetic, no sugar", Sensitivity("health", "diabetic"), "private"),
        ("drinks too much", Sensitivity("alcohol", "drinks too much"), "private"),
        ("prefers red wine", NOTHING, "say"),
        ("loves the Diet Coke", NOTHING, "say"),
        ("rich chocolate cake", NOTHING, "say"),
        ("wine list first", NOTHING, "say"),
        ("Übergewicht", Sensitivity("weight", "ubergewicht"), "private"),
        ("problèmes d\u2019argent", Sensitivity("money trouble", "problemes d argent"), "private"),
        ("halal meat", Sensitivity("a rule of faith", "halal"), "act"),
        ("rude at the desk", Sensitivity(judgement="rude"), "act"),
        ("rude and diabetic", Sensitivity("health", "diabetic", "rude"), "private"),
        ("allergic to nuts", Sensitivity(need="allergy"), "say"),
        ("allergic to nuts, diabetic", Sensitivity("health", "diabetic", need="allergy"), "act"),
        ("a kosher Muslim", Sensitivity("faith", "muslim"), "private"),
        ("", NOTHING, "say"),
    ],
)
def test_a_remark_is_judged_by_its_words(text: str, judged: Sensitivity, voice: str) -> None:
    assert judge(text) == judged
    assert judge(text).voice == voice


def test_an_owner_adds_words_and_takes_some_off() -> None:
    own = own_words(" Golf Club, début*, not kosher, ,not diabet*")
    assert own == OwnWords(("golf club", "debut*"), ("kosher", "diabet*"))
    assert judge("at the golf club", own) == Sensitivity(OWN_SUBJECT, "golf club")
    assert judge("debutante", own).subject == OWN_SUBJECT
    assert judge("kosher wine", own) == NOTHING


def test_a_phrase_of_an_owner_is_a_few_words() -> None:
    with pytest.raises(AskedWrongly, match="longer than 6 words"):
        own_words("not one two three four five six seven")


@given(text=st.text("ab, *éß'not", max_size=11))
def test_words_of_an_owner_are_the_same_once_written_and_read(text: str) -> None:
    own = own_words(text)
    assert own_words(said_words(own)) == own


@given(words=st.lists(WORDS, max_size=12))
def test_many_texts_are_judged_as_one_is(words: list[str]) -> None:
    text = " ".join(words)
    assert KNOWN.judge_quickly(text) == KNOWN.judge(text) == KNOWN.judge(fold(text))


@given(text=st.text(max_size=60))
def test_no_text_is_too_strange_to_judge(text: str) -> None:
    assert KNOWN.judge_quickly(text) == KNOWN.judge(text)


# -- the lists -----------------------------------------------------------------------------------


def test_every_list_has_every_section() -> None:
    for language in LANGUAGES:
        assert {subject for subject, _ in sections(language)} == {*SECTIONS}


def test_every_phrase_is_written_as_the_judge_reads_it() -> None:
    assert [one for one in LISTED if " ".join(words_of(one[2])) != one[2].removesuffix("*")] == []
    assert max(len(phrase.split()) for _, _, phrase in LISTED) <= MOST_WORDS


def test_no_phrase_means_one_thing_in_one_language_and_another_elsewhere() -> None:
    meant: dict[str, set[str]] = {}
    for _, subject, phrase in LISTED:
        meant.setdefault(phrase, set()).add(subject)
    assert {phrase for phrase, subjects in meant.items() if len(subjects) > 1} == set()


def test_every_harmless_phrase_is_needed() -> None:
    bare = WordList(OwnWords())
    bare._phrases = {  # noqa: SLF001 - the control takes the harmless phrases away
        phrase: subject
        for phrase, subject in bare._phrases.items()  # noqa: SLF001
        if subject != HARMLESS
    }
    harmless = {phrase for _, subject, phrase in LISTED if subject == HARMLESS}
    assert {one for one in harmless if bare.judge(one.rstrip("*")) == NOTHING} == set()
