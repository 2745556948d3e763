from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.notes import phrases
from prefpad.notes.phrases import Found, PhraseBook, Section, index_of, words_of
from prefpad.notes.word_lists import WordIndex

BOOK = PhraseBook(
    index_of(
        [
            Section("@xx.kin", ("wife", "father*")),
            Section(
                "said", ("diabet*", "*krebs", "lost/left his @xx.kin", "owes #", "works ... inn")
            ),
            Section("said", (", polish ,", "alcoholic", "ganz schwarz ,", "zwanger*")),
            Section("@xx.ordinary", ("alcoholics",)),
            Section("@xx.numbers", ("twenty",)),
        ]
    )
)


@pytest.mark.parametrize(
    "text",
    [
        "Diabetic",
        "Darmkrebs",
        "he lost his wife",
        "left his fathers",
        "owes 1,200",
        "owes 20euro",
        "owes Twenty",
        "works inn",
        "works at the old inn",
        "Polish",
        "tall, Polish; kind",
        "an alchoholic",
        "alcoholc",
        "alcohllic",
        "alcooholic",
        "zwnager",
        "ganz schwarz.",
        "ganz schwaerz, immer",
    ],
)
def test_a_phrase_is_found_as_it_may_be_written(text: str) -> None:
    assert [one.meaning for one in BOOK.find(words_of(text))] == ["said"]


@pytest.mark.parametrize(
    "text",
    [
        "diabe",
        "krebse",
        "lost his, wife",
        "lost wife",
        "takes a lot",
        "works at the very old inn",
        "works, inn",
        "Polish sausage",
        "tall Polish",
        "alcoholics",
        "elcoholic",
        "alchohollic",
        "ganz schwarz auf weiss",
        "",
        "...",
    ],
)
def test_and_not_otherwise(text: str) -> None:
    assert BOOK.find(words_of(text)) == []


def test_where_it_stands_is_told_by_its_words() -> None:
    words = words_of("Gift, diabetic: owes 5")
    assert words == ["gift", ",", "diabetic", ":", "owes", "5"]
    assert BOOK.find(words) == [Found("said", 2, 3), Found("said", 4, 6)]


def test_a_word_is_of_a_group_in_any_language() -> None:
    assert BOOK.is_of("wife", "kin")
    assert not BOOK.is_of("wife", "in")
    assert not BOOK.is_of("diabetic", "kin")


def test_a_text_is_looked_at_closely_only_where_the_rarest_neighbours_of_a_phrase_stand() -> None:
    phrases = (
        "on the wagon",
        "fell off again",
        "the ... in debt/ruins",
        "owes ... a lot",
        "lame",
        "sick ,",
    )
    book = PhraseBook(index_of([Section("said", phrases), Section("fine", ("the cat",))], {"fine"}))
    for text in (
        "he is on the wagon since",
        "off again",
        "the shop, they say, is in ruins",
        "takes a lot",
        "Lame",
        "is sick",
        "is sick.",
        "sick - very",
    ):
        assert book.may_tell(text), text
    for text in (
        "lies on the table",
        "his wagon",
        "fell off",
        "the ruins",
        "owes much",
        "sick days",
        "the cat",
        "",
        "...",
    ):
        assert not book.may_tell(text), text


@given(
    phrases=st.lists(
        st.lists(
            st.sampled_from(
                ["a", "the", "lost", "lost/left", "diabet*", "*krebs", "#", "...", ","]
            ),
            min_size=1,
            max_size=4,
        ).filter(lambda tokens: tokens[0] not in {"...", ","} and tokens[-1] != "..."),
        min_size=1,
        max_size=3,
    ),
    text=st.lists(
        st.sampled_from(
            ["a", "The", "lost", "left,", "diabetic", "darmkrebs", "3", "4711", "-", "a-lost", "x."]
        ),
        max_size=6,
    ),
)
def test_a_text_passed_over_at_a_glance_has_no_phrase(
    phrases: list[list[str]], text: list[str]
) -> None:
    book = PhraseBook(index_of([Section("said", tuple(map(" ".join, phrases)))]))
    said = " ".join(text)
    assert book.may_tell(said) or not book.find(words_of(said))


def test_what_may_follow_a_word_is_worked_out_once_for_all_that_are_written_so() -> None:
    class Index(WordIndex):
        asked = 0

        def several(self, word: str) -> list[str]:
            self.asked += word == "#"
            return super().several(word)

    index = Index()
    index.add(index_of([Section("said", ("# euros",))]).entries())
    book = PhraseBook(index)
    for number in range(1000, 1050):
        assert [one.meaning for one in book.find([str(number), "euros"])] == ["said"]
    assert index.asked == 1


def test_a_gap_has_an_end() -> None:
    assert BOOK.find(words_of("works at the old inn"))
    assert not BOOK.find(words_of("works at the very old inn"))


def test_what_stands_between_spaces_is_taken_apart_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def taken_apart(text: str) -> list[str]:
        asked.append(text)
        return words_of(text)

    monkeypatch.setattr(phrases, "words_of", taken_apart)
    book = PhraseBook(index_of([Section("said", ("lost his wife",))]))
    assert not book.may_tell("he lost the key and lost the lock")
    assert sorted(asked) == ["and", "he", "key", "lock", "lost", "the"]
