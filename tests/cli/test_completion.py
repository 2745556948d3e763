from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prefpad import Pad
from prefpad.cli.commands import COMMANDS
from tests.conftest import TODAY
from tests.helpers.completing import bash, completed, described, offered

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("filled") / "pad.db"
    with Pad(path, today=TODAY, create=True) as pad:
        pad.add("Sam Smith", "coffee: latte", new=True)
        pad.add("Siobhán O'Brien", "colour: red", new=True)
        pad.add("王小明", "tea", new=True)
        pad.add("María López", "tea", new=True)
        pad.add("María López", "tea", new=True)
        pad.add("@1", "divorce: hers", voice="private")
        pad.add("@1", "bring towels", kind="promise", by="tomorrow")
        pad.add("@1", "a cake", kind="promise", by="tomorrow", voice="private")
        pad.confirm(pad.add("@1", "over").number, gone=True)
    return path.read_bytes()


@pytest.fixture
def guests(path: Path, filled: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PREFPAD_DB", str(path))
    path.write_bytes(filled)
    return path


@pytest.mark.usefixtures("guests")
@pytest.mark.parametrize(
    ("line", "follows"),
    [
        ("re", ["recall", "report", "restore"]),
        ("report t", ["topics"]),
        ("settings q", ["question-price"]),
        ("recall sam", ["Sam Smith"]),
        ("recall SMI", ["Sam Smith"]),
        ("recall 王", ["王小明"]),
        ("recall nobody", []),
        ("recall lópez", ["María López @4", "María López @5"]),
        ("recall 'María López @", ["María López @4", "María López @5"]),
        ("recall @4", ["@4"]),
        ("recall sam ", ["Smith"]),
        ("recall sam sm", ["Smith"]),
        ("recall smith sa", ["Sam"]),
        ("recall sam smith ", []),
        ('recall "sam s', ["Sam Smith"]),
        ("add sam", ["Sam Smith"]),
        ("add sam sm", ["Smith"]),
        ("add sam smith co", ["coffee:", "colour:"]),
        ("add sam #co", ["#coffee", "#colour"]),
        ("add sam -l cof", ["coffee:"]),
        ("add -l sam cof", ["coffee:"]),
        ("add sam smith likes co", []),
        ("add sam x -t cof", ["coffee"]),
        ("add sam x --voice p", ["private"]),
        ("edit 1 --kind pro", ["problem", "promise"]),
        ("edit 1 --stance ", ["likes", "dislikes"]),
        ("customer sam --role s", ["supplier"]),
        ("customer sam --consent notes=g", ["notes=given"]),
        ("confirm sam", ["Sam Smith"]),
        ("confirm ", ["6", "5", "4", "3", "2", "1"]),
        ("confirm 6 5 ", ["4", "3", "2", "1"]),
        ("done ", ["8", "7"]),
        ("done 7 ", ["8"]),
        ("done 7 bought ", []),
        ("show 7", ["7"]),
        ("show 9", []),
        ("show x", []),
        ("recall @x", []),
        ("forget sam", ["Sam Smith"]),
        ("r sam", ["Sam Smith"]),
        ("due --customer sam", ["Sam Smith"]),
        ("due --customer=sam", ["--customer=Sam Smith"]),
        ("due --topic co", ["coffee", "colour"]),
        ("due --topic div", []),
        ("recall sam --format js", ["json", "jsonl"]),
    ],
)
def test_what_can_follow_is_offered(line: str, follows: list[str]) -> None:
    assert offered(line) == follows


def test_at_the_start_all_commands_are_offered(guests: Path) -> None:
    assert offered("") == list(COMMANDS)


@pytest.mark.usefixtures("guests")
@pytest.mark.parametrize(
    "line", ["import ~/li", "restore ~", "backup ", "disclose sam --to ", "--db ", "recall --db "]
)
def test_where_a_file_stands_the_shell_completes_files(line: str) -> None:
    assert {tuple(completed(shell, line)) for shell in ("bash", "zsh", "fish")} == {("files",)}


@pytest.mark.parametrize(
    ("line", "follows"),
    [
        ("import ", ["cards.vcf", "list.CSV", "lists/"]),
        ("import lists/", ["lists/more lists/", "lists/old.xlsx"]),
        ("import ./li", ["./list.CSV", "./lists/"]),
        ("import .h", [".hidden.csv"]),
        ("import lists/o", ["lists/old.xlsx"]),
        ("import nowhere/", []),
        ("restore ", ["lists/", "shop.db"]),
        ("restore lists/", ["lists/more lists/", "lists/shop-2025-10-26.db"]),
    ],
)
def test_files_of_the_kinds_that_can_be_read_are_offered_and_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, follows: list[str]
) -> None:
    lists = tmp_path / "shop" / "lists"
    (lists / "more lists").mkdir(parents=True)
    monkeypatch.chdir(lists.parent)
    for name in ("list.CSV", "cards.vcf", "photo.png", "shop.db", ".hidden.csv", "a\x1bb.csv"):
        (lists.parent / name).touch()
    for name in ("old.xlsx", "shop-2025-10-26.db", "notes.docx"):
        (lists / name).touch()
    assert offered(line) == follows


@pytest.mark.usefixtures("guests")
def test_a_note_is_offered_with_its_text_unless_it_is_private() -> None:
    assert described("done ") == ["8\tSam Smith: (private)", "7\tSam Smith: bring towels"]
    assert described("confirm 1") == ["1\tSam Smith: coffee: latte"]


@pytest.mark.usefixtures("guests")
def test_in_bash_what_was_typed_stays_while_there_are_several() -> None:
    assert bash("recall lop", "lop") == ["María López @4", "María López @5", " "]
    assert bash("recall maria", "maria")[0] == r"María\ López\ @"
    assert bash("recall s", "s") == ["Sam Smith", "Siobhán O'Brien", " "]


@pytest.mark.usefixtures("guests")
def test_in_bash_words_that_are_put_in_one_after_the_other_are_quoted() -> None:
    offers = completed("bash", "recall s", _PREFPAD_WORD="s", _PREFPAD_MENU="37")
    assert offers == ["several", r"Sam\ Smith", r"Siobhán\ O\'Brien"]


@pytest.mark.usefixtures("guests")
def test_in_bash_only_what_it_sees_as_the_word_is_put_in() -> None:
    assert bash("due --customer=sam", "sam") == [r"Sam\ Smith"]
    assert bash("recall Sam:smi", "smi") == []


def test_fish_gets_a_word_with_the_letters_typed(guests: Path) -> None:
    assert described("recall obri") == ["obri @2\tSiobhán O'Brien"]
    with Pad(guests, today=TODAY) as pad:
        assert pad.customer("obri @2").name == "Siobhán O'Brien"
        pad.add("José García", "tea", new=True)
        assert described("recall jose garci") == ["garci @6\tGarcía"]
        assert pad.customer("jose garci @6").name == "José García"


def test_a_topic_is_offered_once_a_note_on_it_is_not_private(guests: Path) -> None:
    with Pad(guests, today=TODAY) as pad:
        pad.add("@2", "divorce: papers by post", voice="act", because="asked to")
    assert offered("due --topic div") == ["divorce"]


# -- no pad --------------------------------------------------------------------------------------


def missing(path: Path) -> None:
    pass


def text_file(path: Path) -> None:
    path.write_text("no pad\n" * 1000, encoding="utf-8")


def directory(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("make", [missing, text_file, directory], ids=lambda make: make.__name__)
@pytest.mark.parametrize("line", ["recall s", "due --topic c", "done "])
def test_without_a_pad_nothing_is_offered_and_nothing_said(
    path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None], line: str
) -> None:
    make(path)
    monkeypatch.setenv("PREFPAD_DB", str(path))
    before = sorted(path.parent.rglob("*"))
    assert completed("bash", line) == ["none"]
    assert sorted(path.parent.rglob("*")) == before


@pytest.mark.usefixtures("guests")
def test_a_rehearsed_day_that_is_none_is_not_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFPAD_TODAY", "someday")
    assert offered("recall sam") == ["Sam Smith"]


def test_a_shell_that_is_not_known_gets_nothing(guests: Path) -> None:
    assert completed("tcsh", "recall sam") == []


@pytest.mark.usefixtures("guests")
def test_colleagues_are_offered_who_are_in_charge_of_something(path: Path) -> None:
    with Pad(path, today=TODAY) as pad:
        pad.add("@1", "a lamp", kind="promise", owner="Boss")
        pad.add("@1", "a rug", kind="problem", owner="Bea")
        pad.done(pad.add("@1", "a mat", kind="problem", owner="Ben").number)
    assert offered("today --owner b") == ["Bea", "Boss"]
    assert offered("edit 7 --owner BO") == ["Boss"]
    assert offered("visit sam --served-by x") == []
