from __future__ import annotations

import errno
import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from prefpad import Pad
from prefpad.customers.edit import Edit
from tests.conftest import TODAY
from tests.helpers.shell import answer, refusal

if TYPE_CHECKING:
    from tests.cli.conftest import Run

BEGINNINGS = {
    "a.json": '{"prefpad": 1',
    "a.csv": "\ufeffcustomer,id",
    "a.VCF": "BEGIN:VCARD",
    "a.ics": "BEGIN:VCALENDAR",
}


@pytest.fixture(autouse=True)
def _ida_and_bo(path: Path) -> None:
    with Pad(path, today=TODAY, create=True, author="Ana") as pad:
        pad.add("Ida Berg", "tea: green", new=True)
        pad.edit("Bo Ek", Edit(tags=["guest"]), new=True)


@pytest.mark.parametrize("name", BEGINNINGS)
def test_the_ending_of_the_file_says_in_which_form(run: Run, tmp_path: Path, name: str) -> None:
    answer(run("export", name))
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(BEGINNINGS[name])


def test_the_answer_says_what_is_where(run: Run) -> None:
    assert answer(run("export", "a.json")) == "2 customers with 1 note in a.json.\n"
    assert answer(run("export", "a.vcf")) == "2 customers with 1 remark in a.vcf.\n"
    assert answer(run("export", "a.ics")) == "1 customer with 1 day to remember in a.ics.\n"
    assert answer(run("export", "b.csv", "-q")) == ""


@pytest.mark.parametrize("name", ["a", "a.txt", "csv"])
def test_a_name_that_says_nothing_wants_a_format(run: Run, tmp_path: Path, name: str) -> None:
    assert "does not say which format" in refusal(run("export", name), 2)
    answer(run("export", name, "--format", "csv"))
    assert (tmp_path / name).exists()


def test_a_format_wins_over_the_ending(run: Run, tmp_path: Path) -> None:
    answer(run("export", "a.csv", "--format", "json"))
    assert json.loads((tmp_path / "a.csv").read_text(encoding="utf-8"))["prefpad"] == 1


@pytest.mark.parametrize("where", [(), ("-",)])
def test_without_a_file_it_goes_to_stdout(run: Run, where: tuple[str, ...]) -> None:
    assert json.loads(answer(run("export", *where)))["prefpad"] == 1
    assert answer(run("export", *where, "--format", "csv")).startswith("customer,id")


def test_only_its_owner_may_read_it(run: Run, tmp_path: Path) -> None:
    answer(run("export", "a.json"))
    assert stat.S_IMODE((tmp_path / "a.json").stat().st_mode) == 0o600


def test_what_is_there_is_replaced_only_by_force(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("mine", encoding="utf-8")
    assert "already exists" in refusal(run("export", "a.json"), 1)
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == "mine"
    answer(run("export", "a.json", "--force"))
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["prefpad"] == 1
    assert stat.S_IMODE((tmp_path / "a.json").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("pad.db", "is the pad itself"),
        ("link.db", "is the pad itself"),
        ("fifo", "is a pipe or a device"),
        ("nowhere/a.json", "could not be written: no such file"),
        ("a\0.json", "could not be written"),
        ("loop", "could not be written"),
    ],
)
def test_not_everything_is_replaced_even_by_force(
    run: Run, tmp_path: Path, path: Path, name: str, sentence: str
) -> None:
    (tmp_path / "link.db").symlink_to(path)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    os.mkfifo(tmp_path / "fifo")
    before = path.read_bytes()
    assert sentence in refusal(run("export", name, "--force", "--format", "json"), 1)
    assert path.read_bytes() == before
    assert stat.S_ISFIFO((tmp_path / "fifo").stat().st_mode)


@pytest.mark.parametrize("moment", ["write", "fsync", "replace"])
@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "No space left"), KeyboardInterrupt()])
def test_a_full_disk_or_an_interrupt_leaves_nothing_half_there(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    moment: str,
    failure: BaseException,
) -> None:
    def fail(*_: Any) -> None:
        raise failure

    class Full(io.BytesIO):
        def write(self, _: Any) -> int:
            raise failure

    (tmp_path / "a.json").write_text("mine", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    match moment:
        case "write":
            really = os.fdopen

            def fdopen(descriptor: int, *_: Any) -> Full:
                really(descriptor, "wb").close()
                return Full()

            monkeypatch.setattr("prefpad.db.atomic_file.os.fdopen", fdopen)
        case "fsync":
            monkeypatch.setattr("prefpad.db.atomic_file.os.fsync", fail)
        case _:
            monkeypatch.setattr("pathlib.Path.replace", fail)
    result = run("export", "a.json", "--force")
    if isinstance(failure, OSError):
        assert "a.json could not be written: no space left." in refusal(result, 1)
    else:
        assert result.exit_code == 130
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == "mine"


@pytest.mark.needs("/dev/full")
def test_a_full_disk_on_stdout_is_told(path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "prefpad", "--db", str(path), "export"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "could not be written" in done.stderr


def test_a_reader_that_leaves_early_is_no_error(path: Path) -> None:
    with Pad(path, today=TODAY) as pad:
        for number in range(40):
            pad.add("Ida Berg", f"{number} {'long ' * 750}", kind="other")
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m prefpad --db {path} export | head -c 20"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ('{"prefpad": 1,\n"next', "")


def test_a_slow_reader_keeps_nobody_from_writing(path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "prefpad", "--db", str(path), "export"], stdout=subprocess.PIPE
    ) as reading:
        assert reading.stdout
        assert reading.stdout.read(1) == b"{"
        with Pad(path, today=TODAY) as pad:
            assert pad.visit("ida").on == TODAY
        reading.stdout.read()


def test_one_customer_or_a_tag(run: Run) -> None:
    one = json.loads(answer(run("export", "--customer", "bo")))
    assert [row["name"] for row in one["customers"]] == ["Bo Ek"]
    some = json.loads(answer(run("export", "--tag", "guest")))
    assert [row["name"] for row in some["customers"]] == ["Bo Ek"]
    assert json.loads(answer(run("export", "--tag", "nobody")))["customers"] == []
    assert "not both" in refusal(run("export", "--tag", "guest", "--customer", "bo"), 2)
    assert "No customer matches" in refusal(run("export", "--customer", "zoe"), 3)


def test_an_unknown_customer_leaves_no_file(run: Run, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    refusal(run("export", "a.json", "--customer", "zoe"), 3)
    assert sorted(tmp_path.iterdir()) == before


def test_private_notes(run: Run, path: Path) -> None:
    with Pad(path, today=TODAY) as pad:
        pad.add("Bo Ek", "secret", kind="promise", voice="private")
    assert "secret" not in answer(run("export", "--format", "ical"))
    assert "secret" in answer(run("export", "--format", "ical", "--show-private"))
    assert "secret" in answer(run("export", "--format", "csv"))
    assert "for others to read" in refusal(run("export", "--format", "vcard", "--show-private"), 2)


def test_an_id_that_two_share_is_told(run: Run, path: Path) -> None:
    with Pad(path, today=TODAY) as pad:
        for who in ("ida", "bo"):
            pad.edit(who, Edit(handles={"id": ["X1"]}))
    result = run("export", "a.csv")
    answer(result)
    assert (
        result.stderr == "Bo Ek @2 shares the id X1, which is written for the first of them only.\n"
    )


def test_a_json_is_imported_from_a_file_and_from_stdin(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = answer(run("export"))
    answer(run("export", "all.backup", "--format", "json"))
    for name, file, typed in (("b.db", "all.backup", None), ("c.db", "-", everything)):
        answer(run("init", name))
        monkeypatch.setenv("PREFPAD_DB", str(tmp_path / name))
        assert "2 would be created" in answer(run("import", file, "--dry-run", typed=typed))
        answer(run("import", file, typed=typed))
        assert answer(run("export")) == everything
        refusal(run("import", file, typed=typed), 1)


def test_a_damaged_json_is_told_in_a_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = answer(run("export"))
    answer(run("init", "b.db"))
    monkeypatch.setenv("PREFPAD_DB", str(tmp_path / "b.db"))
    bad = everything.replace('"kind": "preference"', '"kind": "rumour"')
    said = refusal(run("import", "-", typed=bad), 5)
    assert said.startswith("customers[0].notes[0].kind: 'rumour' is not preference, need")
    said = refusal(run("import", "-", typed=everything[:-5]), 2)
    assert said.startswith("stdin is not valid json at line ")
