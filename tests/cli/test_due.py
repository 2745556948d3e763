from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from tests.helpers.making import days_ago
from tests.helpers.pads import filled
from tests.helpers.shell import answer, answered, refusal

if TYPE_CHECKING:
    from prefpad import Pad
    from tests.cli.conftest import Run


@filled
def _notes(pad: Pad) -> None:
    pad.add("Sam Smith", "coffee: latte", stance="likes", on=days_ago(300), new=True)
    pad.add("Ann Lee", "high floor", on=days_ago(500), new=True)
    pad.add("Ann Lee", "coffee: mocha", every=20, on=days_ago(10))
    pad.add("Ann Lee", "peanuts", alert=True, on=days_ago(3000))
    pad.add("Ann Lee", "extra towels", kind="promise", by=days_ago(3))


def numbers(run: Run, *flags: str) -> list[int]:
    """Return the numbers of the notes to ask about."""
    return [
        due["note"]["number"]
        for due in answered(run("due", "--format", "json", *flags))
        if due["what"] == "question"
    ]


def test_the_most_worth_asking_comes_first(run: Run, pad: Pad) -> None:
    assert numbers(run) == [due.note.number for due in pad.due()]
    assert set(numbers(run)) == {1, 2, 4}


def test_within_adds_what_becomes_due(run: Run) -> None:
    assert 3 in numbers(run, "--within", "2 weeks")


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        (("--topic", "Coffee"), [1]),
        (("-t", "tea"), []),
        (("--customer", "sam"), [1]),
        (("-c", "sam", "-t", "tea"), []),
    ],
)
def test_a_topic_and_a_customer_narrow_the_list(
    run: Run, flags: tuple[str, ...], expected: list[int]
) -> None:
    assert numbers(run, *flags) == expected


def test_a_limit_is_kept_and_told(run: Run) -> None:
    result = run("due", "--limit", "2")
    assert [line.split("\t")[1] for line in answer(result).splitlines()] == ["promise", "question"]
    assert "2 of 4 shown; --limit 0 shows all." in result.stderr
    assert len(numbers(run, "--limit", "0")) == 3


def test_plain_says_who_what_since_when_and_how_likely(run: Run) -> None:
    line = answer(run("due", "-c", "sam")).splitlines()[0]
    assert line == "1\tquestion\tSam Smith\tcoffee: likes latte\t10 months ago\t42%"


def test_an_alert_is_marked(run: Run) -> None:
    assert "! peanuts" in answer(run("due"))


def test_why_gives_the_reason(run: Run) -> None:
    line = answer(run("due", "-c", "sam", "--why")).splitlines()[0]
    assert "about a 1 in 2 chance it has changed." in line


def test_what_is_overdue_comes_first(run: Run) -> None:
    told = answer(run("due")).splitlines()
    assert told[0] == "5\tpromise\tAnn Lee\textra towels\t3 days late\t"
    assert {line.count("\t") for line in told} == {5}
    table = answer(run("due", "--format", "table"))
    assert table.index("Overdue or due today") < table.index("extra towels")
    assert table.index("extra towels") < table.index("Most worth asking first")


def test_a_chance_is_a_bar_of_five_cells_and_a_figure(run: Run) -> None:
    assert "██··· 42%" in " ".join(answer(run("due", "-c", "sam", "--format", "table")).split())


def test_json_says_of_each_what_it_is(run: Run) -> None:
    late, question, *_ = answered(run("due", "--format", "json"))
    assert {key: type(value) for key, value in question.items()} == {
        "what": str,
        "note": dict,
        "due_on": str,
        "chance_changed": float,
        "why": str,
    }
    assert list(late) == list(question)
    assert (late["what"], late["note"]["number"], late["due_on"]) == ("promise", 5, "2026-02-27")
    assert (late["chance_changed"], late["why"]) == (None, None)


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_every_machine_format_tells_of_a_broken_promise_and_an_open_problem(
    run: Run, pad: Pad, form: str
) -> None:
    pad.add("Ann Lee", "the door jams", kind="problem", by=days_ago(1))
    written = answer(run("due", "--format", form))
    if form == "csv":
        whats = [row["what"] for row in csv.DictReader(io.StringIO(written))]
    else:
        whats = [json.loads(line)["what"] for line in written.splitlines()]
    assert whats == ["promise", "problem", *["question"] * 3]


def test_csv_has_one_header(run: Run) -> None:
    full, empty = (
        list(csv.reader(io.StringIO(answer(run("due", "--format", "csv", *flags)))))
        for flags in ((), ("-t", "tea"))
    )
    assert empty == full[:1]
    assert len(full) == 5


def test_nothing_due_is_no_failure(run: Run) -> None:
    assert answer(run("due", "-t", "tea")) == ""
    assert "Nothing is due" in answer(run("due", "-t", "tea", "--format", "table"))


@pytest.mark.parametrize(
    ("flags", "exit_code"),
    [
        (("--within", "0 days"), 2),
        (("--within", "soon"), 2),
        (("--limit", "-1"), 2),
        (("--limit", "x"), 2),
        (("--format", "xml"), 2),
        (("--customer", "nobody"), 3),
        (("--customer", "-"), 3),
        (("extra",), 2),
    ],
)
def test_what_makes_no_sense_is_refused(run: Run, flags: tuple[str, ...], exit_code: int) -> None:
    refusal(run("due", *flags), exit_code)


def test_a_private_note_is_due_only_when_private_notes_are_asked_for(run: Run, pad: Pad) -> None:
    pad.add("Sam Smith", "a secret", voice="private", new=True, on="2020-01-01")
    assert "a secret" not in run("due").stdout
    assert "a secret" not in run("due", "--customer", "smith", "--format", "json").stdout
    assert "a secret" in run("due", "--show-private").stdout
