from __future__ import annotations

import fcntl
import json
import os
import pty
import stat
import struct
import subprocess
import sys
import termios
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from tests.helpers.shell import answer, refusal

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad
    from tests.cli.conftest import Run

_GOOD = "customer,kind,text,source\nSam Smith,preference,oat latte,told\nAnn Lee,,,\n"
_BAD = _GOOD + "Bob Ray,preferense,tea,told\nCid Fox,need\n"


@pytest.fixture
def good(tmp_path: Path) -> str:
    return _written(tmp_path / "good.csv", _GOOD)


@pytest.fixture
def bad(tmp_path: Path) -> str:
    return _written(tmp_path / "bad.csv", _BAD)


@pytest.fixture
def one_bad(tmp_path: Path) -> str:
    text = "customer,kind,text\nSam Smith,need,quiet\nAnn Lee,wish,tea\n"
    return _written(tmp_path / "one_bad.csv", text)


def _written(file: Path, text: str) -> str:
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_the_answer_counts_the_rows(run: Run, pad: Pad, good: str) -> None:
    counted = "2 rows read: 2 created, 0 updated, 0 unchanged, 0 rejected.\n"
    assert answer(run("import", good)) == counted
    assert [person.name for person in pad.customers()] == ["Ann Lee", "Sam Smith"]


def test_the_same_file_again_changes_nothing(run: Run, pad: Pad, good: str) -> None:
    answer(run("import", good))
    assert "0 created, 0 updated, 2 unchanged" in answer(run("import", good))
    assert len(pad.notes("smith")) == 1


def test_a_rehearsal_tells_the_same_and_writes_nothing(run: Run, pad: Pad, good: str) -> None:
    assert "2 would be created" in answer(run("import", good, "--dry-run"))
    assert pad.customers() == []


def test_a_bad_row_stops_the_import_and_is_listed_with_its_line(
    run: Run, pad: Pad, bad: str
) -> None:
    result = run("import", bad)
    assert result.exit_code == 5
    assert "line 4: kind 'preferense' is not" in result.stderr
    assert "line 5: The row has 2 cells, but the header has 4." in result.stderr
    assert "nothing was written" in result.stderr
    assert pad.customers() == []


def test_the_bad_rows_can_be_skipped_mended_and_imported(
    run: Run, pad: Pad, bad: str, tmp_path: Path
) -> None:
    assert run("import", bad, "--skip-bad").exit_code == 5
    assert len(pad.customers()) == 2
    rejected = tmp_path / "bad.rejected.csv"
    assert stat.S_IMODE(rejected.stat().st_mode) == 0o600
    mended = rejected.read_text(encoding="utf-8").replace("preferense", "preference")
    rejected.write_text(mended.replace("Cid Fox,need,,", "Cid Fox,need,stool,"), encoding="utf-8")
    answer(run("import", str(rejected)))
    assert [note.text for note in pad.notes("bob")] == ["tea"]


def test_rejected_rows_that_are_being_mended_are_not_overwritten(
    run: Run, pad: Pad, bad: str, tmp_path: Path
) -> None:
    run("import", bad, "--skip-bad")
    _written(tmp_path / "bad.rejected.csv", "being mended")
    assert "bad.rejected2.csv" in run("import", bad, "--skip-bad").stderr
    assert (tmp_path / "bad.rejected.csv").read_text(encoding="utf-8") == "being mended"


def test_a_file_can_come_from_stdin(run: Run, pad: Pad) -> None:
    assert "2 created" in answer(run("import", "-", typed=_GOOD))
    assert len(pad.customers()) == 2


def test_the_report_is_told_as_json(run: Run, pad: Pad, bad: str) -> None:
    report = json.loads(run("import", bad, "--format", "json").stdout)
    assert [problem["line"] for problem in report.pop("problems")] == [4, 5]
    assert report == {
        "read": 4,
        "created": 2,
        "updated": 0,
        "unchanged": 0,
        "rejected": 2,
        "source": "prefpad",
        "facts": [],
        "kept": [],
        "twins": [],
        "twin_count": 0,
        "differences": [],
        "difference_count": 0,
        "private": {},
        "alerts": {},
        "left_out": [],
        "encoded_twice": 0,
        "of_nobody": [],
        "forgotten": 0,
        "memory_lost": False,
        "memory_elsewhere": False,
        "customers": 2,
        "notes": 1,
        "became": {},
        "bookings": {},
        "sheet": "",
        "other_sheets": [],
        "repaired": False,
        "lost_letters": 0,
        "mixed_consents": 0,
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "empty"),
        ("Sam Smith,555\n", "says whom a row is about"),
        ("customer,Customer\nSam,Sam\n", "two columns named"),
        ("customer,text,shoe size\nSam,tea,9\n", "shoe size"),
        ("<!DOCTYPE html>\n<table>", "HTML"),
    ],
)
def test_what_is_no_customer_list_is_said_in_a_sentence(
    run: Run, pad: Pad, tmp_path: Path, content: str, said: str
) -> None:
    assert said in refusal(run("import", _written(tmp_path / "odd.csv", content)), 2)


def test_a_missing_file_and_a_folder_could_not_be_read(run: Run, pad: Pad, tmp_path: Path) -> None:
    refusal(run("import", "no such.csv"), 1)
    refusal(run("import", str(tmp_path)), 2)


def test_a_header_alone_is_done_with_no_rows(run: Run, pad: Pad, tmp_path: Path) -> None:
    assert "0 rows read" in answer(run("import", _written(tmp_path / "none.csv", "customer\n")))


@pytest.mark.parametrize(
    ("options", "count", "reason"),
    [
        ([], "1 would be created", "1 row was rejected, so nothing was written."),
        (["--dry-run"], "1 would be created", "1 row was rejected; a dry run writes nothing."),
        (["--skip-bad"], "1 created", "1 row was rejected; it is in "),
    ],
)
def test_the_answer_does_not_claim_what_was_not_written(
    run: Run, pad: Pad, one_bad: str, options: list[str], count: str, reason: str
) -> None:
    result = run("import", one_bad, *options)
    assert result.exit_code == 5
    assert result.stdout.startswith(f"2 rows read: {count}, ")
    assert reason in result.stderr
    assert bool(pad.customers()) == (options == ["--skip-bad"])


def test_one_row_is_one_row(run: Run, pad: Pad, tmp_path: Path) -> None:
    file = _written(tmp_path / "one.csv", "customer\nSam Smith\n")
    assert answer(run("import", file)).startswith("1 row read: 1 created, ")
    assert [person.name for person in pad.customers()] == ["Sam Smith"]


@pytest.mark.needs("a terminal")
def test_a_long_list_shows_what_is_being_done(path: Path, pad: Pad, tmp_path: Path) -> None:
    rows = (f"Customer {number},{number:09},{'quiet ' * 15}\n" for number in range(3000))
    file = _written(tmp_path / "long.csv", f"customer,phone,text\n{''.join(rows)}")
    screen, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    command = [sys.executable, "-m", "prefpad", "--db", str(path), "import", file, "--yes"]
    with subprocess.Popen(
        command, stderr=terminal, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    ) as importing:
        os.close(terminal)
        shown = b""
        with suppress(OSError):  # the terminal closes with the program
            while some := os.read(screen, 4096):
                shown += some
    os.close(screen)
    assert importing.returncode == 0
    assert len(pad.customers()) == 3000
    doing = [shown.index(word) for word in (b"Reading", b"Matching", b"Writing")]
    assert doing == sorted(doing)
