from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prefpad import Pad
from prefpad.customers.edit import Edit
from tests.conftest import TODAY
from tests.helpers.making import days_ago
from tests.helpers.pads import filled
from tests.helpers.shell import answer, answered, refusal, rows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@filled
def _sam(pad: Pad) -> None:
    pad.add("Sam Smith", "coffee: latte", stance="likes", on=days_ago(300), new=True)
    pad.add("Sam Smith", "seat: the window table", stance="likes")
    pad.add("Sam Smith", "peanuts", alert=True, on=days_ago(9))
    pad.add("Sam Smith", "shellfish", alert=True, source="relayed")
    pad.add("Sam Smith", "owes money", kind="fact", voice="private")


def words(run: Run, *line: str) -> str:
    return str(answered(run("greet", *line, "--format", "json"))["words"])


@pytest.mark.parametrize("name", ["smith", "SAM", "@1"])
def test_a_greeting_is_what_the_customer_may_see(run: Run, name: str) -> None:
    assert answer(run("greet", name)).splitlines() == [
        "Welcome back, Sam Smith.",
        "",
        "Noted: peanuts.",
        "Seat: the window table",
        "",
        "Coffee: latte, still right?",
    ]


def test_who_was_not_here_before_today_is_greeted_as_new(run: Run, pad: Pad) -> None:
    pad.add("Ida Berg", "tea: green", new=True)
    pad.add("Bo Ek", "heard of us", kind="fact", source="relayed", on=days_ago(9), new=True)
    assert words(run, "berg") == "Welcome, Ida Berg."
    assert words(run, "ek") == "Welcome, Bo Ek."
    pad.visit("berg", on=days_ago(3))
    pad.visit("berg")
    assert words(run, "berg") == "Welcome back, Ida Berg."


def test_the_familiar_form_is_used_only_if_it_was_offered(run: Run, pad: Pad) -> None:
    pad.edit("smith", Edit({"formal": "Mr. Smith", "pronounced": "smythe"}))
    assert answer(run("greet", "smith")).startswith(
        "Welcome back, Mr. Smith.\npronounced: smythe\n"
    )
    pad.edit("smith", Edit({"familiar": "Sam"}))
    assert words(run, "smith") == "Welcome back, Sam."


def test_a_single_name_is_no_form_of_address(run: Run, pad: Pad) -> None:
    pad.add("Kim", "tea: green", on=days_ago(3), new=True)
    assert words(run, "kim") == "Welcome back."


def test_the_owner_sets_the_words(run: Run, pad: Pad) -> None:
    told = answer(run("settings", "greeting", "Schön, dass Sie wieder da sind, {address}!"))
    assert told.startswith("greeting: Schön, dass Sie wieder da sind, {address}! How `greet`")
    answer(run("settings", "first-greeting", "Willkommen,", "{address}!"))
    assert words(run, "smith") == "Schön, dass Sie wieder da sind, Sam Smith!"
    pad.add("Ida Berg", "tea: green", new=True)
    assert words(run, "berg") == "Willkommen, Ida Berg!"
    answer(run("settings", "greeting", "--default"))
    assert words(run, "smith") == "Welcome back, Sam Smith."


def test_settings_explain_the_fields(run: Run) -> None:
    shown = answer(run("settings", "greeting"))
    assert "{address} is how they are addressed and {name} is the full name." in shown
    assert "Mr. Sam Smith is greeted: Welcome back, Mr. Smith." in shown


def test_a_bad_template_is_refused_with_the_fields(run: Run) -> None:
    told = refusal(run("settings", "greeting", "Hi {nickname}"), 2)
    assert "A greeting can contain {address} or {name}, not '{nickname}'." in told


@pytest.mark.parametrize(
    ("name", "exit_code", "sentence"),
    [
        ("nobody", 3, "No customer matches 'nobody'."),
        ("smiht", 3, "Did you mean Sam Smith (@1)?"),
        ("[/]", 3, "'[/]'"),
        ("\x1b[2J", 3, "' [2J'"),
        ("half\udcff", 3, "'half '"),
    ],
)
def test_who_is_not_known_is_told_in_a_sentence(
    run: Run, name: str, exit_code: int, sentence: str
) -> None:
    assert sentence in refusal(run("greet", name), exit_code)


def test_several_who_answer_are_listed(run: Run, pad: Pad) -> None:
    pad.add("Ann Smith", "x", new=True)
    assert "2 customers match 'smith'." in refusal(run("greet", "smith"), 4)


@pytest.mark.usefixtures("at_a_terminal")
def test_a_single_good_misspelling_is_taken_at_a_terminal_and_named(run: Run, pad: Pad) -> None:
    pad.add("Katharine Montgomery", "tea: green", new=True)
    result = run("greet", "Catharine Montgomry")
    assert answer(result).startswith("Welcome, Katharine Montgomery.")
    assert "Showing Katharine Montgomery (@2), the closest match to " in result.stderr


def test_no_pad_is_made(run: Run, tmp_path: Path) -> None:
    refusal(run("greet", "smith", "--db", f"{tmp_path}/none.db"), 6)


def test_greeting_changes_nothing(run: Run, path: Path) -> None:
    before = rows(path)
    answer(run("greet", "smith"))
    assert rows(path) == before


def test_the_sample_has_something_to_say_to_most_of_its_customers(run: Run, path: Path) -> None:
    sample = path.with_name("sample.db")
    answer(run("demo", str(sample)))
    with Pad(sample, today=TODAY) as pad:
        greetings = [pad.greet(f"@{number}") for number in range(1, 55)]
    assert sum(bool(greeting.say or greeting.ask) for greeting in greetings) >= 34
