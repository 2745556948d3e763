from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prefpad import Edit
from tests.helpers.pads import filled
from tests.helpers.shell import answer, refusal, rows

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad
    from tests.cli.conftest import Run


@filled
def _shop(pad: Pad) -> None:
    pad.add("Sam Smith", "tea: green", new=True)
    pad.add("Billie Jean Carter", "tea: black", new=True)


@pytest.mark.parametrize("command", ["recall", "greet", "visit", "customer", "disclose"])
def test_all_words_are_the_name(run: Run, command: str) -> None:
    assert "Billie Jean Carter" in answer(run(command, "billie", "jean", "carter"))


def test_the_words_after_the_name_are_the_note(run: Run) -> None:
    assert "Sam Smith" in answer(run("add", "sam", "smith", "window", "table"))
    assert "window table" in answer(run("recall", "sam", "smith"))


def test_a_script_is_refused_where_a_surname_may_be_meant(run: Run, path: Path) -> None:
    before = rows(path)
    told = refusal(run("add", "sam", "carter", "wants", "beard", "oil"), 4)
    assert "'Sam Carter' may be a new customer" in told
    assert "Sam Smith (@1)" in told
    assert rows(path) == before


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize(
    ("typed", "who", "text"),
    [("1\n", "Sam Smith", "carter wants beard oil"), ("2\n", "Sam Carter", "wants beard oil")],
)
def test_a_person_is_asked_whose_note_it_is(run: Run, typed: str, who: str, text: str) -> None:
    result = run("add", "sam", "carter", "wants", "beard", "oil", "--fact", typed=typed)
    assert who in answer(result)
    assert text in answer(result)
    assert "new customer Sam Carter: wants beard oil" in result.stderr


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize("also", [None, "Billie"])
def test_namesakes_are_told_apart_before_a_note_is_written(
    run: Run, pad: Pad, also: str | None
) -> None:
    pad.add("Billie Jean Carter", "by the door", new=True)
    pad.add(also, "a given name alone", new=True) if also else None
    result = run("add", "billie", "jean", "carter", "call", "him", typed="2\n")
    assert "1  Billie Jean Carter (@2" in result.stderr
    assert "2  Billie Jean Carter (@3" in result.stderr
    assert "new customer" not in result.stderr
    assert [note.text for note in pad.notes("@3")] == ["by the door", "call him"]


def test_a_script_is_refused_where_namesakes_may_be_meant(run: Run, pad: Pad, path: Path) -> None:
    pad.add("Billie Jean Carter", "by the door", new=True)
    pad.add("Billie", "a given name alone", new=True)
    before = rows(path)
    told = refusal(run("add", "billie", "jean", "carter", "call", "him"), 4)
    assert "@2" in told
    assert "@3" in told
    assert rows(path) == before


@pytest.mark.usefixtures("at_a_terminal")
def test_a_title_alone_is_offered_as_nobodys_name(run: Run) -> None:
    result = run("add", "mrs", "jones", "clio", "knocks", typed="y\n")
    assert "New customer Mrs Jones: clio knocks? (y/N)" in result.stderr
    assert answer(result).startswith("Mrs Jones, note 3")


@pytest.mark.usefixtures("at_a_terminal")
def test_nobody_is_written_to_before_the_answer(run: Run, path: Path) -> None:
    before = rows(path)
    assert run("add", "sam", "carter", "wants", "oil", typed="\n").exit_code == 1
    assert rows(path) == before


@pytest.mark.parametrize(
    "line",
    [["forget", "smith", "--yes"], ["forget", "sam", "--yes"], ["merge", "sam", "@2", "--yes"]],
)
def test_what_cannot_be_asked_twice_needs_the_whole_name(
    run: Run, path: Path, line: list[str]
) -> None:
    before = rows(path)
    told = refusal(run(*line), 3)
    assert "needs the whole name or @number. Did you mean Sam Smith (@1)?" in told
    assert rows(path) == before


def test_the_whole_name_is_enough(run: Run) -> None:
    assert "Billie Jean Carter" in answer(run("forget", "billie", "jean", "carter", "--yes"))


def test_a_title_is_no_name(run: Run, pad: Pad) -> None:
    pad.edit("@1", Edit({"formal": "Mr. Smith"}, {}, [], {}, []))
    assert "Sam Smith" in answer(run("recall", "mr", "smith"))
    assert refusal(run("recall", "mr"), 3).startswith("No customer matches 'mr'.")
    assert "Sam Smith" not in refusal(run("recall", "mrr"), 3)


def test_words_of_notes_lead_to_their_customers(run: Run, pad: Pad) -> None:
    pad.add("sam", "drives 7ABC123", kind="fact")
    told = refusal(run("recall", "7abc123"), 3)
    assert told.startswith("No customer matches '7abc123'.")
    assert "`prefpad search 7abc123` finds notes about Sam Smith (@1)." in told


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("plate AB12 CDE, Golf", "ab12cde"),
        ("plate AB12CDE, Golf", "ab12 cde"),
        ("plate M-AB 1234", "m-ab1234"),
        ("sleeps in room 7", "room7"),
    ],
)
def test_a_plate_is_found_with_and_without_its_spaces(
    run: Run, pad: Pad, written: str, typed: str
) -> None:
    pad.add("sam", written, kind="fact")
    told = refusal(run("recall", *typed.split()), 3)
    assert f"`prefpad search {typed}` finds notes about Sam Smith (@1)." in told
    assert written in answer(run("search", *typed.split()))
    assert "Sam Smith" not in refusal(run("recall", f"{typed}9"), 3)


def test_a_private_note_leads_nowhere(run: Run, pad: Pad) -> None:
    pad.add("sam", "drives 7ABC123", voice="private")
    assert "Sam Smith" not in refusal(run("recall", "7abc123"), 3)


def test_only_add_tells_how_to_make_a_customer(run: Run) -> None:
    assert "--new" in refusal(run("add", "zed", "tea"), 3)
    assert "--new" not in refusal(run("recall", "zed"), 3)


def test_namesakes_are_told_apart_by_their_visits_and_tags(run: Run, pad: Pad) -> None:
    for tag in ("gold", "silver"):
        number = pad.add("Ann Lee", "tea", new=True).customer_number
        pad.edit(f"@{number}", Edit({}, {}, [tag], {}, []))
    pad.visit("@3", on="2026-02-01")
    told = refusal(run("recall", "ann", "lee"), 4)
    assert "2 customers match 'ann lee'." in told
    assert "Ann Lee (@3, last visit 2026-03-02, gold); Ann Lee (@4," in told


@pytest.mark.parametrize("count", [13, 1000])
def test_a_name_of_many_words_is_nobodys(run: Run, count: int) -> None:
    assert "No customer matches" in refusal(run("recall", *(f"w{n}" for n in range(count))), 3)


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize(
    ("typed", "who", "text"),
    [("1\n", "Zoe Quill", "likes tea"), ("2\n", "Zoe", "quill likes tea")],
)
def test_somebody_new_is_offered_with_and_without_the_next_word(
    run: Run, pad: Pad, typed: str, who: str, text: str
) -> None:
    answer(run("add", "zoe", "quill", "likes", "tea", "--fact", typed=typed))
    assert pad.customer("@3").name == who
    assert pad.notes("@3")[0].text == text


@pytest.mark.usefixtures("at_a_terminal")
def test_an_ordinary_word_is_not_offered_as_a_surname(run: Run) -> None:
    told = run("add", "zoe", "window", "table", typed="\n").stderr
    assert "New customer Zoe: window table" in told
    assert "Zoe Window" not in told
