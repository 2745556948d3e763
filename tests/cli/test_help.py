"""What a newcomer sees first, and the help of each command."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from prefpad.cli.commands import COMMANDS
from tests.helpers.commands import command_called
from tests.helpers.shell import answer

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad
    from tests.cli.conftest import Run

HEADINGS = ["At the counter", "Customers", "Looking", "Privacy", "In and out", "The pad"]
COLUMNS, LINES = 80, 24
READING = [name for name, command in COMMANDS.items() if not command.writes]


def help_of(run: Run, name: str) -> str:
    return answer(run(name, "--help"))


def test_all_commands_stand_on_one_screen_under_headings(run: Run) -> None:
    lines = answer(run("--help")).splitlines()
    assert len(lines) < LINES
    assert max(map(len, lines)) <= COLUMNS
    assert [line[:16].rstrip() for line in lines if line[:16].rstrip() in HEADINGS] == HEADINGS
    listed = " ".join(line[16:] for line in lines)
    assert all(re.search(rf"(^| ){name}( \(|,| |$)", listed) for name in COMMANDS)
    assert sum(line.startswith("  prefpad ") for line in lines) == 2


@pytest.mark.parametrize(("columns", "widest"), [("40", 40), ("32", 32), ("1", 32)])
def test_on_a_narrow_screen_they_are_broken_at_words(
    run: Run, monkeypatch: pytest.MonkeyPatch, columns: str, widest: int
) -> None:
    wide = answer(run("--help"))
    monkeypatch.setenv("COLUMNS", columns)
    narrow = answer(run("--help"))
    assert max(map(len, narrow.splitlines())) <= widest
    assert narrow.split() == wide.split()


def test_help_without_a_command_is_the_same(run: Run, pad: Pad) -> None:
    assert answer(run()) == answer(run("--help")) == answer(run("-h"))


def test_where_there_is_no_pad_three_lines_say_how_to_begin(
    run: Run, at_a_terminal: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PREFPAD_DB")
    lines = answer(run()).splitlines()
    assert len(lines) == 3
    assert max(map(len, lines)) <= COLUMNS
    assert [re.findall(r"prefpad (\w+)", line) for line in lines] == [["demo"], ["add"], ["recall"]]


def test_a_script_without_a_pad_is_shown_the_commands(run: Run) -> None:
    assert answer(run()) == answer(run("--help"))


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_fits_the_width_and_has_no_signs_of_the_toolkit(
    run: Run, name: str
) -> None:
    text = help_of(run, name)
    assert max(map(len, text.splitlines())) <= COLUMNS
    assert not re.search(r"[{}]|x>=|\[required|\[default: None", text)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_first_screen_of_a_command_s_help_has_its_two_examples(run: Run, name: str) -> None:
    first = help_of(run, name).splitlines()[: LINES - 1]
    assert first[0].startswith(f"Usage: prefpad {name}")
    assert sum(line.startswith("    prefpad ") for line in first) == 2


@pytest.mark.parametrize("name", COMMANDS)
def test_what_all_commands_take_stands_in_one_line(run: Run, name: str) -> None:
    *_, last = help_of(run, name).splitlines()
    assert last.startswith("Common: ")
    text = help_of(run, name)
    for common in ("--db", "-q", "-h"):
        assert text.count(f"{common} ") + text.endswith(f"{common}\n") == 1


@pytest.mark.parametrize("name", READING)
def test_a_command_that_writes_nothing_takes_no_author(run: Run, name: str) -> None:
    assert "--author" not in help_of(run, name)


def test_a_command_that_writes_takes_an_author(run: Run) -> None:
    assert "--author NAME" in help_of(run, "add")


def test_the_kinds_of_a_note_stand_together(run: Run) -> None:
    text = help_of(run, "add")
    groups = re.findall(r"^(\S.*):\n((?:  .*\n)+)", text, re.MULTILINE)
    found = {heading: re.findall(r"--\w+", options) for heading, options in groups}
    assert {"--likes", "--need", "--promise"} < set(found["Kind"])
    assert found["How we know it"] == ["--told", "--seen", "--heard"]
    assert found["Who may hear it"][:2] == ["--voice", "--private"]
    assert found["When"] == ["--by", "--on", "--every"]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_that_a_command_takes_is_in_its_help(run: Run, name: str) -> None:
    text = help_of(run, name)
    command, _ = command_called(name)
    named = [option for param in command.params for option in param.opts if option[:2] == "--"]
    assert [option for option in named if option not in text and option != "--quiet"] == []


# -- flags that people expect --------------------------------------------------------------------


@pytest.mark.parametrize("line", ["due", "search latte", "recall sam", "customer", "find sam"])
def test_json_is_short_for_its_format(run: Run, pad: Pad, line: str) -> None:
    pad.add("Sam Smith", "coffee: latte", new=True)
    assert answer(run(*line.split(), "--json")) == answer(run(*line.split(), "--format", "json"))


def test_n_is_short_for_a_limit(run: Run, pad: Pad) -> None:
    for text in ("latte", "green tea"):
        pad.add("Sam Smith", text, new=text == "latte", on="2020-01-01")
    assert len(answer(run("due", "-n", "1")).splitlines()) == 1


def test_a_number_after_a_dash_is_text(run: Run, pad: Pad) -> None:
    pad.add("Sam Smith", "latte", new=True)
    assert ": -20 euro" in answer(run("add", "sam", "-20", "euro"))
    assert ": -5°, so a warm room" in answer(run("add", "sam", "-5°,", "so", "a", "warm", "room"))


# -- asking whom ---------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["recall", "visit", "greet", "add"])
def test_a_command_alone_asks_for_the_customer(
    run: Run, pad: Pad, at_a_terminal: None, line: str
) -> None:
    pad.add("Sam Smith", "latte", new=True)
    ran = run(line, typed="sam\nlikes tea\n")
    assert "Sam Smith" in answer(ran)
    assert ran.stderr.startswith("Which customer? ")


def test_list_lists_the_customers_and_find_finds_them(run: Run, pad: Pad) -> None:
    pad.add("Sam Smith", "latte", new=True)
    pad.add("Ann Lee", "latte", new=True)
    assert answer(run("list")) == answer(run("customer"))
    assert [line.split("\t")[1] for line in answer(run("find", "smiht")).splitlines()] == [
        "Sam Smith"
    ]
    assert answer(run("find", "nobody", "at", "all")) == ""


def test_a_new_pad_ends_the_three_lines(run: Run, pad: Pad, at_a_terminal: None) -> None:
    assert answer(run()) == answer(run("--help"))


def test_the_pad_named_on_the_line_counts(run: Run, at_a_terminal: None, path: Path) -> None:
    assert len(answer(run("--db", str(path))).splitlines()) == 4


def test_where_the_file_that_was_named_is_missing_a_line_says_how_to_make_it(
    run: Run, at_a_terminal: None
) -> None:
    lines = answer(run()).splitlines()
    assert [line.split()[-1] for line in lines if line.endswith("prefpad init")] == ["init"]
    assert "prefpad init" in run("add", "Sam Smith", "-l", "oat milk").stderr
