from __future__ import annotations

import os
import pty
import sqlite3
import sys
from contextlib import closing
from select import select
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from prefpad import Pad
from prefpad.cli.context import Context
from prefpad.cli.counter_screen import CounterScreen, Idle, with_beginning
from prefpad.cli.terminal import TimeIsUp
from tests.conftest import TODAY
from tests.helpers.pads import filled
from tests.helpers.shell import answer, rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from typer.testing import Result

    from tests.cli.conftest import Run


@filled
def _shop(pad: Pad) -> None:
    pad.add("Sam Smith", "tea: green", new=True)
    pad.add("Billie Jean Carter", "towels", kind="promise", new=True)
    pad.add("Room 7", "quiet", new=True)


def notes(pad: Pad, customer: str) -> list[str]:
    return [note.text for note in pad.notes(customer)]


def typed(run: Run, *lines: str) -> Result:
    return run("counter", typed="".join(f"{line}\n" for line in lines))


# -- lines from a pipe ---------------------------------------------------------------------------


def test_a_name_shows_the_card_and_the_lines_after_it_are_notes(run: Run, pad: Pad) -> None:
    said = answer(typed(run, "smith", "it's $5 for him?", "coffee: latte", "milk #drinks"))
    assert said.startswith("Sam Smith  @1\n")
    assert notes(pad, "@1") == ["green", "it's $5 for him?", "latte", "milk"]
    assert [note.topic for note in pad.notes("@1")][2:] == ["coffee", "drinks"]


def test_no_prompt_is_written(run: Run) -> None:
    result = typed(run, "smith")
    assert result.stdout == answer(run("recall", "smith"))
    assert result.stderr == ""


def test_an_empty_line_leaves_the_customer(run: Run, pad: Pad) -> None:
    answer(typed(run, "smith", "", "billie", "black coffee"))
    assert notes(pad, "@1") == ["green"]
    assert notes(pad, "@2") == ["towels", "black coffee"]


def test_commands_are_those_of_the_shell(run: Run, pad: Pad) -> None:
    said = answer(typed(run, "billie", "visit", "done 2", "c 1", "due"))
    assert "Billie Jean Carter was here today." in said
    assert "towels · kept" in said
    assert "Sam Smith, note 1: tea: green · still true" in said
    assert [change.command for change in pad.log()[:3]] == ["confirm", "done", "visit"]


def test_the_last_change_is_undone(run: Run, pad: Pad) -> None:
    answer(typed(run, "smith", "oat milk", "undo"))
    assert notes(pad, "@1") == ["green"]


def test_the_day_is_read_anew_at_each_line(
    run: Run, pad: Pad, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lines() -> Iterator[str]:
        yield "smith\n"
        yield "visit\n"
        monkeypatch.setenv("PREFPAD_TODAY", "2026-03-03")
        yield "visit\n"

    monkeypatch.setattr("prefpad.cli.commands.counter.lines_typed", lines)
    answer(run("counter"))
    assert [change.what for change in pad.log()[:2]] == [
        "Sam Smith was here on 2026-03-03",
        "Sam Smith was here on 2026-03-02",
    ]


@pytest.mark.parametrize("line", ["/visit", "/done 2", "/?"])
def test_a_slash_makes_a_name_of_anything(run: Run, path: Path, line: str) -> None:
    before = rows(path)
    assert typed(run, "smith", line).exit_code == 3
    assert rows(path) == before


@pytest.mark.parametrize("line", ["visit", "undo", "carter", "done 2", "-p towels", "'x"])
def test_an_apostrophe_makes_a_note_of_anything(run: Run, pad: Pad, line: str) -> None:
    answer(typed(run, "smith", f"'{line}"))
    assert notes(pad, "@1") == ["green", line]


@pytest.mark.parametrize("slip", ["1", "5 6", "٣"])
def test_numbers_alone_are_not_written(run: Run, pad: Pad, slip: str) -> None:
    result = typed(run, "smith", slip, "oat milk")
    assert result.exit_code == 2
    assert "Numbers alone are not a note." in result.stderr
    assert notes(pad, "@1") == ["green", "oat milk"]


@pytest.mark.parametrize("slip", ["help", "done", "Quit", "exit", "search"])
def test_the_name_of_a_command_alone_is_not_written(run: Run, pad: Pad, slip: str) -> None:
    result = typed(run, "smith", slip, f"'{slip}")
    assert result.exit_code == 2
    assert f"'{slip}' alone does nothing here." in result.stderr
    assert notes(pad, "@1") == ["green", slip]


@pytest.mark.usefixtures("at_a_terminal")
def test_nor_is_a_customer_made_of_it(run: Run, pad: Pad) -> None:
    result = typed(run, "quit", "help")
    assert "Ctrl-D leaves; /quit is a name." in result.stderr
    assert "? lists" in result.stderr
    pad.add("Helpa Till", "tea", new=True)
    assert "Helpa Till" in typed(run, "help").stdout


def test_options_of_a_note_may_come_first(run: Run, pad: Pad) -> None:
    answer(typed(run, "smith", "-p --seen two towels", "-5 degrees is fine", "--new wife"))
    *_, promise, cold, wife = pad.notes("@1")
    assert (promise.kind, promise.source, promise.text) == ("promise", "observed", "two towels")
    assert (cold.text, wife.text) == ("-5 degrees is fine", "--new wife")
    assert len(pad.customers()) == 3


@pytest.mark.parametrize("line", ["carter", "CARTER billie", "room 7", "billie jean carter", "@2"])
def test_a_line_that_names_another_customer_is_never_written(
    run: Run, path: Path, line: str
) -> None:
    before = rows(path)
    result = typed(run, "smith", line, "a note on the other")
    assert result.exit_code == 4
    assert "may be a note on Sam Smith (@1), or mean " in result.stderr
    assert "Skipped 1 line after a name that failed." in result.stderr
    assert rows(path) == before


@pytest.mark.parametrize("line", ["carters", "room 7 wants towels", "bil", "room is cold"])
def test_a_line_that_only_begins_like_another_customer_is_a_note(
    run: Run, pad: Pad, line: str
) -> None:
    answer(typed(run, "smith", line))
    assert notes(pad, "@1") == ["green", line]


def test_the_name_of_the_customer_meant_shows_the_card_again(run: Run, path: Path) -> None:
    before = rows(path)
    assert answer(typed(run, "smith", "sam")).count("Sam Smith  @1") == 2
    assert rows(path) == before


def test_what_follows_a_name_that_fails_is_skipped_to_the_next_empty_line(
    run: Run, pad: Pad
) -> None:
    result = typed(run, "nobody", "visit", "tea", "", "smith", "oat milk")
    assert result.exit_code == 3
    assert "Skipped 2 lines" in result.stderr
    assert notes(pad, "@1") == ["green", "oat milk"]
    assert "was here" not in str(pad.log())


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ([], 0),
        (["smith", "oat milk"], 0),
        (["visit"], 2),
        (["smith", "done 99"], 3),
        (["nobody", "", "visit", "", "smith"], 3),
        (["smith", "carter", "", "nobody"], 4),
        (["prefpad undo"], 2),
    ],
)
def test_the_exit_code_is_the_highest_met(run: Run, lines: list[str], status: int) -> None:
    assert typed(run, *lines).exit_code == status


def test_a_line_that_fails_does_not_stop_those_after_it(run: Run, pad: Pad) -> None:
    assert typed(run, "smith", "done 99", "oat milk").exit_code == 3
    assert notes(pad, "@1") == ["green", "oat milk"]


def test_without_a_pad_it_does_not_begin(run: Run, path: Path) -> None:
    path.unlink()
    result = typed(run, "smith")
    assert result.exit_code == 6
    assert "There is no pad" in result.stderr


def test_another_terminals_change_is_seen_at_the_next_line(
    run: Run, pad: Pad, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lines() -> Iterator[str]:
        yield "smith\n"
        with closing(sqlite3.connect(pad.path, timeout=0)) as other:
            other.execute("BEGIN EXCLUSIVE")
        pad.add("@1", "oat milk")
        yield "sam\n"
        pad.forget("@1")
        yield "wants tea\n"
        yield "visit\n"

    monkeypatch.setattr("prefpad.cli.commands.counter.lines_typed", lines)
    result = run("counter")
    first, second = result.stdout.split("Sam Smith  @1\n")[1:]
    assert "oat milk" not in first
    assert "oat milk" in second
    assert result.exit_code == 3
    assert "Skipped 1 line" in result.stderr


# -- at a terminal -------------------------------------------------------------------------------


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize(
    ("picked", "on_sam", "on_billie"),
    [("1", [], ["black"]), ("2", ["carter", "black"], []), ("", ["black"], [])],
)
def test_a_person_is_asked_whether_a_name_is_meant(
    run: Run, pad: Pad, picked: str, on_sam: list[str], on_billie: list[str]
) -> None:
    result = typed(run, "smith", "carter", picked, "black")
    assert result.exit_code == 0
    assert "1  Billie Jean Carter (@2)" in result.stderr
    assert notes(pad, "@1") == ["green", *on_sam]
    assert notes(pad, "@2") == ["towels", *on_billie]


@pytest.mark.usefixtures("at_a_terminal")
def test_after_a_name_that_fails_nobody_is_meant(run: Run, path: Path) -> None:
    before = rows(path)
    typed(run, "smith", "/nobody", "likes tea", "visit")
    assert rows(path) == before


@pytest.mark.usefixtures("at_a_terminal")
def test_an_unknown_name_is_offered_as_a_new_customer(run: Run, pad: Pad) -> None:
    result = typed(run, "ida berg", "1", "likes rye bread", "undo", "undo")
    assert "New customer Ida Berg? (y/N)" in result.stderr
    assert answer(result).startswith("Ida Berg  @4\n")
    assert pad.find("ida") == []


@pytest.mark.usefixtures("at_a_terminal")
def test_a_word_of_a_note_finds_whose_it_is_before_somebody_new(run: Run, pad: Pad) -> None:
    pad.add("smith", "golf, plate AB12 CDE")
    pad.add("carter", "AB12 is his spare car too", voice="private")
    result = typed(run, "ab12", "1", "new tyres", "", "ab12", "2")
    assert "1  Sam Smith (@1): golf, plate AB12 CDE\n  2  new customer Ab12" in result.stderr
    assert "Carter" not in result.stderr
    assert notes(pad, "smith") == ["green", "golf, plate AB12 CDE", "new tyres"]
    assert len(pad.find("ab12")) == 1


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize(
    ("picked", "is_open", "written"),
    [
        ("1", False, ["towels", "with a smile"]),
        ("2", True, ["towels", "done 2 with a smile"]),
        ("", True, ["towels"]),
    ],
)
def test_what_was_done_about_an_open_note_is_asked_about(
    run: Run, pad: Pad, picked: str, is_open: bool, written: list[str]
) -> None:
    result = typed(run, "carter", "done 2 with a smile", picked)
    assert "1  close note 2, towels: with a smile" in result.stderr
    assert "2  a note on Billie Jean Carter (@2): done 2 with a smile" in result.stderr
    assert (pad.note(2).ended_on is None) == is_open
    assert notes(pad, "carter") == written


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize(
    ("line", "offer"),
    [
        ("undo 3", "undo change 3"),
        ("confirm 1", "still true: 1"),
        ("visit yesterday", "a visit: yesterday"),
        ("visit 3 days ago", "a visit: 3 days ago"),
        ("search green", "search the notes for green"),
        ("who is due?", "`due` for everyone"),
        ("what's on today", "`today` for everyone"),
        ("add carter likes rye bread", "a note on Billie Jean Carter (@2): likes rye bread"),
    ],
)
def test_what_is_nearly_a_command_is_asked_about(
    run: Run, pad: Pad, path: Path, line: str, offer: str
) -> None:
    before = rows(path)
    result = typed(run, "smith", line, "")
    assert f"1  {offer}\n  2  a note on Sam Smith (@1): {line}" in result.stderr
    assert rows(path) == before
    typed(run, "smith", line, "2")
    assert line in notes(pad, "smith")
    assert typed(run, "smith", line, "1").exit_code == 0
    assert notes(pad, "smith").count(line) == 1


@pytest.mark.usefixtures("at_a_terminal")
def test_two_of_one_name_are_told_apart_in_the_prompt_and_in_the_question(
    run: Run, pad: Pad
) -> None:
    pad.add("Sam Smith", "a window", new=True)
    told = typed(run, "@4", "Sam Smith", "1", "", "carter").stderr
    assert "Sam Smith @4> " in told
    assert "1  Sam Smith (@1, last visit 2026-03-02, \u201cgreen\u201d)\n" in told
    assert (
        "2  a note on Sam Smith (@4, last visit 2026-03-02, \u201ca window\u201d): Sam Smith"
        in told
    )
    assert "Sam Smith @1> " in told
    assert "Billie Jean Carter> " in told


@pytest.mark.usefixtures("at_a_terminal")
def test_a_name_after_recall_is_a_name(run: Run, pad: Pad) -> None:
    assert "Billie Jean Carter  @2" in typed(run, "recall carter").stdout
    result = typed(run, "smith", "recall carter", "1")
    assert "1  Billie Jean Carter (@2)" in result.stderr
    assert "Billie Jean Carter  @2" in result.stdout
    assert notes(pad, "smith") == ["green"]
    typed(run, "smith", "recall the dentist of his son")
    assert notes(pad, "smith") == ["green", "recall the dentist of his son"]


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize("slip", ["done", "c", "confirm", "visits"])
def test_the_name_of_a_command_alone_is_not_written_by_a_person_either(
    run: Run, pad: Pad, slip: str
) -> None:
    assert f"'{slip}' alone does nothing here." in typed(run, "smith", slip).stderr
    assert notes(pad, "smith") == ["green"]


WORDS = (
    *("done", "c", "confirm", "undo", "visit", "due", "today", "recall", "prefpad", "help", "quit"),
    *(
        "smith",
        "carter",
        "7",
        "@1",
        "@9",
        "1",
        "2",
        "5 6",
        "0",
        "99",
        "\u00b2",
        "\u0663",
        "y",
        "n",
        "q",
    ),
    *(
        "yesterday",
        "friday",
        "12/3",
        "by",
        "likes",
        "allergic to nuts",
        "coffee:",
        "#coffee",
        "promise:",
    ),
    *(
        "-p",
        "-l",
        "-n",
        "--new",
        "--by",
        "--",
        "-",
        "?",
        "/",
        "'",
        '"',
        "/smith",
        "'note",
        "\u738b",
        "$",
    ),
)

READS_THE_REST = "-"


@example(lines=[word for word in WORDS if word != READS_THE_REST])
@example(lines=["/smith done"])
@given(
    lines=st.lists(
        st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join).filter(READS_THE_REST.__ne__),
        max_size=8,
    )
)
@pytest.mark.usefixtures("at_a_terminal")
def test_no_line_ends_the_counter_or_is_answered_in_words_that_are_not_ours(
    run: Run, lines: list[str]
) -> None:
    told = typed(run, "smith", *lines, "", "", "/carter")
    assert "That could not be done" not in told.stderr
    assert "cannot be understood" not in told.stderr
    assert "Billie Jean Carter  @2" in told.stdout


@pytest.mark.usefixtures("at_a_terminal")
def test_a_line_about_a_note_that_is_not_open_for_them_is_a_note(run: Run, pad: Pad) -> None:
    typed(run, "smith", "done 2 hours early", "done 1 lap")
    assert notes(pad, "smith") == ["green", "done 2 hours early", "done 1 lap"]


@pytest.mark.usefixtures("at_a_terminal")
def test_whoever_comes_close_is_offered_before_somebody_new(run: Run, pad: Pad) -> None:
    typed(run, "smiht", "", "black coffee")
    assert notes(pad, "smith") == ["green", "black coffee"]
    typed(run, "smiht", "n", "1", "milk")
    assert notes(pad, "@4") == ["milk"]


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize("name", ["5550199", "+44 20 7946", "@99", "zed@example.com"])
def test_a_number_or_an_address_is_no_new_customers_name(run: Run, path: Path, name: str) -> None:
    before = rows(path)
    result = typed(run, name, "1", "")
    assert "new customer" not in result.stderr
    assert rows(path) == before


def test_a_script_makes_nobody(run: Run, path: Path) -> None:
    before = rows(path)
    assert typed(run, "ida berg", "likes rye bread").exit_code == 3
    assert rows(path) == before


def nobody_types(*_: object, seconds: float) -> str:
    assert seconds
    raise TimeIsUp


@pytest.mark.parametrize(
    "lines", [[""], ["half", "half"], ["half", "half a line", "half a line"], ["half", "", ""]]
)
def test_the_prompt_gives_up_once_nobody_has_typed_for_the_whole_time(
    monkeypatch: pytest.MonkeyPatch, lines: list[str]
) -> None:
    typed = iter(lines)
    monkeypatch.setattr(Context, "ask", nobody_types)
    monkeypatch.setattr("readline.get_line_buffer", lambda: next(typed))
    screen = CounterScreen(Context())
    with pytest.raises(Idle):
        screen.read("Sam Smith", 0.01)
    assert [*typed] == []


@pytest.mark.parametrize(
    ("beginning", "names"),
    [("sam", ["Sam Smith", "Sam Carter"]), ("smi", ["Sam Smith"]), ("luk", ["Łukasz", "Łukasz Ż"])],
)
def test_names_that_begin_as_typed_are_offered_as_they_are(
    beginning: str, names: list[str]
) -> None:
    assert with_beginning(beginning, names) == names


def test_a_choice_of_names_never_takes_letters_away() -> None:
    offered = with_beginning("smi", ["Sam Smith", "Sue Smithers"])
    assert len(offered) == 2
    assert {text[:3] for text in offered} == {"smi"}
    assert len({text[3] for text in offered}) == 2


class Counter:
    """The program at a terminal of its own."""

    def __init__(self) -> None:
        self._process, self._ours = pty.fork()
        if not self._process:
            os.execve(  # noqa: S606 - the program that is tested
                sys.executable,
                [sys.executable, "-m", "prefpad", "counter"],
                {**os.environ, "TERM": "xterm"},
            )
        self._said = b""

    def until(self, words: str) -> str:
        """Return what is said up to and with these words, from where it was read before."""
        while words.encode() not in self._said:
            try:
                self._said += os.read(self._ours, 1000)
            except OSError:
                pytest.fail(f"{words!r} was not said, but {self._said.decode()!r}")
        said, _, self._said = self._said.partition(words.encode())
        return f"{said.decode()}{words}"

    def type(self, keys: str, until: str) -> str:
        os.write(self._ours, keys.encode())
        return self.until(until)

    def end(self) -> int:
        while b"\x1b[?1049l" not in self._said:
            os.write(self._ours, b"\x04")
            while select([self._ours], [], [], 1)[0] and b"\x1b[?1049l" not in self._said:
                self._said += os.read(self._ours, 1000)
        _, status = os.waitpid(self._process, 0)
        os.close(self._ours)
        return os.waitstatus_to_exitcode(status)


@pytest.fixture
def counter(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    monkeypatch.setenv("PREFPAD_DB", str(path))
    counter = Counter()
    assert "\x1b[?1049h" in counter.until("\n> ")
    yield counter
    assert counter.end() == 0


@pytest.mark.needs("a terminal")
def test_the_prompt_says_who_is_meant_until_an_empty_line_clears_the_screen(
    counter: Counter, pad: Pad
) -> None:
    assert "tea: green" in counter.type("smith\n", "Sam Smith> ")
    assert "note 4" in counter.type("he's in a hurry?\n", "Sam Smith> ")
    assert counter.type("\n", "> ").endswith("\x1b[H\x1b[2J> ")
    assert notes(pad, "@1") == ["green", "he's in a hurry?"]


@pytest.mark.needs("a terminal")
def test_the_card_of_another_customer_stands_alone_on_the_screen(counter: Counter) -> None:
    counter.type("smith\n", "Sam Smith> ")
    assert "\x1b[H\x1b[2J" in counter.type("/billie\n", "Billie Jean Carter> ")


@pytest.mark.needs("a terminal")
def test_ctrl_c_clears_the_line_and_keeps_the_customer(counter: Counter, pad: Pad) -> None:
    counter.type("smith\n", "Sam Smith> ")
    counter.type("half a li", "half a li")
    counter.type("\x03", "Sam Smith> ")
    counter.type("oat milk\n", "note 4: oat milk")
    assert notes(pad, "@1") == ["green", "oat milk"]


@pytest.mark.needs("a terminal")
def test_ctrl_c_at_a_question_comes_back_to_the_prompt(counter: Counter, pad: Pad) -> None:
    counter.type("smith\n", "Sam Smith> ")
    counter.type("carter\n", "Which one?")
    counter.type("\x03", "Sam Smith> ")
    assert notes(pad, "@1") == ["green"]


@pytest.mark.needs("a terminal")
def test_tab_completes_a_name_by_any_part_of_it(counter: Counter) -> None:
    counter.type("jea\t", "Billie Jean Carter")
    counter.type("\n", "Billie Jean Carter> ")
    counter.type("/smi\t\n", "Sam Smith> ")


@pytest.mark.needs("a terminal")
def test_nothing_is_written_but_the_pad(counter: Counter, tmp_path: Path) -> None:
    counter.type("smith\n", "Sam Smith> ")
    counter.type("oat milk\n", "Sam Smith> ")
    assert {file.name for file in tmp_path.rglob("*")} == {"home", "pad.db"}


def test_the_card_is_cleared_after_a_time_that_can_be_set(run: Run, pad: Pad) -> None:
    assert pad.setting("clear-card").value == "180 seconds"
    assert "120 seconds" in answer(run("settings", "clear-card", "2", "minutes"))
    assert "never" in answer(run("settings", "clear-card", "never"))
    for value in ("0", "4", "soon", "2 years"):
        assert run("settings", "clear-card", value).exit_code == 2
    with Pad(pad.path, today=TODAY) as again:
        assert again.setting("clear-card").value == "never"
