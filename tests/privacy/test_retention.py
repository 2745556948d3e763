from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from prefpad import Pad
from prefpad.db import erasure
from prefpad.domain.errors import CouldNot
from prefpad.privacy import retention_rows as outliving
from tests.helpers.making import days_ago

if TYPE_CHECKING:
    from pathlib import Path

TWO_YEARS = 730


@pytest.fixture
def sam(pad: Pad) -> Pad:
    pad.add("Sam Smith", "drinks tea", on=days_ago(1), new=True)
    return pad


def found(pad: Pad) -> list[tuple[str, int | None]]:
    return [(one.why, one.note) for one in pad.outlived()]


def jot(pad: Pad, days: int, ended: int | None = None, **fields: Any) -> int:
    """Jot a note so many days ago, and end it later."""
    note = pad.add("smith", f"text {days} {ended} {fields}", on=days_ago(days), **fields)
    if ended is not None:
        pad.done(note.number, on=days_ago(ended))
    return note.number


@pytest.mark.parametrize(
    ("why", "fields", "term"),
    [
        ("want", {"kind": "want"}, 90),
        ("mood", {"kind": "mood"}, 14),
        ("not seen again", {"source": "observed"}, 180),
        ("not seen again", {"kind": "need", "source": "relayed"}, 180),
        ("extra given", {"kind": "extra"}, TWO_YEARS),
    ],
)
def test_what_lapses_by_itself_goes_so_many_days_after_its_day(
    sam: Pad, why: str, fields: dict[str, Any], term: int
) -> None:
    jot(sam, term - 1, **fields)
    old = jot(sam, term, **fields)
    assert found(sam) == [(why, old)]


@pytest.mark.parametrize(
    ("why", "kind", "term"),
    [
        ("closed problem", "problem", TWO_YEARS),
        ("closed promise", "promise", TWO_YEARS),
        ("want", "want", 90),
    ],
)
def test_what_was_open_goes_so_many_days_after_it_was_closed(
    sam: Pad, why: str, kind: str, term: int
) -> None:
    jot(sam, term + 50, ended=term - 1, kind=kind)
    old = jot(sam, term + 50, ended=term, kind=kind)
    assert found(sam) == [(why, old)]


def test_a_want_counts_from_the_day_it_was_for(sam: Pad) -> None:
    sam.add("smith", "a sea view", kind="want", on=days_ago(200), by=days_ago(60))
    assert found(sam) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "problem"},
        {"kind": "promise", "by": days_ago(2000)},
        {"kind": "preference"},
        {"kind": "need"},
        {"kind": "fact"},
        {"kind": "praise"},
        {"kind": "other"},
        {"kind": "need", "alert": True, "source": "observed"},
    ],
)
def test_what_is_open_or_lasts_never_goes_nor_does_an_alert(
    sam: Pad, fields: dict[str, Any]
) -> None:
    jot(sam, 2100, **fields)
    assert found(sam) == []


def test_what_was_seen_again_stays(sam: Pad) -> None:
    jot(sam, 400, source="observed")
    sam.add("smith", "text 400 None {'source': 'observed'}", source="observed", on=days_ago(300))
    assert found(sam) == []


def test_each_time_is_a_setting(sam: Pad) -> None:
    old = jot(sam, 20, kind="mood")
    assert found(sam) == [("mood", old)]
    sam.set("keep-moods", "3 weeks")
    assert found(sam) == []
    sam.set("keep-moods", "1 day")
    assert found(sam) == [("mood", old)]
    sam.set("keep-moods", "never")
    assert (found(sam), sam.setting("keep-moods").value) == ([], "never")


def test_customers_who_do_not_come_go_only_if_the_owner_says_so(pad: Pad) -> None:
    pad.add(
        "Sam Smith", "allergic to walnuts", kind="need", alert=True, on=days_ago(2000), new=True
    )
    pad.add("Ida Berg", "tea", on=days_ago(2000), new=True)
    pad.visit("berg", on=days_ago(100))
    assert found(pad) == []
    pad.set("keep-customers", "5 years")
    assert [(one.customer, one.note) for one in pad.outlived()] == [("Sam Smith", None)]
    assert pad.tidy().customers == 1
    assert [one.name for one in pad.customers()] == ["Ida Berg"]


def test_colleagues_and_suppliers_do_not_go_for_not_coming(pad: Pad) -> None:
    from prefpad.customers.edit import Edit

    pad.add("Bruno Tessier", "bread", on=days_ago(2000), new=True)
    pad.edit("tessier", Edit({"role": "supplier"}, {}, [], {}, []))
    pad.set("keep-customers", "1 year")
    assert pad.outlived() == []


def test_private_texts_are_not_listed(sam: Pad) -> None:
    jot(sam, 30, kind="mood", voice="private")
    assert [one.text for one in sam.outlived()] == ["(private)"]


def haunt(pad: Pad) -> None:
    problem = jot(pad, 900, kind="problem")
    pad.done(problem, "xylophone tuned", on=days_ago(800))
    pad.add("smith", "vexillum: quokka", kind="want", on=days_ago(300))
    outside = pad.path.with_name("list.csv")
    outside.write_text("First Name,Last Name,Email,Likes\nSam,Smith,s@ex.com,zwieback\n")
    with Pad(pad.path, today=days_ago(300)) as before:
        before.import_file(outside)
        outside.write_text("First Name,Last Name,Email,Likes\nSam,Smith,s@ex.com,kvass\n")
        before.import_file(outside)
    outside.unlink()


WORDS = (b"xylophone", b"vexillum", b"quokka", b"zwieback", b"kvass")


def traces(path: Path) -> list[bytes]:
    return [word for word in WORDS if word in path.read_bytes()]


def test_no_word_of_what_was_tidied_is_left_in_the_file(sam: Pad) -> None:
    haunt(sam)
    assert traces(sam.path) == [*WORDS]
    assert sam.tidy().is_clean
    assert traces(sam.path) == []
    assert [note.text for note in sam.notes("@1")] == ["drinks tea"]


@pytest.mark.parametrize("step", ["finish", "detach"])
def test_a_word_that_was_left_would_be_noticed(
    sam: Pad, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    haunt(sam)
    if step == "finish":
        monkeypatch.setattr(erasure, "_finish", lambda _: None)
    else:
        monkeypatch.setattr(outliving, "detach", lambda *_: None)
    sam.tidy()
    assert traces(sam.path)


def test_tidying_cannot_be_undone_and_what_came_before_can(sam: Pad) -> None:
    jot(sam, 30, kind="mood")
    sam.tidy()
    last, *_ = sam.log()
    assert last.what == "notes past their retention time were deleted"
    with pytest.raises(CouldNot, match="for good"):
        sam.undo()
    assert sam.undo(1).removed == {"customers": 1, "handles": 1, "notes": 1}


def test_where_nothing_has_outlived_its_time_nothing_is_written(sam: Pad) -> None:
    before = sam.path.read_bytes()
    assert (sam.tidy().notes, sam.outlived()) == (0, [])
    assert sam.path.read_bytes() == before


def test_the_file_it_came_from_does_not_bring_it_back(pad: Pad, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(
        "customer,kind,text,source,on\n"
        f"Sam Smith,want,a sea view,told,{days_ago(400)}\n"
        f"Sam Smith,preference,tea,told,{days_ago(400)}\n"
    )
    pad.import_file(file)
    assert pad.tidy().notes == 1
    again = pad.import_file(file)
    assert (again.created, again.unchanged) == (0, 2)
    assert [note.text for note in pad.notes("smith")] == ["tea"]


def test_a_list_of_another_program_does_not_bring_it_back_when_it_has_changed(
    pad: Pad, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    file.write_text("First Name,Last Name,Email,Phone,Likes\nSam,Smith,s@ex.com,,kvass\n")
    with Pad(pad.path, today=days_ago(300)) as before:
        before.import_file(file)
    assert pad.tidy().notes == 1
    file.write_text("First Name,Last Name,Email,Phone,Likes\nSam,Smith,s@ex.com,0301234567,kvass\n")
    report = pad.import_file(file)
    assert [(one.what, one.kept) for one in report.differences] == [("likes", "")]
    assert pad.notes("smith") == []


def test_who_is_expected_outlives_nothing_until_they_were_called_off(pad: Pad) -> None:
    pad.set("keep-customers", "2 years")
    with Pad(pad.path, today=days_ago(3000)) as before:
        before.add("Bo Ek", "tea", new=True)
        before.expect_visit("Bo Ek", days_ago(-30))
    assert found(pad) == []
    pad.not_coming("Bo Ek")
    assert found(pad) == [("not here since", None)]


def test_what_was_never_in_a_list_leaves_what_the_list_said(pad: Pad, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("First Name,Last Name,Email,Likes\nSam,Smith,s@ex.com,kvass\n")
    pad.import_file(file)
    pad.add("smith", "tired", kind="mood", on=days_ago(400))
    assert pad.tidy().notes == 1
    again = pad.import_file(file)
    assert (again.unchanged, again.differences) == (1, [])
