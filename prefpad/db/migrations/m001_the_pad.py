"""The tables, views, search and triggers of a new pad."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.db.full_text import CREATE_SEARCH, FEED_SEARCH
from prefpad.domain.vocabulary import KINDS, ROLES, SOURCES, STANCES, VOICES

if TYPE_CHECKING:
    from sqlite_utils import Database


def _one_of(column: str, *allowed: str) -> str:
    """Return a condition on a column; `IN` would build a table of the words for every row."""
    return "(" + " OR ".join(f"{column} = '{word}'" for word in allowed) + ")"


_NAMES = ("name", "formal", "familiar", "alias")
_HANDLES = (*_NAMES, "phone", "email", "card", "id")

_TABLES = f"""
CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE imports (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    author TEXT,
    file TEXT NOT NULL,
    layout TEXT NOT NULL,
    read INTEGER NOT NULL DEFAULT 0,
    created INTEGER NOT NULL DEFAULT 0,
    updated INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE customers (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    formal TEXT,
    familiar TEXT,
    pronounced TEXT,
    not_called TEXT,
    role TEXT NOT NULL DEFAULT 'customer' CHECK {_one_of("role", *ROLES)},
    owner TEXT,
    created_on TEXT NOT NULL,
    import INTEGER REFERENCES imports(number)
) STRICT;

CREATE TABLE handles (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    customer INTEGER NOT NULL REFERENCES customers(number) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK {_one_of("kind", *_HANDLES)},
    value TEXT NOT NULL,
    key TEXT NOT NULL,
    tail TEXT,
    source TEXT,
    import INTEGER REFERENCES imports(number)
) STRICT;
CREATE INDEX handles_by_key ON handles(key, kind, customer);
CREATE INDEX handles_by_tail ON handles(tail, customer) WHERE tail IS NOT NULL;
CREATE INDEX handles_by_customer ON handles(customer);

CREATE TABLE name_words (
    word TEXT NOT NULL,
    customer INTEGER NOT NULL,
    PRIMARY KEY (word, customer)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_words_by_customer ON name_words(customer);

CREATE TABLE words (
    word TEXT PRIMARY KEY,
    spelled INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX words_unspelled ON words(word) WHERE spelled = 0;

CREATE TABLE word_trigrams (
    trigram TEXT NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (trigram, word)
) STRICT, WITHOUT ROWID;

CREATE TABLE tags (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    customer INTEGER NOT NULL REFERENCES customers(number) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    key TEXT NOT NULL,
    import INTEGER REFERENCES imports(number),
    UNIQUE (customer, key)
) STRICT;
CREATE INDEX tags_by_key ON tags(key, customer);

CREATE TABLE occasions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    customer INTEGER NOT NULL REFERENCES customers(number) ON DELETE CASCADE,
    name TEXT NOT NULL,
    month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
    day INTEGER NOT NULL CHECK (day BETWEEN 1 AND 31),
    year INTEGER,
    UNIQUE (customer, name)
) STRICT;

CREATE TABLE notes (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    customer INTEGER NOT NULL REFERENCES customers(number) ON DELETE CASCADE,
    parent INTEGER REFERENCES notes(number) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK {_one_of("kind", *KINDS)},
    topic TEXT,
    topic_key TEXT NOT NULL DEFAULT '',
    stance TEXT CHECK {_one_of("stance", *STANCES)},
    text TEXT NOT NULL,
    source TEXT NOT NULL CHECK {_one_of("source", *SOURCES)},
    voice TEXT NOT NULL CHECK {_one_of("voice", *VOICES)},
    voice_by_hand INTEGER NOT NULL DEFAULT 0,
    standing TEXT NOT NULL CHECK {_one_of("standing", "standing", "candidate")},
    alert INTEGER NOT NULL DEFAULT 0,
    noted_on TEXT NOT NULL,
    confirmed_on TEXT NOT NULL,
    by_day TEXT,
    every INTEGER,
    ask_on TEXT GENERATED ALWAYS AS (date(confirmed_on, every || ' days')) VIRTUAL,
    ended_on TEXT,
    ended TEXT CHECK {_one_of("ended", "gone", "done", "withdrawn")},
    author TEXT,
    same_key INTEGER NOT NULL,
    import INTEGER REFERENCES imports(number),
    imported_as INTEGER
) STRICT;
CREATE INDEX notes_by_customer ON notes(customer, same_key);
CREATE INDEX notes_by_parent ON notes(parent) WHERE parent IS NOT NULL;
CREATE INDEX notes_by_imported_row ON notes(customer, imported_as) WHERE imported_as IS NOT NULL;
CREATE INDEX notes_by_topic ON notes(topic_key);
CREATE INDEX notes_to_confirm ON notes(kind, alert, topic_key, confirmed_on)
    WHERE ended_on IS NULL AND standing = 'standing' AND every IS NULL
        AND kind IN ('preference', 'need');
CREATE INDEX notes_with_own_interval ON notes(ask_on)
    WHERE ended_on IS NULL AND every IS NOT NULL;
CREATE INDEX notes_open ON notes(by_day)
    WHERE ended_on IS NULL AND by_day IS NOT NULL AND kind IN ('promise', 'problem');

CREATE TABLE intervals (
    kind TEXT NOT NULL,
    alert INTEGER NOT NULL,
    topic_key TEXT NOT NULL,
    days INTEGER,
    PRIMARY KEY (kind, alert, topic_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE checks (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    note INTEGER NOT NULL REFERENCES notes(number) ON DELETE CASCADE,
    customer INTEGER NOT NULL REFERENCES customers(number) ON DELETE CASCADE,
    on_day TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK {_one_of("outcome", "same", "changed", "gone", "seen")},
    days INTEGER NOT NULL,
    asked INTEGER NOT NULL,
    standing TEXT NOT NULL CHECK {_one_of("standing", "standing", "candidate")},
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    author TEXT
) STRICT;
CREATE INDEX checks_by_note ON checks(note);
CREATE INDEX checks_by_customer ON checks(customer, on_day);

CREATE TABLE visits (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    customer INTEGER NOT NULL REFERENCES customers(number) ON DELETE CASCADE,
    on_day TEXT NOT NULL,
    author TEXT,
    UNIQUE (customer, on_day)
) STRICT;

CREATE TABLE import_rows (
    customer INTEGER NOT NULL REFERENCES customers(number) ON DELETE CASCADE,
    identity INTEGER NOT NULL,
    note INTEGER REFERENCES notes(number) ON DELETE CASCADE,
    import INTEGER NOT NULL REFERENCES imports(number),
    PRIMARY KEY (customer, identity)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_rows_by_note ON import_rows(note) WHERE note IS NOT NULL;

CREATE TABLE journal (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    author TEXT,
    command TEXT NOT NULL,
    import INTEGER REFERENCES imports(number)
) STRICT;

CREATE TABLE journal_rows (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    change INTEGER NOT NULL REFERENCES journal(number) ON DELETE CASCADE,
    of_table TEXT NOT NULL,
    of_row INTEGER NOT NULL,
    customer INTEGER,
    before TEXT,
    after TEXT
) STRICT;
CREATE INDEX journal_rows_by_change ON journal_rows(change);
CREATE INDEX journal_rows_by_row ON journal_rows(of_table, of_row);
CREATE INDEX journal_rows_by_customer ON journal_rows(customer)
"""

_SPLIT = "json_each('[\"' || replace({key}, ' ', '\",\"') || '\"]')"

# An import, whose handles carry its number, adds the words of its names in bulk.
_KEEP_NAME_WORDS = (
    f"""
CREATE TRIGGER handles_inserted AFTER INSERT ON handles
WHEN new.import IS NULL AND {_one_of("new.kind", *_NAMES)} BEGIN
    INSERT OR IGNORE INTO name_words(word, customer)
        SELECT value, new.customer FROM {_SPLIT.format(key="new.key")};
END""",
    f"""
CREATE TRIGGER handles_deleted AFTER DELETE ON handles WHEN {_one_of("old.kind", *_NAMES)} BEGIN
    DELETE FROM name_words WHERE customer = old.customer;
    INSERT OR IGNORE INTO name_words(word, customer)
        SELECT json_each.value, customer FROM handles, {_SPLIT.format(key="handles.key")}
        WHERE customer = old.customer AND {_one_of("handles.kind", *_NAMES)};
END""",
    f"""
CREATE TRIGGER handles_updated AFTER UPDATE OF key, customer, kind ON handles BEGIN
    DELETE FROM name_words WHERE customer IN (old.customer, new.customer);
    INSERT OR IGNORE INTO name_words(word, customer)
        SELECT json_each.value, customer FROM handles, {_SPLIT.format(key="handles.key")}
        WHERE customer IN (old.customer, new.customer) AND {_one_of("handles.kind", *_NAMES)};
END""",
    """
CREATE TRIGGER name_words_inserted AFTER INSERT ON name_words BEGIN
    INSERT OR IGNORE INTO words(word) VALUES (new.word);
END""",
)

_VIEWS = (
    """
CREATE VIEW preferences_due AS
SELECT number, customer, kind, topic, stance, text, confirmed_on, due_on FROM (
    SELECT n.number, c.name AS customer, n.kind, n.topic, n.stance, n.text, n.confirmed_on,
        coalesce(n.ask_on, date(n.confirmed_on, i.days || ' days')) AS due_on
    FROM notes n
    JOIN customers c ON c.number = n.customer
    LEFT JOIN intervals i
        ON i.kind = n.kind AND i.alert = n.alert AND i.topic_key = n.topic_key
    WHERE n.ended_on IS NULL AND n.standing = 'standing' AND n.kind IN ('preference', 'need')
        AND (n.alert OR n.voice <> 'private')
)
WHERE due_on <= date('now', 'localtime')""",
    """
CREATE VIEW customer_card AS
SELECT c.number AS customer_number, c.name AS customer, c.formal, c.familiar, n.number, n.alert,
    n.kind, n.topic, n.stance, n.text, n.voice, n.standing, n.noted_on, n.confirmed_on, n.by_day
FROM customers c
LEFT JOIN notes n ON n.customer = c.number AND n.ended_on IS NULL
    AND (n.alert OR n.voice <> 'private')
ORDER BY c.number, n.alert DESC, n.kind, n.topic_key, n.number""",
)


def m001_the_pad(db: Database) -> None:
    """Make the tables, views, search and triggers of a new pad."""
    for statement in (
        *_TABLES.split(";\n"),
        *_KEEP_NAME_WORDS,
        CREATE_SEARCH,
        *FEED_SEARCH,
        *_VIEWS,
    ):
        db.execute(statement)
