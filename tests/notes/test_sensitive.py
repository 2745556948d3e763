from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.normalize import fold
from prefpad.notes.phrases import PhraseBook, index_of, words_of
from prefpad.notes.sensitive import (
    HARMLESS,
    NOTHING,
    OWN_SUBJECT,
    SUBJECTS,
    OwnWords,
    Sensitivity,
    index_of_lists,
    judge,
    own_words,
    said_words,
    sections,
    word_list,
)
from prefpad.notes.word_lists import LANGUAGES, SMALL_WORDS
from tests.bench.sensitive import (
    HELD_OUT,
    LATER,
    REMARKS,
    SLANG,
    UNTOUCHED,
    is_kept,
    mistyped,
    rates,
    remarks,
    share_right,
)
from tests.helpers.sizes import sized

KNOWN = word_list(OwnWords())
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


def test_there_are_fourteen_hundred_labelled_remarks_nearly_half_of_them_harmless() -> None:
    rows = remarks()
    assert REMARKS.name == "sensitive.csv"
    assert len(rows) >= 1400
    assert {row.language for row in rows} == {*LANGUAGES}
    assert {row.subject for row in rows} >= {*SUBJECTS}
    assert 0.4 < sum(row.label == HARMLESS for row in rows) / len(rows) < 0.55
    assert min(len(remarks(HELD_OUT)), len(remarks(UNTOUCHED)) / 3) >= 100


def test_nineteen_remarks_in_twenty_that_words_were_chosen_by_are_judged_rightly() -> None:
    assert share_right(row for row in remarks() if not row.part.endswith(UNTOUCHED)) >= ENOUGH


def test_so_are_those_that_no_word_was_chosen_by() -> None:
    assert share_right(remarks(HELD_OUT)) >= ENOUGH


@pytest.mark.parametrize("part", [UNTOUCHED, SLANG])
def test_of_those_as_people_write_them_three_of_four_are_told(part: str) -> None:
    precision, recall = rates(remarks(part))
    assert precision >= 0.85
    assert recall >= 0.75


@pytest.mark.parametrize("part", [UNTOUCHED, SLANG])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_is_left_behind(language: str, part: str) -> None:
    assert min(rates(row for row in remarks(part) if row.language == language)) >= 0.6


@pytest.mark.parametrize("part", [HELD_OUT, LATER])
@pytest.mark.parametrize("language", LANGUAGES)
def test_in_every_language_most_is_told_and_hardly_anything_wrongly(
    language: str, part: str
) -> None:
    precision, recall = rates(row for row in remarks(part) if row.language == language)
    assert precision >= 0.85
    assert recall >= 0.75


@pytest.mark.parametrize("language", LANGUAGES)
def test_fifty_harmless_remarks_of_a_language_are_kept_from_nobody(language: str) -> None:
    harmless = [row for row in remarks() if row.language == language and row.label == HARMLESS]
    assert sum(not is_kept(row.sentence) for row in harmless) >= 50


def test_a_slip_of_typing_does_not_hide_the_telling_word() -> None:
    slips = mistyped(remarks())
    assert len(slips) >= 80
    assert sum(map(is_kept, slips)) >= len(slips) * 0.85


@pytest.mark.sized
@pytest.mark.parametrize("language", sized(LANGUAGES[::3], LANGUAGES))
def test_a_language_would_be_missed(language: str) -> None:
    others = PhraseBook(
        index_of(one for other in LANGUAGES if other != language for one in sections(other))
    )
    ours = [row for row in remarks() if row.language == language and row.label == "private"]
    missed = sum(not others.find(words_of(row.sentence)) for row in ours)
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
        ("allergic to nuts", NOTHING, "say"),
        ("allergic to nuts, diabetic", Sensitivity("health", "diabetic"), "private"),
        ("a kosher Muslim", Sensitivity("a rule of faith", "kosher"), "act"),
        ("bipolar, intolerant of noise", Sensitivity("health", "bipolar"), "private"),
        ("gay, intolerant neighbours", Sensitivity("sexuality", "gay"), "private"),
        ("deaf to advice", NOTHING, "say"),
        ("no shellfish, kosher as she is Jewish", Sensitivity("a rule of faith", "kosher"), "act"),
        ("kosher, she is Jewish and gay", Sensitivity("sexuality", "gay"), "private"),
        ("", NOTHING, "say"),
    ],
)
def test_a_remark_is_judged_by_its_words(text: str, judged: Sensitivity, voice: str) -> None:
    assert judge(text) == judged
    assert judge(text).voice == voice


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Tuerkin, seit 2015 hier", "tuerkin"),
        ("saeuft schon morgens", "saeuft"),
        ("cant pay this month", "cant pay"),
        ("hes gay", "gay"),
        ("an alchoholic", "alchoholic"),
        ("diabteic", "diabteic"),
        ("has PTSD", "ptsd"),
        ("hip op in May", "hip op"),
        ("type 2, no cake", "type 2"),
        ("comes with her wife", "her wife"),
        ("il vient avec son mari", "il vient avec son mari"),
        ("kommt mit seinem Mann", "mit seinem mann"),
        ("komt met zijn man", "met zijn man"),
        ("casado con un hombre", "casado con un hombre"),
        ("sposato con un uomo", "sposato con un uomo"),
        ("casado com um homem", "casado com um homem"),
        ("lost his wife in May", "lost his wife"),
        ("table for one, used to be two", "used to be two"),
        ("lost an arm at work", "lost an arm"),
        ("owes us £240", "owes us 240"),
        ("12 yrs dry", "12 yrs dry"),
        ("put on 15kg", "put on 15 kg"),
        ("schuldet uns 200 Euro", "schuldet uns 200"),
    ],
)
def test_people_write_it_in_many_ways(text: str, word: str) -> None:
    judged = judge(text)
    assert (judged.voice, judged.word) == ("private", word)


@pytest.mark.parametrize(
    "text",
    [
        "addition to the order, decent size, paying and playing",
        "her dog has diabetes",
        "insulin for the cat",
        "le chien est diabétique",
        "right wing dented",
        "disabled airbag",
        "Mr Gay likes tea",
        "Frau Krebs kommt gern",
        "Mme de Dieu",
        "type 2 charger",
        "Zigeunerschnitzel",
        "brazo de gitano",
        "tête de nègre",
        "jodenkoeken",
        "zuppa inglese",
        "barriga de freira",
        "depression over the weekend",
        "12 Temple Street",
        "rue du Temple 4",
        "R. da Igreja 7",
        "Kirchstr. 14",
        "works at St Marys hospital",
        "arbeitet im Krankenhaus",
        "is a psychiatrist",
        "son mari",
    ],
)
def test_what_only_sounds_like_it_is_harmless(text: str) -> None:
    assert judge(text).voice == "say"


@pytest.mark.parametrize(
    "text",
    ["Gay, likes tea", "her friend has diabetes", "mr gay, and gay", "type 2, and a charger"],
)
def test_what_takes_words_out_of_account_takes_out_only_its_own(text: str) -> None:
    assert is_kept(text)


def test_an_owner_adds_words_and_takes_some_off() -> None:
    own = own_words(" Golf Club, début*, not kosher, ,not diabet*")
    assert own == OwnWords(("golf club", "debut*"), ("kosher", "diabet*"))
    assert judge("at the golf club", own) == Sensitivity(OWN_SUBJECT, "golf club")
    assert judge("debutante", own).subject == OWN_SUBJECT
    assert judge("kosher wine", own) == NOTHING


def test_a_number_of_an_owner_is_that_number_and_no_other() -> None:
    own = word_list(own_words("case 47110815"))
    assert own.judge("see case 47110815 first").word == "case 47110815"
    assert own.judge("see case 47119999 first").word is None
    assert word_list(OwnWords()).judge("see case 47110815 first").word is None


def test_a_phrase_of_an_owner_is_a_few_words() -> None:
    with pytest.raises(AskedWrongly, match="longer than 6 words"):
        own_words("not one two three four five six seven")


@given(text=st.text("ab, *éß'not", max_size=11))
def test_words_of_an_owner_are_the_same_once_written_and_read(text: str) -> None:
    own = own_words(text)
    assert own_words(said_words(own)) == own


def test_what_an_owner_takes_off_is_said_in_whatever_phrase_it_stands() -> None:
    assert judge("had a hip op", own_words("not op")) == NOTHING
    assert judge("had a hip op, in debt", own_words("not op")).word == "debt"


@given(words=st.lists(WORDS, max_size=12))
def test_many_texts_are_judged_as_one_is(words: list[str]) -> None:
    text = " ".join(words)
    assert KNOWN.judge(text) == KNOWN.judge(fold(text))


LISTED = st.sampled_from(
    sorted(
        {
            word.strip("*")
            for language in ("en", "de", "fr")
            for section in sections(language)
            for phrase in section.phrases
            for word in phrase.replace("/", " ").split()
            if word[0] != "@"
        }
    )
)


def closely_judged(text: str) -> Sensitivity:
    """Judge a text without a glance at it before."""
    with patch.object(PhraseBook, "may_tell", return_value=True):
        return KNOWN.judge(text)


@given(words=st.lists(LISTED | WORDS | st.sampled_from(sorted(SMALL_WORDS)), max_size=9))
def test_a_glance_overlooks_nothing(words: list[str]) -> None:
    text = " ".join(words)
    assert KNOWN.judge(text) == closely_judged(text)


def test_a_glance_overlooks_no_remark_and_spares_most_of_those_that_are_harmless() -> None:
    texts = [remark.sentence for remark in remarks()]
    assert [text for text in texts if KNOWN.judge(text) != closely_judged(text)] == []
    harmless = [text for text in texts if KNOWN.judge(text) == NOTHING]
    book = PhraseBook(index_of_lists())
    assert sum(map(book.may_tell, harmless)) < len(harmless) / 3


@given(text=st.text(max_size=60))
def test_no_text_is_too_strange_to_judge(text: str) -> None:
    assert KNOWN.judge(text).voice in {"say", "act", "private"}
