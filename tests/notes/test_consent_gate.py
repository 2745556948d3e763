from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from prefpad.customers.edit import Edit
from prefpad.domain.errors import AskedWrongly, BadDay, CouldNot, PrefpadError
from prefpad.domain.models import Consent
from prefpad.notes.add import add_note
from tests.conftest import TODAY
from tests.helpers.making import days_ago

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad

GIVEN = Edit(consents=["notes=given"])


@pytest.fixture
def sam(pad: Pad) -> Pad:
    pad.add("Sam Smith", "latte", new=True)
    return pad


@pytest.fixture
def strict(sam: Pad) -> Pad:
    """A pad that has required consent since Sam's latte was noted."""
    sam.set("consent", "required")
    return sam


# -- by hand -------------------------------------------------------------------------------------


def test_the_last_word_on_each_holds(sam: Pad) -> None:
    sam.edit("smith", Edit(consents=["notes=asked", "messages=refused"]))
    edit = Edit(consents=["notes=given"], how=" signed  card ", on="yesterday")
    assert sam.edit("smith", edit).consents == (
        Consent("messages", "refused", TODAY),
        Consent("notes", "given", days_ago(1), "signed card"),
    )


def test_what_was_said_before_is_kept(sam: Pad) -> None:
    for status in ("given", "given", "withdrawn", "given"):
        sam.edit("smith", Edit(consents=[f"notes={status}"]))
    rows = sam.session.connection.execute(
        "SELECT status, author FROM consents ORDER BY number"
    ).fetchall()
    assert rows == [("given", "Ana"), ("withdrawn", "Ana"), ("given", "Ana")]


def test_a_consent_is_told_by_the_log_and_taken_back(sam: Pad) -> None:
    sam.edit("smith", Edit(consents=["messages=asked"]))
    sam.edit("smith", Edit(consents=["messages=given"], how="by phone", on="2026-01-05"))
    sam.edit("smith", Edit(consents=["messages=withdrawn"]))
    sam.edit("smith", Edit(consents=["notes=refused"]))
    assert [change.what for change in sam.log(limit=4)] == [
        "Sam Smith refused consent to notes on 2026-03-02",
        "Sam Smith withdrew consent to messages on 2026-03-02",
        "Sam Smith gave consent to messages on 2026-01-05 (by phone)",
        "asked Sam Smith for consent to messages on 2026-03-02",
    ]
    undone = sam.undo()
    assert [one.status for one in sam.customer("smith").consents] == ["withdrawn"]
    assert undone.number
    sam.undo(undone.number)
    assert [one.status for one in sam.customer("smith").consents] == ["withdrawn", "refused"]


@pytest.mark.parametrize(
    ("edit", "error"),
    [
        (Edit(consents=["notes=sure"]), AskedWrongly),
        (Edit(consents=["notes=given"], how="x" * 300), AskedWrongly),
        (Edit(consents=["notes=given"], on="tomorrow"), BadDay),
    ],
)
def test_a_consent_that_is_none_is_refused(sam: Pad, edit: Edit, error: type[PrefpadError]) -> None:
    with pytest.raises(error):
        sam.edit("smith", edit)
    assert sam.customer("smith").consents == ()


# -- where it is required ------------------------------------------------------------------------

TAKEN: list[dict[str, Any]] = [
    {"kind": "promise"},
    {"kind": "problem", "source": "observed"},
    {"kind": "need", "alert": True},
]
HELD_UP: list[dict[str, Any]] = [
    {},
    {"kind": "need"},
    {"kind": "fact"},
    {"kind": "mood", "voice": "private"},
    {"kind": "need", "alert": True, "source": "observed"},
    {"instead": 1},
]


@pytest.mark.parametrize("fields", TAKEN)
def test_what_the_customer_needs_us_to_know_is_taken_without_consent(
    strict: Pad, fields: dict[str, Any]
) -> None:
    assert strict.add("smith", "a thing", **fields).number == 2


@pytest.mark.parametrize("fields", HELD_UP)
def test_other_notes_wait_for_consent(strict: Pad, fields: dict[str, Any]) -> None:
    with pytest.raises(CouldNot, match="no consent to notes") as refused:
        strict.add("smith", "a thing", **fields)
    assert "`pad.edit('@1', wanted=Edit(consents=['notes=given']))`" in refused.value.hint
    assert [note.text for note in strict.notes("smith")] == ["latte"]
    strict.edit("smith", GIVEN)
    assert strict.add("smith", "a thing", **fields)


@pytest.mark.parametrize("fields", HELD_UP)
def test_nothing_waits_where_consent_is_optional(sam: Pad, fields: dict[str, Any]) -> None:
    assert sam.add("smith", "a thing", **fields)


@pytest.mark.parametrize("status", ["asked", "refused", "withdrawn"])
def test_only_the_consent_that_was_given_last_counts(strict: Pad, status: str) -> None:
    strict.edit("smith", GIVEN)
    strict.edit("smith", Edit(consents=[f"notes={status}", "messages=given"]))
    with pytest.raises(CouldNot, match="no consent to notes"):
        strict.add("smith", "tea")


def test_nobody_is_made_for_a_note_that_waits(strict: Pad) -> None:
    with pytest.raises(CouldNot) as refused:
        add_note(strict.session, "Ida Berg", "tea", making="if unknown")
    assert '`pad.edit("Ida Berg", new=True, wanted=Edit(' in refused.value.hint
    assert [person.name for person in strict.customers()] == ["Sam Smith"]


def test_what_was_tried_on_a_problem_is_taken_with_it(strict: Pad) -> None:
    problem = strict.add("smith", "the shower runs cold", kind="problem")
    assert strict.add("smith", "ran it warm", kind="other", under=problem.number)
    assert strict.done(problem.number, "new thermostat").ended == "done"


def test_what_is_there_stays_and_can_be_kept_right(strict: Pad) -> None:
    strict.edit("smith", Edit(consents=["notes=withdrawn"]))
    assert strict.confirm(1, now="flat white").text == "flat white"
    assert [note.text for note in strict.recall("smith").act] == ["flat white"]
    assert not strict.customer("smith").notes_allowed


# -- imports -------------------------------------------------------------------------------------

OWN = (
    "customer,phone,kind,text,alert,source\n"
    "Sam Smith,555 0101,preference,tea,,told\n"
    "Sam Smith,,preference,latte,,told\n"
    "Ida Berg,555 0102,preference,tea,,told\n"
    "Ida Berg,,promise,a call,,told\n"
    "Bo Ek,,need,no nuts,yes,told\n"
    "Cy Young,,need,no nuts,yes,relayed\n"
    "Dee Dunn,555 0103,,,,\n"
)
SQUARE = (
    "Square Customer ID,First Name,Last Name,Email Address,Creation Source,Memo\n"
    "1,Sam,Smith,sam@example.com,Manual,latte drinker\n"
    "2,Ida,Berg,ida@example.com,Manual,\n"
)


def imported(pad: Pad, path: Path, text: str) -> tuple[int, list[int]]:
    """Import a list, and return how many rows changed the pad and the lines that were rejected."""
    file = path.with_name("list.csv")
    file.write_text(text, encoding="utf-8")
    report = pad.import_file(file, skip_bad=True)
    assert {one.reason for one in report.problems} <= {
        "no consent to notes, which this pad requires"
    }
    return report.created + report.updated, [one.line for one in report.problems]


def test_rows_that_wait_for_consent_are_rejected_and_leave_nothing(strict: Pad, path: Path) -> None:
    assert imported(strict, path, OWN)[1] == [2, 3, 4, 7]
    assert [person.name for person in strict.customers()] == [
        "Bo Ek", "Dee Dunn", "Ida Berg", "Sam Smith",
    ]  # fmt: skip
    assert strict.customer("smith").phones == strict.customer("ida").phones == ()
    assert [note.text for note in strict.notes("ida")] == ["a call"]


def test_rows_of_those_who_consented_are_taken(strict: Pad, path: Path) -> None:
    strict.edit("smith", GIVEN)
    strict.edit("Ida Berg", GIVEN, new=True)
    assert imported(strict, path, OWN)[1] == [7]
    assert [note.text for note in strict.notes("smith")] == ["latte", "tea"]


def test_rows_that_were_taken_before_are_no_news(sam: Pad, path: Path) -> None:
    imported(sam, path, OWN)
    sam.set("consent", "required")
    assert imported(sam, path, OWN) == (0, [])


@pytest.mark.parametrize("text", [OWN, SQUARE])
def test_no_row_is_rejected_where_consent_is_optional(sam: Pad, path: Path, text: str) -> None:
    assert imported(sam, path, text)[1] == []


def test_lists_of_other_programs_wait_too(strict: Pad, path: Path) -> None:
    assert imported(strict, path, SQUARE) == (1, [2])
    assert strict.customer("smith").emails == ()
    strict.edit("smith", Edit(consents=["notes=given"], handles={"email": ["sam@example.com"]}))
    assert imported(strict, path, SQUARE)[1] == []
    assert [note.text for note in strict.notes("smith")] == ["latte", "latte drinker"]
    strict.edit("smith", Edit(consents=["notes=withdrawn"]))
    more = SQUARE.replace("1,Sam,Smith", "1,Samuel,Smith")
    assert imported(strict, path, more)[1] == []
