"""The key of a till starts prefpad on one pad, and nothing else, whatever the till asks for."""

from __future__ import annotations

import json
import shlex
import sys
from typing import TYPE_CHECKING

import pytest

from prefpad.cli.commands import COMMANDS
from prefpad.cli.completion import FileName
from prefpad.domain.errors import AskedWrongly
from prefpad.till.serve import requested
from prefpad.till.ssh import remote_line
from tests.helpers.commands import command_called
from tests.helpers.terminal import Terminal
from tests.till.test_pass_on import HOSTILE, LIST, completed

if TYPE_CHECKING:
    from tests.till.conftest import Till

FRONT = "front"


def served(request: str | None, *options: str, **more: str) -> tuple[list[str], dict[str, str]]:
    environment = dict(more)
    if request is not None:
        environment["SSH_ORIGINAL_COMMAND"] = request
    return requested(options, environment), environment


def test_the_words_that_a_till_sends_arrive_and_no_shell_sees_them() -> None:
    words = ["add", "smith", HOSTILE, "--", "a\nb"]
    assert served(remote_line(words, {"TERM": "xterm"}))[0] == words


@pytest.mark.parametrize(
    "request_",
    [
        None,
        "",
        "sh",
        "bash -i",
        "scp -t /tmp",
        "internal-sftp",
        "exec env",
        "exec env A=1 sh -c id",
        "exec env A=1 prefpad/../sh",
        "exec sh; exec env prefpad",
        "env prefpad recall smith",
        "exec env 'open quote",
        "exec env -S sh prefpad",
    ],
)
def test_anything_but_prefpad_is_refused(request_: str | None) -> None:
    with pytest.raises(AskedWrongly):
        served(request_)


def test_of_what_surrounds_a_command_only_screen_author_and_line_are_taken() -> None:
    sent = {
        "TERM": "xterm-256color",
        "COLUMNS": "70",
        "PREFPAD_AUTHOR": "Bo",
        "PREFPAD_DB": "/etc/passwd",
        "PREFPAD_TILL": "boss",
        "PATH": "/elsewhere",
        "LD_PRELOAD": "x.so",
        "PAGER": "sh",
        "LESSOPEN": "|id",
        "PYTHONPATH": "x",
    }
    _, around = served(remote_line(["due"], sent), "--db", "pad.db", "--name", FRONT, PAGER="most")
    del around["SSH_ORIGINAL_COMMAND"]
    assert around == {
        "TERM": "xterm-256color",
        "COLUMNS": "70",
        "PREFPAD_AUTHOR": "Bo",
        "PREFPAD_DB": "pad.db",
        "PREFPAD_TILL": FRONT,
        "LESSSECURE": "1",
    }


@pytest.mark.parametrize("value", ["../x", "x;y", "a\nb"])
def test_a_terminal_is_named_by_letters(value: str) -> None:
    assert "TERM" not in served(remote_line(["due"], {"TERM": value}))[1]


@pytest.mark.parametrize("options", [["--name"], ["--shell", "x"], ["pad.db"]])
def test_the_line_of_a_key_that_is_wrong_is_refused(options: list[str]) -> None:
    with pytest.raises(AskedWrongly, match="serve-till takes"):
        served("exec env prefpad due", *options)


def test_the_log_shows_who_wrote_at_which_till(till: Till) -> None:
    till.answer("add", "smith", HOSTILE, KEY_OF=FRONT)
    till.answer("add", "smith", "tea", "--author", "boss", KEY_OF=FRONT)
    log = json.loads(till.answer("log", "--json", KEY_OF=FRONT))
    assert {entry["author"] for entry in log} == {"Ana", f"Bo ({FRONT})", f"boss ({FRONT})"}
    assert [file.name for file in till.far.iterdir()] == ["pad.db"]


def test_everything_else_works_through_such_a_key(till: Till) -> None:
    (till.near / "list.csv").write_text(LIST, encoding="utf-8")
    assert "1 created" in till.answer("import", "list.csv", KEY_OF=FRONT)
    assert completed(till, "recall smi", KEY_OF=FRONT)[1:] == ["Sam Smith"]
    by_hand = remote_line(
        [], {"_PREFPAD_COMPLETE": "fish", "_PREFPAD_LINE": "prefpad --db x.db recall s"}
    )
    assert till.ask_with_key(FRONT, by_hand).stdout.splitlines()[1:] == [b"Sam Smith"]
    assert till.run("recall", "nobody", KEY_OF=FRONT).returncode == 3


@pytest.mark.parametrize(
    "words",
    [
        "--db other.db recall smith",
        "recall smith --db=other.db",
        "import other.csv",
        "export other.csv",
        "backup other.csv",
        "report --html other.csv --force",
        "disclose smith --to other.csv --force",
        "restore other.db --yes",
        "init other.db",
        "demo other.db",
        "till ssh://shop",
        "--install-completion",
        "serve-till --db other.db",
    ],
)
def test_a_till_that_leaves_out_our_checks_reaches_no_file(till: Till, words: str) -> None:
    """The request is made by hand, as a stolen till can make it."""
    (till.far / "other.csv").write_text(LIST, encoding="utf-8")
    before = {file.name: file.read_bytes() for file in till.far.iterdir()}
    request = remote_line(shlex.split(words), {})
    done = till.ask_with_key(FRONT, request)
    assert (done.returncode, done.stdout) == (2, b""), done.stderr
    assert b"Traceback" not in done.stderr
    assert {file.name: file.read_bytes() for file in till.far.iterdir()} == before


def test_a_till_deletes_no_backup(till: Till) -> None:
    for _ in range(2):
        till.answer("backup", KEY_OF=FRONT)
    kept = sorted(till.far.rglob("backups/*.db"))
    told = till.refusal("backup", "--keep", "1", exit_code=2, KEY_OF=FRONT)
    assert told.startswith("--keep would delete backups on the machine that has the pad.\n")
    assert len(kept) == 2
    assert sorted(till.far.rglob("backups/*.db")) == kept


@pytest.mark.needs("a terminal")
@pytest.mark.parametrize("keys", ["\x1b*", "\x1b\x1b", "\x1b?", "~root\x1b&"])
def test_a_prompt_names_no_file_or_folder_of_the_shop(till: Till, keys: str) -> None:
    request = remote_line(["add", "smith"], {"PREFPAD_AUTHOR": "Bo"})
    terminal = Terminal(
        [sys.executable, "-m", "prefpad", "serve-till", "--db", str(till.pad)],
        till.far,
        {**till.environment, "SSH_ORIGINAL_COMMAND": request},
    )
    try:
        terminal.press("\x0c")
        terminal.wait_for("Note for Sam Smith:")
        terminal.press(f"{keys} tea\r")
        shown = terminal.wait_for(r"(?s)(.*)note 2: ")[1]
    finally:
        terminal.close()
    assert "pad.db" not in shown
    assert "/root" not in shown
    assert not {"pad.db", "/root"} & {*" ".join(till.notes).split()}


def test_without_such_a_key_the_same_request_reads_the_file(till: Till) -> None:
    (till.far / "other.csv").write_text(LIST, encoding="utf-8")
    request = remote_line(["import", "other.csv"], {"PREFPAD_DB": str(till.pad)})
    assert till.ask_with_key("", request).returncode == 0
    assert "Ida Berg" in till.stored


def test_a_shell_is_not_started_by_such_a_key(till: Till) -> None:
    done = till.ask_with_key(FRONT, "sh -c 'touch x'")
    assert done.returncode == 2
    assert b"starts nothing else" in done.stderr
    assert not (till.far / "x").exists()


def files_of(name: str) -> list[object]:
    """Return the types of what a command takes as a file."""
    command, _ = command_called(name)
    return [
        param.type
        for param in command.params
        if "FILE" in (getattr(param, "metavar", "") or "") and "--db" not in param.opts
    ]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_file_that_a_command_takes_is_refused_to_a_till(name: str) -> None:
    assert all(isinstance(kind, FileName) for kind in files_of(name))


@pytest.mark.parametrize("name", ["import", "export", "report", "disclose"])
def test_a_file_would_be_noticed(name: str) -> None:
    assert files_of(name)
