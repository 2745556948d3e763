from __future__ import annotations

import re
import shlex

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from prefpad.cli.shells.answer import for_bash, read_line

TEXTS = st.text(st.characters(exclude_categories=["C"]) | st.sampled_from("'\"\\$`!;&|<>(){}*? "))
QUOTES = st.sampled_from(["", "'", '"'])


def read_by_bash(line: str, quote: str) -> list[str]:
    """Return the words of a line; bash lets two letters more be escaped in double quotes."""
    words = shlex.split(line)
    return [re.sub(r"\\([$`])", r"\1", word) for word in words] if quote == '"' else words


@given(TEXTS, QUOTES)
@example("$", '"')
@example("`\\$", '"')
def test_a_word_is_read_as_it_was_meant(word: str, quote: str) -> None:
    line = f"prefpad recall {quote}{for_bash(word, quote)}{quote}"
    assert read_by_bash(line, quote)[2:] == ([word] if word or quote else [])


@given(TEXTS, QUOTES)
@example("$", '"')
@example("`\\$", '"')
def test_a_word_that_is_not_finished_is_read_too(word: str, quote: str) -> None:
    typed = read_line(f"prefpad recall {quote}{for_bash(word, quote)}")
    assert (typed.words, typed.last) == (["recall"], word)


def test_a_word_that_was_not_quoted_would_be_read_otherwise() -> None:
    assert shlex.split("prefpad recall Sam Smith")[2:] != ["Sam Smith"]


@pytest.mark.parametrize(
    ("line", "words", "last", "quote"),
    [
        ("prefpad ", [], "", ""),
        ("prefpad recall sam ", ["recall", "sam"], "", ""),
        ("prefpad recall Sam\\ ", ["recall"], "Sam ", ""),
        ("prefpad recall Sam\\", ["recall"], "Sam", ""),
        ("prefpad recall 'Sam ", ["recall"], "Sam ", "'"),
        ('prefpad add "Sam Smith" tea "O\'B', ["add", "Sam Smith", "tea"], "O'B", '"'),
    ],
)
def test_half_a_line_is_read(line: str, words: list[str], last: str, quote: str) -> None:
    assert read_line(line) == (words, last, quote)
