"""Lists of bookings: who is expected, what was called off, and what was a visit."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from prefpad import Pad
from tests.conftest import TODAY
from tests.helpers.making import days_ago, days_ahead
from tests.helpers.shell import answer, answered

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad.importing.report import ImportReport
    from tests.cli.conftest import Run

CALENDLY = (
    "Invitee Name,Invitee Email,Event Type Name,Start Date & Time,End Date & Time,Canceled,"
    "Marked as No-Show,Invitee UUID"
)
BOOKING_COM = "Book number,Booked by,Guest name(s),Check-in,Check-out,Status,Unit type,Phone number"
FRESHA = "Appointment reference,Client,Scheduled date,Scheduled time,Duration,Services,Status"
SQUARE = "Appointment ID,Customer,Email,Phone,Appointment date,Start time,Service,Status"


def imported(pad: Pad, tmp_path: Path, *rows: str) -> ImportReport:
    file = tmp_path / "bookings.csv"
    file.write_text("\n".join((*rows, "")), encoding="utf-8")
    return pad.import_file(file)


def expected(pad: Pad, name: str) -> list[tuple[date, str | None, str | None]]:
    return [(one.on, one.at, one.what) for one in pad.expected(name)]


def visits(pad: Pad, name: str) -> list[date]:
    return [one.on for one in pad.visits(name)]


SOON, LATER, PAST = days_ahead(5), days_ahead(40), days_ago(12)
ROWS = {
    "calendly": (
        CALENDLY,
        "Nora Vale,nora@example.com,Haircut,{day} 02:30 pm,{day} 03:30 pm,{off},No,u1",
        ("false", "true"),
        ("14:30", "Haircut"),
    ),
    "booking.com": (
        BOOKING_COM,
        "123,Nora Vale,Ida Vale,{day},{day},{off},Double room,+44 20 7946 0101",
        ("ok", "cancelled_by_guest"),
        (None, "Double room"),
    ),
    "fresha": (
        FRESHA,
        "R7,Nora Vale,{day},14:30,60,Haircut,{off}",
        ("Confirmed", "Cancelled"),
        ("14:30", "Haircut"),
    ),
    "square": (
        SQUARE,
        "A9,Nora Vale,nora@example.com,,{day},2:30 PM,Haircut,{off}",
        ("Accepted", "Cancelled by customer"),
        ("14:30", "Haircut"),
    ),
}
of_each_program = pytest.mark.parametrize("program", ROWS)


def row(program: str, day: date, *, off: bool = False) -> tuple[str, str]:
    header, cells, states, _ = ROWS[program]
    return header, cells.format(day=day, off=states[off])


@of_each_program
def test_a_booking_ahead_is_an_expected_visit_and_no_visit_day(
    pad: Pad, tmp_path: Path, program: str
) -> None:
    report = imported(pad, tmp_path, *row(program, SOON))
    assert (report.created, report.rejected) == (1, 0)
    assert report.bookings == {"expected": 1}
    assert expected(pad, "Nora Vale") == [(SOON, *ROWS[program][3])]
    assert visits(pad, "Nora Vale") == []
    assert pad.customer("Nora Vale").last_visit is None


@of_each_program
def test_the_same_file_again_changes_nothing(
    pad: Pad, path: Path, tmp_path: Path, program: str
) -> None:
    first = imported(pad, tmp_path, *row(program, SOON))
    before = path.read_bytes()
    again = imported(pad, tmp_path, *row(program, SOON))
    assert (again.created, again.updated, again.unchanged) == (0, 0, first.read)
    assert again.bookings == {}
    assert path.read_bytes() == before


@of_each_program
def test_a_cancelled_row_withdraws_the_visit_and_one_that_holds_again_brings_it_back(
    pad: Pad, tmp_path: Path, program: str
) -> None:
    imported(pad, tmp_path, *row(program, SOON))
    off = imported(pad, tmp_path, *row(program, SOON, off=True))
    assert (off.created, off.bookings) == (0, {"withdrawn": 1})
    assert expected(pad, "Nora Vale") == []
    assert imported(pad, tmp_path, *row(program, SOON, off=True)).unchanged == 1
    assert imported(pad, tmp_path, *row(program, SOON)).bookings == {"changed": 1}
    assert [day for day, *_ in expected(pad, "Nora Vale")] == [SOON]


@of_each_program
def test_a_booking_that_was_moved_is_expected_on_the_new_day_alone(
    pad: Pad, tmp_path: Path, program: str
) -> None:
    imported(pad, tmp_path, *row(program, SOON))
    moved = imported(pad, tmp_path, *row(program, LATER))
    assert (moved.created, moved.bookings) == (0, {"changed": 1})
    assert [day for day, *_ in expected(pad, "Nora Vale")] == [LATER]


@of_each_program
def test_a_past_booking_is_a_visit_and_a_cancelled_one_is_none(
    pad: Pad, tmp_path: Path, program: str
) -> None:
    report = imported(pad, tmp_path, *row(program, PAST))
    assert visits(pad, "Nora Vale") == [PAST]
    assert (expected(pad, "Nora Vale"), report.bookings) == ([], {})


@of_each_program
def test_a_cancelled_past_booking_is_no_visit(pad: Pad, tmp_path: Path, program: str) -> None:
    imported(pad, tmp_path, *row(program, SOON))
    assert imported(pad, tmp_path, *row(program, PAST, off=True)).created == 0
    assert visits(pad, "Nora Vale") == []


@pytest.mark.parametrize("day", [PAST, SOON])
@of_each_program
def test_a_cancelled_booking_of_somebody_unknown_makes_nobody_and_is_counted(
    run: Run, pad: Pad, tmp_path: Path, program: str, day: date
) -> None:
    file = tmp_path / "bookings.csv"
    file.write_text("\n".join((*row(program, day, off=True), "")), encoding="utf-8")
    for options in (("--dry-run",), (), ()):
        result = run("import", str(file), *options)
        assert "1 row read: 0 " in answer(result)
        assert "Expected visits: 1 called off for people who are not on the pad." in result.stderr
    assert pad.customers() == []
    assert pad.log() == []
    (told,) = answered(run("import", str(file), "--dry-run", "--rows", "--json"))["rows"]
    assert (told["outcome"], told["customer"]) == ("unchanged", "Nora Vale")
    assert told["reason"] == "called off for somebody who is not on the pad"


@of_each_program
def test_whoever_cancelled_one_booking_and_keeps_another_is_a_customer(
    pad: Pad, tmp_path: Path, program: str
) -> None:
    header, off = row(program, LATER, off=True)
    for number in ("u1", "123", "R7", "A9"):
        off = off.replace(number, f"{number}0")
    _, coming = row(program, SOON)
    for rows in ((off, coming), (coming, off)):
        report = imported(pad, tmp_path, header, *rows)
        assert (report.created, report.rejected) == (1, 0)
        assert [day for day, *_ in expected(pad, "Nora Vale")] == [SOON]
        said = pad.log()
        assert imported(pad, tmp_path, header, *rows).unchanged == 2
        assert pad.log() == said
        pad.undo_import()


def test_a_booking_that_was_called_off_and_made_anew_for_the_same_day_stays_expected(
    pad: Pad, tmp_path: Path
) -> None:
    header, off = row("square", SOON, off=True)
    rows = (header, off.replace("A9", ""), row("square", SOON)[1].replace("A9,", ",", 1))
    for _ in range(2):
        imported(pad, tmp_path, *rows)
        assert [day for day, *_ in expected(pad, "Nora Vale")] == [SOON]


@pytest.mark.parametrize(
    ("columns", "came", "off"),
    [
        ("Reservation,Name,Date,Status", "1001,Ann Lee,{},Completed", "1002,Bo Ray,{},Cancelled"),
        ("Reservierung,Gast,Datum,Status", "1,Ann Lee,{},bestätigt", "2,Bo Ray,{},storniert"),
        ("Réservation,Client,Date,Statut", "R1,Ann Lee,{},honorée", "R2,Bo Ray,{},annulée"),
        (
            "Order,Customer,Day,Total,State",
            "1,Ann Lee,{},9.00,Shipped",
            "2,Bo Ray,{},9.00,Canceled",
        ),
        (
            "Order #,Buyer,Ordered,Item,Total,Fulfilment",
            "#1,Ann Lee,{},Candle,9.00,fulfilled",
            "#2,Bo Ray,{},Candle,9.00,cancelled",
        ),
        ("Prenotazione,Ospite,Arrivo,Stato", "55001,Ann Lee,{},fatta", "55002,Bo Ray,{},Annullata"),
        (
            "Date,Client,Service,Newsletter,Cancelled",
            "{},Ann Lee,Cut,yes,no",
            "{},Bo Ray,Cut,yes,yes",
        ),
        ("Order,Customer,Date,Total,Status", "1,Ann Lee,{},9.00,Paid", "2,Bo Ray,{},9.00,Failed"),
        ("Start date & time,Client,Service,Canceled", "{},Ann Lee,Cut,false", "{},Bo Ray,Cut,true"),
        ("Date,Client,Service,Outcome", "{},Ann Lee,Cut,done", "{},Bo Ray,Cut,no show"),
        ("Table,Name,Day,Covers,Cancelled at", "4,Ann Lee,{},2,", "5,Bo Ray,{},2,2025-01-02 10:00"),
    ],
)
def test_a_cancelled_row_of_an_unknown_list_makes_no_visit_and_no_customer(
    pad: Pad, tmp_path: Path, columns: str, came: str, off: str
) -> None:
    report = imported(pad, tmp_path, columns, came.format(PAST), off.format(PAST))
    assert (report.created, report.rejected) == (1, 0)
    assert visits(pad, "Ann Lee") == [PAST]
    assert pad.notes("Ann Lee") == []


def test_one_who_got_the_money_back_is_a_customer_without_a_visit(pad: Pad, tmp_path: Path) -> None:
    columns = "Order,Customer,Email,Order date,Total,Status"
    imported(pad, tmp_path, columns, f"1,Ann Lee,ann@inn.example,{PAST},9.00,Refunded")
    assert visits(pad, "Ann Lee") == []


@pytest.mark.parametrize(
    "status",
    [
        *("partially_refunded", "Partially refunded", "teilweise erstattet"),
        *("not cancelled", "nicht storniert", "confirmed (free cancellation)"),
    ],
)
def test_a_booking_that_stands_is_one_whatever_else_its_status_says(
    pad: Pad, tmp_path: Path, status: str
) -> None:
    columns = "Order,Customer,Email,Order date,Total,Status"
    imported(pad, tmp_path, columns, f"1,Ann Lee,ann@inn.example,{PAST},9.00,{status}")
    assert visits(pad, "Ann Lee") == [PAST]


@pytest.mark.parametrize(
    ("column", "cell"),
    [("Membership", "cancelled"), ("Photo consent", "declined"), ("Deposit", "refunded")],
)
def test_a_visit_counts_whatever_became_of_something_else(
    pad: Pad, tmp_path: Path, column: str, cell: str
) -> None:
    columns = f"Visit date,Name,Service,{column}"
    imported(pad, tmp_path, columns, f"{PAST},Ann Lee,Cut,{cell}", f"{PAST},Bo Ray,Cut,gold")
    assert visits(pad, "Ann Lee") == [PAST]


def test_what_was_booked_is_no_number_of_the_booking(pad: Pad, tmp_path: Path) -> None:
    rows = (f"Haircut,Ann Lee,{PAST}", f"Haircut,Ann Leed,{PAST}")
    assert imported(pad, tmp_path, "Booking,Name,Date", *rows).created == 2


def test_a_customer_whose_membership_was_cancelled_is_still_one(pad: Pad, tmp_path: Path) -> None:
    report = imported(
        pad,
        tmp_path,
        "Name,Email,Status,Last visit",
        f"Nora Vale,nora@example.com,cancelled,{PAST}",
    )
    assert (report.created, report.bookings) == (1, {})


@of_each_program
def test_the_same_file_after_the_day_tells_of_a_visit(
    path: Path, tmp_path: Path, program: str
) -> None:
    with Pad(path, today=TODAY, create=True) as pad:
        imported(pad, tmp_path, *row(program, SOON))
    with Pad(path, today=SOON + timedelta(1)) as pad:
        assert visits(pad, "Nora Vale") == []
        assert imported(pad, tmp_path, *row(program, SOON)).created == 0
        assert visits(pad, "Nora Vale") == [SOON]
        assert len(pad.customers()) == 1


@of_each_program
def test_what_was_withdrawn_by_hand_stays_withdrawn(pad: Pad, tmp_path: Path, program: str) -> None:
    imported(pad, tmp_path, *row(program, SOON))
    pad.not_coming("Nora Vale")
    header, cells = row(program, SOON)
    for before, after in (("03:30", "03:45"), ("ok", "paid"), (",60,", ",75,"), ("Acc", "Exc")):
        cells = cells.replace(before, after)
    assert imported(pad, tmp_path, header, cells).read == 1
    assert expected(pad, "Nora Vale") == []


@of_each_program
def test_undoing_the_import_takes_the_expected_visit_back(
    pad: Pad, tmp_path: Path, program: str
) -> None:
    imported(pad, tmp_path, *row(program, SOON))
    imported(pad, tmp_path, *row(program, LATER))
    pad.undo_import()
    assert [day for day, *_ in expected(pad, "Nora Vale")] == [SOON]
    pad.undo_import()
    assert pad.customers() == []


def test_todays_booking_is_expected_until_they_come(pad: Pad, tmp_path: Path) -> None:
    imported(pad, tmp_path, *row("fresha", TODAY))
    assert [day for day, *_ in expected(pad, "Nora Vale")] == [TODAY]
    assert visits(pad, "Nora Vale") == []


@pytest.mark.parametrize("column", ["Last visit", "Last appt", "Last Appt.", "dernier RDV"])
def test_a_last_visit_of_today_is_a_visit(pad: Pad, tmp_path: Path, column: str) -> None:
    imported(pad, tmp_path, f"Name,Email,{column}", f"Nora Vale,nora@example.com,{TODAY}")
    assert visits(pad, "Nora Vale") == [TODAY]


@pytest.mark.parametrize(
    "column",
    [
        "Next appt",
        "Next visit date",
        "Nächster Termin",
        "Prochain RDV",
        "Próxima cita",
        "Next stay",
    ],
)
def test_the_day_of_a_next_visit_is_expected_and_never_a_visit(
    pad: Pad, tmp_path: Path, column: str
) -> None:
    rows = f"Nora Vale,nora@example.com,{SOON}", f"Ian Bell,ian@example.com,{PAST}"
    imported(pad, tmp_path, f"Name,Email,{column}", *rows)
    assert [day for day, *_ in expected(pad, "Nora Vale")] == [SOON]
    assert visits(pad, "Nora Vale") == visits(pad, "Ian Bell") == []


@pytest.mark.parametrize("column", ["Next MOT", "Nächste Wartung", "Next due"])
def test_what_is_due_next_is_no_booking(pad: Pad, tmp_path: Path, column: str) -> None:
    report = imported(pad, tmp_path, f"Name,Email,{column}", f"Nora Vale,nora@example.com,{SOON}")
    assert expected(pad, "Nora Vale") == []
    assert report.facts == (column,)


def test_two_bookings_of_one_person_are_two_expected_visits(pad: Pad, tmp_path: Path) -> None:
    header, first = row("calendly", SOON)
    _, second = row("calendly", LATER)
    report = imported(pad, tmp_path, header, first, second.replace("u1", "u2"))
    assert (report.created, report.updated) == (1, 1)
    assert [day for day, *_ in expected(pad, "Nora Vale")] == [SOON, LATER]
    gone = row("calendly", LATER, off=True)[1].replace("u1", "u2")
    imported(pad, tmp_path, header, first, gone)
    assert [day for day, *_ in expected(pad, "Nora Vale")] == [SOON]


def test_a_list_of_bookings_that_has_names_alone_tells_people_apart_by_them(
    pad: Pad, tmp_path: Path
) -> None:
    pad.add("Nora Vale", "likes tea", new=True)
    header, one = row("fresha", SOON)
    report = imported(pad, tmp_path, header, one, one.replace("R7", "R8").replace("14:", "16:"))
    assert (report.created, report.updated, report.twin_count) == (1, 1, 1)
    assert len(pad.customers()) == 2


def test_names_alone_do_not_make_two_people_one_in_a_list_that_has_phones(
    pad: Pad, tmp_path: Path
) -> None:
    rows = ("Name,Phone,Next appointment", "Nora Vale,,", "Nora Vale,,")
    imported(pad, tmp_path, rows[0], "Nora Vale,5550101,", "Nora Vale,,")
    assert len(pad.customers()) == 2


def test_what_they_come_for_is_private_where_it_is_sensitive(pad: Pad, tmp_path: Path) -> None:
    header, cells = row("fresha", SOON)
    imported(pad, tmp_path, header, cells.replace("Haircut", "Pregnancy massage"))
    (visit,) = pad.expected("Nora Vale")
    assert visit.what is None
    assert pad.expected("Nora Vale", private=True)[0].what == "Pregnancy massage"


@pytest.mark.parametrize(
    ("cell", "at"),
    [
        (f"{SOON} 9:05", "09:05"),
        (f"{SOON}T17:30:00", "17:30"),
        (f"{SOON} 12:15 AM", "00:15"),
        (f"{SOON} 12:15 p.m.", "12:15"),
        (f"{SOON} 8h30", "08:30"),
        (f"{SOON:%d.%m.%Y} 17:30", "17:30"),
        (f"{SOON}", None),
    ],
)
def test_the_time_stands_behind_the_day(
    pad: Pad, tmp_path: Path, cell: str, at: str | None
) -> None:
    imported(pad, tmp_path, "Booking number,Guest,Arrival", f"77,Nora Vale,{cell}")
    assert expected(pad, "Nora Vale") == [(SOON, at, None)]


@pytest.mark.parametrize(
    ("clock", "at"),
    [
        ("9am", "09:00"), ("12:15 am", "00:15"), ("12 pm", "12:00"), ("7:05", "07:05"),
        ("25:00", None), ("9:75", None), ("9", None),
    ],
)  # fmt: skip
def test_a_time_of_day_is_read_as_it_is_written_or_left_out(
    pad: Pad, tmp_path: Path, clock: str, at: str | None
) -> None:
    imported(pad, tmp_path, FRESHA, f"R7,Nora Vale,{SOON},{clock},60,Haircut,Confirmed")
    assert expected(pad, "Nora Vale") == [(SOON, at, "Haircut")]


@pytest.mark.parametrize("day", ["someday", "30 February 2026"])
def test_a_booking_on_a_day_that_is_none_is_rejected(pad: Pad, tmp_path: Path, day: str) -> None:
    report = imported(pad, tmp_path, FRESHA, f"R7,Nora Vale,{day},14:30,60,Haircut,Confirmed")
    assert (report.rejected, pad.customers()) == (1, [])
    assert day in report.problems[0].reason


def test_a_booking_without_a_day_is_a_customer_without_a_visit(pad: Pad, tmp_path: Path) -> None:
    imported(pad, tmp_path, FRESHA, "R7,Nora Vale,n/a,14:30,60,Haircut,Confirmed")
    assert (expected(pad, "Nora Vale"), visits(pad, "Nora Vale")) == ([], [])


def test_the_same_bookings_again_change_nothing(pad: Pad, tmp_path: Path) -> None:
    rows = FRESHA, f"R7,Nora Vale,{SOON},14:30,60,Haircut,Confirmed"
    imported(pad, tmp_path, *rows)
    again = imported(pad, tmp_path, *rows)
    assert (again.unchanged, again.bookings) == (1, {})
    assert expected(pad, "Nora Vale") == [(SOON, "14:30", "Haircut")]
