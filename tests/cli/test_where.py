from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.helpers.shell import answer, answered, refusal

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad
    from tests.cli.conftest import Run


def test_it_says_which_file_how_large_and_when_it_was_backed_up(
    run: Run, pad: Pad, path: Path, tmp_path: Path
) -> None:
    assert "last backup\tnone" in answer(run("where"))
    for name in ("old.db", "new.db", "lost.db"):
        pad.backup(tmp_path / name)
    (tmp_path / "lost.db").unlink()
    told = dict(line.split("\t") for line in answer(run("where")).splitlines())
    assert told["pad"] == str(path)
    assert told["set by"] == "PREFPAD_DB"
    assert told["size"].endswith(" KB")
    assert told["last backup"].endswith(f", {tmp_path / 'new.db'}")


def test_a_script_gets_facts(run: Run, pad: Pad, path: Path, tmp_path: Path) -> None:
    pad.backup(tmp_path / "copy.db")
    known = answered(run("where", "--json"))
    assert known.pop("backed_up_at")
    assert known == {
        "path": str(path),
        "named_by": "PREFPAD_DB",
        "bytes": path.stat().st_size,
        "backup": str(tmp_path / "copy.db"),
    }


@pytest.mark.parametrize("form", ["table", "plain", "json", "jsonl", "csv"])
def test_the_answer_comes_in_every_format(run: Run, pad: Pad, form: str) -> None:
    assert "pad.db" in answer(run("where", "--format", form))


def test_where_there_is_no_pad_it_says_where_one_would_be(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PREFPAD_DB")
    told = answer(run("where"))
    assert told.startswith(f"pad\t{tmp_path / 'home' / 'prefpad' / 'pad.db'}\n")
    assert "not there yet; `prefpad init` makes it" in told
    assert answered(run("where", "--json"))["named_by"] == "default"
    assert answered(run("--db", "x.db", "where", "--json"))["named_by"] == "--db"
    assert [*(tmp_path / "home").iterdir()] == []


def test_a_file_that_is_no_pad_is_told(run: Run, path: Path) -> None:
    path.write_text("my diary")
    assert "is not a pad" in refusal(run("where"), 6)
