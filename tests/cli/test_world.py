from __future__ import annotations

import os
import pty
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pytest

from prefpad import Pad
from prefpad.db.connection import create
from prefpad.domain.errors import PrefpadError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("never_checked")

PREFPAD = [sys.executable, "-m", "prefpad"]
IMPATIENT = """
from prefpad.db import connection as opening
opening.WAIT_SECONDS = 0.01
from prefpad.__main__ import main
main()
"""
INTERRUPTED_WHILE_LOADING = """
import sys
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == "prefpad.cli.app":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupting())
from prefpad.__main__ import main
main()
"""
EVERY_SCRIPT = (
    "Łukasz Żółć",
    "Σωκράτης Παππάς",
    "Юлия Ёлкина",
    "王小明 李",
    "محمد علي",
    "राम कुमार",
    "Zoë 😀 Müller",
    "e\u0301clair combining",
)


class Ran:
    """What came of one run: its exit status, its answer, and what it said besides."""

    def __init__(self, done: subprocess.CompletedProcess[bytes]) -> None:
        self.status = done.returncode
        self.out = (done.stdout or b"").decode()
        self.told = (done.stderr or b"").decode()
        assert "Traceback" not in self.told
        assert "Traceback" not in self.out


def prefpad(
    *arguments: str, typed: str = "", stdout: int = subprocess.PIPE, **environment: str
) -> Ran:
    done = subprocess.run(
        [*PREFPAD, *arguments],
        input=typed.encode(),
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
        check=False,
    )
    return Ran(done)


def in_bash(line: str, *arguments: str) -> Ran:
    done = subprocess.run(
        ["bash", "-c", f"{line.replace('prefpad', '$0 -m prefpad')}", sys.executable, *arguments],
        capture_output=True,
        check=False,
    )
    return Ran(done)


@pytest.fixture
def pads(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    with Pad(path, create=True, today=_TODAY) as pad:
        pad.add("Sam Smith", "coffee: latte", on="2020-01-01", new=True)
        pad.add("Sam Brown", "extra towels", kind="promise", new=True)
    monkeypatch.setenv("PREFPAD_DB", str(path))
    return path


_TODAY = date(2026, 3, 2)


def test_a_list_that_outgrows_what_a_file_may_be_is_told_as_a_full_disk_is(pads: Path) -> None:
    ran = in_bash("ulimit -f 0; prefpad customer --format json 2>&1 >list.json | cat")
    assert ran.out.startswith("The answer could not be written: File too large.")
    assert "may have been saved" in ran.out


# -- letters -------------------------------------------------------------------------------------


def test_a_shell_that_passes_on_utf_8_to_a_python_of_ascii_alone_is_understood(pads: Path) -> None:
    told = prefpad(
        *("add", "@1", "tea:", "Grüße aus Åre"),
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
    )
    with Pad(pads, today=_TODAY) as pad:
        assert told.status == 0
        assert "Grüße aus Åre" in [note.text for note in pad.notes("Sam Smith")]


def test_a_terminal_that_knows_ascii_alone_shows_any_name(pads: Path) -> None:
    with Pad(pads, today=_TODAY) as pad:
        for name in EVERY_SCRIPT[1:]:
            pad.add(name, "tea: café", new=True)
    told = prefpad("add", EVERY_SCRIPT[0], "tea", "--new", LC_ALL="C", PYTHONIOENCODING="ascii")
    listed = prefpad("customer", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert (told.status, told.told, listed.status, listed.told) == (0, "", 0, "")
    assert listed.out.isascii()
    in_full = prefpad("customer", PYTHONIOENCODING="utf-8").out
    for name in EVERY_SCRIPT:
        assert name.encode("ascii", "backslashreplace").decode() in listed.out
        assert name in in_full


def test_bytes_that_are_no_text_are_refused_in_a_sentence(pads: Path) -> None:
    for line in ("prefpad recall $'\\xff\\xfe'", "prefpad add smith $'caf\\xe9'"):
        ran = in_bash(line)
        assert ran.status in {2, 3}
        assert ran.told


def test_stdin_that_is_no_text_is_refused_in_a_sentence(pads: Path) -> None:
    ran = in_bash("printf 'caf\\xe9' | prefpad add smith -")
    assert ran.status in {1, 2}
    assert ran.told


# -- streams -------------------------------------------------------------------------------------

ANSWERING = (
    ("recall", "smith"),
    ("recall", "smith", "--format", "json"),
    ("recall", "smith", "--format", "table"),
    ("due", "--format", "csv"),
    ("customer",),
    ("add", "smith", "tea: green"),
    ("--help",),
    ("--version",),
    ("recall", "--help"),
)


@pytest.mark.parametrize("arguments", ANSWERING, ids=" ".join)
def test_a_reader_who_has_heard_enough_is_no_failure(
    pads: Path, arguments: tuple[str, ...]
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ran = prefpad(*arguments, stdout=writing)
    os.close(writing)
    assert ran.told == ""
    assert ran.status in ({0, 1} if arguments[-1].startswith("--") else {0})


@pytest.mark.needs("/dev/full")
@pytest.mark.parametrize("arguments", ANSWERING, ids=" ".join)
def test_a_full_disk_under_the_answer_is_told_in_one_sentence(
    pads: Path, arguments: tuple[str, ...]
) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    ran = prefpad(*arguments, stdout=full)
    os.close(full)
    assert ran.status == 1
    assert ran.told.startswith("The answer could not be written: No space left on device.\nhint: ")


def test_head_gets_its_line(pads: Path) -> None:
    ran = in_bash("set -o pipefail; prefpad recall smith | head -1")
    assert (ran.status, ran.out, ran.told) == (0, "Sam Smith  @1\n", "")


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("add smith tea: green <&-", 0),
        ("recall smith >&-", 0),
        ("add smith tea: green >&-", 0),
        ("recall smith 2>&-", 0),
        ("recall nobody 2>&-", 3),
        ("recall smith <&- >&-", 0),
        ("add smith tea: green <&- >&- 2>&-", 0),
        ("recall nobody <&- >&- 2>&-", 3),
    ],
)
def test_a_closed_stream_is_no_failure(pads: Path, line: str, status: int) -> None:
    assert in_bash(f"prefpad {line}").status == status


def test_a_closed_stdin_holds_no_text(pads: Path) -> None:
    for line in ("prefpad add smith - <&-", "prefpad add smith <&-"):
        ran = in_bash(line)
        assert ran.status == 2
        assert ran.told.startswith("The note has no text.\nhint: ")


@pytest.mark.needs("/dev/full")
def test_a_full_disk_under_the_errors_keeps_the_exit_code(pads: Path) -> None:
    assert in_bash("prefpad recall nobody 2>/dev/full").status == 3


def test_an_answer_that_comes_before_a_failure_is_not_lost(pads: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("customer,kind,text\nSam Smith,nonsense,tea\n", encoding="utf-8")
    ran = prefpad("import", str(bad), PYTHONUNBUFFERED="")
    assert ran.status == 5
    assert "1 rejected" in ran.out


# -- interruptions -------------------------------------------------------------------------------


class Terminal:
    """A command at a terminal of its own, that has asked its first question."""

    def __init__(self, *arguments: str, asked: bytes) -> None:
        self._ours, theirs = pty.openpty()
        self._process = subprocess.Popen(
            [*PREFPAD, *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            env={**os.environ, "TERM": "dumb"},
        )
        os.close(theirs)
        self._said = b""
        self.wait_for(asked)

    def wait_for(self, asked: bytes, times: int = 1) -> None:
        while self._said.count(asked) < times:
            self._said += os.read(self._ours, 1000)

    def interrupt(self) -> None:
        self._process.send_signal(signal.SIGINT)

    def type(self, keys: bytes) -> None:
        os.write(self._ours, keys)

    def end(self) -> tuple[int, str]:
        try:
            while piece := os.read(self._ours, 1000):
                self._said += piece
        except OSError:
            pass  # Linux says so when the other side has been closed
        os.close(self._ours)
        said = self._said.decode()
        assert "Traceback" not in said
        return self._process.wait(), said


def rows(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as onlooker:
        return list(onlooker.iterdump())


@pytest.mark.needs("a terminal")
def test_ctrl_c_at_a_question_ends_with_130_and_nothing_written(pads: Path) -> None:
    before = rows(pads)
    terminal = Terminal("add", "smith", asked=b"Note for")
    terminal.interrupt()
    status, said = terminal.end()
    assert status == 130
    assert "Cancelled. Nothing was changed." in said
    assert rows(pads) == before


def test_ctrl_d_at_a_question_is_no_answer(pads: Path, run: Run, at_a_terminal: None) -> None:
    before = rows(pads)
    ran = run("add", "smith", typed="")
    assert ran.exit_code == 1
    assert "No answer, so nothing was changed." in ran.stderr
    assert rows(pads) == before


@pytest.mark.parametrize("breaking", [KeyboardInterrupt, EOFError])
def test_what_breaks_in_after_the_change_was_saved_says_so(
    pads: Path, run: Run, monkeypatch: pytest.MonkeyPatch, breaking: type[BaseException]
) -> None:
    def break_in(*_: object, **__: object) -> None:
        raise breaking

    monkeypatch.setattr("prefpad.cli.commands.add.answer_written", break_in)
    before = rows(pads)
    ran = run("add", "smith", "sits by the window")
    assert "Stopped, but the change was saved. `prefpad undo` takes it back." in ran.stderr
    assert rows(pads) != before


@pytest.mark.parametrize(
    "afterwards",
    ["prefpad.session.Session.is_check_due", "prefpad.session.Session.refuse_damage"],
)
def test_what_breaks_in_while_a_changed_pad_is_looked_after_says_that_it_was_saved(
    pads: Path, run: Run, monkeypatch: pytest.MonkeyPatch, afterwards: str
) -> None:
    def break_in(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(afterwards, break_in)
    ran = run("add", "smith", "sits by the window")
    assert (ran.exit_code, "but the change was saved" in ran.stderr) == (130, True)


def test_what_breaks_in_before_it_is_saved_changes_nothing(
    pads: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_in(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("prefpad.notes.add.insert_note", break_in)
    before = rows(pads)
    ran = run("add", "smith", "sits by the window")
    assert (ran.exit_code, "Nothing was changed." in ran.stderr) == (130, True)
    assert rows(pads) == before


@pytest.mark.needs("a terminal")
def test_an_interrupted_question_ends_its_line(pads: Path) -> None:
    terminal = Terminal("add", "smith", asked=b"Note for")
    terminal.interrupt()
    assert "\nCancelled." in terminal.end()[1]


@pytest.mark.needs("a terminal")
def test_the_start_of_an_answer_can_be_edited_without_losing_the_question(pads: Path) -> None:
    terminal = Terminal("add", "smith", asked=b"Note for Sam Smith:")
    terminal.type(b"ea\x01t\n")
    said = terminal.end()[1]
    assert said.startswith("Note for Sam Smith: ea\b\btea")
    assert "note 3: tea" in said


@pytest.mark.needs("a terminal")
def test_an_answered_question_is_written(pads: Path) -> None:
    before = rows(pads)
    terminal = Terminal("add", "smith", asked=b"Note for")
    terminal.type(b"sits by the window\n")
    assert terminal.end()[0] == 0
    assert rows(pads) != before


@pytest.mark.needs("a terminal")
def test_nothing_picked_from_a_list_is_declined(pads: Path) -> None:
    terminal = Terminal("visit", "sam", asked=b"Enter to cancel")
    terminal.type(b"\n")
    status, said = terminal.end()
    assert status == 1
    assert "Cancelled. Nothing was changed." in said


@pytest.mark.needs("a terminal")
def test_what_was_answered_before_ctrl_c_is_saved(pads: Path) -> None:
    before = rows(pads)
    with Pad(pads, today=_TODAY) as pad:
        pad.add("smith", "tea: green", on="2020-01-01")
    terminal = Terminal("confirm", "smith", asked=b"stop:")
    terminal.type(b"y\n")
    terminal.wait_for(b"stop:", times=2)
    terminal.interrupt()
    assert terminal.end()[0] == 130
    with Pad(pads, today=_TODAY) as pad:
        assert [check.outcome for check in pad.checks("smith")] == ["same"]
    assert rows(pads) != before


@pytest.fixture
def _two_to_ask(pads: Path) -> None:
    with Pad(pads, today=_TODAY) as pad:
        pad.add("smith", "tea: green", on="2020-01-01")


@pytest.mark.usefixtures("_two_to_ask")
@pytest.mark.needs("a terminal")
def test_a_key_needs_no_enter(pads: Path) -> None:
    terminal = Terminal("confirm", "smith", asked=b"stop:")
    terminal.type(b"y")
    terminal.wait_for(b"stop:", times=2)
    terminal.type(b"q")
    status, said = terminal.end()
    assert status == 0
    assert "still true" in said
    with Pad(pads, today=_TODAY) as pad:
        assert [check.outcome for check in pad.checks("smith")] == ["same"]


@pytest.mark.usefixtures("_two_to_ask")
@pytest.mark.needs("a terminal")
def test_keys_typed_before_a_question_stands_do_not_answer_it(pads: Path) -> None:
    terminal = Terminal("confirm", "smith", asked=b"stop:")
    terminal.type(b"yggg")
    terminal.wait_for(b"stop:", times=2)
    terminal.type(b"q")
    assert terminal.end()[0] == 0
    with Pad(pads, today=_TODAY) as pad:
        assert [check.outcome for check in pad.checks("smith")] == ["same"]


@pytest.mark.usefixtures("_two_to_ask")
@pytest.mark.needs("a terminal")
def test_an_arrow_key_is_no_answer(pads: Path) -> None:
    terminal = Terminal("confirm", "smith", asked=b"stop:")
    terminal.type(b"\x1b[A")
    terminal.wait_for(b"Type y, c, g, s, u or q.")
    terminal.wait_for(b"stop:", times=2)
    terminal.type(b"\x04")
    status, said = terminal.end()
    assert status == 1
    assert "Stopped. Your answers so far are saved." in said


def test_ctrl_c_while_the_program_still_loads_ends_with_130() -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_WHILE_LOADING], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (130, b"")


# -- which pad -----------------------------------------------------------------------------------


def named_pads(tmp_path: Path) -> Mapping[str, Path]:
    found = {name: tmp_path / f"{name}.db" for name in ("named", "environment", "default")}
    found["default"] = tmp_path / "home" / "prefpad" / "pad.db"
    for name, path in found.items():
        with Pad(path, create=True) as pad:
            pad.add(f"{name.title()} Guest", "is here", new=True)
    return found


@pytest.mark.parametrize(
    ("before", "after", "environment", "expected"),
    [
        (["--db", "named.db"], [], "environment.db", "Named Guest"),
        ([], ["--db", "named.db"], "environment.db", "Named Guest"),
        ([], ["--db=named.db"], "", "Named Guest"),
        (["--db", "environment.db"], ["--db", "named.db"], "", "Named Guest"),
        ([], [], "environment.db", "Environment Guest"),
        ([], [], "", "Default Guest"),
    ],
)
def test_the_pad_is_the_one_named_then_that_of_the_environment_then_the_default(
    tmp_path: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    before: list[str],
    after: list[str],
    environment: str,
    expected: str,
) -> None:
    named_pads(tmp_path)
    monkeypatch.setenv("PREFPAD_DB", environment)
    ran = run(*before, "recall", "guest", *after)
    assert ran.exit_code == 0
    assert ran.stdout.startswith(expected)


def test_add_makes_the_default_pad_and_says_so(tmp_path: Path) -> None:
    default = tmp_path / "home" / "prefpad" / "pad.db"
    ran = prefpad("add", "Sam Smith", "coffee: latte")
    assert ran.status == 0
    assert ran.told == f"Made a new pad at {default}.\n"
    assert ran.out.startswith("Sam Smith, note 1: ")
    assert default.stat().st_mode & 0o777 == 0o600
    assert default.parent.stat().st_mode & 0o777 == 0o700
    assert prefpad("add", "smith", "tea: green").told == ""


@pytest.mark.parametrize("verb", [["recall", "smith"], ["due"], ["customer"], ["visit", "smith"]])
def test_other_commands_do_not_make_the_default_pad(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, verb: list[str]
) -> None:
    monkeypatch.delenv("PREFPAD_DB")
    ran = run(*verb)
    assert ran.exit_code == 6
    assert ran.stderr.startswith("There is no pad at ")
    assert not (tmp_path / "home" / "prefpad").exists()


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [(["--db", "shop.db"], ""), ([], "shop.db")],
    ids=["--db", "PREFPAD_DB"],
)
def test_a_pad_that_was_named_is_made_by_init_alone(
    tmp_path: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    environment: str,
) -> None:
    monkeypatch.setenv("PREFPAD_DB", environment)
    for command in (["add", "Sam Smith", "latte"], ["import", "x.csv"], ["recall", "sam"]):
        assert run(*command, *arguments).exit_code == 6
        assert not (tmp_path / "shop.db").exists()
    made = run("init", *arguments)
    assert (made.exit_code, made.stdout) == (0, "Made a new pad at shop.db.\n")
    assert run("add", "Sam Smith", "latte", *arguments).exit_code == 0


# -- exit codes ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "arguments"),
    [
        (0, ["recall", "smith"]),
        (0, ["search", "nothing-of-the-kind"]),
        (0, ["due", "--topic", "nothing-of-the-kind"]),
        (0, []),
        (1, ["init"]),
        (1, ["customer", "smith", "--drop", "what is not there"]),
        (2, ["add", "smith", "latte", "--on", "the day of the moon"]),
        (2, ["add", "smith", "latte", "--on", "2999-01-01"]),
        (2, ["add", "smith", "latte", "--every", "0 days"]),
        (2, ["add", "smith", "latte", "--likes", "--need"]),
        (2, ["add", "smith", "latte", "--voice", "loud"]),
        (2, ["add", "smith", ""]),
        (2, ["recall"]),
        (2, ["recall", "smith", "--format", "pdf"]),
        (2, ["customer", "--role", "friend"]),
        (2, ["due", "--within", "a while"]),
        (3, ["recall", "nobody"]),
        (3, ["confirm", "4711"]),
        (3, ["done", "4711"]),
        (3, ["add", "nobody", "latte"]),
        (4, ["recall", "sam"]),
        (4, ["visit", "sam"]),
        (6, ["recall", "smith", "--db", "missing.db"]),
        (6, ["recall", "smith", "--db", "."]),
        (6, ["recall", "smith", "--db", "/dev/null"]),
    ],
)
def test_the_exit_code_says_what_kind_of_failure_it_was(
    pads: Path, run: Run, status: int, arguments: list[str]
) -> None:
    ran = run(*arguments)
    assert ran.exit_code == status
    lines = ran.stderr.splitlines()
    if status == 0:
        assert lines == []
    else:
        assert lines[0].endswith((".", "?", ")"))
        assert [line for line in lines[1:] if not line.startswith("hint: ")] == []
        assert len(lines) <= 2


@pytest.fixture
def _locked(pads: Path) -> Iterator[None]:
    with closing(sqlite3.connect(pads, isolation_level=None)) as theirs:
        theirs.execute("BEGIN IMMEDIATE")
        yield


def impatiently(*arguments: str) -> Ran:
    return Ran(
        subprocess.run(
            [sys.executable, "-c", IMPATIENT, *arguments], capture_output=True, check=False
        )
    )


@pytest.mark.usefixtures("_locked")
def test_a_pad_that_another_terminal_holds_is_exit_7(pads: Path) -> None:
    ran = impatiently("add", "smith", "tea: green")
    assert ran.status == 7
    assert ran.told.startswith(f"Another terminal is using {pads} and has not finished.\nhint: ")
    assert ran.out == ""
    assert impatiently("recall", "smith").status == 0


def test_a_pad_that_nobody_holds_is_written_impatiently_too(pads: Path) -> None:
    assert impatiently("add", "smith", "tea: green").status == 0


def test_every_kind_of_failure_has_an_exit_code_of_the_table() -> None:
    def codes(kind: type[PrefpadError]) -> set[int]:
        return {kind.exit_code}.union(*map(codes, kind.__subclasses__()))

    assert codes(PrefpadError) == {1, 2, 3, 4, 5, 6, 7}


def test_a_new_pad_is_a_pad(path: Path) -> None:
    create(path)
    assert prefpad("customer", "--db", str(path)).status == 0
