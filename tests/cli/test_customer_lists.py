"""Listing customers of a kind, and changing the tags of all that are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prefpad import Edit, Pad
from tests.conftest import TODAY
from tests.helpers.completing import offered
from tests.helpers.making import days_ago
from tests.helpers.shell import answer, answered, refusal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("filled") / "pad.db"
    with Pad(path, today=TODAY, create=True, author="Ana") as pad:

        def make(name: str, tag: str, *ago: int, owner: str = "", **handles: str) -> None:
            fields = {"owner": owner} if owner else {}
            reached = {kind: [value] for kind, value in handles.items()}
            pad.edit(name, Edit(fields, reached, [tag] if tag else []), new=True)
            for days in ago:
                pad.visit(name, on=days_ago(days))

        make("Sam Smith", "guest/business", 400, 390, phone="020 555 0101")
        make("Ida Cole", "guest", 500, 3, email="ida@example.com", owner="Ana")
        make("Bo Lee", "guest/business/frequent", 700, 600, 500)
        make("Kim Okafor", "supplier", 20)
        make("Jo Berg", "", phone="020 555 0105")
    return path.read_bytes()


@pytest.fixture(autouse=True)
def _guests(path: Path, filled: bytes) -> None:
    path.write_bytes(filled)


def listed(run: Run, *options: str) -> list[str]:
    return [one["name"].split()[0] for one in answered(run("customer", *options, "--json"))]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("--tag guest", ["Bo", "Ida", "Sam"]),
        ("--tag guest/business", ["Bo", "Sam"]),
        ("--tag guest --tag supplier", []),
        ("--without phone", ["Bo", "Ida", "Kim"]),
        ("--without phone --without email", ["Bo", "Kim"]),
        ("--without tag", ["Jo"]),
        ("--without owner --tag guest", ["Bo", "Sam"]),
        ("--without visits", ["Jo"]),
        ("--last-visit-before 2025-06-01", ["Bo", "Sam"]),
        ("--last-visit-before 2024-01-01", []),
        ("--sort last-visit", ["Ida", "Kim", "Sam", "Bo", "Jo"]),
        ("--sort visits --tag guest", ["Bo", "Ida", "Sam"]),
        ("--sort added", ["Jo", "Kim", "Bo", "Ida", "Sam"]),
        ("--sort name", ["Bo", "Ida", "Jo", "Kim", "Sam"]),
    ],
)
def test_customers_are_listed_by_what_they_are_and_lack(
    run: Run, options: str, found: list[str]
) -> None:
    assert listed(run, *options.split()) == found


def test_a_day_is_written_as_people_say_it(run: Run) -> None:
    assert listed(run, "--last-visit-before", "1 year ago") == ["Bo", "Sam"]


@pytest.mark.parametrize("options", ["--without zqx", "--sort zqx", "--last-visit-before zqx"])
def test_a_word_that_is_none_is_refused_with_those_there_are(run: Run, options: str) -> None:
    refusal(run("customer", *options.split()), 2)


def test_an_order_that_is_none_is_refused_in_plain_english(run: Run) -> None:
    said = refusal(run("customer", "--sort", "zqx"), 2)
    assert "'zqx' is not a way to sort.\n" in said
    assert "A way to sort is name, last-visit, visits or added." in said


@pytest.mark.parametrize(
    "line",
    [
        "customer sam --sort name",
        "customer sam --add-tag vip",
        "customer sam --without phone",
        "customer --yes",
        "customer --dry-run --tag guest",
        "customer --add-tag vip --remove-tag VIP --yes",
    ],
)
def test_options_that_do_not_go_together_are_refused(run: Run, line: str) -> None:
    result = run(*line.split())
    assert result.exit_code == 2
    assert result.stdout == ""


def test_a_tag_is_given_to_all_that_are_listed_and_one_undo_takes_it_back(run: Run) -> None:
    answer(run("customer", "--last-visit-before", "1 year ago", "--add-tag", "winback", "--yes"))
    assert listed(run, "--tag", "winback") == ["Bo", "Sam"]
    answer(run("undo", "--yes"))
    assert listed(run, "--tag", "winback") == []


def test_what_was_done_to_many_alike_is_said_once(run: Run, pad: Pad) -> None:
    for name in ("Al Ford", "Di Hall", "Ed Lane"):
        pad.edit(name, Edit(tags=["late"]), new=True)
    answer(run("customer", "--add-tag", "vip", "--tag", "late", "--yes"))
    assert "edited Al Ford: tag; edited Di Hall: tag; edited Ed Lane: tag" in answer(run("log"))
    answer(run("customer", "--add-tag", "winback", "--yes"))
    (latest, *_) = answered(run("log", "--json"))
    assert latest["what"] == "edited Al Ford, Bo Lee, Di Hall and 5 more: tag"
    assert len(pad.changed_rows(latest["number"])) == 8


def test_a_tag_is_taken_from_all_that_are_listed_and_no_other_is(run: Run, pad: Pad) -> None:
    answer(run("customer", "--tag", "guest", "--remove-tag", "Guest/Business", "--yes"))
    assert pad.customer("sam").tags == ()
    assert pad.customer("bo").tags == ("guest/business/frequent",)
    answer(run("undo", "--yes"))
    assert pad.customer("sam").tags == ("guest/business",)


def test_only_those_are_shown_and_counted_whom_it_changes(run: Run) -> None:
    shown = run("customer", "--add-tag", "guest", "--dry-run", "--json")
    assert [one["name"] for one in answered(shown)] == [
        "Bo Lee", "Jo Berg", "Kim Okafor", "Sam Smith",
    ]  # fmt: skip
    assert "4 customers would change" in shown.stderr
    assert listed(run, "--tag", "guest") == ["Bo", "Ida", "Sam"]


def test_a_script_is_refused_without_yes(run: Run) -> None:
    told = refusal(run("customer", "--tag", "guest", "--add-tag", "vip"), 1)
    assert "add the tag vip: 3 customers" in told
    assert listed(run, "--tag", "vip") == []


@pytest.mark.parametrize(("typed", "changed"), [("y\n", 3), ("\n", 0), ("n\n", 0)])
def test_at_a_terminal_they_are_shown_before_it_asks(
    run: Run, at_a_terminal: None, typed: str, changed: int
) -> None:
    result = run("customer", "--tag", "guest", "--add-tag", "vip", typed=typed)
    assert "Ida Cole" in result.stdout
    assert len(listed(run, "--tag", "vip")) == changed


def test_a_limit_bounds_whom_it_changes(run: Run) -> None:
    answer(run("customer", "--tag", "guest", "--add-tag", "vip", "--yes", "--limit", "1"))
    assert listed(run, "--tag", "vip") == ["Bo"]


def test_a_tag_that_states_an_allergy_makes_an_alert_of_each(run: Run, pad: Pad) -> None:
    answer(run("customer", "--tag", "guest/business", "--add-tag", "nut allergy", "--yes"))
    for name in ("sam", "bo"):
        assert [note.alert for note in pad.recall(name).alerts] == [True]
    assert pad.recall("ida").alerts == []


def test_what_can_be_said_is_completed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFPAD_DB", str(path))
    assert offered("customer --without ") == [
        "phone",
        "email",
        "birthday",
        "tag",
        "owner",
        "visits",
    ]
    assert offered("customer --sort l") == ["last-visit"]
    assert offered("customer --remove-tag guest/b") == ["guest/business", "guest/business/frequent"]


@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_a_list_fits_the_screen(run: Run, columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    table = answer(run("customer", "--sort", "last-visit", "--format", "table"))
    assert max(map(len, table.splitlines())) <= int(columns)
