"""What the pad learns from checks and visits, and the days that follow from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.reconfirmation.rates import (
    FIRST_RATES,
    FIRST_VISIT_RATE,
    UNKNOWN_VISITS,
    span_class,
    visit_class,
)

if TYPE_CHECKING:
    from sqlite_utils import Database

_TABLES = f"""
CREATE TABLE tallies (
    kind TEXT NOT NULL,
    topic_key TEXT NOT NULL,
    changed INTEGER NOT NULL,
    span INTEGER NOT NULL,
    checks INTEGER NOT NULL,
    days INTEGER NOT NULL,
    PRIMARY KEY (kind, topic_key, changed, span)
) STRICT, WITHOUT ROWID;

CREATE TABLE kind_rates (
    kind TEXT PRIMARY KEY,
    per_day REAL NOT NULL,
    checks INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE topic_rates (
    kind TEXT NOT NULL,
    topic_key TEXT NOT NULL,
    per_day REAL NOT NULL,
    PRIMARY KEY (kind, topic_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE rhythms (
    customer INTEGER PRIMARY KEY REFERENCES customers(number) ON DELETE CASCADE,
    first_day INTEGER NOT NULL,
    visit_days INTEGER NOT NULL,
    visit_class INTEGER NOT NULL,
    pace_class INTEGER NOT NULL
) STRICT;

CREATE TABLE visit_totals (
    customers INTEGER NOT NULL,
    visit_days INTEGER NOT NULL,
    first_days INTEGER NOT NULL,
    mean_class INTEGER NOT NULL
) STRICT;

DROP VIEW preferences_due;
DROP TABLE intervals;
CREATE TABLE intervals (
    kind TEXT NOT NULL,
    alert INTEGER NOT NULL,
    topic_key TEXT NOT NULL,
    visit_class INTEGER NOT NULL,
    pace_class INTEGER NOT NULL,
    change_rate REAL NOT NULL,
    visit_rate REAL NOT NULL,
    days INTEGER,
    set_by TEXT NOT NULL CHECK (set_by = 'topic' OR set_by = 'kind' OR set_by = 'learned'),
    PRIMARY KEY (kind, alert, topic_key, visit_class, pace_class)
) STRICT, WITHOUT ROWID;

ALTER TABLE notes ADD COLUMN visit_class INTEGER NOT NULL DEFAULT {UNKNOWN_VISITS};
ALTER TABLE notes ADD COLUMN pace_class INTEGER NOT NULL DEFAULT 0;
DROP INDEX notes_to_confirm;
CREATE INDEX notes_to_confirm
    ON notes(kind, alert, topic_key, visit_class, pace_class, confirmed_on, voice)
    WHERE ended_on IS NULL AND standing = 'standing' AND every IS NULL
        AND kind IN ('preference', 'need');
DROP INDEX notes_with_own_interval;
CREATE INDEX notes_with_own_interval ON notes(ask_on, topic_key, alert, voice, confirmed_on, every)
    WHERE ended_on IS NULL AND standing = 'standing' AND every IS NOT NULL
        AND kind IN ('preference', 'need');

ALTER TABLE checks ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE checks ADD COLUMN topic_key TEXT NOT NULL DEFAULT '';
ALTER TABLE checks ADD COLUMN span INTEGER NOT NULL DEFAULT 0;
ALTER TABLE checks ADD COLUMN counted INTEGER GENERATED ALWAYS AS (
    asked AND standing = 'standing' AND outcome <> 'seen' AND span > 0
        AND (kind = 'preference' OR kind = 'need')
) VIRTUAL"""

_KEEP_TALLIES = (
    """
CREATE TRIGGER checks_inserted AFTER INSERT ON checks WHEN new.counted BEGIN
    INSERT INTO tallies(kind, topic_key, changed, span, checks, days)
        VALUES (new.kind, new.topic_key, new.outcome <> 'same', new.span, 1, new.days)
        ON CONFLICT DO UPDATE SET checks = checks + 1, days = days + excluded.days;
END""",
    """
CREATE TRIGGER checks_deleted AFTER DELETE ON checks WHEN old.counted BEGIN
    UPDATE tallies SET checks = checks - 1, days = days - old.days
        WHERE kind = old.kind AND topic_key = old.topic_key
            AND changed = (old.outcome <> 'same') AND span = old.span;
    DELETE FROM tallies
        WHERE kind = old.kind AND topic_key = old.topic_key AND span = old.span AND checks = 0;
END""",
)

_KEEP_TOTALS = (
    """
CREATE TRIGGER rhythms_inserted AFTER INSERT ON rhythms BEGIN
    UPDATE visit_totals SET customers = customers + 1, visit_days = visit_days + new.visit_days,
        first_days = first_days + new.first_day;
END""",
    """
CREATE TRIGGER rhythms_deleted AFTER DELETE ON rhythms BEGIN
    UPDATE visit_totals SET customers = customers - 1, visit_days = visit_days - old.visit_days,
        first_days = first_days - old.first_day;
END""",
)

_VIEW = """
CREATE VIEW preferences_due AS
SELECT number, customer, kind, topic, stance, text, confirmed_on, due_on FROM (
    SELECT n.number, c.name AS customer, n.kind, n.topic, n.stance, n.text, n.confirmed_on,
        coalesce(n.ask_on, date(n.confirmed_on, i.days || ' days')) AS due_on
    FROM notes n
    JOIN customers c ON c.number = n.customer
    LEFT JOIN intervals i ON i.kind = n.kind AND i.alert = n.alert AND i.topic_key = n.topic_key
        AND i.visit_class = n.visit_class AND i.pace_class = n.pace_class
    WHERE n.ended_on IS NULL AND n.standing = 'standing' AND n.kind IN ('preference', 'need')
        AND (n.alert OR n.voice <> 'private')
)
WHERE due_on <= date('now', 'localtime')"""


def m003_learning(db: Database) -> None:
    """Add the tables of what is learnt, and count the checks that are there."""
    for statement in (*_TABLES.split(";\n"), *_KEEP_TOTALS, _VIEW):
        db.execute(statement)
    db.execute("INSERT INTO visit_totals VALUES (0, 0, 0, ?)", (visit_class(FIRST_VISIT_RATE),))
    for kind, rate in FIRST_RATES.items():
        db.execute("INSERT INTO kind_rates VALUES (?, ?, 0)", (kind, rate))
    db.register_function(span_class, deterministic=True)
    db.execute(
        "UPDATE checks SET (kind, topic_key) ="
        " (SELECT kind, topic_key FROM notes WHERE notes.number = checks.note),"
        " span = span_class(days)"
    )
    db.execute(
        "INSERT INTO tallies SELECT kind, topic_key, outcome <> 'same', span, count(*), sum(days)"
        " FROM checks WHERE counted GROUP BY 1, 2, 3, 4"
    )
    for statement in _KEEP_TALLIES:
        db.execute(statement)
