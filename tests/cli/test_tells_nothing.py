"""Nothing private is on the screen unless it is asked for, whatever is said to the pad.

Every private text of the pad under test has a mark. A mark may be read in two places alone: in the
answer to whoever has typed that text or has named that very note by its number, so that a wrong
number is noticed; and in what is written to be handed over whole, `disclose` and `export` as json
and csv. Of a rejected row of a file the cell that has to be mended is quoted, never the text.
"""

from __future__ import annotations

import re
import shutil
from importlib import import_module
from inspect import get_annotations
from itertools import cycle
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from prefpad import Pad
from prefpad.cli.commands import COMMANDS
from prefpad.cli.context import Context
from prefpad.cli.render.formats import FORMATS
from prefpad.customers.edit import Edit
from prefpad.reports.catalogue import REPORTS
from tests.conftest import TODAY
from tests.helpers.completing import completed
from tests.helpers.making import days_ago
from tests.helpers.sizes import is_whole

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

MARK = re.compile(r"zqx\w*")
LIST = "Nachname,Vorname,E-Mail,Notes,Getränk\n"
FIRST_LIST = f"{LIST}Berg,Ida,ida@example.com,zqxlisted diabetic,Kaffee\nEk,Bo,bo@example.com,likes jazz,Tee\n"
NEXT_LIST = f"{LIST}Berg,Ida,ida@example.com,zqxoffered divorce,Kaffee\nEk,Bo,bo@example.com,zqxturned diabetic,Tee\n"
OWN_ROWS = (
    "customer,kind,text,voice,on,topic\n"
    "Sam Smith,preference,zqxgood,private,,\n"
    "Sam Smith,preference,zqxrejected,private,the day of zqx,zqxtopic\n"
    "Sam Smith,preference,zqxrejected diabetic,aloud,,\n"
    "Sam Smith,need,zqxrejected,private,2031-01-01,\n"
    f"Sam Smith,need,{'zqxlong' * 9_000},private,,\n"
    "Sam Smith,need,zqxrejected\x00,private,,\n"
    '"Ida Berg,zqxrejected\n'
)


class Call(NamedTuple):
    """What is typed, on stdin too, and the marks that may be in the answer."""

    arguments: str
    typed: str = ""
    may_be_told: str = ""


CALLS: dict[str, list[Call]] = {
    "add": [
        Call("add smith reads the paper"),
        Call("add smith -l drink: tea"),
        Call("add smith -l zqxtopic: something else", "r\n", "zqxtopic"),
        Call("add smith -l zqxhand", may_be_told="zqxhand"),
        Call("add smith -", "zqxtyped diabetic", "zqxtyped"),
        Call("add smith", "zqxtyped, in debt\n", "zqxtyped"),
        Call("add smith oat latte --instead {hand}"),
        Call("add smith oat latte --need --instead {hand}"),
        Call("add smith oat latte --instead {ended}"),
        Call("add ida oat latte --instead {hand}"),
        Call("add smith tried again --under {problem}"),
        Call("add smith tried again --under {hand}"),
        Call("add smithe zqxtyped", may_be_told="zqxtyped"),
        Call("add smith tea --on yesterdayish"),
    ],
    "recall": [
        Call("recall @1"),
        Call("recall @1 --all --why --history"),
        Call("recall @2 --all --why --history"),
        Call("recall ida --history"),
        Call("recall bo --all --history"),
        Call("recall zqxhand"),
    ],
    "find": [Call("find smith"), Call("find zqxhand"), Call("find zqxhand smithe")],
    "greet": [Call("greet @1"), Call("greet @2"), Call("greet bo"), Call("greet zqxhand")],
    "due": [
        Call("due --why --limit 0"),
        Call("due --within 10years --why"),
        Call("due --customer @1"),
        Call("due --topic zqxtopic"),
        Call("due --customer zqxhand"),
    ],
    "confirm": [
        Call("confirm {latte}"),
        Call("confirm {latte} --now zqxtyped", may_be_told="zqxtyped"),
        Call("confirm {latte} --now -", "zqxhand", "zqxhand"),
        Call("confirm {hand}", may_be_told="zqxhand zqxtopic zqxbecause"),
        Call("confirm {hand} --gone", may_be_told="zqxhand zqxtopic zqxbecause"),
        Call("confirm {word} --now tea", may_be_told="zqxtopic"),
        Call("confirm {problem}"),
        Call("confirm {ended}"),
        Call("confirm {promise} --seen"),
        Call("confirm {latte} --now coffee --gone"),
        Call("confirm 99999"),
        Call("confirm @1", "y\nu\ny\ny\ny\n"),
        Call("confirm @1", "c\nzqxtopic: zqxhand\nq\n", "zqxtopic zqxhand"),
    ],
    "visits": [Call("visits @1"), Call("visits zqxhand")],
    "visit": [
        Call("visit @1"),
        Call("visit zqxhand"),
        Call("visit @1 --on 2031-01-01"),
        Call("visit @1 --expected 2031-01-01"),
        Call("visit @1 --not-coming"),
        Call("visit @1 --served latte"),
    ],
    "today": [
        Call("today"),
        Call("today --days 366"),
        Call("today --owner zqxhand", may_be_told="zqxhand"),
    ],
    "done": [
        Call("done {problem}", may_be_told="zqxproblem"),
        Call("done {open} -", "zqxtyped diabetic"),
        Call("done {open} tried zqxtyped, in debt"),
        Call("done {hand}"),
        Call("done {ended}"),
        Call("done 99999"),
    ],
    "show": [
        Call("show {latte}"),
        Call("show {hand}", may_be_told="zqxhand zqxtopic zqxbecause"),
        Call("show {changed}"),
        Call("show {later}", may_be_told="zqxlater"),
        Call("show {word}", may_be_told="zqxword zqxtopic"),
        Call("show 99999"),
    ],
    "edit": [
        Call("edit {latte} zqxtyped", may_be_told="zqxtyped"),
        Call("edit {hand} --on yesterday", may_be_told="zqxhand zqxtopic zqxbecause"),
        Call("edit {hand} tea", may_be_told="zqxtopic"),
        Call("edit {latte} --customer zqxhand"),
        Call("edit {alike} --customer @1", may_be_told="zqxhand zqxtopic"),
        Call("edit {ended} --kind mood"),
    ],
    "delete": [
        Call("delete {hand}", may_be_told="zqxhand zqxtopic zqxbecause"),
        Call("delete {latte}"),
        Call("delete 99999"),
    ],
    "search": [
        Call("search zqxhand"),
        Call("search zqx --limit 0"),
        Call("search diabetic"),
        Call("search harmless"),
        Call("search smith"),
        Call("search ..."),
    ],
    "undo": [Call("undo --yes"), Call("undo 99999")]
    + [Call(f"undo {number} --yes") for number in range(1, 45)],
    "log": [Call("log --limit 0"), Call("log --customer @1 --limit 0"), Call("log 99999")]
    + [Call(f"log {number} --limit 0") for number in range(1, 45)],
    "customer": [
        Call("customer"),
        Call("customer @1"),
        Call("customer @1 --phone 0305550101"),
        Call("customer @1 --drop zqxhand"),
        Call("customer --tag zqxhand"),
        Call("customer zqxhand"),
    ],
    "duplicates": [
        Call("duplicates"),
        Call("duplicates @1"),
        Call("duplicates --different @1 @2"),
        Call("duplicates", "s\n1\ny\nq\n"),
        Call("duplicates zqxhand"),
    ],
    "merge": [
        Call("merge @1 @2 --dry-run"),
        Call("merge @1 @2", "y\n"),
        Call("merge @2 @1 --yes"),
        Call("merge @1 zqxhand --yes"),
    ],
    "tell": [
        Call("tell --tag zqxtag power is back --yes"),
        Call("tell --tag regular power is back --yes"),
        Call("tell --rest"),
        Call("tell --done"),
        Call("tell --done zqxhand"),
    ],
    "about": [Call("about"), Call("about zqxtopic", may_be_told="zqxtopic")],
    "disclose": [Call("disclose @1 -", may_be_told="all"), Call("disclose @1 {folder}/sam.html")],
    "help": [Call("help"), Call("help settings"), Call("help add"), Call("help smith")],
    "settings": [
        Call("settings"),
        Call("settings sensitive"),
        Call("settings every:coffee 6months"),
        Call("settings every:zqxtopic", may_be_told="zqxtopic"),
        Call("settings keep-moods zqx"),
    ],
    "report": [
        Call("report"),
        *(Call(f"report {name} --limit 0") for name in REPORTS),
        Call("report --html {folder}/page.html"),
        Call("report zqxtopic"),
    ],
    "import": [
        Call("import {folder}/next.csv --yes --rows"),
        Call("import {folder}/next.csv --yes --rows --dry-run"),
        Call("import {folder}/first.csv --yes --rows"),
        Call("import {folder}/own.csv --yes --rows", may_be_told="zqx"),
        Call("import {folder}/own.csv --yes --rows --skip-bad", may_be_told="zqx"),
        Call("import {folder}/own.csv", "n\n", may_be_told="zqx"),
        Call("import - --rows", OWN_ROWS, "zqx"),
        Call("import {folder}/all.json"),
        Call("import {folder}/spoilt.json"),
        Call("import --undo --yes"),
        Call("import --undo 1 --dry-run"),
        Call("import {folder}/zqx.csv", may_be_told="zqx"),
    ],
    "counter": [Call("counter")],
    "imports": [Call("imports")],
    "export": [
        Call("export --format vcard"),
        Call("export --format ical"),
        Call("export --format json", may_be_told="all"),
        Call("export --format csv", may_be_told="all"),
        Call("export {folder}/sam.csv"),
        Call("export {folder}/sam.json --customer @1"),
        Call("export --customer zqxhand"),
    ],
    "forget": [
        Call("forget @1 --dry-run"),
        Call("forget @1", "n\n"),
        Call("forget @1 --yes --backups"),
        Call("forget zqxhand"),
    ],
    "tidy": [Call("tidy --dry-run"), Call("tidy", "n\n"), Call("tidy --yes")],
    "where": [Call("where"), Call("where --db zqx.db", may_be_told="zqx")],
    "backup": [Call("backup {folder}/copy.db"), Call("backup {folder}/pad.db")],
    "verify": [Call("verify"), Call("verify --relearn"), Call("verify --rescue {folder}/saved.db")],
    "restore": [
        Call("restore {folder}/backup.db --dry-run"),
        Call("restore {folder}/backup.db"),
        Call("restore {folder}/nowhere.db"),
        Call("restore {folder}/backup.db --yes"),
    ],
    "init": [Call("init {folder}/other.db"), Call("init {folder}/pad.db")],
    "till": [Call("till"), Call("till --off"), Call("till ssh://zqx:zqx@shop")],
    "demo": [Call("demo {folder}/demo.db")],
}
SHOWS_PRIVATE = [
    Call("recall @1 --all --history"),
    Call("due --within 10years"),
    Call("search zqx"),
    Call("log"),
    Call("log 4"),
    *(Call(f"report {name}") for name in ("topics", "praise")),
    Call("export --format ical"),
]


def fill(pad: Pad) -> dict[str, int]:
    """Put private texts wherever a text can stand, and return the notes that are named later."""
    numbers: dict[str, int] = {}

    def add(name: str, who: str, text: str, **fields: Any) -> int:
        numbers[name] = pad.add(who, text, **fields).number
        return numbers[name]

    pad.edit("Sam Smith", Edit({"formal": "Mr. Smith"}, {"email": ["sam@example.com"]}), new=True)
    pad.edit("Samuel Smith", Edit(handles={"email": ["sam@example.com"]}), new=True)
    add("latte", "@1", "coffee: latte", stance="likes", on=days_ago(900))
    by_hand = {"voice": "private", "because": "zqxbecause"}
    add("hand", "@1", "zqxtopic: zqxhand", stance="likes", on=days_ago(900), **by_hand)
    add("word", "@1", "zqxtopic: zqxword, diabetic", kind="need", on=days_ago(3000))
    add("ended", "@1", "zqxended", kind="need", voice="private")
    pad.confirm(numbers["ended"], gone=True)
    add("candidate", "@1", "zqxcandidate", source="observed", voice="private", on=days_ago(400))
    add("problem", "@1", "zqxproblem", kind="problem", voice="private", by=days_ago(3))
    add("tried", "@1", "zqxtried", kind="other", under=numbers["problem"])
    add("open", "@1", "cold shower", kind="problem", by=days_ago(3))
    add("told", "@1", "zqxtried, divorce", kind="other", under=numbers["open"])
    add("solved", "@1", "zqxsolved", kind="problem", voice="private", on=days_ago(900))
    pad.done(numbers["solved"], "zqxdone", on=days_ago(800))
    add("promise", "@1", "zqxpromise", kind="promise", voice="private", by=days_ago(2))
    for kind in ("mood", "want", "extra", "praise", "fact", "other"):
        add(kind, "@1", f"zqx{kind}", kind=kind, voice="private", on=days_ago(900))
    add("changed", "@1", "zqxchanged, divorce")
    pad.confirm(numbers["changed"], now="zqxchanged, diabetic")
    pad.confirm(numbers["changed"], now="harmless by now")
    pad.add("@1", "zqxundone", voice="private")
    pad.undo()
    add("later", "@1", "zqxlater")
    pad.add("@1", "zqxlater", voice="private")
    add("twin", "@2", "zqxtwin", voice="private")
    add("alike", "@2", "zqxtopic: zqxhand", stance="likes", voice="private")
    return numbers


class Marked(NamedTuple):
    """A folder with a pad full of private texts and with files, and the numbers of notes."""

    folder: Path
    numbers: dict[str, int]


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Marked:
    folder = tmp_path_factory.mktemp("marked")
    for name, text in (("first", FIRST_LIST), ("next", NEXT_LIST), ("own", OWN_ROWS)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    with Pad(folder / "pad.db", today=TODAY, create=True, author="Ana", command="add") as pad:
        numbers = fill(pad)
        pad.import_file(folder / "first.csv")
        (listed,) = (note for note in pad.notes("ida") if "zqxlisted" in note.text)
        pad.confirm(listed.number, now="zqxlisted, bankrupt")
        pad.import_file(folder / "next.csv")
        pad.export(folder / "all.json")
        whole = (folder / "all.json").read_text(encoding="utf-8")
        (folder / "spoilt.json").write_text(whole.replace('"kind": "', '"kind": "zqx'))
        pad.backup(folder / "backup.db")
    return Marked(folder, numbers)


class Say:
    """Says something to a fresh copy of the pad, and returns the marks that came back."""

    def __init__(self, run: Run, marked: Marked, folder: Path) -> None:
        self._run = run
        self._marked = marked
        self._folder = folder

    def __call__(self, call: Call, *options: str) -> set[str]:
        for file in self._folder.rglob("*.*"):
            file.unlink()
        shutil.copytree(self._marked.folder, self._folder, dirs_exist_ok=True)
        words = call.arguments.format(folder=self._folder, **self._marked.numbers).split()
        result = self._run(*words, *options, "--db", str(self._folder / "pad.db"), typed=call.typed)
        assert "Traceback" not in result.stderr
        said = result.stdout + result.stderr
        for typed in words[1:]:  # an error may repeat what was asked for
            said = said.replace(f"'{typed}'", "").replace(f"search {typed}", "")
        return set(MARK.findall(said))


@pytest.fixture
def say(run: Run, marked: Marked, tmp_path: Path) -> Say:
    return Say(run, marked, tmp_path / "copy")


def formats_of(name: str) -> list[tuple[str, ...]]:
    """Return the options that set the format of a command's answer, and none."""
    command = getattr(import_module(COMMANDS[name].module), f"{name}_command")
    has_them = "Format" in str(get_annotations(command).get("form")) and name != "export"
    return [(), *(("--format", form) for form in FORMATS if has_them)]


def calls_in_formats(name: str) -> list[tuple[Call, tuple[str, ...]]]:
    """Return the calls of a command, each in every format.

    In the plain run, where there are as many calls as formats, each is in its usual one and another.
    """
    calls, formats = CALLS[name], formats_of(name)
    if is_whole() or len(calls) < len(formats):
        return [(call, form) for call in calls for form in formats]
    others = cycle(formats)
    return [(call, form) for call in calls for form in dict.fromkeys([(), next(others)])]


def test_every_command_is_tried() -> None:
    assert CALLS.keys() == COMMANDS.keys()
    assert all(call.arguments.split()[0] == name for name in CALLS for call in CALLS[name])


@pytest.mark.sized
@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("where", ["in a script", "at a terminal"])
def test_no_command_tells_what_is_private(
    say: Say, name: str, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = calls_in_formats(name)
    if where == "at a terminal":
        monkeypatch.setattr(Context, "at_a_terminal", property(lambda _: True))
        monkeypatch.setattr(Context, "form", lambda _, chosen: chosen or "table")
        lines = [(call, ()) for call in CALLS[name]]
    leaks: list[str] = []
    for call, form in lines:
        may_be_told = set(call.may_be_told.split())
        told = say(call, *form)
        if "all" not in may_be_told and told - may_be_told:
            leaks.append(f"{call.arguments} {form}: {sorted(told - may_be_told)}")
    assert not leaks, "\n".join(leaks)


@pytest.mark.parametrize("call", SHOWS_PRIVATE, ids=lambda call: call.arguments)
def test_what_is_asked_for_is_shown(say: Say, call: Call) -> None:
    assert say(call) == set()
    assert say(call, "--show-private")


@pytest.mark.parametrize("beginning", ["", "zqx"])
def test_no_private_topic_is_completed(
    marked: Marked, beginning: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFPAD_DB", str(marked.folder / "pad.db"))
    for line in (
        *("add smith --topic", "add smith -l", "due --topic", "recall", "settings", "report"),
        *("confirm", "done", "show", "edit", "delete"),
    ):
        offered = [text for sh in ("bash", "zsh", "fish") for text in completed(sh, f"{line} ")]
        offered += [text for sh in ("bash", "zsh") for text in completed(sh, f"{line} {beginning}")]
        assert not MARK.search("\n".join(offered))
