from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.cli.render.customer import customer_listing
from prefpad.cli.render.due import DueItem
from prefpad.cli.render.formats import FORMATS, Listing, show
from prefpad.cli.render.notes import check_listing, note_listing, standing
from prefpad.cli.render.screen import cell_len
from prefpad.cli.render.serialize import facts, flat_names, json_text, write_json
from prefpad.cli.render.visits import visit_listing
from prefpad.domain.models import (
    Card,
    Check,
    Customer,
    ExpectedVisit,
    Hidden,
    Note,
    Occasion,
    Visit,
)
from prefpad.domain.sanitize import clean, escape_unseen, spreadsheet_safe
from prefpad.notes.due import Due
from tests.conftest import TODAY
from tests.helpers.making import HOSTILE_TEXTS, days_ahead, make_note

if TYPE_CHECKING:
    from collections.abc import Sequence

RUN_BY_A_SPREADSHEET = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
CLEANED = ("table", "plain", "csv")
any_text = st.text().filter(lambda text: bool(clean(text).strip()))
NOTE_TYPES = {
    "number": int, "customer": str, "customer_number": int, "kind": str, "topic": str,
    "text": str, "stance": str, "source": str, "voice": str, "standing": str, "alert": bool,
    "noted_on": str, "confirmed_on": str, "due_on": str, "author": str, "by": str,
    "first_by": str, "every": int,
    "ended_on": str, "ended": str, "parent": int, "change_rate": float, "pace": float,
    "visit_rate": float, "ask_after": int, "set_by": str, "because": str,
    "owner": str, "from_list": bool,
}  # fmt: skip


def shown(form: str, listing: Listing) -> str:
    out = io.StringIO()
    show(listing, form, out)
    return out.getvalue()


def listing_of(*notes: Note) -> Listing:
    return note_listing(list(notes), TODAY)


def with_everything() -> Note:
    return make_note(
        topic="coffee", stance="likes", due_on=TODAY, by=TODAY, first_by=TODAY, every=30, ended_on=TODAY,
        ended="done", parent=7, because="so", owner="Ana",
    )  # fmt: skip


def test_a_note_in_json_has_these_keys_and_types() -> None:
    (note,) = json.loads(shown("json", listing_of(with_everything())))
    assert {key: type(value) for key, value in note.items()} == NOTE_TYPES


@given(
    value=st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | any_text,
        lambda inner: st.lists(inner) | st.dictionaries(any_text, inner),
    ),
    indent=st.sampled_from((None, 2)),
    encoding=st.sampled_from(("utf-8", "latin-1")),
)
def test_json_is_as_the_standard_library_writes_it(
    value: Any, indent: int | None, encoding: str
) -> None:
    usual = json.dumps(facts(value), indent=indent, ensure_ascii=encoding != "utf-8")
    assert json_text(value, encoding, indent) == escape_unseen(usual)


def test_a_list_that_is_written_as_it_is_read_is_the_same_json() -> None:
    for records in ([], [with_everything()], [with_everything(), make_note()]):
        out = io.StringIO()
        write_json(records, out)
        assert shown("json", listing_of(*records)) == out.getvalue()


def test_what_is_not_known_is_null_in_json() -> None:
    (note,) = json.loads(shown("json", listing_of(make_note(kind="fact"))))
    unknown = {key for key, value in note.items() if value is None}
    assert unknown == {
        *("topic", "stance", "due_on", "by", "first_by", "every", "ended_on", "ended", "parent"),
        *("change_rate", "pace", "visit_rate", "ask_after", "set_by", "because", "owner"),
    }


@pytest.mark.parametrize(
    ("record", "keys"),
    [
        (Due(make_note(), TODAY, 0.5, "why"), {"note", "due_on", "chance_changed", "why"}),
        (
            Card(Customer(1, "Sam"), [], [], [], [], [], Hidden()),
            {
                *("customer", "alerts", "open", "say", "ask", "act", "hidden", "visits"),
                *("expected", "coming_up", "last_extra", "shared", "tag_notes", "poll"),
            },
        ),
        (
            Customer(1, "Sam"),
            {
                "number", "name", "formal", "familiar", "pronounced", "not_called", "role",
                "owner", "aliases", "phones", "emails", "cards", "ids", "tags", "occasions",
                "last_visit", "consents", "kept", "notes_allowed",
            },
        ),
        (
            Check(1, TODAY, "same", 3, True, "a", "b", None),
            {"note", "on", "outcome", "days", "asked", "before", "after", "author"},
        ),
        (
            Visit(1, "Sam", 1, TODAY),
            {"number", "customer", "customer_number", "on", "served", "served_by"},
        ),
        (
            ExpectedVisit(1, "Sam", 1, TODAY),
            {"number", "customer", "customer_number", "on", "at", "what"},
        ),
        (Occasion("birthday", 3, 14), {"name", "month", "day", "year"}),
    ],
)  # fmt: skip
def test_a_record_in_json_has_these_keys(record: Any, keys: set[str]) -> None:
    out = io.StringIO()
    write_json(record, out)
    assert set(json.loads(out.getvalue())) == keys


def test_days_are_iso_text_and_tuples_are_lists() -> None:
    told = facts(Customer(1, "Sam", tags=("a", "b"), last_visit=date(2026, 3, 1)))
    assert isinstance(told, dict)
    assert (told["tags"], told["last_visit"]) == (["a", "b"], "2026-03-01")


def test_json_has_letters_as_they_are_where_the_stream_has_them_all() -> None:
    listing = listing_of(make_note(text="Crème brûlée 王秀英"))
    assert "Crème brûlée 王秀英" in shown("json", listing)
    latin = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")
    show(listing, "json", latin)
    latin.flush()
    assert json.loads(latin.buffer.getvalue())[0]["text"] == "Crème brûlée 王秀英"


@given(any_text)
def test_json_gives_the_exact_text_back(text: str) -> None:
    written = shown("json", listing_of(make_note(text=text)))
    assert clean(written.replace("\n", "")) == written.replace("\n", "")
    assert json.loads(written)[0]["text"] == text


@given(any_text)
def test_jsonl_is_one_record_a_line(text: str) -> None:
    lines = shown("jsonl", listing_of(make_note(1, text), make_note(2, text))).splitlines()
    assert [json.loads(line)["number"] for line in lines] == [1, 2]


@pytest.mark.parametrize("form", CLEANED)
@given(text=any_text, name=any_text, topic=any_text)
def test_nothing_that_acts_on_a_terminal_comes_out(
    form: str, text: str, name: str, topic: str
) -> None:
    note = make_note(text=text, topic=topic, customer=name, author=name)
    for line in shown(form, listing_of(note)).split("\n"):
        assert clean(line.replace("\t", "")) == line.replace("\t", "")


@pytest.mark.parametrize("form", CLEANED)
@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_no_text_is_read_as_markup_or_emoji(form: str, text: str) -> None:
    written = shown(form, listing_of(make_note(text=text)))
    if form == "csv":
        _, row = csv.reader(io.StringIO(written))
        assert spreadsheet_safe(text) in row
    else:
        assert " ".join(clean(text).split()) in " ".join(written.split())


@pytest.mark.parametrize(
    "first", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "'=", "''@"]
)
def test_a_cell_that_a_spreadsheet_would_run_is_guarded(first: str) -> None:
    written = shown("csv", listing_of(make_note(text=f"{first}cmd|x", topic=f"{first}1+1")))
    _, row = csv.reader(io.StringIO(written))
    assert f"'{first}cmd|x" in row
    assert f"'{first}1+1" in row


@given(st.text())
def test_no_cell_begins_with_a_formula(text: str) -> None:
    assert not spreadsheet_safe(text).startswith(RUN_BY_A_SPREADSHEET)


@pytest.mark.parametrize("cell", ["oat latte", "5 - 3", "it's", "'quoted'"])
def test_an_ordinary_cell_stays_as_it_is(cell: str) -> None:
    assert spreadsheet_safe(cell) == cell


def test_csv_quotes_commas_and_quotes() -> None:
    written = shown("csv", listing_of(make_note(text='a, "b"')))
    _, row = csv.reader(io.StringIO(written))
    assert 'a, "b"' in row


RECORDS: list[Listing] = [
    note_listing([with_everything()], TODAY),
    Listing(
        DueItem,
        [DueItem("question", with_everything(), TODAY, 0.5, "so")],
        ("what",),
        lambda item: (item.what,),
    ),
    check_listing([Check(1, TODAY, "same", 3, True, "a", "b", None)], TODAY),
    customer_listing([Customer(1, "Sam", occasions=(Occasion("b", 3, 1),))], TODAY),
    visit_listing([Visit(1, "Sam", 1, TODAY)], TODAY),
]


@pytest.mark.parametrize("listing", RECORDS, ids=lambda listing: listing.record.__name__)
def test_the_header_of_a_csv_is_the_same_with_and_without_rows(listing: Listing) -> None:
    full = list(csv.reader(io.StringIO(shown("csv", listing))))
    empty = Listing(listing.record, [], listing.headings, listing.cells)
    assert list(csv.reader(io.StringIO(shown("csv", empty)))) == full[:1]
    assert full[0] == flat_names(listing.record)
    assert len(full[0]) == len(full[1]) == len(set(full[0]))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("listing", RECORDS, ids=lambda listing: listing.record.__name__)
def test_every_listing_has_every_format(listing: Listing, form: str) -> None:
    assert shown(form, listing)


@pytest.mark.parametrize(
    ("form", "written"),
    [("table", "No notes found.\n"), ("plain", ""), ("json", "[]\n"),
     ("jsonl", "")],
)  # fmt: skip
def test_an_empty_list_is_told_in_a_table_alone(form: str, written: str) -> None:
    assert shown(form, listing_of()) == written


def test_plain_has_a_line_a_record_and_a_tab_between_cells() -> None:
    (line,) = shown("plain", listing_of(make_note(text="a\tb\nc"))).splitlines()
    assert line.split("\t") == ["1", "Sam Smith", "preference", "a b c", "confirmed today"]


PEOPLE = [
    Customer(
        number,
        f"Anne-Marie Given{number} Surname",
        formal="Ms. Surname",
        phones=("+44 20 7946 0116",),
        tags=("guest/business/conference", "newsletter"),
        last_visit=TODAY,
        role="supplier" if number == 3 else "customer",
    )
    for number in range(1, 8)
]


@pytest.mark.parametrize("columns", ["60", "72", "80", "100", "140"])
def test_customers_have_a_line_each_and_what_matters_least_gives_way(
    columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    heading, rule, *lines = shown("table", customer_listing(PEOPLE, TODAY)).splitlines()
    assert len(lines) == len(PEOPLE)
    assert max(map(len, lines)) <= int(columns)
    assert all(person.name in line for person, line in zip(PEOPLE, lines, strict=True))
    assert ("phone" in heading) == ("+44 20 7946 0116" in lines[0])
    assert set(rule) == {"─"}


def test_a_role_is_shown_where_somebody_is_no_customer() -> None:
    assert "supplier" in shown("table", customer_listing(PEOPLE, TODAY))
    assert "role" not in shown("table", customer_listing(PEOPLE[:2], TODAY))


@pytest.mark.parametrize("columns", ["30", "40", "59"])
def test_on_a_narrow_screen_rows_are_lines_and_names_and_phones_stay_whole(
    columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    lines = shown("table", note_listing([make_note(text="word " * 12)] * 3, TODAY)).splitlines()
    assert max(map(len, lines)) <= int(columns)
    assert sum("Sam Smith" in line for line in lines) == 3
    people = shown("table", Listing(Customer, PEOPLE, ("@#", "name", "phone", "tags"), lambda one: (
        str(one.number), one.name, one.phones[0], "; ".join(one.tags)))).splitlines()  # fmt: skip
    assert sum("+44 20 7946 0116" in line for line in people) == len(PEOPLE)


@given(
    st.lists(st.tuples(any_text, any_text, any_text), min_size=1, max_size=6),
    st.integers(20, 140),
)
def test_no_line_of_a_table_is_wider_than_the_screen(
    rows: list[tuple[str, str, str]], columns: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(columns))
        listing = Listing(Note, rows, ("note#", "customer", "what"), lambda row: row)
        lines = shown("table", listing).splitlines()
    assert max(map(cell_len, lines)) <= columns


def test_a_table_wraps_at_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "70")
    words = [
        "the",
        "shower",
        "in",
        "room",
        "seven",
        "runs",
        "cold",
        "after",
        "two",
        "or",
        "three",
        "minutes",
    ]
    table = shown("table", listing_of(make_note(text=" ".join(words))))
    assert all(word in table.split() for word in words)


@pytest.mark.parametrize("columns", ["", "0", "abc", "-5", "\uff19\uff19", "99999999"])
def test_a_width_that_is_none_is_that_of_a_page(
    columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    widths = map(len, shown("table", listing_of(make_note(text="word " * 60))).splitlines())
    assert max(widths) <= 80


def _standing(*notes: Note) -> Sequence[str]:
    return [standing(note, TODAY) for note in notes]


def test_how_far_to_rely_on_a_note_is_said_in_words() -> None:
    assert _standing(
        make_note(),
        make_note(standing="candidate", source="observed"),
        make_note(standing="candidate", source="relayed", alert=True),
        make_note(standing="candidate", source="relayed", from_list=True),
        make_note(from_list=True),
        make_note(noted_on=days_ahead(1), confirmed_on=days_ahead(1)),
        make_note(voice="private", kind="fact"),
        make_note(ended_on=TODAY, ended="gone"),
        make_note(kind="promise", ended_on=TODAY, ended="done"),
        make_note(kind="promise", by=TODAY),
        make_note(kind="promise", by=date(2026, 2, 27)),
        make_note(every=183),
    ) == [
        "confirmed today",
        "seen once today",
        "mentioned by someone else today, not yet confirmed",
        "from your list, 2 Mar",
        "confirmed today",
        "confirmed today",
        "private, today",
        "no longer true today",
        "kept today",
        "due today",
        "3 days late",
        "confirmed today, ask every 6 months",
    ]
