from __future__ import annotations

from dataclasses import astuple
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.vocabulary import KINDS
from prefpad.importing.csv.cells import Handle, Rejected
from prefpad.importing.native.layout import COLUMNS, is_header
from prefpad.importing.native.parser import NativeParser

if TYPE_CHECKING:
    from prefpad.importing.native.layout import NativeCustomer, NoteFacts, Row

TODAY = date(2026, 3, 2)


def read(**cells: str) -> Row:
    row = {"customer": "Sam Smith", **cells}
    return NativeParser(tuple(row), TODAY, lambda: None).read(list(row.values()))


def said(**cells: str) -> NoteFacts:
    found = note(**cells).said
    assert found
    return found


def note(**cells: str) -> Row:
    return read(**{"text": "oat latte", **cells})


def who(**cells: str) -> NativeCustomer:
    row = {"customer": "Sam Smith", **cells}
    layout = NativeParser(tuple(row), TODAY, lambda: None)
    return layout.parse_customer(layout.read(list(row.values())).who)


def why_not(**cells: str) -> str:
    with pytest.raises(Rejected) as refused:
        note(**cells)
    return str(refused.value)


def test_only_the_customer_column_is_required() -> None:
    assert NativeParser(("customer",), TODAY, lambda: None).read(["Sam Smith"]).said is None
    with pytest.raises(AskedWrongly, match="no column named customer"):
        NativeParser(("name", "text"), TODAY, lambda: None)


def test_columns_are_found_in_any_order_case_and_width() -> None:
    layout = NativeParser(("TEXT", "\uff23ustomer"), TODAY, lambda: None)
    assert layout.read(["oat latte", "Sam Smith"]).text == "oat latte"


def test_unknown_columns_are_refused_by_name_with_the_known_ones_as_a_hint() -> None:
    with pytest.raises(AskedWrongly, match="'shoe size', 'hat'") as refused:
        NativeParser(("customer", "shoe size", "text", "hat"), TODAY, lambda: None)
    assert all(column in refused.value.hint for column in COLUMNS)


def test_a_column_without_a_name_is_named_by_its_place_and_only_a_few_are_shown() -> None:
    with pytest.raises(AskedWrongly, match=r"have: number 2, which has no name\.$"):
        NativeParser(("customer", "", "text"), TODAY, lambda: None)
    with pytest.raises(AskedWrongly, match=r"'c4' and 4,995 more\.$"):
        NativeParser(("customer", *(f"c{number}" for number in range(5000))), TODAY, lambda: None)


def test_equal_names_are_refused_with_name_and_both_positions() -> None:
    with pytest.raises(AskedWrongly) as refused:
        NativeParser(("phone", "customer", "PHONE "), TODAY, lambda: None)
    for said in ("'PHONE '", "number 1", "number 3"):
        assert said in refused.value.sentence


@pytest.mark.parametrize(
    ("cells", "ours"),
    [
        (("customer",), True),
        ((" Customer ", "TEXT", ""), True),
        (("customer", "text", "shoe size"), True),
        (("customer", "shoe size"), True),
        (("customer", "shoe size", "hat"), False),
        (("Our customer list", "text"), False),
        (("phone", "text"), False),
        ((), False),
    ],
)
def test_a_header_of_ours_is_known(cells: tuple[str, ...], ours: bool) -> None:
    assert is_header(cells) is ours


def test_a_reason_column_is_not_read() -> None:
    assert (
        NativeParser(("customer", "reason"), TODAY, lambda: None).read(["Sam", "no such kind"]).said
        is None
    )


@pytest.mark.parametrize("cells", [["Sam"], ["Sam", "tea", "x"]])
def test_a_ragged_row_is_rejected_with_both_numbers(cells: list[str]) -> None:
    with pytest.raises(Rejected, match=rf"{len(cells)} cells?, but the header has 2"):
        NativeParser(("customer", "text"), TODAY, lambda: None).read(cells)


def test_blank_cells_behind_the_last_column_are_forgiven() -> None:
    assert (
        NativeParser(("customer", "text"), TODAY, lambda: None).read(["Sam", "tea", "", ""]).text
        == "tea"
    )


def test_what_is_left_blank_takes_its_default() -> None:
    plain, shared = note(), said()
    assert shared.attributes.kind.name == "preference"
    assert shared.attributes.source == "relayed"
    assert (plain.noted_on, plain.confirmed_on) == ("2026-03-02", "2026-03-02")
    assert (plain.by, shared.every, shared.topic, shared.author) == (None, None, None, None)


def test_an_idea_is_an_extra_that_was_not_given() -> None:
    assert not said(kind="idea").attributes.given
    assert said(kind="extra").attributes.given


def test_words_are_taken_in_any_case() -> None:
    assert said(kind="Need", source=" TOLD ").attributes.source == "told"


def test_a_topic_may_stand_in_its_column_or_in_the_text() -> None:
    assert said(topic="coffee").topic == "coffee"
    cells = {"text": "coffee: oat latte", "stance": "likes", "author": "Jo"}
    apart = said(topic="coffee", stance="likes", author="Jo")
    assert astuple(said(**cells)) == astuple(apart)
    assert note(**cells).text == "oat latte"


@pytest.mark.parametrize("cell", ["yes", "TRUE", "1", "x"])
def test_an_alert_is_a_need(cell: str) -> None:
    assert said(alert=cell).attributes.alert
    assert said(alert=cell).attributes.kind.name == "need"


@pytest.mark.parametrize("cell", ["", "no", "False", "0"])
def test_no_alert_is_none(cell: str) -> None:
    assert not said(alert=cell).attributes.alert


def test_a_text_that_cannot_be_taken_is_not_told_as_it_may_be_private() -> None:
    assert "secret" not in why_not(text="secret " * 1000)


def test_days_are_read_toward_the_past_and_due_days_toward_the_future() -> None:
    assert note(on="yesterday").noted_on == "2026-03-01"
    assert note(on="12 March").noted_on == "2025-03-12"
    assert note(kind="promise", by="12 March").by == "2026-03-12"
    assert note(on="2026-02-03", confirmed="2026-02-10").confirmed_on == "2026-02-10"


def test_a_day_in_figures_follows_the_order_of_the_pad() -> None:
    layout = NativeParser(("customer", "text", "on"), TODAY, lambda: "dmy")
    assert layout.read(["Sam", "tea", "03/01/2026"]).noted_on == "2026-01-03"
    assert "can be" in why_not(on="03/01/2026")


def test_a_note_is_confirmed_on_its_own_day_unless_said_otherwise() -> None:
    assert note(on="2026-02-03").confirmed_on == "2026-02-03"


def test_a_day_that_a_promise_does_not_name_is_not_made_up() -> None:
    assert note(kind="promise", on="2026-02-03").by is None


def test_the_on_cell_is_kept_as_it_was_said() -> None:
    assert note(on="3 Weeks  AGO").said_on == b"3 weeks ago"


def test_an_interval_is_read_in_days() -> None:
    assert said(every="2 weeks").every == 14


@pytest.mark.parametrize(
    ("cells", "column", "value"),
    [
        ({"kind": "preferense"}, "kind", "'preferense'"),
        ({"stance": "loves"}, "stance", "'loves'"),
        ({"kind": "mood", "stance": "likes"}, "kind", "'mood'"),
        ({"source": "told me"}, "source", "'told me'"),
        ({"voice": "loud"}, "voice", "'loud'"),
        ({"alert": "maybe"}, "alert", "'maybe'"),
        ({"kind": "mood", "alert": "yes"}, "kind", "'mood'"),
        ({"on": "someday"}, "on", "'someday'"),
        ({"on": "2026-02-30"}, "on", "'2026-02-30'"),
        ({"on": "2026-03-03"}, "on", "'2026-03-03'"),
        ({"on": "3/4/2025"}, "on", "3/4/2025"),
        ({"confirmed": "2026-03-03"}, "confirmed", "'2026-03-03'"),
        ({"on": "2026-02-03", "confirmed": "2026-02-02"}, "confirmed", "'2026-02-02'"),
        ({"by": "tomorrow"}, "by", "'tomorrow'"),
        ({"kind": "promise", "by": "never"}, "by", "'never'"),
        ({"every": "often"}, "every", "'often'"),
        ({"kind": "fact", "every": "1 year"}, "every", "'1 year'"),
        ({"topic": "x" * 41}, "topic", f"'{'x' * 40}…'"),
        ({"text": "x" * 4001}, "text", "4,001 characters"),
        ({"text": "\u200b"}, "text", "no text"),
        ({"author": "x" * 201}, "author", f"'{'x' * 40}…'"),
        ({"text": " ", "kind": "need"}, "text", "'need'"),
    ],
)
def test_a_note_that_makes_no_sense_is_rejected_by_column_and_value(
    cells: dict[str, str], column: str, value: str
) -> None:
    reason = why_not(**cells)
    assert reason.startswith(column)
    assert value in reason
    assert reason.endswith(".")
    assert "\n" not in reason


@pytest.mark.parametrize(
    ("cells", "column", "value"),
    [
        ({"customer": " - "}, "customer", "'-'"),
        ({"customer": ""}, "customer", "''"),
        ({"customer": "x" * 201}, "customer", f"'{'x' * 40}…'"),
        ({"phone": "at home"}, "phone", "'at home'"),
        ({"email": "sam.example.com"}, "email", "'sam.example.com'"),
        ({"email": "sam@"}, "email", "'sam@'"),
        ({"card": "--"}, "card", "'--'"),
        ({"id": "?"}, "id", "'?'"),
        ({"address": "!"}, "address", "'!'"),
        ({"role": "boss"}, "role", "'boss'"),
        ({"phone": "1" * 201}, "phone", f"'{'1' * 40}…'"),
    ],
)
def test_a_customer_that_makes_no_sense_is_rejected_by_column_and_value(
    cells: dict[str, str], column: str, value: str
) -> None:
    with pytest.raises(Rejected) as refused:
        who(**cells)
    assert str(refused.value).startswith(f"{column} {value}")


def test_a_reason_holds_nothing_that_acts_on_a_terminal() -> None:
    assert "\x1b" not in why_not(kind="\x1b[2Jneed")


def test_a_cell_may_hold_several_handles() -> None:
    found = who(phone="+44 20 7946 0101; 0171 / 99; ", email="a@x.org")
    assert found.handles == (
        Handle("email", "a@x.org", "a@x.org"),
        Handle("phone", "+44 20 7946 0101", "442079460101"),
        Handle("phone", "0171 / 99", "017199"),
    )


def test_tags_are_split_at_semicolons_and_commas() -> None:
    assert who(tags="guest/business; newsletter, ,Guest/Business").tags == (
        ("Guest/Business", "guest/business"),
        ("newsletter", "newsletter"),
    )


@pytest.mark.parametrize("cell", ["=1+1", "+44 1", "-", "@x", "\tx", "'=1", "\uff1dx"])
def test_the_apostrophe_of_an_export_is_taken_off_again(cell: str) -> None:
    assert read(text=f"'{cell}").text == cell.strip()


def test_any_other_apostrophe_stays() -> None:
    assert read(text="'tis the season").text == "'tis the season"
    assert who(customer="'Nobby' Clark").name == "'Nobby' Clark"
    assert who(phone="'+44 1").handles[0].value == "+44 1"


def test_what_was_worked_out_once_is_worked_out_alike_again() -> None:
    layout = NativeParser(("customer", "text", "on"), TODAY, lambda: None)
    first = layout.read(["Sam", "tea", "yesterday"])
    again = layout.read(["Ann", "milk", "yesterday"])
    assert (again.said, again.noted_on) == (first.said, first.noted_on)
    assert layout.read(["Ann", "milk", "today"]).noted_on != first.noted_on


@given(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["", *KINDS, "idea", "x"]),
            "stance": st.sampled_from(["", "likes", "dislikes"]),
            "source": st.sampled_from(["", "told", "observed", "relayed"]),
            "voice": st.sampled_from(["", "say", "act", "private"]),
            "alert": st.sampled_from(["", "yes"]),
            "on": st.sampled_from(["", "2026-02-01", "tomorrow"]),
            "by": st.sampled_from(["", "tomorrow"]),
            "every": st.sampled_from(["", "9"]),
            "confirmed": st.sampled_from(["", "yesterday"]),
            "text": st.text(max_size=5),
        }
    )
)
def test_a_row_is_read_or_rejected_whatever_it_holds(cells: dict[str, str]) -> None:
    try:
        row = read(**cells)
    except Rejected:
        return
    if row.said:
        assert row.noted_on <= row.confirmed_on <= TODAY.isoformat()
        assert row.said.every is None or row.said.attributes.kind.asked_again
        assert row.text
        assert row.text == row.text.strip()


CELLS = st.fixed_dictionaries(
    {
        "customer": st.sampled_from(["Sam Smith", " Zoë  Lee ", "'=Sam", ""]),
        "phone": st.sampled_from(["", "030 12345", "abc"]),
        "kind": st.sampled_from(["", "need", "Promise", "idea", "nonsense"]),
        "topic": st.sampled_from(["", "coffee", "Coffee "]),
        "text": st.sampled_from(["oat latte", "coffee: black", "  black ", "\u00a0", "", "'=1"]),
        "alert": st.sampled_from(["", "yes", "no", "maybe"]),
        "on": st.sampled_from(["", "2026-02-01", "yesterday", "2026-02-30", "2027-01-01"]),
        "by": st.sampled_from(["", "", "2026-05-01"]),
        "confirmed": st.sampled_from(["", "2026-02-02", "2020-01-01"]),
    }
)


@given(
    rows=st.lists(CELLS.map(lambda cells: [*cells.values()]), min_size=1, max_size=4),
    left_out=st.integers(0, 2),
)
def test_rows_are_read_at_once_as_they_are_one_by_one(rows: list[list[str]], left_out: int) -> None:
    header = ("customer", "phone", "kind", "topic", "text", "alert", "on", "by", "confirmed")
    layout = NativeParser(header[: len(header) - left_out], TODAY, lambda: None)
    rows = [row[: len(row) - left_out] for row in rows]
    try:
        one_by_one = [layout.read(row) for row in rows]
    except Rejected:
        with pytest.raises(Rejected):
            layout.read_all(rows)
        return
    if all(row.said for row in one_by_one):
        assert layout.read_all(rows) == one_by_one
    else:
        with pytest.raises(Rejected):
            layout.read_all(rows)
