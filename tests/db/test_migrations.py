from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from prefpad import Pad
from prefpad.archive.schema import OF_A_CUSTOMER
from prefpad.customers.repository import handle_row
from prefpad.db import migrations
from prefpad.db.bulk_write import paused
from prefpad.db.connection import create, open_pad
from prefpad.db.errors import is_sound
from prefpad.db.unit_of_work import Signature, write
from prefpad.domain.errors import PadUnusable
from prefpad.domain.normalize import name_words
from tests.conftest import TODAY
from tests.helpers.schema import with_steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefpad.db.unit_of_work import UnitOfWork

ANA = Signature("Ana", "add", "2026-03-02T09:30:00+01:00")
TABLES = {
    "customers",
    "handles",
    "tags",
    "occasions",
    "notes",
    "checks",
    "visits",
    "imports",
    "journal",
    "settings",
    "_apart",
}
NUMBERED = sorted(TABLES - {"settings"})
VIEWS = {"preferences_due", "promises_open", "customer_card"}


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    create(path)
    with closing(open_pad(path)) as connection:
        yield connection


def made(connection: sqlite3.Connection, kind: str) -> set[str]:
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = ?", (kind,))
    return {name for (name,) in rows}


# -- what there is -------------------------------------------------------------------------------


def test_every_table_and_view_of_the_design_is_there(connection: sqlite3.Connection) -> None:
    assert made(connection, "table") >= TABLES
    assert made(connection, "view") >= VIEWS


def test_every_table_of_ours_is_strict(connection: sqlite3.Connection) -> None:
    rows = connection.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'")
    strict = dict(rows.fetchall())
    assert {name for name in TABLES if not strict[name]} == set()


def test_a_strict_table_refuses_a_word_where_a_number_stands(
    connection: sqlite3.Connection,
) -> None:
    connection.execute("CREATE TABLE lax (read INTEGER)")
    connection.execute("INSERT INTO lax VALUES ('many')")
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT"):
        connection.execute(
            "INSERT INTO imports(at, file, layout, read) VALUES ('', '', '', 'many')"
        )


@pytest.mark.parametrize("table", NUMBERED)
def test_no_table_gives_a_number_twice(connection: sqlite3.Connection, table: str) -> None:
    (sql,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    assert "number INTEGER PRIMARY KEY AUTOINCREMENT" in sql


def test_the_number_of_a_customer_who_was_taken_away_is_never_given_again(
    connection: sqlite3.Connection,
) -> None:
    insert = "INSERT INTO customers(name, created_on) VALUES ('Sam', '2026-03-02')"
    connection.execute(insert)
    connection.execute("DELETE FROM customers")
    assert connection.execute(insert).lastrowid == 2


def test_without_autoincrement_the_number_would_be_given_again(
    connection: sqlite3.Connection,
) -> None:
    connection.execute("CREATE TABLE guests (number INTEGER PRIMARY KEY, name)")
    connection.execute("INSERT INTO guests(name) VALUES ('Sam')")
    connection.execute("DELETE FROM guests")
    assert connection.execute("INSERT INTO guests(name) VALUES ('Ana')").lastrowid == 1


def test_nothing_of_the_customers_is_kept_as_statistics(pad: Pad, path: Path) -> None:
    pad.add("Sam Smith", "coffee: oat latte", new=True)
    with closing(sqlite3.connect(path)) as onlooker:
        assert not {name for name in made(onlooker, "table") if name.startswith("sqlite_stat")}
        onlooker.execute("ANALYZE")
        assert "sqlite_stat1" in made(onlooker, "table")


# -- the words of names --------------------------------------------------------------------------

NAMES = st.sampled_from(
    ["Sam Smith", "Sam O'Brien-Smith", "Łukasz Żółć", "王小明", "Sam", "Ana Lu"]
)
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["insert", "update", "delete"]),
        st.integers(1, 2),
        st.sampled_from(["name", "alias", "formal", "phone"]),
        NAMES,
    ),
    max_size=10,
)


def change(writer: UnitOfWork, what: str, customer: int, kind: str, value: str) -> None:
    row = handle_row(customer, kind, value)
    known = writer.connection.execute(
        "SELECT number FROM handles WHERE customer = ?", (customer,)
    ).fetchone()
    if what == "insert":
        writer.insert("handles", row)
    elif known and what == "update":
        writer.update("handles", known[0], row)
    elif known:
        writer.delete("handles", known[0])


def words_of_names(connection: sqlite3.Connection) -> set[tuple[str, int]]:
    handles = connection.execute("SELECT kind, value, customer FROM handles").fetchall()
    return {
        (word, customer)
        for kind, value, customer in handles
        if kind != "phone"
        for word in name_words(value)
    }


def kept_words(connection: sqlite3.Connection) -> set[tuple[str, int]]:
    return set(connection.execute("SELECT word, customer FROM _name_words").fetchall())


@pytest.fixture(scope="module")
def two_customers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("pads") / "pad.db"
    create(path)
    with closing(open_pad(path)) as connection:
        with write(connection, ANA) as writer:
            for name in ("Sam", "Ana"):
                writer.insert("customers", {"name": name, "created_on": "2026-03-02"})
        yield connection


@given(changes=CHANGES)
def test_the_words_of_names_follow_the_handles(
    two_customers: sqlite3.Connection, changes: list[tuple[str, int, str, str]]
) -> None:
    with write(two_customers, ANA) as writer:
        writer.keep = False
        for what, customer, kind, value in changes:
            change(writer, what, customer, kind, value)
            assert kept_words(two_customers) == words_of_names(two_customers)


@pytest.mark.parametrize("what", ["insert", "update", "delete"])
def test_the_words_of_names_would_go_stale_without_their_triggers(
    two_customers: sqlite3.Connection, what: str
) -> None:
    with write(two_customers, ANA) as writer:
        writer.keep = False
        change(writer, "insert", 1, "name", "Sam Smith")
        two_customers.execute(f"DROP TRIGGER handles_{what.removesuffix('e')}ed")
        change(writer, what, 1, "alias", "Ana Lu")
        assert kept_words(two_customers) != words_of_names(two_customers)


# -- search --------------------------------------------------------------------------------------

EDITS = st.lists(
    st.tuples(
        st.sampled_from(["add", "change", "gone"]),
        st.integers(1, 6),
        st.text("abc éß王#:\n", min_size=1, max_size=15).filter(lambda text: text.strip(" #:\n")),
    ),
    max_size=8,
)


def search_fits_the_notes(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute(
            "INSERT INTO notes_search(notes_search, rank) VALUES ('integrity-check', 1)"
        )
    except sqlite3.DatabaseError:
        return False
    return True


def note(text: str) -> dict[str, str | int]:
    return {
        "customer": 1,
        "kind": "other",
        "text": text,
        "source": "told",
        "voice": "act",
        "standing": "standing",
        "noted_on": "2026-03-02",
        "confirmed_on": "2026-03-02",
        "same_key": 0,
    }


def rewrite(writer: UnitOfWork, edits: list[tuple[str, int, str]]) -> None:
    for what, number, text in edits:
        known = writer.connection.execute("SELECT 1 FROM notes WHERE number = ?", (number,))
        if what == "add":
            writer.insert("notes", note(text))
        elif known.fetchone() and what == "change":
            writer.update("notes", number, {"text": text, "topic": text[:3]})
        elif what == "gone":
            writer.connection.execute("DELETE FROM notes WHERE number = ?", (number,))


@given(edits=EDITS)
def test_search_fits_the_notes_after_any_edits(
    two_customers: sqlite3.Connection, edits: list[tuple[str, int, str]]
) -> None:
    with write(two_customers, ANA) as writer:
        writer.keep = False
        rewrite(writer, [("add", 0, "coffee: oat latte"), *edits])
        assert search_fits_the_notes(two_customers)


@pytest.mark.parametrize(
    ("trigger", "edit"),
    [
        ("notes_inserted", ("add", 0, "green tea")),
        ("notes_updated", ("change", 1, "green tea")),
        ("notes_deleted", ("gone", 1, "")),
    ],
)
def test_search_would_go_stale_without_its_triggers(
    path: Path, trigger: str, edit: tuple[str, int, str]
) -> None:
    create(path)
    with closing(open_pad(path)) as connection, write(connection, ANA) as writer:
        writer.insert("customers", {"name": "Sam", "created_on": "2026-03-02"})
        rewrite(writer, [("add", 0, "oat latte")])
        assert search_fits_the_notes(connection)
        connection.execute(f"DROP TRIGGER {trigger}")
        rewrite(writer, [edit])
        assert not search_fits_the_notes(connection)


def test_a_customer_who_is_taken_away_leaves_nothing_to_be_found(path: Path) -> None:
    create(path)
    with closing(open_pad(path)) as connection:
        with write(connection, ANA) as writer:
            writer.insert("customers", {"name": "Sam", "created_on": "2026-03-02"})
            writer.insert("handles", handle_row(1, "name", "Sam"))
            rewrite(writer, [("add", 0, "oat latte")])
        connection.execute("DELETE FROM customers")
        assert kept_words(connection) == set()
        assert search_fits_the_notes(connection)
        assert not connection.execute(
            "SELECT 1 FROM notes_search WHERE notes_search MATCH 'latte'"
        ).fetchall()


# -- steps ---------------------------------------------------------------------------------------


def triggers(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    query = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"
    return connection.execute(query).fetchall()


def test_the_schema_is_the_stored_one(connection: sqlite3.Connection) -> None:
    """Whoever changes it on purpose stores it anew, and raises the baseline's number."""
    assert migrations.written_out(connection) == migrations.stored()


def test_who_writes_a_table_is_said_by_a_module_that_is_there() -> None:
    text = migrations.STORED.with_name("baseline.sql").read_text(encoding="utf-8")
    comments = "".join(line for line in text.splitlines() if line.startswith("--"))
    named = {*re.findall(r"\b[a-z_]+/[a-z_]+\b", comments)}
    program = migrations.STORED.parents[2]
    assert "db/backup" in named
    there = {one for one in named if (program / one).is_dir() or (program / f"{one}.py").is_file()}
    assert named - there == set()


def test_every_step_is_named_by_the_version_it_leads_to() -> None:
    first, *others = migrations.STEPS
    assert first == "baseline"
    for version, step in enumerate(others, migrations.BASELINE + 1):
        assert step.startswith(f"m{version:03}_")


def m_invented(db: Database) -> None:
    """Add a column, and write notes past the trigger of the search as a step of many rows does."""
    db.execute("ALTER TABLE notes ADD COLUMN shelf TEXT")
    with paused(db.conn, ["notes_updated"]):
        db.execute("UPDATE notes SET shelf = 'left', text = replace(text, 'latte', 'mocha')")


def test_a_step_is_taken_with_the_data_in_place(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Pad(path, today=TODAY, create=True) as pad:
        number = pad.add("Sam Smith", "coffee: oat latte", on="2025-03-02", new=True).number
        pad.confirm(number)
    with closing(open_pad(path)) as connection:
        before = triggers(connection)
    with_steps(monkeypatch, m_invented)
    with Pad(path, today=TODAY) as pad:
        assert [note.text for note in pad.recall("smith").say] == ["oat mocha"]
        assert [note.number for note in pad.search("mocha")] == [number]
        assert pad.search("latte") == []
        pad.add("Sam Smith", "tea: green")
        assert [note.text for note in pad.search("green")] == ["green"]
    with closing(open_pad(path)) as connection:
        assert triggers(connection) == before
        assert search_fits_the_notes(connection)
        assert connection.execute("SELECT shelf FROM notes").fetchall() == [("left",), (None,)]
        assert connection.execute("SELECT total(checks) FROM _tallies").fetchone() == (1,)


def test_the_search_would_be_stale_if_it_were_not_built_anew(
    connection: sqlite3.Connection,
) -> None:
    with write(connection, ANA) as writer:
        writer.insert("customers", {"name": "Sam", "created_on": "2026-03-02"})
        rewrite(writer, [("add", 0, "oat latte")])
        m_invented(Database(connection))
        assert not search_fits_the_notes(connection)


# -- steps that make and change forms ------------------------------------------------------------


def m_forms(db: Database) -> None:
    """Make a form of each kind, and make one of each kind anew."""
    for statement in (
        "ALTER TABLE customers ADD COLUMN shoe TEXT",
        "CREATE TABLE stamps (number INTEGER PRIMARY KEY AUTOINCREMENT, on_day TEXT) STRICT",
        "CREATE INDEX customers_by_shoe ON customers(shoe)",
        """CREATE TRIGGER notes_stamped AFTER INSERT ON notes BEGIN
            INSERT INTO stamps(on_day) VALUES (new.noted_on);
        END""",
        "CREATE VIEW stamped AS SELECT on_day FROM stamps",
        "DROP INDEX tags_by_key",
        "CREATE INDEX tags_by_key ON tags(key)",
        "DROP TRIGGER name_words_inserted",
        """CREATE TRIGGER name_words_inserted AFTER INSERT ON _name_words WHEN new.word <> '' BEGIN
            INSERT OR IGNORE INTO _words(word) VALUES (new.word);
        END""",
        "DROP VIEW promises_open",
        "CREATE VIEW promises_open AS SELECT number AS note FROM notes WHERE kind = 'promise'",
    ):
        db.execute(statement)


@pytest.fixture(params=["older", "newer"])
def stepped(path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """Return a pad from before the step, as it is or brought up to date, with a backup beside it."""
    with Pad(path, today=TODAY, create=True) as pad:
        pad.add("Sam Smith", "coffee: oat latte", on="2025-03-02", new=True)
        pad.backup(path.with_name("older.db"))
        pad.export(path.with_name("older.json"))
    with_steps(monkeypatch, m_forms)
    if request.param == "newer":
        Pad(path, today=TODAY).close()
    return path


def texts(path: Path) -> list[str]:
    with Pad(path, today=TODAY) as pad:
        return [note.text for note in pad.notes("smith")]


def test_what_a_step_made_is_known_when_the_pad_is_opened(stepped: Path) -> None:
    assert is_sound(stepped)
    assert texts(stepped) == texts(stepped) == ["oat latte"]
    assert is_sound(stepped)


def test_a_change_is_made_and_undone_after_a_step(stepped: Path) -> None:
    with Pad(stepped, today=TODAY) as pad:
        pad.add("Sam Smith", "tea: green")
        pad.add("Ana Lu", "tea: black", new=True)
        for _ in range(2):
            pad.undo()
    assert texts(stepped) == ["oat latte"]


def test_a_pad_is_found_well_before_and_after_a_step(stepped: Path) -> None:
    found = Pad.verify(stepped, today=TODAY).findings
    assert [finding for finding in found if finding.severity != "around"] == []


@pytest.mark.parametrize("kind", ["INDEX handles_by_tail", "VIEW promises_open"])
def test_what_is_missing_is_still_found_after_a_step(stepped: Path, kind: str) -> None:
    with closing(sqlite3.connect(stepped)) as disk:
        disk.execute(f"DROP {kind}")
    assert not is_sound(stepped)
    (found,) = (one for one in Pad.verify(stepped, today=TODAY).findings if one.check == "schema")
    assert kind.split()[1] in found.sentence


def test_all_is_rescued_before_and_after_a_step(stepped: Path) -> None:
    new = stepped.with_name("rescued.db")
    rescued = Pad.rescue(stepped, new, today=TODAY)
    assert (rescued.saved["notes"], rescued.lost, rescued.unreadable) == (1, {}, ())
    assert texts(new) == ["oat latte"]
    assert is_sound(new)


def test_a_backup_from_before_a_step_is_restored(stepped: Path) -> None:
    with Pad(stepped, today=TODAY) as pad:
        pad.add("Sam Smith", "tea: green")
    Pad.restore(stepped, stepped.with_name("older.db"), today=TODAY)
    assert texts(stepped) == ["oat latte"]
    assert is_sound(stepped)


def test_who_was_forgotten_on_a_pad_that_is_damaged_stays_so_after_a_step(stepped: Path) -> None:
    data = bytearray(stepped.read_bytes())
    data[-4096:] = bytes(4096)
    stepped.write_bytes(data)
    restored = Pad.restore(stepped, stepped.with_name("older.db"), today=TODAY)
    assert (restored.pad, restored.memory_lost) == ("damaged", False)
    assert texts(stepped) == ["oat latte"]


def test_lists_and_archives_are_imported_and_taken_back_after_a_step(stepped: Path) -> None:
    own, foreign = (stepped.with_name(f"{name}.csv") for name in ("own", "foreign"))
    own.write_text("customer,note\nIda Berg,tea: green\n", encoding="utf-8")
    foreign.write_text("First Name,Last Name,Notes\nBo,Ek,likes mints\n", encoding="utf-8")
    with Pad(stepped, today=TODAY) as pad:
        for file in (own, foreign):
            assert pad.import_file(file).created == 1
            pad.undo_import()
    assert texts(stepped) == ["oat latte"]
    with Pad(stepped.with_name("again.db"), today=TODAY, create=True) as again:
        assert again.import_file(stepped.with_name("older.json")).created == 1
    assert texts(stepped.with_name("again.db")) == ["oat latte"]


def test_a_pad_is_exported_backed_up_and_disclosed_after_a_step(stepped: Path) -> None:
    with Pad(stepped, today=TODAY) as pad:
        copy = pad.backup(stepped.with_name("copy.db"))
        pad.export(stepped.with_name("pad.csv"))
        assert pad.disclose("Sam Smith")
        pad.forget("Sam Smith")
        assert pad.customers() == []
    assert texts(copy) == ["oat latte"]
    assert is_sound(stepped)


def m_rebuilt(db: Database) -> None:
    """Make a table anew with what it has, as SQLite asks for where more than a column changes."""
    form = db["customers"].schema
    db.execute(form.replace("customers", "rebuilt", 1).replace("name TEXT", "shoe TEXT, name TEXT"))
    columns = "number, name, formal, familiar, role, created_on"
    db.execute(f"INSERT INTO rebuilt({columns}) SELECT {columns} FROM customers")
    db.execute("DROP TABLE customers")
    db.execute("PRAGMA legacy_alter_table = ON")
    db.execute("ALTER TABLE rebuilt RENAME TO customers")
    db.execute("PRAGMA legacy_alter_table = OFF")


def test_a_table_that_a_step_makes_anew_keeps_what_belongs_to_its_rows(
    noted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_steps(monkeypatch, m_rebuilt)
    assert texts(noted) == ["oat latte"]
    assert is_sound(noted)


def m_orphaning(db: Database) -> None:
    """Forget what belongs to the rows that go."""
    db.execute("DELETE FROM customers")


def test_a_step_that_leaves_rows_without_what_they_belong_to_is_not_taken(
    noted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as newer:
        with_steps(newer, m_orphaning)
        with pytest.raises(PadUnusable):
            Pad(noted, today=TODAY)
    assert texts(noted) == ["oat latte"]


STRANGE = "CREATE TRIGGER evil AFTER INSERT ON notes BEGIN DELETE FROM customers; END"
OF_THE_STEP = "CREATE TRIGGER notes_stamped AFTER INSERT ON notes BEGIN SELECT 1; END"


@pytest.mark.parametrize(
    ("stepped", "trigger", "refusal"),
    [
        ("older", STRANGE, "did not make: 'evil'"),
        ("newer", STRANGE, "did not make: 'evil'"),
        ("older", OF_THE_STEP, "did not make: 'notes_stamped'"),
        ("newer", f"DROP TRIGGER notes_stamped; {OF_THE_STEP}", "is damaged"),
    ],
    indirect=["stepped"],
)
def test_a_trigger_is_known_by_the_version_of_the_pad(
    stepped: Path, trigger: str, refusal: str
) -> None:
    with closing(sqlite3.connect(stepped)) as disk:
        disk.executescript(trigger)
    with pytest.raises(PadUnusable, match=refusal):
        Pad(stepped, today=TODAY)


# -- archives ------------------------------------------------------------------------------------

ARCHIVE = Path(__file__).parents[1] / "data" / "archive-0.1.json"


def is_kept(before: Any, after: Any) -> bool:
    """Tell whether json says all that it said before, and maybe more."""
    if isinstance(before, dict):
        return all(name in after and is_kept(value, after[name]) for name, value in before.items())
    if isinstance(before, list):
        return len(before) == len(after) and all(map(is_kept, before, after))
    return bool(before == after)


def test_an_archive_of_the_first_program_imports_without_a_loss(path: Path) -> None:
    with Pad(path, today=TODAY, create=True) as pad:
        report = pad.import_file(ARCHIVE)
        stream = BytesIO()
        pad.export(stream)
        texts = [note.text for note in pad.notes("de Vries")]
    archive, again = (json.loads(text) for text in (ARCHIVE.read_bytes(), stream.getvalue()))
    assert is_kept(archive, again)
    assert report.created == len(archive["customers"]) == 13
    tables = {name for one in archive["customers"] for name in one if isinstance(one[name], list)}
    assert tables == {part.name for part in OF_A_CUSTOMER} - {"expected"}
    assert "asks for the harbour view" in texts
