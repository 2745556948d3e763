from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.cli.commands.greet import show_greeting
from prefpad.cli.render.formats import FORMATS
from prefpad.domain.sanitize import clean
from prefpad.notes.greeting import Greeting, Saying
from tests.helpers.making import HOSTILE_TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterable

SAM = Greeting(
    "Sam Smith",
    1,
    "Welcome back, Mr. Smith.",
    "Mr. Smith",
    "smythe",
    (Saying(1, "coffee: prefers latte"), Saying(22, "quiet room")),
    (Saying(3, "still rye?"),),
)
UNKNOWN = Greeting("Sam", 2, "Welcome.", None, None, (), ())


def shown(greeting: Greeting, form: str) -> str:
    out = io.StringIO()
    show_greeting(greeting, form, out)
    return out.getvalue()


def test_a_table_reads_as_a_page() -> None:
    assert shown(SAM, "table").splitlines() == [
        "Welcome back, Mr. Smith.",
        "pronounced: smythe",
        "",
        "coffee: prefers latte",
        "quiet room",
        "",
        "still rye?",
    ]


def test_plain_is_the_same_whatever_the_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "10")
    plain = shown(SAM, "plain")
    monkeypatch.setenv("COLUMNS", "80")
    assert plain == shown(SAM, "table")


@pytest.mark.parametrize("form", ["table", "plain"])
def test_of_whom_nothing_is_known_nothing_is_said(form: str) -> None:
    assert shown(UNKNOWN, form) == "Welcome.\n"


def test_json_has_these_keys() -> None:
    assert json.loads(shown(SAM, "json")) == {
        "customer": "Sam Smith",
        "customer_number": 1,
        "words": "Welcome back, Mr. Smith.",
        "address": "Mr. Smith",
        "pronounced": "smythe",
        "say": [
            {"note": 1, "text": "coffee: prefers latte"},
            {"note": 22, "text": "quiet room"},
        ],
        "ask": [{"note": 3, "text": "still rye?"}],
    }
    unknown = json.loads(shown(UNKNOWN, "json"))
    assert [key for key, value in unknown.items() if value is None] == ["address", "pronounced"]
    assert (unknown["say"], unknown["ask"]) == ([], [])


@pytest.mark.parametrize("greeting", [SAM, UNKNOWN])
def test_csv_and_jsonl_are_one_row(greeting: Greeting) -> None:
    header, row = csv.reader(io.StringIO(shown(greeting, "csv")))
    (line,) = shown(greeting, "jsonl").splitlines()
    assert header == list(json.loads(line))
    assert len(row) == len(header)


def test_a_page_is_no_wider_than_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    long = Greeting("Sam", 1, "Welcome " * 9, None, "smythe " * 9, (Saying(7, "rye " * 30),), ())
    page = shown(long, "table").splitlines()
    assert max(map(len, page)) <= 40
    assert page[-1].startswith("rye")


@pytest.mark.parametrize("columns", ["1", "0", "-3", "wide"])
def test_any_width_of_terminal_will_do(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert "latte" in "".join(shown(SAM, "table").split())


def with_texts(texts: Iterable[str]) -> list[Greeting]:
    return [
        Greeting(text, 1, text, text, text, (Saying(1, text),), (Saying(2, text),))
        for text in texts
    ]


@pytest.mark.parametrize("form", ["table", "plain", "csv"])
@given(text=st.text(min_size=1))
def test_nothing_that_acts_on_a_terminal_comes_out(form: str, text: str) -> None:
    (greeting,) = with_texts([text])
    for line in shown(greeting, form).split("\n"):
        assert clean(line.replace("\t", "")) == line.replace("\t", "")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("greeting", with_texts(HOSTILE_TEXTS))
def test_every_format_takes_any_text(form: str, greeting: Greeting) -> None:
    assert shown(greeting, form).endswith("\n")
