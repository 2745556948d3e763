"""A command of a till runs in the shop: what goes there, what comes back, and what is refused."""

from __future__ import annotations

import json
import shlex
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.core import TyperOption

from prefpad.__main__ import run
from prefpad.till.address import read_line
from prefpad.till.pass_on import IMPORT_OPTIONS
from prefpad.till.ssh import control_path, quote
from tests.helpers.commands import command_called
from tests.helpers.shell import rows
from tests.helpers.workbooks import ANN, HEADER, workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.till.conftest import Till

HOSTILE = (
    """it's "$HOME" `touch x` $(touch x) \\n \\' \\\\' ; touch x # * ~ !! é \U0001f600 'a'"'b"""
)
LIST = "customer,text\nIda Berg,likes tea\n"


def test_a_command_runs_in_the_shop_and_its_answer_comes_back(till: Till) -> None:
    assert "coffee: likes oat flat white" in till.answer("recall", "smith")
    assert not (till.near / ".local").exists()


@pytest.mark.parametrize("named", ["before", "after", "with =", "by the till"])
def test_the_address_is_named_in_any_of_the_usual_ways(till: Till, named: str) -> None:
    address = till.environment["PREFPAD_DB"]
    words = {
        "before": ["--db", address, "recall", "smith"],
        "after": ["recall", "smith", "--db", address],
        "with =": ["recall", f"--db={address}", "smith"],
        "by the till": ["recall", "smith"],
    }[named]
    if named == "by the till":
        folder = till.near / ".local" / "share" / "prefpad"
        folder.mkdir(parents=True)
        (folder / "till").write_text(f"{address}\n", encoding="utf-8")
    assert "oat flat white" in till.answer(*words, PREFPAD_DB="")
    assert till.seen_by_ssh[-1].endswith("prefpad recall smith")


def test_a_pad_named_by_its_file_is_here(till: Till) -> None:
    assert "Made a new pad" in till.answer("--db", "here.db", "init")
    assert "Made a sample pad" in till.answer("--db", "prefpad-demo.db", "demo")
    assert not (till.near / "seen").exists()


@pytest.mark.parametrize(
    "shell",
    ["sh", "bash", *(pytest.param(one, marks=pytest.mark.needs(one)) for one in ("zsh", "fish"))],
)
def test_hostile_text_arrives_letter_by_letter(till: Till) -> None:
    till.answer("add", "smith", HOSTILE)
    assert HOSTILE in till.notes
    assert not (till.far / "x").exists()


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))))
def test_whatever_is_quoted_is_one_word(words: list[str]) -> None:
    assert shlex.split(" ".join(map(quote, words))) == words


@pytest.mark.needs("fish")
@pytest.mark.parametrize(("quoting", "arrives"), [(quote, True), (shlex.quote, False)])
def test_a_backslash_before_a_quote_is_misread_by_fish_unless_it_is_quoted_apart(
    quoting: Callable[[str], str], arrives: bool
) -> None:
    line = f"printf %s {quoting(HOSTILE)}"
    done = subprocess.run(["fish", "-c", line], capture_output=True, text=True, check=False)
    assert (done.stdout == HOSTILE) == arrives


def test_the_author_is_the_till_s(till: Till) -> None:
    till.answer("add", "smith", "tea")
    till.answer("add", "smith", "milk", PREFPAD_AUTHOR="", LOGNAME="cy")
    till.answer("add", "smith", "scones", "--author", "Di")
    authors = {entry["author"] for entry in json.loads(till.answer("log", "--json"))}
    assert authors == {"Ana", "Bo", "cy", "Di"}


def test_a_text_may_come_from_a_pipe(till: Till) -> None:
    till.answer("add", "smith", "-", typed="oat milk, unseen by history")
    assert "unseen by history" in till.stored
    assert "unseen" not in " ".join(till.seen_by_ssh)


def test_an_exit_code_comes_back_with_its_words(till: Till) -> None:
    done = till.run("recall", "nobody")
    assert done.returncode == 3
    assert b"No customer matches 'nobody'." in done.stderr


def test_an_export_is_written_on_the_till_by_the_shell(till: Till) -> None:
    assert json.loads(till.answer("export"))["customers"]
    assert json.loads(till.answer("disclose", "sam", "--to", "-", "--as", "json"))
    assert till.answer("report", "--html", "-").startswith("<!DOCTYPE html>")
    told = till.refusal("export", "all.json", exit_code=2)
    assert "all.json would be on the machine that has the pad" in told
    assert "write - in its place and add > FILE" in told


@pytest.mark.parametrize(
    "words",
    [
        "export x.json",
        "disclose smith --to x.html",
        "report --html x.html",
        "backup x.db",
        "backup -",
        "import --undo x.csv",
    ],
)
def test_no_command_reads_or_writes_a_file_of_the_shop(till: Till, words: str) -> None:
    (till.far / "x.csv").write_text(LIST, encoding="utf-8")
    before = sorted(till.far.iterdir())
    till.refusal(*words.split(), exit_code=2)
    assert sorted(till.far.iterdir()) == before


@pytest.mark.parametrize("words", ["init", "init x.db", "restore x.db --yes", "demo", "demo x.db"])
def test_what_is_for_the_shop_s_own_machine_is_refused_with_the_way(till: Till, words: str) -> None:
    told = till.refusal(*words.split(), exit_code=2)
    assert told.startswith("The pad is on shop, not on this till.\n")
    assert not (till.near / "seen").exists()


@pytest.mark.parametrize("before", [[], ["--told"], ["--map", "text=likes"], ["--"]])
def test_a_list_of_the_till_is_sent(till: Till, before: list[str]) -> None:
    (till.near / "list.csv").write_text(LIST, encoding="utf-8")
    assert till.answer("import", *before, "list.csv").startswith("1 row read: 1 created")
    assert "Ida Berg" in till.stored


def test_address_cards_of_the_till_are_sent(till: Till) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ida Berg\nN:Berg;Ida;;;\nTEL:030 5550101\nEND:VCARD\n"
    (till.near / "ida.vcf").write_text(card, encoding="utf-8")
    assert "1 created" in till.answer("import", "ida.vcf")


@pytest.mark.needs("module openpyxl", "module python_calamine")
def test_a_workbook_of_the_till_is_sent(till: Till) -> None:
    workbook(till.near / "clients.xlsx", people=[HEADER, ANN])
    assert "1 created" in till.answer("import", "clients.xlsx")


def test_a_list_through_a_pipe_and_the_undo_of_an_import_pass_as_they_are(till: Till) -> None:
    assert "1 created" in till.answer("import", "-", typed=LIST)
    assert "Ida Berg" in till.stored
    till.answer("import", "--undo", "--yes")
    assert till.notes == ["oat flat white"]


def test_a_list_that_is_not_on_the_till_is_told(till: Till) -> None:
    (till.near / "folder").mkdir()
    (till.far / "shop.csv").write_text(LIST, encoding="utf-8")
    assert "shop.csv could not be read" in till.refusal("import", "shop.csv", exit_code=1)
    assert "folder is a folder" in till.refusal("import", "folder", exit_code=2)


def test_rejected_rows_are_left_nowhere_in_the_shop(till: Till) -> None:
    (till.near / "list.csv").write_text(f"{LIST}Ek,x,\n,no name\n", encoding="utf-8")
    assert "rejected rows" in till.refusal("import", "list.csv", "--skip-bad", exit_code=2)
    assert [file.name for file in till.far.iterdir()] == ["pad.db"]


def test_the_options_of_import_that_take_a_value_are_known() -> None:
    command, _ = command_called("import")
    takes = {
        name
        for param in command.params
        if isinstance(param, TyperOption) and not param.is_flag
        for name in param.opts
    }
    assert takes - {"--db"} == IMPORT_OPTIONS


def test_without_a_line_it_says_so_and_to_look_first(till: Till) -> None:
    before = till.stored
    told = till.refusal("add", "smith", "tea", exit_code=6, NO_LINE="1")
    assert told.startswith("shop cannot be reached.\n")
    assert "check before you try again" in told
    assert till.stored == before
    assert sorted(file.name for file in till.near.iterdir()) == ["bin", "seen"]


def test_ctrl_c_that_reaches_the_till_alone_says_what_is_not_known(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> int:
        raise KeyboardInterrupt

    for name, value in till.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("prefpad.till.pass_on.run_there", interrupted)
    with pytest.raises(KeyboardInterrupt, match="may have been saved"):
        run(["add", "smith", "tea"])


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("no_line", ["", "1"])
def test_a_stream_that_is_closed_leaves_the_exit_code(
    till: Till, closed: str, no_line: str
) -> None:
    done = subprocess.run(
        ["sh", "-c", f'"$0" -m prefpad recall smith {closed}', sys.executable],
        env={**till.environment, "NO_LINE": no_line},
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode == (6 if no_line else 0)


def test_a_note_that_is_added_again_is_there_once(till: Till) -> None:
    for _ in range(2):
        till.answer("add", "smith", "-l", "room: quiet")
    assert till.notes.count("quiet") == 1


def test_a_shop_without_prefpad_is_told(till: Till, tmp_path: Path) -> None:
    (tmp_path / "programs" / "prefpad").unlink()
    told = till.refusal("recall", "smith", exit_code=6)
    assert "prefpad is not on shop" in told


def test_a_till_without_ssh_is_told(till: Till) -> None:
    told = till.refusal("recall", "smith", exit_code=1, PATH="/nowhere")
    assert told.startswith("ssh is not installed on this till.\n")


def test_where_says_that_the_file_is_elsewhere(till: Till) -> None:
    assert json.loads(till.answer("where", "--json"))["named_by"] == "till"


def test_help_and_the_version_need_no_line(till: Till) -> None:
    for words in (["--version"], ["help", "scripts"], ["recall", "--help"], ["--help"]):
        till.answer(*words)
    assert not (till.near / "seen").exists()


def test_a_text_after_two_dashes_is_not_read_as_options(till: Till) -> None:
    till.answer("add", "smith", "--", "--help --db")
    assert "--help --db" in till.stored
    assert read_line(["add", "--", "--db", "x"]).pad is None


def test_the_connection_is_shared_private_and_watched(till: Till, short_folder: Path) -> None:
    till.answer("recall", "smith")
    words = till.seen_by_ssh
    assert words[words.index("--") + 1] == "shop"
    assert words[words.index("-l") + 1] == "pad"
    assert {"-q", "-T", "-oControlMaster=auto", "-oServerAliveInterval=2"} <= {*words}
    assert {"-oConnectTimeout=3", "-oConnectionAttempts=1"} <= {*words}
    assert f"-oControlPath={short_folder}/prefpad/%C" in words
    assert stat.S_IMODE((short_folder / "prefpad").stat().st_mode) == 0o700


def test_a_connection_is_shared_only_where_nobody_else_can_come(
    short_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short_folder))
    shared, others = f"{short_folder}/prefpad/%C", short_folder / "others"
    assert control_path() == shared
    (short_folder / "prefpad").chmod(0o755)
    assert control_path() != shared
    (short_folder / "prefpad").rmdir()
    others.mkdir(0o700)
    (short_folder / "prefpad").symlink_to(others)
    assert control_path() != shared


def test_the_name_of_the_socket_fits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = tmp_path / ("x" * 60)
    long.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(long))
    longest = control_path().replace("%C", "0" * 40)
    assert len(longest) + len(".0123456789abcdef") < 104


@pytest.mark.parametrize("wait", ["0", "x", "61"])
def test_the_wait_is_a_number_of_seconds(till: Till, wait: str) -> None:
    assert "1 to 60" in till.refusal("recall", "smith", exit_code=2, PREFPAD_TILL_WAIT=wait)


def completed(till: Till, line: str, **environment: str) -> list[str]:
    asked = {"_PREFPAD_COMPLETE": "fish", "_PREFPAD_LINE": f"prefpad {line}", **environment}
    return till.answer(**asked).splitlines()


def test_names_of_the_shop_are_completed_on_the_till(till: Till) -> None:
    assert completed(till, "recall smi")[1:] == ["Sam Smith"]
    address = till.environment["PREFPAD_DB"]
    assert completed(till, f"--db {address} recall smi", PREFPAD_DB="")[1:] == ["Sam Smith"]
    assert "-oBatchMode=yes" in till.seen_by_ssh


@pytest.mark.parametrize("line", ["import ", "restore ", "import /", "restore ../"])
def test_the_files_of_the_shop_are_not_offered_to_a_till(till: Till, line: str) -> None:
    (till.far / "guests.csv").touch()
    (till.far / "old.db").touch()
    assert completed(till, line) == ["files"]


def test_commands_are_completed_without_a_line_and_nothing_fails_without_one(till: Till) -> None:
    assert "recall" in completed(till, "rec")
    assert not (till.near / "seen").exists()
    assert completed(till, "recall smi", NO_LINE="1") == []


PASSING = """
import os, sys
from prefpad.__main__ import run
os.posix_spawnp = lambda *_, **__: os.fork() or os._exit(0)
run(["--db", "ssh://shop", "recall", "smith"])
print(*sys.modules)
"""


def test_a_till_loads_nothing_that_would_run_the_command_here() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PASSING], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert "prefpad.till.pass_on" in loaded
    assert not loaded & {"typer", "sqlite3", "rich", "subprocess", "prefpad.pad"}


def test_a_pad_here_loads_nothing_of_a_till_but_what_reads_the_line(path: Path) -> None:
    asking = PASSING.replace('"--db", "ssh://shop", "recall", "smith"', f'"--db", "{path}", "init"')
    done = subprocess.run(
        [sys.executable, "-c", asking], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    ours = {name for name in loaded if name.startswith("prefpad.till.")}
    assert ours == {"prefpad.till.address"}
    assert rows(path)
