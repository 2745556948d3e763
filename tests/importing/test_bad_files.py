from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.domain.errors import AskedWrongly, CouldNot, PrefpadError
from prefpad.domain.record import replace
from prefpad.importing.report import ImportReport, Problem
from tests.helpers.bad_files import BAD, EXPECTED, MADE, Expected, bad_file, is_one_sentence
from tests.helpers.sizes import is_whole

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad

ABOUT_THEM = {"expected.csv", ".gitattributes"}
ENOUGH = 70
NEEDED = {
    **dict.fromkeys(
        ("really_ods.csv", "really_xls.csv", "really_xlsx.csv"), "module python_calamine"
    ),
    "really_icalendar.csv": "module icalendar",
}


def stored(path: Path) -> bytes:
    """Return the file itself, since what changes nothing of a pad writes nothing into it."""
    return path.read_bytes()


@pytest.fixture(
    params=[
        pytest.param(name, marks=[pytest.mark.needs(NEEDED[name])] if name in NEEDED else [])
        for name in EXPECTED
        if is_whole() or "20_MB" not in name
    ]
)
def bad(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return bad_file(request.param, tmp_path)


def imported(pad: Pad, file: Path, *, dry_run: bool = False) -> ImportReport | PrefpadError:
    try:
        return pad.import_file(file, dry_run=dry_run, skip_bad=True)
    except PrefpadError as error:
        return error


def offences(report: ImportReport) -> set[str]:
    """Return what is wrong with the counts and reasons of a report."""
    found = set()
    if report.read != report.created + report.updated + report.unchanged + report.rejected:
        found.add("the rows do not add up")
    if len(report.problems) != report.rejected:
        found.add("a rejected row is not listed")
    if not all(problem.line > 0 and is_one_sentence(problem.reason) for problem in report.problems):
        found.add("a rejected row has no line or no reason")
    return found


def problems_in(result: ImportReport | PrefpadError, expected: Expected) -> set[str]:
    """Return how the outcome of an import differs from what is expected."""
    if isinstance(result, PrefpadError):
        if expected.read is not None and not expected.either:
            return {f"it is refused: {result.sentence}"}
        is_told = isinstance(result, AskedWrongly | CouldNot) and is_one_sentence(result.sentence)
        says = expected.either or expected.says in result.sentence
        return set() if is_told and says else {f"it says: {result}"}
    if expected.either:
        return offences(result)
    found = offences(result)
    if (result.read, result.rejected) != (expected.read, expected.rejected):
        found.add(f"{result.read} rows are read and {result.rejected} rejected")
    if [problem.line for problem in result.problems] != expected.lines:
        found.add("other lines are rejected")
    if result.problems and expected.says not in result.problems[0].reason:
        found.add(f"it says: {result.problems[0].reason}")
    return found


def test_there_are_enough_files_and_each_is_in_the_table() -> None:
    files = {file.name for file in BAD.iterdir()} - ABOUT_THEM
    assert len(files) >= ENOUGH
    assert files | {*MADE} == {*EXPECTED}
    assert sum(expected.either for expected in EXPECTED.values()) < len(EXPECTED) / 10


def test_the_table_has_files_of_every_outcome() -> None:
    outcomes = [(one.read is None, one.rejected > 0) for one in EXPECTED.values()]
    for outcome in ((True, False), (False, True), (False, False)):
        assert outcomes.count(outcome) > 20
    assert all(one.says for one in EXPECTED.values() if one.read is None or one.rejected)


@pytest.mark.sized
def test_rows_add_up_rehearsed_and_run_and_a_second_time_nothing_changes(
    path: Path, pad: Pad, bad: Path
) -> None:
    expected, before = EXPECTED[bad.name], stored(path)
    rehearsed = imported(pad, bad, dry_run=True)
    assert stored(path) == before
    result = imported(pad, bad)
    assert problems_in(result, expected) == set()
    if isinstance(result, PrefpadError):
        assert isinstance(rehearsed, PrefpadError)
        assert (rehearsed.sentence, rehearsed.hint) == (result.sentence, result.hint)
        assert result.hint
        assert stored(path) == before
        return
    assert rehearsed == result
    taken = result.read - result.rejected
    assert (stored(path) != before) == bool(taken)
    after = stored(path)
    again = imported(pad, bad)
    assert again == replace(result, created=0, updated=0, unchanged=taken, customers=0, notes=0)
    assert stored(path) == after


WITH_REJECTED = [name for name, one in EXPECTED.items() if one.rejected]


@pytest.mark.parametrize("name", [one for one in WITH_REJECTED if "20_MB" not in one])
def test_rejected_rows_stop_the_import_or_are_kept_in_a_file(
    path: Path, pad: Pad, tmp_path: Path, name: str
) -> None:
    bad, rejects, before = bad_file(name, tmp_path), tmp_path / "rejects.csv", stored(path)
    result = pad.import_file(bad)
    assert result.rejected
    assert stored(path) == before
    assert pad.import_file(bad, skip_bad=True, rejects=rejects) == result
    limit = csv.field_size_limit(1 << 26)
    try:
        with rejects.open(newline="", encoding="utf-8") as file:
            _, *kept = csv.reader(file)
    finally:
        csv.field_size_limit(limit)
    assert len(kept) == result.rejected
    for row, problem in zip(kept, result.problems, strict=True):
        assert row[-1].startswith(problem.reason)


# -- negative controls ---------------------------------------------------------------------------

SOUND = ImportReport(3, 1, 0, 1, 1, [Problem(2, "The row has 1 cell.")])


@pytest.mark.parametrize(
    "broken",
    [
        replace(SOUND, read=4),
        replace(SOUND, rejected=2, created=0),
        replace(SOUND, problems=[Problem(0, "The row has 1 cell.")]),
        replace(SOUND, problems=[Problem(2, "")]),
    ],
)
def test_a_report_that_does_not_add_up_would_be_noticed(broken: ImportReport) -> None:
    assert offences(SOUND) == set()
    assert offences(broken)


def test_an_outcome_that_is_not_the_expected_one_would_be_noticed() -> None:
    taken = Expected(3, 1, [2], "1 cell", either=False)
    refused = Expected(None, 0, [], "a PDF", either=False)
    pdf = AskedWrongly("list.csv is a PDF, not CSV.")
    assert problems_in(SOUND, taken) == problems_in(pdf, refused) == set()
    for result, expected in (
        (SOUND, refused),
        (pdf, taken),
        (SOUND, taken._replace(read=4)),
        (SOUND, taken._replace(lines=[3])),
        (SOUND, taken._replace(says="2 cells")),
        (pdf, refused._replace(says="a zip")),
        (PrefpadError("list.csv is a PDF, not CSV."), refused),
        (AskedWrongly("a PDF"), refused),
    ):
        assert problems_in(result, expected)


def test_a_second_run_that_changes_the_pad_would_be_noticed(path: Path, pad: Pad) -> None:
    before = stored(path)
    pad.add("Anna", "tea", new=True)
    assert stored(path) != before


# -- any bytes and any table ---------------------------------------------------------------------

COLUMNS = {
    "customer": ("Anna", "anna ", "Ben Ode", "'=1"),
    "id": ("", "1", "2;3"),
    "phone": ("", "030 1", "030 1;030 2"),
    "email": ("", "a@example.org", "A@EXAMPLE.ORG;b@x"),
    "kind": ("", "need", "promise", "fact"),
    "text": ("", "tea", "coffee: latte", "two\nlines"),
    "on": ("", "yesterday", "2025-03-04", "03/04/2025"),
    "reason": ("", "too late"),
}
NOISE = (
    *("", " ", "x" * 300, "🥐", "\0", "\x1b[2J", "\u202e", "n/a", "2025-02-30", "9" * 400),
    *('"', '"open', '""', "'", ",", ";", "\t", "\r", "\n", "customer,text"),
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252", "mac_roman")


def in_quotes(cells: list[str]) -> list[str]:
    return ['"' + cell.replace('"', '""') + '"' for cell in cells]


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    header = ["customer", *draw(st.lists(st.sampled_from([*COLUMNS][1:]), unique=True))]
    whole = st.tuples(*(st.sampled_from(COLUMNS[name]) for name in header)).map(list)
    noise = st.lists(st.sampled_from(NOISE), min_size=1, max_size=len(header) + 1)
    row = whole.map(in_quotes) | whole | whole.map(in_quotes) | noise | st.just(header)
    above = draw(st.sampled_from(["", "", "sep=;\n", "Notes:\n\n", "\ufeff", "Anna,tea\n"]))
    between = draw(st.sampled_from(",;\t|"))
    ends = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    lines = [header, *draw(st.lists(row, max_size=8))]
    text = above + "".join(between.join(line) + ends for line in lines)
    content = text.encode(draw(st.sampled_from(ENCODINGS)), "ignore")
    return content[: len(content) - draw(st.sampled_from([0, 0, 0, 1, 3]))]


some_bytes = st.builds(
    bytes.__add__,
    st.sampled_from([b"", b"customer,text\n", b'customer\n"', b"\xff\xfe", b"PK\x03\x04", b"ID;P"]),
    st.binary(max_size=80),
)


@given(content=tables() | some_bytes)
def test_any_bytes_are_taken_row_by_row_or_refused(
    path: Path, pad: Pad, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "any.csv"
    file.write_bytes(content)
    rehearsed, result = imported(pad, file, dry_run=True), imported(pad, file)
    if isinstance(result, PrefpadError):
        assert isinstance(rehearsed, PrefpadError)
        assert is_one_sentence(re.sub(r"\s", " ", result.sentence))
        return
    assert rehearsed == result
    assert offences(result) == set()
    before = stored(path)
    again = pad.import_file(file, skip_bad=True)
    assert offences(again) == set()
    # Whom a rejected row means may have become clear by the rows behind it; no other is taken again.
    newly_clear = result.rejected - again.rejected
    assert again.read == result.read
    assert again.created + again.updated <= newly_clear
    assert newly_clear or stored(path) == before
