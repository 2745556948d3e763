from __future__ import annotations

import json
from contextlib import closing
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

from prefpad import Pad
from prefpad.archive import load_rows as rows_of_an_export
from prefpad.archive.schema import OF_A_CUSTOMER
from prefpad.customers.edit import Edit
from prefpad.db.connection import open_pad
from prefpad.domain.errors import AskedWrongly, CouldNot, PrefpadError, RowsRejected
from prefpad.privacy.suppression import key_file
from tests.conftest import TODAY
from tests.exporting.conftest import MORE_STEPS, exported, filled

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.pads import Fresh

NOT_COMPARED = {"import", "visit_class", "pace_class"}
NUMBERED_ANEW = ("handles", "tags", "occasions", "checks", "visits", "_import_rows")


def kept(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return all that a pad keeps of its customers, but for numbers that nobody sees."""
    with closing(open_pad(path)) as connection:
        connection.execute(
            "INSERT INTO notes_search(notes_search, rank) VALUES ('integrity-check', 1)"
        )
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        found = {}
        for table in ("customers", "notes", "_name_words", "_tallies", *NUMBERED_ANEW):
            names = (
                {
                    name
                    for (name,) in connection.execute(
                        "SELECT name FROM pragma_table_info(?)", (table,)
                    )
                }
                - NOT_COMPARED
                - ({"number"} if table in NUMBERED_ANEW else set())
            )
            query = f"SELECT {', '.join(sorted(names))} FROM {table}"
            found[table] = sorted(connection.execute(query).fetchall(), key=repr)
        return found


def taken(path: Path, file: bytes, **how: Any) -> bytes:
    """Import a json and return the export that it gives."""
    with Pad(path, today=TODAY, author="Ana") as pad:
        pad.import_file(BytesIO(file), **how)
        return exported(pad)


# -- out and in again ----------------------------------------------------------------------------


@given(steps=MORE_STEPS)
def test_an_export_fills_an_empty_pad_and_comes_out_the_same_byte_for_byte(
    fresh: Fresh, steps: list[Any]
) -> None:
    one, other = fresh("one.db"), fresh("other.db")
    with filled(one, steps) as pad:
        everything = exported(pad)
    assert taken(other, everything) == everything
    assert kept(other) == kept(one)


@given(steps=MORE_STEPS)
def test_an_import_of_an_export_is_undone_and_brought_back_as_a_whole(
    fresh: Fresh, steps: list[Any]
) -> None:
    with filled(fresh("one.db"), steps) as pad:
        everything = exported(pad)
    with Pad(fresh("other.db"), today=TODAY) as pad:
        nothing = exported(pad)
        pad.import_file(BytesIO(everything))
        full = kept(pad.path)
        undone = pad.undo_import()
        assert undone.kept == []
        assert all(rows == [] for rows in kept(pad.path).values())
        assert json.loads(exported(pad)) == {
            **json.loads(nothing),
            "next": json.loads(everything)["next"],
        }
        assert undone.number
        pad.undo(undone.number)
        assert kept(pad.path) == full
        assert exported(pad) == everything


def test_nothing_is_half_there_if_a_column_were_forgotten(
    fresh: Fresh, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The comparison above would notice a column that is not exported."""
    with filled(fresh("one.db"), [("add", ("@1", "quiet"), {"every": "90 days"})]) as pad:
        notes = next(part for part in OF_A_CUSTOMER if part.name == "notes")
        others = tuple(field for field in notes.fields if field.name != "every")
        less = tuple(
            part._replace(fields=others) if part is notes else part for part in OF_A_CUSTOMER
        )
        monkeypatch.setattr("prefpad.archive.archive_rows.customers.__defaults__", (less,))
        everything = exported(pad)
        monkeypatch.undo()
        other = fresh("other.db")
        taken(other, everything)
        assert kept(other) != kept(pad.path)


def test_the_top_and_the_rows_are_a_promise(pad: Pad) -> None:
    pad.set("question-price", "0.5")
    pad.edit(
        "Sam Smith",
        Edit(
            fields={"formal": "Mr. Smith", "familiar": "Sam", "owner": "Jo"},
            handles={"alias": ["Sammy"], "phone": ["+44 20 7946 0101"], "id": ["square:X1"]},
            tags=["guest/business"],
            occasions={"birthday": "14 March"},
        ),
        new=True,
    )
    pad.add("@1", "shower: runs cold", kind="problem", by="2026-03-05", on="2026-03-01")
    pad.add("@1", "new thermostat", kind="other", under=1)
    pad.add("@1", "coffee: latte", stance="likes", every="90 days", voice="act")
    pad.confirm(3, now="flat white")
    pad.visit("@1")
    assert (
        exported(pad).decode()
        == """\
{"prefpad": 1,
"next": {"customers": 2, "notes": 4},
"settings": [
 {"name": "question-price", "value": "0.5"}
],
"customers": [
{"number": 1, "name": "Sam Smith", "formal": "Mr. Smith", "familiar": "Sam", "role": "customer",\
 "owner": "Jo", "created_on": "2026-03-02",
 "handles": [
  {"kind": "alias", "value": "Sammy"},
  {"kind": "phone", "value": "+44 20 7946 0101"},
  {"kind": "id", "value": "X1", "source": "square"}
 ],
 "tags": [
  {"tag": "guest/business"}
 ],
 "occasions": [
  {"name": "birthday", "month": 3, "day": 14}
 ],
 "notes": [
  {"number": 1, "kind": "problem", "topic": "shower", "text": "runs cold", "source": "told",\
 "voice": "act", "standing": "standing", "noted_on": "2026-03-01", "confirmed_on": "2026-03-01",\
 "by": "2026-03-05", "author": "Ana"},
  {"number": 2, "parent": 1, "kind": "other", "text": "new thermostat", "source": "told",\
 "voice": "act", "standing": "standing", "noted_on": "2026-03-02", "confirmed_on": "2026-03-02",\
 "author": "Ana"},
  {"number": 3, "kind": "preference", "topic": "coffee", "stance": "likes", "text": "flat white",\
 "source": "told", "voice": "act", "voice_by_hand": true, "standing": "standing",\
 "noted_on": "2026-03-02", "confirmed_on": "2026-03-02", "every": 90, "author": "Ana"}
 ],
 "checks": [
  {"note": 3, "on": "2026-03-02", "outcome": "changed", "days": 0, "asked": true,\
 "standing": "standing", "kind": "preference", "topic": "coffee", "before": "latte",\
 "after": "flat white", "author": "Ana"}
 ],
 "visits": [
  {"on": "2026-03-02", "author": "Ana"}
 ]}
]}
"""
    )


def test_a_customer_or_a_tag_gives_a_json_of_the_same_form_without_what_is_the_pads_own(
    pad: Pad, fresh: Fresh
) -> None:
    pad.set("question-price", "0.5")
    pad.edit("Ida Berg", Edit(tags=["guest/business"]), new=True)
    pad.edit("Bo Ek", Edit(tags=["guest"]), new=True)
    pad.add("Bo Ek", "quiet")
    one = exported(pad, customer="bo")
    assert [row["name"] for row in json.loads(one)["customers"]] == ["Bo Ek"]
    assert taken(fresh("bo.db"), one) == one
    some = json.loads(exported(pad, tag="guest"))
    assert [row["number"] for row in some["customers"]] == [1, 2]
    assert "settings" not in some


def test_numbers_of_the_erased_are_not_given_again(pad: Pad, fresh: Fresh) -> None:
    pad.add("Ida Berg", "quiet", new=True)
    pad.add("Bo Ek", "quiet", new=True)
    pad.undo()
    with Pad(fresh("other.db"), today=TODAY) as other:
        other.import_file(BytesIO(exported(pad)))
        note = other.add("Cy Ito", "quiet", new=True)
        assert (note.customer_number, note.number) == (3, 3)


def test_a_list_imported_before_changes_nothing_after_the_move(pad: Pad, fresh: Fresh) -> None:
    text = b"customer,phone,text,source\nIda Berg,1,tea,told\nIda Berg,1,tea,told\nBo Ek,,,\n"
    pad.import_file(BytesIO(text))
    pad.confirm(1, now="coffee")
    with Pad(fresh("other.db"), today=TODAY) as other:
        other.import_file(BytesIO(exported(pad)))
        assert other.import_file(BytesIO(text)).unchanged == 3


def test_due_days_are_those_of_the_pad_that_was_exported(pad: Pad, fresh: Fresh) -> None:
    pad.set("every:tea", "1 week")
    pad.set("question-price", "0.05")
    for months in (20, 14, 8):
        pad.add("Ida Berg", "coffee: latte", on=f"{months} months ago", new=months == 20)
        pad.confirm(1, on=f"{months - 3} months ago", now=f"number {months}")
    pad.add("Ida Berg", "tea: green")
    with Pad(fresh("other.db"), today=TODAY) as other:
        other.import_file(BytesIO(exported(pad)))
        assert other.notes("ida") == pad.notes("ida")
        assert other.checks("ida") == pad.checks("ida")
        assert [due.why for due in other.due(within="1 year")] == [
            due.why for due in pad.due(within="1 year")
        ]
        assert [found.name for found in other.find("idda berg")] == ["Ida Berg"]


# -- importing -----------------------------------------------------------------------------------


def test_the_import_stands_in_the_log_and_in_the_list(pad: Pad, path: Path, fresh: Fresh) -> None:
    pad.add("Ida Berg", "tea: green", new=True)
    pad.export(path.with_name("all.json"))
    with Pad(fresh("other.db"), today=TODAY, author="Jo") as other:
        report = other.import_file(path.with_name("all.json"))
        assert (report.read, report.created, report.rejected) == (1, 1, 0)
        (one,) = other.imports()
        assert (one.file, one.author, one.read, one.created) == ("all.json", "Jo", 1, 1)
        assert [change.what for change in other.log()] == ["import of all.json: 1 row"]


def test_a_dry_run_goes_the_same_way_and_writes_nothing(pad: Pad, fresh: Fresh) -> None:
    pad.add("Ida Berg", "tea: green", new=True)
    everything = exported(pad)
    other = fresh("other.db")
    before = other.read_bytes()
    with Pad(other, today=TODAY) as empty:
        assert empty.import_file(BytesIO(everything), dry_run=True).created == 1
        assert empty.customers() == []
    assert other.read_bytes() == before


def test_what_was_changed_since_stays_when_the_import_is_undone(pad: Pad, fresh: Fresh) -> None:
    pad.edit("Ida Berg", Edit(occasions={"birthday": "14 March"}, tags=["vip"]), new=True)
    pad.add("@1", "lamp: broken", kind="problem")
    pad.add("@1", "bulb: none of that size", kind="problem", under=1)
    pad.add("@1", "tea: green")
    pad.confirm(3, now="black")
    pad.confirm(3)
    pad.add("Bo Ek", "quiet", new=True)
    pad.visit("@1", on="yesterday")
    with Pad(fresh("other.db"), today=TODAY) as other:
        other.import_file(BytesIO(exported(pad)))
        later = other.add("@1", "it flickers again", kind="other", under=2).number
        other.confirm(3)
        undone = other.undo_import()
        assert [person.name for person in other.customers()] == ["Ida Berg"]
        assert [note.number for note in other.notes("@1")] == [1, 2, 3, later]
        assert len(other.checks("@1")) == 3
        assert other.customer("@1").occasions == pad.customer("@1").occasions
        assert {kept.what for kept in undone.kept} >= {"Ida Berg @1", "note 1 on Ida Berg"}
        assert undone.number
        other.undo(undone.number)
        assert [person.name for person in other.customers()] == ["Bo Ek", "Ida Berg"]


def test_a_pad_with_customers_is_left_alone(pad: Pad, fresh: Fresh) -> None:
    pad.add("Ida Berg", "tea: green", new=True)
    everything = exported(pad)
    with pytest.raises(CouldNot, match="has customers already"):
        pad.import_file(BytesIO(everything))
    assert exported(pad) == everything


def test_an_export_that_was_laid_out_anew_is_the_same(pad: Pad, fresh: Fresh) -> None:
    pad.add("Zoë Łuczak", "tea: thé 🍵", new=True)
    everything = exported(pad)
    spaced = json.dumps(json.loads(everything), indent=4, ensure_ascii=False)
    for file in (spaced.encode("utf-8-sig"), spaced.encode("utf-16"), b"\n" + everything):
        assert taken(fresh("other.db"), file) == everything


def test_a_customer_longer_than_what_is_read_at_once_is_read_whole(pad: Pad, fresh: Fresh) -> None:
    pad.add("Ida Berg", "tea: green", new=True)
    for number in range(60):
        pad.add("Ida Berg", f"{number} {'long ' * 700}", kind="other")
    pad.add("Bo Ek", "quiet", new=True)
    everything = exported(pad)
    assert len(everything) > 3 * 2**16
    assert taken(fresh("other.db"), everything) == everything


# -- what cannot be taken ------------------------------------------------------------------------

GOOD: dict[str, Any] = {
    "prefpad": 1,
    "next": {"customers": 3, "notes": 4},
    "settings": [{"name": "question-price", "value": "0.5"}],
    "customers": [
        {
            "number": 1, "name": "Ida Berg", "role": "customer", "created_on": "2026-01-01",
            "handles": [{"kind": "phone", "value": "030 1"}],
            "tags": [{"tag": "vip"}],
            "occasions": [{"name": "birthday", "month": 2, "day": 29}],
            "notes": [
                {
                    "number": number, "kind": "problem", "text": "cold", "source": "told",
                    "voice": "act", "standing": "standing", "noted_on": "2026-01-01",
                    "confirmed_on": "2026-01-01",
                }
                for number in (1, 2)
            ],
            "checks": [
                {
                    "note": 1, "on": "2026-02-01", "outcome": "same", "days": 31,
                    "standing": "standing", "kind": "problem", "before": "cold", "after": "cold",
                }
            ],
            "visits": [{"on": "2026-02-01"}],
            "rows": [{"identity": "00000000000000ff", "note": 2}],
        },
        {"number": 2, "name": "Bo Ek", "role": "customer", "created_on": "2026-01-01"},
    ],
}  # fmt: skip


def changed(where: str, value: Any) -> bytes:
    """Return the good export with a value set, or taken away for `...`."""
    whole = json.loads(json.dumps(GOOD))
    *steps, last = [int(step) if step.isdecimal() else step for step in where.split(".")]
    inner = whole
    for one in steps:
        inner = inner[one]
    if value is ...:
        del inner[last]
    elif last == "+":
        inner.append(value)
    else:
        inner[last] = value
    return json.dumps(whole).encode()


def test_the_good_one_is_taken(pad: Pad) -> None:
    assert pad.import_file(BytesIO(json.dumps(GOOD).encode())).created == 2


MAPPING = {"header": "name", "source": "csv", "columns": {"Ort": "note"}}
NOTE_0 = "customers.0.notes.0"
GOOD_NOTES: Any = GOOD["customers"][0]["notes"]


@pytest.mark.parametrize(
    ("where", "value", "sentence"),
    [
        ("customers.1.name", ..., "customers[1].name: it is missing"),
        ("customers.1.name", None, "customers[1].name: it is missing"),
        ("customers.1.name", "", "customers[1].name: it is blank"),
        ("customers.1.name", "-", "customers[1].name: '-' has no letter or digit"),
        ("customers.1.name", "a" * 201, "customers[1].name: it is 201 characters long; the limit is 200"),
        ("customers.1.name", "Bo\0", "customers[1].name: it has a character that cannot be stored"),
        ("customers.1.name", "Bo\ud800", "customers[1].name: it has a character that cannot"),
        ("customers.1.name", 7, "customers[1].name: '7' is not a text"),
        ("customers.1.familiar", "!", "customers[1].familiar: '!' has no letter or digit"),
        ("customers.1.number", 1, "customers[1]: another row has its number, name or day"),
        ("customers.1.number", "2", "customers[1].number: '2' is not a whole number"),
        ("customers.1.number", True, "customers[1].number: 'True' is not a whole number"),
        ("customers.1.number", 2.0, "customers[1].number: '2.0' is not a whole number"),
        ("customers.1.number", 0, "customers[1].number: '0' is not from 1 to"),
        ("customers.1.number", 2**63, f"customers[1].number: '{2**63}' is not from 1 to"),
        ("customers.1.role", "boss", "customers[1].role: 'boss' is not customer, colleague or"),
        ("customers.1.created_on", "2026-02-30", "customers[1].created_on: '2026-02-30' is not a"),
        ("customers.1.created_on", "20260201", "customers[1].created_on: '20260201' is not a day"),
        ("customers.1.loud", 1, "customers[1]: it has 'loud', which is not part of an export"),
        ("customers.1", [], "customers[1]: it is not an object in braces"),
        ("customers.1.tags", {}, "customers[1].tags: it is not a list in brackets"),
        ("customers", {}, "customers: it is not a list in brackets"),
        ("customers.0.handles.0.kind", "fax", "customers[0].handles[0].kind: 'fax' is not alias"),
        ("customers.0.handles.0.kind", "name", "customers[0].handles[0].kind: 'name' is not alias"),
        ("customers.0.handles.0.value", "x", "handles[0]: the phone 'x' has no letter or digit"),
        ("customers.0.tags.+", {"tag": "VIP"}, "tags[1]: another row has its number, name or day"),
        ("customers.0.occasions.0.day", 30, "occasions[0]: '2-30' is not a day of that year"),
        ("customers.0.occasions.0.year", 2025, "occasions[0]: '2-29' is not a day of that year"),
        (f"{NOTE_0}.kind", "rumour", "customers[0].notes[0].kind: 'rumour' is not preference,"),
        ("customers.1.notes", GOOD_NOTES[:1], "customers[1].notes[0]: another row has its number"),
        (f"{NOTE_0}.parent", 1, "notes[0].parent: 1 is not one of this customer's notes before it"),
        (f"{NOTE_0}.parent", 2, "notes[0].parent: 2 is not one of this customer's notes before it"),
        (f"{NOTE_0}.alert", 1, "customers[0].notes[0].alert: '1' is neither true nor false"),
        (f"{NOTE_0}.ended", "done", "customers[0].notes[0]: ended and ended_on go together"),
        (f"{NOTE_0}.every", 0, "customers[0].notes[0].every: '0' is not from 1 to 36525"),
        (f"{NOTE_0}.imported_as", "ff", "notes[0].imported_as: 'ff' is not an identity of 16"),
        (f"{NOTE_0}.imported_as", 255, "notes[0].imported_as: '255' is not an identity of 16"),
        ("customers.0.checks.0.note", 3, "checks[0].note: 3 is not one of this customer's notes"),
        ("customers.0.checks.0.days", -1, "customers[0].checks[0].days: '-1' is not from 0 to"),
        ("customers.0.handles.0", {"kind": "email", "value": "ida"}, "'ida' is not an e-mail address"),
        ("customers.1.expected", [{"on": "2026-04-01", "at": "9"}], "'9' is not a time such as 09"),
        ("mappings", [MAPPING | {"columns": {"Ort": 7}}], "is not an object of texts"),
        ("mappings", [MAPPING | {"columns": {"Ort": "a\ud800"}}], "it has a character that cannot be"),
        ("apart", [{"one": 1, "other": 9}], "apart names a customer who is not there"),
        ("apart", [{"one": 1, "other": 2}] * 2, "apart[1]: another row has its number, name or"),
        ("customers.0.visits.+", {"on": "2026-02-01"}, "visits[1]: another row has its number"),
        ("customers.0.rows.0.identity", "-0000000000000ff", "is not an identity of 16 hex"),
        ("settings.0.name", "loudness", "settings[0]: There is no setting called 'loudness'"),
        ("settings.0.value", "cheap", "settings[0]: The price of a question is a number"),
        ("forgotten", ["z" * 32], "forgotten[0]: 'zzzz"),
        ("next.notes", "many", "next.notes: 'many' is not a whole number"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_taken_is_named_and_nothing_is_written(
    pad: Pad, where: str, value: Any, sentence: str
) -> None:
    nothing = exported(pad)
    with pytest.raises(RowsRejected) as refusal:
        pad.import_file(BytesIO(changed(where, value)))
    assert sentence in refusal.value.sentence
    assert exported(pad) == nothing
    assert pad.imports() == []


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (b'{"prefpad": 1', "at line 1: it is cut short"),
        (b'{"prefpad": 1,\n"customers": [\n{"number": 1,', "at line 3: it is cut short"),
        (b'{"prefpad": 1,\n"customers": [] ', "at line 2: it is cut short"),
        (b'{"prefpad": 1,\n"customers": [}]}', "at line 2: expecting value"),
        (b'{"prefpad": 1, "customers": []} more', "there is something after its end"),
        (b'{"prefpad": 1, "prefpad": 1}', "'prefpad' is not a name that belongs there"),
        (b'{"prefpad": 1, "customers": [{"name": "a", "name": "b"}]}', "'name' appears twice"),
        (b'{"prefpad": NaN}', "NaN is not a number"),
        (b'{"prefpad": 1' + b"0" * 5000 + b"}", "is not valid json"),
        (b'{"prefpad": ' + b"[" * 100_000, "nested too deeply"),
        (b'{"prefpad": 1, 7: 8}', "is not valid json"),
        (b'{"prefpad": "two"}', "is not an export: it gives 'two' as its version"),
        (b'{"prefpad": 2, "customers": 7}', "was written by a newer prefpad"),
        (b'{"prefpad": 1}', "has no list of customers"),
        (
            b'{"prefpad": 1, "orders": [], "customers": []}',
            "has 'orders', which is not part of an export",
        ),
        (b'{"orders": []}', "is JSON, not CSV"),
    ],
)
def test_what_is_no_export_is_told_in_a_sentence(pad: Pad, file: bytes, sentence: str) -> None:
    with pytest.raises(AskedWrongly) as refusal:
        pad.import_file(BytesIO(file))
    assert sentence in refusal.value.sentence
    assert pad.imports() == []


def test_a_file_in_another_encoding_is_refused(pad: Pad) -> None:
    file = json.dumps(GOOD, ensure_ascii=False).replace("Ida", "Zoë").encode("latin-1")
    with pytest.raises(PrefpadError):
        pad.import_file(BytesIO(file))
    assert pad.customers() == []


def test_a_file_cut_anywhere_is_refused_whole(pad: Pad) -> None:
    pad.add("Ida Berg", "tea: green", new=True)
    everything = exported(pad)
    pad.undo()
    for end in range(len('{"prefpad":'), len(everything) - 2, 7):
        with pytest.raises(AskedWrongly):
            pad.import_file(BytesIO(everything[:end]))
    assert pad.customers() == []
    assert pad.import_file(BytesIO(everything)).created == 1


def test_an_interrupted_import_leaves_nothing(pad: Pad, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    nothing = exported(pad)
    monkeypatch.setattr(rows_of_an_export.ArchiveLoader, "finish", interrupt)
    with pytest.raises(KeyboardInterrupt):
        pad.import_file(BytesIO(json.dumps(GOOD).encode()))
    assert exported(pad) == nothing


def test_rows_are_written_some_at_a_time_and_a_clash_is_still_named(
    pad: Pad, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows_of_an_export, "_ROWS_AT_ONCE", 1)
    with pytest.raises(RowsRejected, match=r"customers\[1\]: another row"):
        pad.import_file(BytesIO(changed("customers.1.number", 1)))
    assert pad.import_file(BytesIO(json.dumps(GOOD).encode())).created == 2


def test_a_day_that_is_still_to_come_here_is_taken(fresh: Fresh, pad: Pad) -> None:
    pad.add("Ida Berg", "tea: green", new=True)
    everything = exported(pad)
    with Pad(fresh("other.db"), today=TODAY - timedelta(days=40)) as behind:
        behind.import_file(BytesIO(everything))
        assert exported(behind) == everything


def test_a_pad_on_another_machine_remembers_whom_the_first_forgot(
    pad: Pad, fresh: Fresh, tmp_path: Path
) -> None:
    pad.add("Sam Smith", "tea", new=True)
    pad.add("Zelda Fitch", "tea", new=True)
    pad.edit("zelda", Edit(handles={"email": ["z@example.org"]}))
    before = exported(pad)
    pad.forget("Zelda Fitch")
    with Pad(fresh("moved.db"), today=TODAY) as moved:
        assert not moved.import_file(BytesIO(exported(pad))).memory_elsewhere
        (tmp_path / "list.csv").write_text("customer,email\nZelda Fitch,z@example.org\n")
        report = moved.import_file(tmp_path / "list.csv")
        assert (report.created, report.forgotten) == (0, 1)
    with Pad(fresh("older.db"), today=TODAY) as older:
        assert older.import_file(BytesIO(before)).memory_elsewhere


def test_where_nobody_was_forgotten_an_export_has_no_marks_and_nothing_is_said(
    pad: Pad, fresh: Fresh
) -> None:
    pad.add("Sam Smith", "tea", new=True)
    assert b"forgotten" not in exported(pad)
    with Pad(fresh("moved.db"), today=TODAY) as moved:
        report = moved.import_file(BytesIO(exported(pad)))
        assert (report.memory_elsewhere, report.memory_lost) == (False, False)


def test_marks_without_their_key_are_told(pad: Pad, fresh: Fresh) -> None:
    pad.add("Zelda Fitch", "tea", new=True)
    pad.edit("zelda", Edit(handles={"email": ["z@example.org"]}))
    pad.forget("Zelda Fitch")
    key_file().unlink()
    with Pad(fresh("moved.db"), today=TODAY) as moved:
        assert moved.import_file(BytesIO(exported(pad))).memory_lost
