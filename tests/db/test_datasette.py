"""A pad opened in other people's tools: Datasette, and sqlite-utils."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from sqlite_utils import Database

from prefpad import Pad
from prefpad.customers.edit import Edit
from tests.conftest import TODAY

if TYPE_CHECKING:
    from pathlib import Path

FOR_PEOPLE = {
    *("customers", "handles", "tags", "occasions", "consents", "notes", "checks", "visits"),
    *("expected_visits", "imports", "journal", "journal_rows", "settings"),
}
VIEWS = {"preferences_due", "promises_open", "customer_card"}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shared") / "pad.db"
    list_of_ours = path.with_name("guests.csv")
    list_of_ours.write_text("customer,text\nIda Berg,window seat\n", encoding="utf-8")
    with Pad(path, today=TODAY, create=True, author="Ana") as pad:
        pad.import_file(list_of_ours)
        coffee = pad.add(
            "Sam Smith", "coffee: oat latte", stance="likes", on="2001-03-02", new=True
        )
        pad.confirm(coffee.number, on="2001-09-02")
        pad.add("Sam Smith", "send the invoice", kind="promise", by="2026-03-05")
        edit = Edit(tags=["guest"], occasions={"birthday": "14 March"}, consents=["notes=given"])
        pad.edit("Sam Smith", edit)
        pad.visit("Sam Smith")
        pad.expect_visit("Sam Smith", "tomorrow")
        pad.set("question-price", "0.5")
    return path


def served(file: Path) -> Any:
    """Return a pad in Datasette, which only who runs these tests waits for."""
    from datasette.app import Datasette  # type: ignore[import-untyped]  # it carries no types

    return Datasette([str(file)])


def asked(file: Path, path: str) -> Any:
    return asyncio.run(served(file).client.get(f"/pad{path}"))


def page(file: Path, path: str) -> str:
    """Return what Datasette answers to a browser."""
    response = asked(file, path)
    assert response.status_code == 200
    return str(response.text)


def rows(file: Path, path: str) -> list[dict[str, Any]]:
    """Return the rows of a table as Datasette shows them, references with their labels."""
    options = "_shape=array&_labels=on"
    found: list[dict[str, Any]] = asked(
        file, f"/{path}{'&' if '?' in path else '?'}{options}"
    ).json()
    return found


def labels(file: Path, table: str) -> dict[str, str]:
    """Return what stands for each reference of the first row of a table that has it."""
    return {
        column: value["label"]
        for row in reversed(rows(file, f"{table}.json"))
        for column, value in row.items()
        if isinstance(value, dict)
    }


def test_the_tables_for_people_are_those_without_an_underscore(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute(
            "SELECT name FROM pragma_table_list"
            " WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'"
        ).fetchall()
    assert {name for (name,) in found if not name.startswith("_")} == FOR_PEOPLE


@pytest.mark.parametrize("name", sorted(FOR_PEOPLE | VIEWS))
def test_every_table_and_view_for_people_opens_with_rows(file: Path, name: str) -> None:
    assert rows(file, f"{name}.json")


def test_the_notes_have_a_search_box_that_searches(file: Path) -> None:
    assert re.search(r'<input[^>]*name="_search"', page(file, "/notes"))
    assert [row["text"] for row in rows(file, "notes.json?_search=latte")] == ["oat latte"]
    assert [row["text"] for row in rows(file, "notes.json?_search=coffee")] == ["oat latte"]
    assert rows(file, "notes.json?_search=mocha") == []


def test_a_search_that_is_not_found_out_would_return_every_note(file: Path) -> None:
    with closing(sqlite3.connect(file)) as original:
        other = file.with_name("other") / "pad.db"
        other.parent.mkdir()
        with closing(sqlite3.connect(other)) as copy:
            original.backup(copy)
            copy.execute("PRAGMA writable_schema = ON")
            copy.execute(
                "UPDATE sqlite_schema SET sql = replace(sql, 'content=\"notes\"', 'content=''notes''')"
            )
            copy.commit()
    assert len(rows(other, "notes.json?_search=latte")) == 3


def test_sqlite_utils_searches_the_notes(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        notes = Database(connection, execute_plugins=False).table("notes")
        assert notes.detect_fts() == "notes_search"
        assert [row["title"] for row in notes.search("oat")] == ["coffee: likes oat latte"]


@pytest.mark.parametrize(
    ("table", "shown"),
    [
        ("notes", {"customer": "Ida Berg"}),
        ("checks", {"customer": "Sam Smith", "note": "coffee: likes oat latte"}),
        ("tags", {"customer": "Sam Smith"}),
        ("visits", {"customer": "Sam Smith"}),
        ("customers", {"import": "guests.csv, 2026-03-02"}),
        ("journal_rows", {"change": "script, 2026-03-02"}),
    ],
)
def test_what_a_row_refers_to_is_shown_by_its_name(
    file: Path, table: str, shown: dict[str, str]
) -> None:
    found = labels(file, table)
    assert found.keys() >= shown.keys()
    for column, label in shown.items():
        today = re.sub(r"\d{4}-\d\d-\d\d", "2026-03-02", found[column])
        assert today == label


def test_every_table_that_rows_refer_to_has_a_label(file: Path) -> None:
    database = served(file).get_database("pad")
    with closing(sqlite3.connect(file)) as connection:
        parents = {
            parent
            for table in FOR_PEOPLE
            for (parent,) in connection.execute(
                'SELECT "table" FROM pragma_foreign_key_list(?)', (table,)
            )
        }
    assert parents == {"customers", "imports", "journal", "notes"}
    for parent in parents:
        assert asyncio.run(database.label_column_for_table(parent)), parent
