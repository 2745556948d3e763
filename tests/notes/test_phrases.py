from __future__ import annotations

import pytest

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
        "owes much",
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


def test_a_gap_behind_a_common_word_makes_a_text_no_closer_look_unless_a_rarer_word_is_there() -> (
    None
):
    book = PhraseBook(index_of([Section("said", ("the ... in debt/ruins", "owes ... a lot"))]))
    assert book.may_have("the shop, they say, is in ruins")
    assert book.may_have("owes the shop")
    assert not book.may_have("the shop is open, and the coffee strong")


def test_a_text_is_looked_at_closely_only_where_a_phrase_goes_on_for_three_words() -> None:
    book = PhraseBook(index_of([Section("said", ("on the wagon again", "off , the"))]))
    assert book.may_have("he is on the wagon since")
    assert book.may_have("a day off, the first")
    assert not book.may_have("lies on the table")
    assert not book.may_have("he is on the wagon, again")
    assert not book.may_have("lies on the")
    assert not book.may_have("a day off, then")


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
    assert book.may_have("since he lost his wife he comes alone")
    assert sorted(asked) == sorted({*asked})
    assert {"lost", "his", "wife"} <= {*asked}
