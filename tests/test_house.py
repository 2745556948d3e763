from __future__ import annotations

import ast
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest
import typer

import prefpad
from prefpad import Pad
from prefpad.cli.commands import COMMANDS, SHORT
from prefpad.cli.commands.export import ExportFormat
from prefpad.cli.options import Format
from prefpad.cli.pages import TOPICS, page
from prefpad.cli.render.formats import FORMATS
from prefpad.domain import errors
from prefpad.domain.errors import PrefpadError
from prefpad.exporting.models import FORM_OF
from prefpad.reports.catalogue import REPORTS
from tests.conftest import TODAY
from tests.helpers.commands import command_called

HOME = Path(__file__).parent.parent
PACKAGE = HOME / "prefpad"
README = HOME / "README.md"
TOP_LEVEL = {".ci", ".gitignore", "LICENSE", "README.md", "prefpad", "pyproject.toml", "tests"}

ALONE = {
    "typer": ("prefpad.cli",),
    "rich": ("prefpad.cli",),
    "sqlite_utils": ("prefpad.db.migrations",),
    "dateutil": ("prefpad.domain.calendar_days",),
    "icalendar": ("prefpad.importing.files.calendar_events",),
    "python_calamine": ("prefpad.importing.files.workbook",),
}


# -- who may import what -------------------------------------------------------------------------


@cache
def parsed(source: str) -> ast.Module:
    """Parse a module, once for all tests."""
    return ast.parse(source)


def module_of(file: Path) -> str:
    parts = file.relative_to(HOME).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(tree: ast.AST) -> set[str]:
    """Return what a tree imports at any depth, functions included."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole path"
            found.add(str(node.module))
    return found


def misplaced(module: str, source: str) -> set[str]:
    """Return the libraries that a module imports though they belong to another folder."""
    libraries = {name.split(".")[0] for name in imported(parsed(source))} & ALONE.keys()
    return {library for library in libraries if not module.startswith(ALONE[library])}


SOURCES = {module_of(file): file for file in sorted(PACKAGE.rglob("*.py"))}


def test_each_library_is_imported_in_its_own_folder_alone() -> None:
    found = {
        module: libraries
        for module, file in SOURCES.items()
        if (libraries := misplaced(module, file.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("prefpad.customers.lookup", "import dateutil.parser"),
        ("prefpad.pad", "try:\n    import rich\nfinally:\n    pass"),
        ("prefpad.notes.card", "def f():\n    import typer"),
        ("prefpad.cli.commands.due", "from sqlite_utils import Database"),
    ],
)
def test_a_library_out_of_its_folder_would_be_noticed(module: str, source: str) -> None:
    assert misplaced(module, source)


def dependencies(sources: dict[str, str]) -> dict[str, set[str]]:
    """Return what each module imports of the others, for types only or not, parents left out."""
    found: dict[str, set[str]] = {}
    for module, source in sources.items():
        names = set()
        for node in ast.walk(parsed(source)):
            if isinstance(node, ast.ImportFrom):
                names |= {str(node.module), *(f"{node.module}.{one.name}" for one in node.names)}
            elif isinstance(node, ast.Import):
                names |= {one.name for one in node.names}
        found[module] = {name for name in names & sources.keys() if name != module}
    return found


def circle_in(sources: dict[str, str]) -> list[str]:
    """Return modules that import each other in a circle, or none."""
    try:
        TopologicalSorter(dependencies(sources)).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_module_imports_itself_in_a_circle_types_included() -> None:
    sources = {module: file.read_text(encoding="utf-8") for module, file in SOURCES.items()}
    assert circle_in(sources) == []


@pytest.mark.parametrize(
    "back",
    ["import a", "def f():\n    from a import x", "if TYPE_CHECKING:\n    from a import X"],
)
def test_a_circle_would_be_noticed(back: str) -> None:
    assert set(circle_in({"a": "import b", "b": "from c import x", "c": back})) == {"a", "b", "c"}


def floors_drawn() -> list[set[str]]:
    _, _, picture = (HOME / "tests" / "README.md").read_text(encoding="utf-8").partition("```\n")
    names = [line[:30].split() for line in picture.partition("```")[0].splitlines()]
    return [{name.removesuffix(".py") for name in floor} for floor in names if floor]


def test_the_picture_of_the_house_shows_its_floors() -> None:
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))
    (floors,) = project["tool"]["importlinter"]["contracts"]
    held = [{*floor.replace("prefpad.", "").split(" | ")} for floor in floors["layers"]]
    assert floors_drawn() == held


def test_every_room_has_its_floor() -> None:
    rooms = {file.parent.name for file in PACKAGE.glob("*/__init__.py")} - {"sample"}
    assert rooms <= set().union(*floors_drawn())


# -- where the SQL stands ------------------------------------------------------------------------

HOLDS_SQL = re.compile(r"prefpad\.db\..*|.*\.repository|.*_(rows|search|sql)")
RUNS_SQL = {"execute", "executemany", "executescript"}


def runs_sql(source: str) -> bool:
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in RUNS_SQL
        for node in ast.walk(parsed(source))
    )


def test_sql_stands_only_where_it_is_looked_for() -> None:
    found = {
        module
        for module, file in SOURCES.items()
        if not HOLDS_SQL.fullmatch(module) and runs_sql(file.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_sql_elsewhere_would_be_noticed() -> None:
    assert not HOLDS_SQL.fullmatch("prefpad.notes.add")
    assert runs_sql("def f(pad):\n    return pad.connection.execute('SELECT 1')")


# -- what is loaded when -------------------------------------------------------------------------

HEAVY = {
    *("rich", "sqlite_utils", "dateutil", "pydantic", "asyncio", "hashlib", "ssl", "dataclasses"),
}
COMPLETING = {"_PREFPAD_COMPLETE": "bash", "_PREFPAD_LINE": "prefpad re", "_PREFPAD_WORD": "re"}

FORKED = """
import os, sys
from prefpad.cli.app import run
for number, line in enumerate({lines!r}):
    if child := os.fork():
        os.waitpid(child, 0)
        continue
    answer = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)
    os.environ.update(line["environment"])
    status = run(line["arguments"])
    loaded = " ".join([str(number), str(status), *sys.modules])
    os.write(answer, loaded.encode() + b"\\n")
    os._exit(0)
"""
"""Runs each line in a child of its own, in which no more is loaded than what every line needs."""

LINES: dict[str, set[str]] = {
    "recall smith": set(),
    "recall smith --format json": set(),
    "recall smith --format table": set(),
    "greet smith": set(),
    "greet smith --format table": set(),
    "add smith tea: green": set(),
    "add smith tea: black --on 2026-02-01": set(),
    "visit smith": set(),
    "visit smith --on '1 month ago'": {"dateutil"},
    "confirm 1": set(),
    "due": set(),
    "due --format table": set(),
    "search latte": set(),
    "log": set(),
    "log 1": set(),
    "undo": set(),
    "imports": set(),
    "customer": set(),
    "customer smith --format plain": set(),
    "duplicates": {"dataclasses"},
    "duplicates smith": {"dataclasses"},
    "report": set(),
    "about": set(),
    "tell --tag regular hello --yes": set(),
    "report topics": set(),
    "report problems": set(),
    "report --html page.html": set(),
    "report topics --format table": set(),
    "settings": set(),
    "disclose smith": set(),
    "disclose smith --as html": set(),
    "settings question-price 0.5": set(),
    "forget sam smith --dry-run": set(),
    "forget sam smith --yes": set(),
    "tidy": set(),
    "backup": set(),
    "restore copy.db --yes": set(),
    "where": set(),
    "show 1": set(),
    "edit 1 tea": set(),
    "delete 1": set(),
    "--help": set(),
    "--version": set(),
}
"""Command lines, and the heavy modules that each loads."""


def loaded_by(folder: Path, *lines: str, **environment: str) -> dict[str, set[str]]:
    """Run command lines, each in a process and on a pad of its own, and tell what each has loaded."""
    pad = folder / "pad.db"
    with Pad(pad, create=True, today=TODAY, author="Ana") as filled:
        filled.add("Sam Smith", "coffee: latte", on="2020-01-01", new=True)
        filled.add("smith", "more towels", kind="promise", by="2026-03-05")
        filled.backup(folder / "copy.db")
    runs = []
    for number, line in enumerate(lines):
        copy = folder / f"{number}.db"
        shutil.copyfile(pad, copy)
        own = {"PREFPAD_DB": str(copy), **environment}
        runs.append({"arguments": shlex.split(line), "environment": own})
    done = subprocess.run(
        [sys.executable, "-c", FORKED.replace("{lines!r}", repr(runs))],
        capture_output=True,
        cwd=folder,
        text=True,
        check=True,
    )
    found: dict[str, set[str]] = {}
    for told in done.stdout.splitlines():
        place, status, *modules = told.split()
        line = lines[int(place)]
        assert status == "0", line
        found[line] = set(modules)
    assert found.keys() == set(lines)
    return found


def test_a_command_loads_only_what_it_needs(tmp_path: Path) -> None:
    loaded = loaded_by(tmp_path, *LINES, "init other.db")
    assert "sqlite_utils" in loaded.pop("init other.db")
    assert {line: modules & HEAVY for line, modules in loaded.items()} == LINES
    assert commands_in(loaded["--help"]) == set()
    assert commands_in(loaded["recall smith"]) == {"prefpad.cli.commands.recall"}


MOST_MODULES = {
    "--help": 25,
    "recall smith --format json": 61,
    "greet smith": 67,
    "visit smith": 60,
    "add smith tea: green": 73,
    "confirm 1": 64,
    "done 2": 63,
}
"""How many of our own modules a short command loads at most; each costs what a query does."""


def test_a_short_command_loads_few_modules(tmp_path: Path) -> None:
    loaded = loaded_by(tmp_path, *MOST_MODULES)
    ours = {
        line: sum(name.startswith("prefpad") for name in modules)
        for line, modules in loaded.items()
    }
    assert {line: count for line, count in ours.items() if count > MOST_MODULES[line]} == {}


def test_words_are_judged_only_where_some_are_new(tmp_path: Path) -> None:
    judges, reads = "prefpad.notes.sensitive", "prefpad.notes.health_reading"
    looking = ["recall smith", "greet smith", "due", "today", "search latte"]
    reading = [*looking, "visit smith", "confirm 1", "done 2"]
    writing = ["add smith tea: green", "done 2 two of them", "add smith nut allergy"]
    loaded = loaded_by(tmp_path, *reading, *writing)
    assert {line for line, modules in loaded.items() if judges in modules} == {*writing}
    assert {line for line, modules in loaded.items() if reads in modules} == {writing[-1]}


def commands_in(modules: set[str]) -> set[str]:
    return {name for name in modules if name.startswith("prefpad.cli.commands.")}


def test_completing_a_command_loads_none(tmp_path: Path) -> None:
    loaded = loaded_by(tmp_path, "", **COMPLETING)[""]
    assert commands_in(loaded) == set()


def test_completing_a_customer_loads_neither_records_nor_paper(tmp_path: Path) -> None:
    words = {"_PREFPAD_LINE": "prefpad recall sam", "_PREFPAD_WORD": "sam"}
    loaded = loaded_by(tmp_path, "", **COMPLETING | words)[""]
    assert commands_in(loaded) == {"prefpad.cli.commands.recall"}
    assert loaded & HEAVY == set()
    assert {name for name in loaded if name.startswith("prefpad.cli.render.")} == set()
    assert "prefpad.domain.models" not in loaded


# -- commands, formats and errors ----------------------------------------------------------------


def help_of(name: str) -> str:
    command, program = command_called(name)
    with typer.Context(command, info_name=name, parent=program) as inner:
        return str(command.get_help(inner))


def examples_of(name: str) -> list[str]:
    _, _, examples = help_of(name).partition("Examples:\n")
    return re.findall(r"^ +(prefpad .*?) *$", examples.partition("\n\n")[0], re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_its_module_function_and_summary(name: str) -> None:
    command = COMMANDS[name]
    function = getattr(import_module(command.module), f"{name}_command")
    assert function.__doc__
    assert re.fullmatch(r"[A-Z].{8,60}\.", command.summary)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_shows_two_examples_that_parse(name: str) -> None:
    examples = examples_of(name)
    assert len(examples) == 2
    for example in examples:
        assert_parses(example)


def assert_parses(example: str) -> None:
    first, name, *arguments = shlex.split(example)
    assert first == "prefpad"
    command, program = command_called(name)
    command.make_context(name, arguments, parent=program).close()


@pytest.mark.parametrize(
    "example", ["prefpad done", "prefpad recall smith --loud", "prefpad confirm"]
)
def test_an_example_that_does_not_parse_would_be_noticed(example: str) -> None:
    with pytest.raises(Exception, match=r"Which note|There is no option"):
        assert_parses(example)


def test_every_module_of_a_command_is_registered() -> None:
    files = {module_of(file) for file in PACKAGE.glob("cli/commands/[!_]*.py")}
    assert files == {command.module for command in COMMANDS.values()}


def test_short_names_are_those_of_the_design() -> None:
    assert SHORT == {"a": "add", "r": "recall", "c": "confirm", "v": "visit"}


def manual() -> str:
    return "\n".join((README.read_text(encoding="utf-8"), *map(page, TOPICS)))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_page_or_the_readme_shows_every_command(name: str) -> None:
    assert re.search(
        rf"\bprefpad (-q |--db \S+ )?{name}\b|^## .*\b{name}\b", manual(), re.MULTILINE
    )


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_can_be_chosen_and_is_in_a_page_and_in_help(form: str) -> None:
    assert form in get_args(Format)
    assert form in help_of("due")
    assert re.search(rf"\b{form}\b", page("scripts"))


@pytest.mark.parametrize(("ending", "form"), FORM_OF.items())
def test_every_form_of_export_can_be_chosen_and_is_in_a_page_and_in_help(
    ending: str, form: str
) -> None:
    assert form in {choice.value for choice in ExportFormat}
    assert form in help_of("export")
    assert f"`{form}`" in (Pad.export.__doc__ or "")
    assert re.search(rf"\b{form}\b|\w{ending}\b", manual())


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_is_in_a_page_and_in_the_manual(name: str) -> None:
    assert f"`{name}`" in (Pad.report.__doc__ or "")
    assert re.search(rf"\b{name}\b", page("reports"))


def all_kinds(kind: type[PrefpadError]) -> set[type[PrefpadError]]:
    return {kind}.union(*map(all_kinds, kind.__subclasses__()))


def codes_in_the_tree() -> dict[str, int]:
    found: dict[str, int] = {}
    code = ""
    for line in (errors.__doc__ or "").splitlines():
        drawn = re.match(r"[ │├└─]*[├└]── (\w+) *(\d|)", line)
        if drawn:
            code = drawn[2] or code
            found[drawn[1]] = int(code)
    return found


def test_the_tree_of_errors_shows_each_with_its_exit_code() -> None:
    kinds = all_kinds(PrefpadError) - {PrefpadError}
    assert codes_in_the_tree() == {kind.__name__: kind.exit_code for kind in kinds}


# -- the look of the house -----------------------------------------------------------------------


def calls_of(source: str, name: str) -> int:
    return sum(
        isinstance(node, ast.Call) and ast.unparse(node.func) == name
        for node in ast.walk(parsed(source))
    )


def test_nothing_prints() -> None:
    sources = {module: file.read_text(encoding="utf-8") for module, file in SOURCES.items()}
    assert [module for module, source in sources.items() if calls_of(source, "print")] == []


def test_a_print_would_be_noticed() -> None:
    assert calls_of("def f():\n    print('x')", "print") == 1


def test_the_version_is_said_once() -> None:
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == prefpad.__version__


def test_every_public_name_is_there_and_documented() -> None:
    for name in prefpad.__all__:
        assert getattr(prefpad, name).__doc__


def test_the_top_level_holds_what_it_must_and_nothing_else() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=HOME,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a clone")
    assert {Path(line).parts[0] for line in listed.stdout.splitlines()} <= TOP_LEVEL
