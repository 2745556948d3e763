"""What comes of pressing Tab in bash, zsh and fish, each at a terminal for all these tests."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from prefpad import Pad
from prefpad.cli.shells.install import install
from tests.conftest import TODAY
from tests.helpers.needs import is_there
from tests.helpers.terminal import Terminal, recording_program

if TYPE_CHECKING:
    from collections.abc import Iterator

EVIL = 'D\'Arcy "Dee" & Sons; $(touch spoiled) `touch spoiled` *!x {a,b} ~ #'
NAMES = ("Sam Smith", "Päivi Mäkelä", "Siobhán O'Brien", EVIL, "María López", "María López")
FILES = ("guestlist.csv", "guests.png", "old.db", "old.txt")
STARTED = {"bash": ("bash",), "zsh": ("zsh", "-d"), "fish": ("fish",)}
SHELLS = [pytest.param(shell, marks=pytest.mark.needs(shell, "a terminal")) for shell in STARTED]
ZSH_AND_FISH = SHELLS[1:]


@pytest.fixture(scope="module")
def terminals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Terminal]]:
    folder = tmp_path_factory.mktemp("shop")
    for name in FILES:
        (folder / name).touch()
    (folder / "my lists").mkdir()
    home = tmp_path_factory.mktemp("home")
    path = home / "pad.db"
    with Pad(path, today=TODAY, create=True) as pad:
        for name in NAMES:
            pad.add(name, "coffee: latte", new=True)
        pad.add("@1", "bring towels", kind="promise", by="tomorrow")
        pad.add("@2", "call back", kind="promise", by="tomorrow")
    recording_program(home / "bin")
    environment = {
        "HOME": str(home),
        "PATH": f"{home / 'bin'}:{os.environ['PATH']}",
        "LC_ALL": "C.UTF-8",
        "PREFPAD_DB": str(path),
        "PREFPAD_TODAY": TODAY.isoformat(),
    }
    started: dict[str, Terminal] = {}
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("HOME", str(home))
        for name in ("ZDOTDIR", "XDG_CONFIG_HOME"):
            patched.delenv(name, raising=False)
        for shell, program in filter(lambda it: is_there(it[0]), STARTED.items()):
            install(shell)
            started[shell] = Terminal(program, folder, environment)
            started[shell].runs("prefpad ready")
    yield started
    for terminal in started.values():
        terminal.close()
    assert {file.name for file in folder.iterdir()} == {*FILES, "my lists"}


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("prefpad recall smi\t", ["recall", "Sam Smith"]),
        ("prefpad recall SAM\t", ["recall", "Sam Smith"]),
        ('prefpad recall "smi\t', ["recall", "Sam Smith"]),
        ("prefpad recall 'smi\t", ["recall", "Sam Smith"]),
        ("prefpad recall O\\'Br\t", ["recall", "Siobhán O'Brien"]),
        ("prefpad recall \"o'br\t", ["recall", "Siobhán O'Brien"]),
        ("prefpad recall Sam\\ Sm\t", ["recall", "Sam Smith"]),
        ("prefpad recall sam sm\t", ["recall", "sam", "Smith"]),
        ("prefpad recall Dee\t", ["recall", EVIL]),
        ('prefpad recall "Dee\t', ["recall", EVIL]),
        ("prefpad recall 'Dee\t", ["recall", EVIL]),
        ("prefpad add sam -l cof\t", ["add", "sam", "-l", "coffee:"]),
        ("prefpad add @1 tea --voice pri\t", ["add", "@1", "tea", "--voice", "private"]),
        ("prefpad customer @1 --role su\t", ["customer", "@1", "--role", "supplier"]),
        ("prefpad recall @6\t", ["recall", "@6"]),
        ("prefpad done 8\t", ["done", "8"]),
        ("prefpad recall Sam\\ Smith \t\t", ["recall", "Sam Smith"]),
        ("prefpad recall guestl\t\t", ["recall", "guestl"]),
        ("prefpad add @1 guestl\t\t", ["add", "@1", "guestl"]),
        ("prefpad import gue\t", ["import", "guestlist.csv"]),
        ("prefpad import my\t", ["import", "my lists/"]),
        ("prefpad import 'my\t'", ["import", "my lists/"]),
        ("prefpad restore o\t", ["restore", "old.db"]),
        ("prefpad --db guestl\t", ["--db", "guestlist.csv"]),
    ],
)
def test_tab_finishes_the_word(
    terminals: dict[str, Terminal], shell: str, typed: str, words: list[str]
) -> None:
    assert terminals[shell].runs(typed) == words


@pytest.mark.parametrize("shell", SHELLS)
def test_a_name_is_found_without_its_accents(terminals: dict[str, Terminal], shell: str) -> None:
    name = "makel @2" if shell == "fish" else "Päivi Mäkelä"
    assert terminals[shell].runs("prefpad recall makel\t") == ["recall", name]
    rest = "makel @2" if shell == "fish" else "Mäkelä"
    assert terminals[shell].runs("prefpad recall paivi makel\t") == ["recall", "paivi", rest]


@pytest.mark.parametrize("shell", SHELLS)
def test_two_with_one_name_are_two_to_choose_from(
    terminals: dict[str, Terminal], shell: str
) -> None:
    terminal = terminals[shell]
    terminal.press("prefpad recall marí\t")
    terminal.wait_for("López.* @")
    terminal.press("\t\t")
    terminal.wait_for("María López @5.*\\s+María López @6")
    terminal.press("\x15")
    assert terminal.runs("prefpad again") == ["again"]


@pytest.mark.parametrize("shell", ZSH_AND_FISH)
def test_what_is_open_is_listed_with_its_text(terminals: dict[str, Terminal], shell: str) -> None:
    terminal = terminals[shell]
    terminal.press("prefpad done \t")
    terminal.wait_for(r"8.*Päivi Mäkelä: call back[^$]*7.*Sam Smith: bring towels")
    terminal.press("\x15")
    assert terminal.runs("prefpad again") == ["again"]


@pytest.mark.parametrize("shell", SHELLS)
def test_what_was_typed_stays_while_there_are_several(
    terminals: dict[str, Terminal], shell: str
) -> None:
    terminal = terminals[shell]
    assert terminal.runs("prefpad recall S\t") == ["recall", "S"]
