CREATE TABLE _apart (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    one INTEGER NOT NULL REFERENCES customers(number) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES customers(number) ON DELETE CASCADE,
    UNIQUE (one, other),
    CHECK (one < other)
) STRICT;

CREATE INDEX apart_by_other ON _apart(other);

CREATE TABLE _backups (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL
) STRICT;

CREATE TABLE _compared (
    passes INTEGER NOT NULL,
    customers INTEGER NOT NULL,
    changes INTEGER NOT NULL,
    imports INTEGER NOT NULL,
    twins REAL NOT NULL
) STRICT;

CREATE TABLE _erasing (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    since TEXT NOT NULL
) STRICT;

CREATE TABLE _forgotten (
    mark TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE _import_rows (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    customer INTEGER NOT NULL REFERENCES customers(number) ON DELETE CASCADE,
    identity INTEGER NOT NULL,
    note INTEGER REFERENCES notes(number) ON DELETE CASCADE,
    import INTEGER NOT NULL REFERENCES imports(number),
    UNIQUE (customer, identity)
) STRICT;

CREATE INDEX import_rows_by_note ON _import_rows(note) WHERE note IS NOT NULL;

CREATE TABLE _intervals (
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

CREATE TABLE _kind_rates (
    kind TEXT PRIMARY KEY,
    per_day REAL NOT NULL,
    checks INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE _mappings (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    header TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    columns TEXT NOT NULL
) STRICT;

CREATE TABLE _name_words (
    word TEXT NOT NULL,
    customer INTEGER NOT NULL,
    PRIMARY KEY (word, customer)
) STRICT, WITHOUT ROWID;

CREATE INDEX name_words_by_customer ON _name_words(customer);

CREATE TABLE _possible_pairs (
    one INTEGER NOT NULL,
    other INTEGER NOT NULL,
    bits REAL NOT NULL,
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;

CREATE INDEX possible_pairs_by_other ON _possible_pairs(other);

CREATE TABLE _records (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    customer INTEGER NOT NULL REFERENCES customers(number) ON DELETE CASCADE,
    source TEXT NOT NULL,
    identity INTEGER NOT NULL,
    fields TEXT NOT NULL CHECK (json_valid(fields)),
    import INTEGER REFERENCES imports(number)
) STRICT;

CREATE INDEX records_by_customer ON _records(customer);

CREATE INDEX records_by_identity ON _records(identity);

CREATE TABLE _rhythms (
    customer INTEGER PRIMARY KEY REFERENCES customers(number) ON DELETE CASCADE,
    first_day INTEGER NOT NULL,
    visit_days INTEGER NOT NULL,
    visit_class INTEGER NOT NULL,
    pace_class INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    usual_gap INTEGER,
    next_day INTEGER GENERATED ALWAYS AS (last_day + usual_gap) VIRTUAL
) STRICT;

CREATE INDEX rhythms_by_next_day ON _rhythms(next_day, usual_gap) WHERE usual_gap IS NOT NULL;

CREATE TABLE _set_aside (
    author TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE _soundness (
    number INTEGER PRIMARY KEY CHECK (number = 1),
    checked_on TEXT NOT NULL,
    fault TEXT
) STRICT;

CREATE TABLE _tallies (
    kind TEXT NOT NULL,
    topic_key TEXT NOT NULL,
    changed INTEGER NOT NULL,
    span INTEGER NOT NULL,
    author TEXT NOT NULL,
    checks INTEGER NOT NULL,
    days INTEGER NOT NULL,
    PRIMARY KEY (kind, topic_key, changed, span, author)
) STRICT, WITHOUT ROWID;

CREATE TABLE _topic_rates (
    kind TEXT NOT NULL,
    topic_key TEXT NOT NULL,
    per_day REAL NOT NULL,
    PRIMARY KEY (kind, topic_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE _visit_totals (
    customers INTEGER NOT NULL,
    visit_days INTEGER NOT NULL,
    first_days INTEGER NOT NULL,
    mean_class INTEGER NOT NULL
) STRICT;

CREATE TABLE _word_trigrams (
    trigram TEXT NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (trigram, word)
) STRICT, WITHOUT ROWID;

CREATE TABLE _words (
    word TEXT PRIMARY KEY,
    spelled INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX words_unspelled ON _words(word) WHERE spelled = 0;

CREATE TABLE checks (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    note INTEGER NOT NULL REFERENCES notes(number) ON DELETE CASCADE,
    customer INTEGER NOT NULL REFERENCES customers(number) ON DELETE CASCADE,
    on_day TEXT NOT NULL,
    outcome TEXT NOT NULL
        CHECK (outcome = 'same' OR outcome = 'changed' OR outcome = 'gone' OR outcome = 'seen'),
    days INTEGER NOT NULL,
    asked INTEGER NOT NULL,
    standing TEXT NOT NULL CHECK (standing = 'standing' OR standing = 'candidate'),
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    author TEXT,
    kind TEXT NOT NULL,
    topic_key TEXT NOT NULL,
    span INTEGER NOT NULL,
    counted INTEGER GENERATED ALWAYS AS (
        asked AND standing = 'standing' AND outcome <> 'seen' AND span > 0
            AND (kind = 'preference' OR kind = 'need')
    ) VIRTUAL,
    import INTEGER REFERENCES imports(number)
) STRICT;

CREATE INDEX checks_by_customer ON checks(customer, on_day);

CREATE INDEX checks_by_note ON checks(note);

CREATE TABLE consents (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    customer INTEGER NOT NULL REFERENCES customers(number) ON DELETE CASCADE,
    about TEXT NOT NULL CHECK (about = 'notes' OR about = 'messages'),
    status TEXT NOT NULL CHECK (
        status = 'asked' OR status = 'given' OR status = 'refused' OR status = 'withdrawn'
    ),
    on_day TEXT NOT NULL,
    how TEXT,
    author TEXT,
    import INTEGER REFERENCES imports(number)
) STRICT;

CREATE INDEX consents_by_customer ON consents(customer, about);

CREATE TABLE customers (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    formal TEXT,
    familiar TEXT,
    pronounced TEXT,
    not_called TEXT,
    role TEXT NOT NULL DEFAULT 'customer'
        CHECK (role = 'customer' OR role = 'colleague' OR role = 'supplier'),
    owner TEXT,
    created_on TEXT NOT NULL,
    import INTEGER REFERENCES imports(number)
) STRICT;

CREATE TABLE expected_visits (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    customer INTEGER NOT NULL REFERENCES customers(number) ON DELETE CASCADE,
    on_day TEXT NOT NULL,
    at_time TEXT,
    what TEXT,
    private INTEGER NOT NULL DEFAULT 0,
    booking TEXT NOT NULL DEFAULT '',
    withdrawn_on TEXT,
    author TEXT,
    import INTEGER REFERENCES imports(number),
    UNIQUE (customer, on_day, booking)
) STRICT;

CREATE INDEX expected_visits_by_booking ON expected_visits(booking) WHERE booking <> '';

CREATE INDEX expected_visits_by_day ON expected_visits(on_day) WHERE withdrawn_on IS NULL;

CREATE TABLE handles (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    customer INTEGER NOT NULL REFERENCES customers(number) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (
        kind = 'name' OR kind = 'formal' OR kind = 'familiar' OR kind = 'alias'
        OR kind = 'former' OR kind = 'phone' OR kind = 'email' OR kind = 'card' OR kind = 'id'
    ),
    value TEXT NOT NULL,
    key TEXT NOT NULL,
    tail TEXT,
    source TEXT,
    import INTEGER REFERENCES imports(number)
) STRICT;

CREATE INDEX handles_by_customer ON handles(customer);

CREATE INDEX handles_by_key ON handles(key, kind, customer);

CREATE INDEX handles_by_name ON handles(key, customer) WHERE kind = 'name';

CREATE INDEX handles_by_tail ON handles(tail, customer) WHERE tail IS NOT NULL;

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
    rejected INTEGER NOT NULL DEFAULT 0,
    title TEXT GENERATED ALWAYS AS (file || ', ' || substr(at, 1, 10)) VIRTUAL
) STRICT;

CREATE TABLE journal (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    author TEXT,
    command TEXT NOT NULL,
    import INTEGER REFERENCES imports(number),
    undoes INTEGER REFERENCES journal(number),
    undone_by INTEGER REFERENCES journal(number),
    title TEXT GENERATED ALWAYS AS (command || ', ' || substr(at, 1, 10)) VIRTUAL
) STRICT;

CREATE INDEX journal_by_import ON journal(import) WHERE import IS NOT NULL;

CREATE TABLE journal_rows (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    change INTEGER NOT NULL REFERENCES journal(number) ON DELETE CASCADE,
    of_table TEXT NOT NULL,
    of_row INTEGER NOT NULL,
    customer INTEGER,
    before TEXT CHECK (before IS NULL OR json_valid(before)),
    after TEXT CHECK (after IS NULL OR json_valid(after))
) STRICT;

CREATE INDEX journal_rows_by_change ON journal_rows(change);

CREATE INDEX journal_rows_by_customer ON journal_rows(customer);

CREATE INDEX journal_rows_by_row ON journal_rows(of_table, of_row);

CREATE TABLE notes (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    customer INTEGER NOT NULL REFERENCES customers(number) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (
        kind = 'preference' OR kind = 'need' OR kind = 'want' OR kind = 'mood'
        OR kind = 'problem' OR kind = 'promise' OR kind = 'extra' OR kind = 'praise'
        OR kind = 'fact' OR kind = 'other'
    ),
    topic TEXT,
    stance TEXT CHECK (stance = 'likes' OR stance = 'dislikes'),
    text TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source = 'told' OR source = 'observed' OR source = 'relayed'),
    voice TEXT NOT NULL CHECK (voice = 'say' OR voice = 'act' OR voice = 'private'),
    alert INTEGER NOT NULL DEFAULT 0,
    no_alert INTEGER NOT NULL DEFAULT 0,
    standing TEXT NOT NULL CHECK (standing = 'standing' OR standing = 'candidate'),
    noted_on TEXT NOT NULL,
    confirmed_on TEXT NOT NULL,
    by_day TEXT,
    first_by_day TEXT,
    every INTEGER,
    ended_on TEXT,
    ended TEXT CHECK (
        ended = 'gone' OR ended = 'done' OR ended = 'withdrawn' OR ended = 'mistake'
    ),
    owner TEXT,
    author TEXT,
    parent INTEGER REFERENCES notes(number) ON DELETE CASCADE,
    because TEXT,
    voice_by_hand INTEGER NOT NULL DEFAULT 0,
    import INTEGER REFERENCES imports(number),
    imported_as INTEGER,
    topic_key TEXT NOT NULL DEFAULT '',
    same_key INTEGER NOT NULL,
    visit_class INTEGER NOT NULL DEFAULT -1,
    pace_class INTEGER NOT NULL DEFAULT 0,
    title TEXT GENERATED ALWAYS AS (ifnull(topic || ': ', '') || ifnull(stance || ' ', '') || text)
        VIRTUAL
) STRICT;

CREATE INDEX notes_by_customer ON notes(customer, same_key);

CREATE INDEX notes_by_imported_row ON notes(customer, imported_as) WHERE imported_as IS NOT NULL;

CREATE INDEX notes_by_parent ON notes(parent) WHERE parent IS NOT NULL;

CREATE INDEX notes_by_topic ON notes(topic_key);

CREATE INDEX notes_in_charge ON notes(owner COLLATE NOCASE, by_day, voice)
    WHERE ended_on IS NULL AND owner IS NOT NULL AND kind IN ('problem', 'promise');

CREATE INDEX notes_open ON notes(by_day, number, voice)
    WHERE ended_on IS NULL AND kind IN ('problem', 'promise');

CREATE INDEX notes_to_confirm
    ON notes(kind, alert, topic_key, visit_class, pace_class, voice, confirmed_on, number)
    WHERE ended_on IS NULL AND standing = 'standing' AND every IS NULL
        AND kind IN ('preference', 'need');

CREATE INDEX notes_with_own_interval
    ON notes(every, confirmed_on, number, topic_key, alert, voice)
    WHERE ended_on IS NULL AND standing = 'standing' AND every IS NOT NULL
        AND kind IN ('preference', 'need');

CREATE VIRTUAL TABLE notes_search USING fts5(
    text, topic, content="notes", content_rowid="number", columnsize=0,
    tokenize="unicode61 remove_diacritics 2"
);

CREATE TABLE occasions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    customer INTEGER NOT NULL REFERENCES customers(number) ON DELETE CASCADE,
    name TEXT NOT NULL,
    month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
    day INTEGER NOT NULL CHECK (day BETWEEN 1 AND 31),
    year INTEGER,
    import INTEGER REFERENCES imports(number),
    UNIQUE (customer, name)
) STRICT;

CREATE INDEX occasions_by_day ON occasions(month, day);

CREATE TABLE settings (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE tags (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    customer INTEGER NOT NULL REFERENCES customers(number) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    key TEXT NOT NULL,
    import INTEGER REFERENCES imports(number),
    UNIQUE (customer, key)
) STRICT;

CREATE INDEX tags_by_key ON tags(key, customer);

CREATE TABLE visits (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    customer INTEGER NOT NULL REFERENCES customers(number) ON DELETE CASCADE,
    on_day TEXT NOT NULL,
    served TEXT,
    served_by TEXT,
    private INTEGER NOT NULL DEFAULT 0,
    author TEXT,
    import INTEGER REFERENCES imports(number),
    UNIQUE (customer, on_day)
) STRICT;

CREATE TRIGGER name_words_inserted AFTER INSERT ON _name_words BEGIN
    INSERT OR IGNORE INTO _words(word) VALUES (new.word);
END;

CREATE TRIGGER rhythms_deleted AFTER DELETE ON _rhythms BEGIN
    UPDATE _visit_totals SET customers = customers - 1, visit_days = visit_days - old.visit_days,
        first_days = first_days - old.first_day;
END;

CREATE TRIGGER rhythms_inserted AFTER INSERT ON _rhythms BEGIN
    UPDATE _visit_totals SET customers = customers + 1, visit_days = visit_days + new.visit_days,
        first_days = first_days + new.first_day;
END;

CREATE TRIGGER checks_deleted AFTER DELETE ON checks WHEN old.counted BEGIN
    UPDATE _tallies SET checks = checks - 1, days = days - old.days
        WHERE kind = old.kind AND topic_key = old.topic_key
            AND changed = (old.outcome <> 'same') AND span = old.span
            AND author = ifnull(old.author, '');
    DELETE FROM _tallies
        WHERE kind = old.kind AND topic_key = old.topic_key AND span = old.span AND checks = 0;
END;

CREATE TRIGGER checks_inserted AFTER INSERT ON checks WHEN new.counted BEGIN
    INSERT INTO _tallies(kind, topic_key, changed, span, author, checks, days)
        VALUES (
            new.kind, new.topic_key, new.outcome <> 'same', new.span, ifnull(new.author, ''),
            1, new.days
        )
        ON CONFLICT DO UPDATE SET checks = checks + 1, days = days + excluded.days;
END;

CREATE TRIGGER handles_deleted AFTER DELETE ON handles
WHEN old.kind = 'name' OR old.kind = 'formal' OR old.kind = 'familiar' OR old.kind = 'alias'
    OR old.kind = 'former' BEGIN
    DELETE FROM _name_words WHERE customer = old.customer;
    INSERT OR IGNORE INTO _name_words(word, customer)
        SELECT json_each.value, customer
        FROM handles, json_each('["' || replace(handles.key, ' ', '","') || '"]')
        WHERE customer = old.customer AND handles.kind IN ('name', 'formal', 'familiar', 'alias', 'former');
END;

CREATE TRIGGER handles_inserted AFTER INSERT ON handles
WHEN new.import IS NULL AND (
    new.kind = 'name' OR new.kind = 'formal' OR new.kind = 'familiar' OR new.kind = 'alias'
    OR new.kind = 'former'
) BEGIN
    INSERT OR IGNORE INTO _name_words(word, customer)
        SELECT value, new.customer FROM json_each('["' || replace(new.key, ' ', '","') || '"]');
END;

CREATE TRIGGER handles_updated AFTER UPDATE OF key, customer, kind ON handles BEGIN
    DELETE FROM _name_words WHERE customer IN (old.customer, new.customer);
    INSERT OR IGNORE INTO _name_words(word, customer)
        SELECT json_each.value, customer
        FROM handles, json_each('["' || replace(handles.key, ' ', '","') || '"]')
        WHERE customer IN (old.customer, new.customer)
            AND handles.kind IN ('name', 'formal', 'familiar', 'alias', 'former');
END;

CREATE TRIGGER notes_deleted AFTER DELETE ON notes BEGIN
    INSERT INTO notes_search(notes_search, rowid, text, topic)
        VALUES ('delete', old.number, old.text, old.topic);
END;

CREATE TRIGGER notes_inserted AFTER INSERT ON notes BEGIN
    INSERT INTO notes_search(rowid, text, topic) VALUES (new.number, new.text, new.topic);
END;

CREATE TRIGGER notes_updated AFTER UPDATE OF number, text, topic ON notes BEGIN
    INSERT INTO notes_search(notes_search, rowid, text, topic)
        VALUES ('delete', old.number, old.text, old.topic);
    INSERT INTO notes_search(rowid, text, topic) VALUES (new.number, new.text, new.topic);
END;

CREATE VIEW customer_card AS
SELECT c.number AS customer_number, c.name AS customer, c.formal, c.familiar, n.number AS note,
    n.alert, n.kind, n.topic, n.stance, n.text, n.voice, n.standing, n.noted_on, n.confirmed_on,
    n.by_day
FROM customers c
LEFT JOIN notes n ON n.customer = c.number AND n.ended_on IS NULL
    AND (n.alert OR n.voice <> 'private')
ORDER BY c.number, n.alert DESC, n.kind, n.topic_key, n.number;

CREATE VIEW preferences_due AS
WITH odds(most, words) AS (VALUES
    (0.02, 'hardly any chance it has changed'),
    (0.07, 'about a 1 in 20 chance it has changed'),
    (0.15, 'about a 1 in 10 chance it has changed'),
    (0.225, 'about a 1 in 5 chance it has changed'),
    (0.29, 'about a 1 in 4 chance it has changed'),
    (0.415, 'about a 1 in 3 chance it has changed'),
    (0.585, 'about a 1 in 2 chance it has changed'),
    (0.71, 'about a 2 in 3 chance it has changed'),
    (0.85, 'about a 3 in 4 chance it has changed'),
    (0.97, 'about a 9 in 10 chance it has changed'),
    (1.0, 'it has almost certainly changed')
),
asked AS (
    SELECT n.number, n.kind, n.topic, n.stance, n.text, n.confirmed_on, n.every,
        c.name AS customer, i.days, i.set_by, i.change_rate, i.visit_rate,
        CASE n.pace_class WHEN 1 THEN 2.0 WHEN -1 THEN 0.5 ELSE 1.0 END AS pace,
        ifnull(n.topic || ' ', '') || n.kind || 's' AS what,
        date(n.confirmed_on, ifnull(n.every, i.days) || ' days') AS due_on,
        max(julianday(date('now', 'localtime')) - julianday(n.confirmed_on), 0) AS since
    FROM notes n
    JOIN customers c ON c.number = n.customer
    LEFT JOIN _intervals i ON i.kind = n.kind AND i.alert = n.alert AND i.topic_key = n.topic_key
        AND i.visit_class = n.visit_class AND i.pace_class = n.pace_class
    WHERE n.ended_on IS NULL AND n.standing = 'standing' AND n.kind IN ('preference', 'need')
        AND (n.alert OR n.voice <> 'private')
),
due AS (
    SELECT *, pace / change_rate AS lasts, min(change_rate * since, 20.0) / 16 AS x
    FROM asked WHERE due_on <= date('now', 'localtime')
),
kept AS (SELECT *, (1 - x / 2 + x * x / 12) / (1 + x / 2 + x * x / 12) AS root FROM due),
told AS (SELECT *, 1 - root * root * root * root * root * root * root * root
    * root * root * root * root * root * root * root * root AS chance FROM kept)
SELECT number AS note, customer, kind, topic, stance, text, confirmed_on, due_on,
    round(chance, 3) AS chance,
    CASE
        WHEN every IS NOT NULL THEN 'You ask this every ' || every || ' days'
        WHEN set_by = 'topic' THEN 'You ask ' || what || ' every ' || days || ' days'
        WHEN set_by = 'kind' THEN 'You ask ' || kind || 's every ' || days || ' days'
        ELSE upper(substr(what, 1, 1)) || substr(what, 2) || ' here change about every ' || CASE
            WHEN lasts < 60 THEN CAST(round(lasts) AS INTEGER) || ' days'
            ELSE CAST(round(lasts / 30.44) AS INTEGER) || ' months'
        END || CASE pace
            WHEN 2.0 THEN ', twice as often with ' || customer
            WHEN 0.5 THEN ', half as often with ' || customer
            ELSE ''
        END
    END || CASE
        WHEN every IS NULL AND set_by = 'learned' AND change_rate >= visit_rate
        THEN iif(pace = 1, ', but ' || customer, ', who') || ' comes about every '
            || CAST(round(1 / visit_rate) AS INTEGER) || ' days, so ask each time.'
        ELSE '. Last confirmed ' || confirmed_on || ': '
            || (SELECT words FROM odds WHERE chance <= most ORDER BY most LIMIT 1) || '.'
    END AS why
FROM told
ORDER BY due_on, number;

CREATE VIEW promises_open AS
SELECT n.number AS note, c.name AS customer, n.topic, n.text, n.by_day, n.owner, n.author,
    n.noted_on
FROM notes n
JOIN customers c ON c.number = n.customer
WHERE n.kind = 'promise' AND n.ended_on IS NULL AND (n.alert OR n.voice <> 'private')
ORDER BY n.by_day, n.number;

