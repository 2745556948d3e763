"""Bombs: little that asks for much work or memory. It is bounded, or refused in a sentence.

Work is counted in lines of Python, and in steps of SQLite's machine where that does it; memory is that
of a process of its own. A limit on processor time, a hundred times what is needed, is there for what
would otherwise never end.
"""

from __future__ import annotations

import resource
import signal
import zipfile
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

import pytest

from prefpad import Edit, Pad, PrefpadError
from tests.conftest import TODAY
from tests.helpers.campaign import asked, badly_told
from tests.helpers.counting import steps
from tests.helpers.processes import done_apart
from tests.helpers.sizes import scaled, sized
from tests.helpers.workbooks import workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from random import Random

    from typer.testing import Result

    from tests.safety.conftest import Say

MEGABYTE = 1 << 20
SIZE = scaled(sized(MEGABYTE >> 4, MEGABYTE >> 3), MEGABYTE)
COLUMNS = sized(2_000, 10_000)
MOST_MEGABYTES = 200
MOST_SECONDS = 60


@contextmanager
def bounded() -> Iterator[None]:
    """End what takes a minute of the processor."""

    def never_ends(*_: object) -> None:
        raise AssertionError("it does not end")

    before = signal.signal(signal.SIGVTALRM, never_ends)
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


# -- what is typed -------------------------------------------------------------------------------


UNITS = {
    "words": "",
    "one long word": "x",
    "commas": "a,",
    "dots": "a.",
    "colons": "a:",
    "dashes": "-a",
    "slashes": "a/",
    "hashes": "#a ",
    "brackets": "(",
    "closed brackets": "(a)",
    "quotes": "' ",
    "spaces": "a   b",
    "days": "by friday ",
    "numbers": "1 2 3 ",
    "digits": "1",
    "at signs": "a@",
    "braces": "{name}",
    "noes": "no not never ",
    "allergies": "allergic to nuts, ",
    "ands": "and or with ",
    "marks": "a\u0301\u0301",
    "pictures": "👩\u200d",
    "a letter that folds to eighteen": "\ufdfa",
}
"""What a text is made of, again and again; words are each another."""

VERBS: dict[str, Callable[[Pad, str], object]] = {
    "find": lambda pad, text: pad.find(text),
    "recall": lambda pad, text: pad.recall(text),
    "search": lambda pad, text: pad.search(text),
    "add": lambda pad, text: pad.add("@1", text),
    "add --new": lambda pad, text: pad.add(text, "tea", new=True),
    "visit --on": lambda pad, text: pad.visit("@1", on=text),
    "customer --tag": lambda pad, text: pad.edit("@1", Edit(tags=[text])),
    "customer --email": lambda pad, text: pad.edit("@1", Edit(handles={"email": [text]})),
    "customer --phone": lambda pad, text: pad.edit("@1", Edit(handles={"phone": [text]})),
    "settings sensitive": lambda pad, text: pad.set("sensitive", text),
    "settings greeting": lambda pad, text: pad.set("greeting", text),
}


def made_of(unit: str, size: int) -> str:
    """Return a text of so many characters."""
    return (
        " ".join(f"w{number}" for number in range(size))[:size]
        if not unit
        else (unit * size)[:size]
    )


@pytest.fixture
def people(pad: Pad) -> Pad:
    for number in range(30):
        pad.add(f"Guest {number} Smith", f"coffee: flat white {number}", new=True)
    return pad


def work(pad: Pad, do: Callable[[Pad, str], object], text: str) -> int:
    """Return how many lines of Python and how many hundreds of SQLite's steps it takes."""
    ticks = 0

    def tick() -> None:
        nonlocal ticks
        ticks += 1

    def done() -> None:
        with suppress(PrefpadError):
            do(pad, text)

    pad.session.connection.set_progress_handler(tick, 100)
    with bounded():
        lines_of_python = steps(done)
    pad.session.connection.set_progress_handler(None, 0)
    return lines_of_python + ticks


@pytest.mark.parametrize("verb", VERBS)
def test_what_is_typed_is_worked_at_no_more_than_by_its_length(
    people: Pad, say: Say, verb: str, dice: Random
) -> None:
    most = {}
    do, short = VERBS[verb], scaled(120, 480)
    for name in dice.sample([*UNITS], scaled(8, len(UNITS))):
        unit = UNITS[name]
        work(people, do, made_of(unit, 20))  # what is loaded and remembered at first
        little, much = (work(people, do, made_of(unit, size)) for size in (short, 8 * short))
        most[name] = much / little
        with bounded(), suppress(PrefpadError):
            do(people, made_of(unit, scaled(8_000, 120_000)))
    worst = max(most, key=lambda name: most[name])
    say(f"{verb}: a text 8 times as long takes at most {most[worst]:.1f} times the work ({worst})")
    assert most[worst] <= 9, most


def test_work_beyond_the_length_would_be_noticed(people: Pad) -> None:
    def pairs(_: Pad, text: str) -> None:
        for one in range(len(text)):
            for other in range(one):
                assert other < one

    assert work(people, pairs, "x" * 320) / work(people, pairs, "x" * 40) > 30


# -- files ---------------------------------------------------------------------------------------

SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
ENTITIES = "".join(
    f'<!ENTITY e{number} "{f"&e{number - 1};" * 10 if number else "lol"}">' for number in range(12)
)


def with_sheet(file: Path, sheet: Callable[[zipfile.ZipFile], object]) -> None:
    """Write a workbook with another sheet in the place of its own."""
    workbook(file, Sheet=[["Name", "Phone"]])
    with zipfile.ZipFile(file) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for name, content in parts.items():
            if name != "xl/worksheets/sheet1.xml":
                after.writestr(name, content)
        sheet(after)


def sheet_of(*parts: bytes, times: int = 1) -> Callable[[zipfile.ZipFile], None]:
    begin, again, end = parts

    def write(book: zipfile.ZipFile) -> None:
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as out:
            out.write(begin)
            for _ in range(times):
                out.write(again)
            out.write(end)

    return write


def text(content: Callable[[], str]) -> Callable[[Path], object]:
    return lambda file: file.write_text(content(), encoding="utf-8")


def event(lines: str) -> str:
    """Return a calendar with an event of these lines."""
    return (
        f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{lines}\nDTSTART:20260101T100000\n"
        "END:VEVENT\nEND:VCALENDAR\n"
    )


FILES: dict[str, Callable[[Path], object]] = {
    "giant_cell.csv": text(lambda: "customer,text\nAnna Ek," + "x" * (8 * SIZE) + "\n"),
    "giant_cell_in_quotes.csv": text(
        lambda: 'customer,text\nAnna Ek,"' + "x\n" * (2 * SIZE) + '"\n'
    ),
    "thousands_of_columns.csv": text(
        lambda: (
            f"customer,{','.join(f'c{number}' for number in range(COLUMNS))}\nAnna Ek{',x' * COLUMNS}\n"
        )
    ),
    "thousands_of_columns_of_one_name.csv": text(
        lambda: f"customer{',tag' * COLUMNS}\nAnna Ek{',x' * COLUMNS}\n"
    ),
    "open_quote.csv": text(lambda: 'customer,text\nAnna Ek,"tea\n' + "Ben,tea\n" * (SIZE // 5)),
    "quotes.csv": text(lambda: "customer,text\nAnna Ek," + '""' * SIZE + "\n"),
    "commas.csv": text(lambda: "customer,text\n" + "," * (4 * SIZE) + "\n"),
    "empty_lines.csv": text(lambda: "customer,text\n" + "\n" * (4 * SIZE)),
    "no_line_end.csv": text(lambda: "customer" * SIZE),
    "deep_list.json": text(lambda: "[" * (SIZE // 5) + "]" * (SIZE // 5)),
    "deep_object.json": text(lambda: '{"a":' * (SIZE // 5) + "1" + "}" * (SIZE // 5)),
    "many_digits.json": text(lambda: '{"prefpad": ' + "1" * SIZE + "}"),
    "giant_text.json": text(lambda: '{"prefpad": "' + "x" * (8 * SIZE) + '"}'),
    "giant_line.vcf": text(
        lambda: "BEGIN:VCARD\nVERSION:4.0\nFN:Anna\nNOTE:" + "x" * (8 * SIZE) + "\nEND:VCARD\n"
    ),
    "folded_for_ever.vcf": text(
        lambda: "BEGIN:VCARD\nVERSION:4.0\nFN:Anna" + "\n x" * (SIZE // 2) + "\nEND:VCARD\n"
    ),
    "cards_in_cards.vcf": text(
        lambda: "BEGIN:VCARD\n" * (SIZE // 20) + "END:VCARD\n" * (SIZE // 20)
    ),
    "parameters.vcf": text(
        lambda: "BEGIN:VCARD\nFN" + ";TYPE=a" * (SIZE // 5) + ":Anna\nEND:VCARD\n"
    ),
    "commas_and_a_quote.vcf": text(
        lambda: "BEGIN:VCARD\nFN;TYPE=a" + ",a" * SIZE + '":Anna\nEND:VCARD\n'
    ),
    "quotes_that_open.vcf": text(
        lambda: "BEGIN:VCARD\nFN" + ';X="' * (SIZE | 1) + ":Anna\nEND:VCARD\n"
    ),
    "quoted_for_ever.vcf": text(
        lambda: "BEGIN:VCARD\nFN;QUOTED-PRINTABLE:Anna" + "=\n" * SIZE + "END:VCARD\n"
    ),
    "far_letters.vcf": text(
        lambda: (
            f"BEGIN:VCARD\nFN;CHARSET=PUNYCODE;QUOTED-PRINTABLE:{'a' * SIZE}-{'b' * SIZE}\nEND:VCARD\n"
        )
    ),
    "parameters.ics": text(lambda: event("SUMMARY" + ";X=a" * (SIZE // 5) + ":Anna Ek")),
    "commas_and_a_quote.ics": text(lambda: event("SUMMARY;X=a" + ",a" * SIZE + '":Anna Ek')),
    "folded_for_ever.ics": text(lambda: event("SUMMARY:Anna" + "\n x" * (SIZE // 2))),
    "repeated_for_ever.ics": text(lambda: event("SUMMARY:Anna Ek\nRRULE:FREQ=SECONDLY")),
    "entities.xml": text(
        lambda: (
            f'<?xml version="1.0"?><!DOCTYPE x [{ENTITIES}]><table><tr><td>&e11;</td></tr></table>'
        )
    ),
    "spans.html": text(
        lambda: '<table><tr><td colspan="100000000" rowspan="100000000">Anna</td></tr></table>'
    ),
    "deep.html": text(lambda: "<table><tr><td>" * (SIZE // 20)),
    "zipped_blanks.xlsx": lambda file: with_sheet(
        file,
        sheet_of(
            SHEET.encode(), b" " * MEGABYTE, b"</sheetData></worksheet>", times=scaled(50, 1000)
        ),
    ),
    "zipped_cell.xlsx": lambda file: with_sheet(
        file,
        sheet_of(
            f'{SHEET}<row r="1"><c r="A1" t="inlineStr"><is><t>'.encode(),
            b"x" * MEGABYTE,
            b"</t></is></c></row></sheetData></worksheet>",
            times=scaled(30, 300),
        ),
    ),
    "far_cell.xlsx": lambda file: with_sheet(
        file,
        sheet_of(
            f'{SHEET}<row r="1"><c r="A1"><v>1</v></c></row>'.encode(),
            b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
            b"</sheetData></worksheet>",
        ),
    ),
    "entities.xlsx": lambda file: with_sheet(
        file,
        sheet_of(
            f'<?xml version="1.0"?><!DOCTYPE x [{ENTITIES}]>{SHEET}'.encode(),
            b'<row r="1"><c r="A1" t="inlineStr"><is><t>&e11;</t></is></c></row>',
            b"</sheetData></worksheet>",
        ),
    ),
}


class Spent(NamedTuple):
    """What an import took: its fault, exit code, megabytes more than before, and seconds."""

    wrong: str
    exit_code: int
    megabytes: int
    seconds: float


def spent_on(file: Path) -> Spent:
    """Import a file in this process, and return what that took."""
    before = resource.getrusage(resource.RUSAGE_SELF)
    with bounded():
        result = asked(["import", str(file), "--yes", "--skip-bad"])
    after = resource.getrusage(resource.RUSAGE_SELF)
    wrong = badly_told(result)
    if not wrong and any(len(line) > 600 for line in result.stderr.splitlines()):
        wrong = "a line without end"
    return Spent(
        wrong,
        result.exit_code,
        (after.ru_maxrss - before.ru_maxrss) >> 10,
        after.ru_utime - before.ru_utime,
    )


@pytest.mark.sized
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_asks_for_much_is_bounded_or_refused(
    path: Path, tmp_path: Path, name: str, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFPAD_DB", str(path))
    Pad.make(path)
    file = tmp_path / name
    FILES[name](file)
    came = done_apart(lambda: spent_on(file))
    assert not isinstance(came, int), f"it ended with {came}"
    spent = Spent(*came)
    with Pad(path, today=TODAY) as pad:
        people = len(pad.customers())
    say(
        f"{name}: {file.stat().st_size >> 10:,} kB, exit {spent.exit_code}, {spent.seconds:.1f} s,"
        f" {spent.megabytes} MB more, {people} customers"
    )
    assert not spent.wrong
    assert spent.megabytes < MOST_MEGABYTES
    assert people <= 1


def test_memory_that_was_taken_would_be_noticed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFPAD_DB", str(path))

    really = asked

    def taking(_: list[str]) -> Result:
        assert bytearray(b"x" * ((MOST_MEGABYTES + 50) * MEGABYTE))
        return really(["where"])

    monkeypatch.setattr("tests.safety.test_bombs.asked", taking)
    assert done_apart(lambda: spent_on(path))[2] > MOST_MEGABYTES
