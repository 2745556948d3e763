from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.shell import answer

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad.pad import Pad
    from tests.cli.conftest import Run


@pytest.fixture
def file(tmp_path: Path, pad: Pad) -> str:
    """Have a file of a good row and one that cannot be taken."""
    assert pad.customers() == []
    path = tmp_path / "list.csv"
    path.write_text("customer,kind,text\nSam Smith,need,quiet\nAnn Lee,wish,tea\n")
    return str(path)


@pytest.mark.parametrize(
    ("options", "count", "reason"),
    [
        ([], "1 would be created", "1 row was rejected, so nothing was written."),
        (["--dry-run"], "1 would be created", "1 row was rejected; a dry run writes nothing."),
        (["--skip-bad"], "1 created", "1 row was rejected; it is in "),
    ],
)
def test_the_answer_does_not_claim_what_was_not_written(
    run: Run, pad: Pad, file: str, options: list[str], count: str, reason: str
) -> None:
    result = run("import", file, *options)
    assert result.exit_code == 5
    assert result.stdout.startswith(f"2 rows read: {count}, ")
    assert reason in result.stderr
    assert bool(pad.customers()) == (options == ["--skip-bad"])


def test_one_row_is_one_row(run: Run, pad: Pad, tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("customer\nSam Smith\n")
    assert answer(run("import", str(path))).startswith("1 row read: 1 created, ")
    assert [person.name for person in pad.customers()] == ["Sam Smith"]
