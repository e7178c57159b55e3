-- The corpus file, schema version 1. One file is the truth; everything else is derived from it.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO meta VALUES ('corpus', lower(hex(randomblob(16)))), ('revision', '0'), ('linked', '0');

-- An article. `id` is the user's key; `number` is ours and never shown; `revision` is that of the corpus
-- when the row last changed; `given` are facts that a person gave, which win over printed ones.
CREATE TABLE documents (
    number           INTEGER PRIMARY KEY AUTOINCREMENT,
    id               TEXT NOT NULL UNIQUE,
    format           TEXT NOT NULL,
    content_hash     TEXT NOT NULL,
    raw              TEXT NOT NULL,
    text             TEXT NOT NULL,
    edits            TEXT NOT NULL,  -- JSON [[start, stop, replacement, rule], …] from raw to text
    marks            TEXT NOT NULL,  -- JSON [[start, stop, kind, language], …] in raw
    pages            TEXT NOT NULL,  -- JSON [[number, start, stop, has_text], …] in text
    raw_pages        TEXT NOT NULL,
    told             TEXT NOT NULL,  -- JSON metadata that the reader found in the file
    printed          TEXT NOT NULL,  -- those, and what is printed in the article
    given            TEXT NOT NULL,  -- JSON metadata that the user gave
    notes            TEXT NOT NULL,  -- JSON sentences for a person
    reader_version   INTEGER NOT NULL,
    repair_version   INTEGER NOT NULL,
    analysis_version INTEGER NOT NULL,
    revision         INTEGER NOT NULL
);
CREATE INDEX documents_by_hash ON documents (content_hash);
CREATE INDEX documents_by_revision ON documents (revision);

-- A file, and what it held when it was read. `folder` is the path that the user named.
CREATE TABLE sources (
    path     TEXT PRIMARY KEY,
    folder   TEXT NOT NULL,
    key      TEXT NOT NULL,     -- the id, or the beginning of the ids, of what it holds
    hash     TEXT NOT NULL,
    size     INTEGER NOT NULL,
    modified INTEGER NOT NULL,  -- nanoseconds
    settings TEXT NOT NULL      -- JSON: how it was read
) WITHOUT ROWID;
CREATE INDEX sources_by_key ON sources (key);
CREATE INDEX sources_by_hash ON sources (hash);

CREATE TABLE document_sources (
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    path     TEXT NOT NULL REFERENCES sources (path) ON DELETE CASCADE,
    PRIMARY KEY (document, path)
) WITHOUT ROWID;
CREATE INDEX document_sources_by_path ON document_sources (path);

CREATE TABLE sections (
    document      INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    position      INTEGER NOT NULL,
    kind          TEXT NOT NULL,
    language      TEXT NOT NULL,
    confidence    REAL NOT NULL,
    start         INTEGER NOT NULL,
    stop          INTEGER NOT NULL,
    heading_start INTEGER,
    heading_stop  INTEGER,
    PRIMARY KEY (document, position)
) WITHOUT ROWID;

CREATE TABLE keywords (
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    list     INTEGER NOT NULL,
    position INTEGER NOT NULL,
    heading  TEXT NOT NULL,
    language TEXT NOT NULL,
    text     TEXT NOT NULL,
    start    INTEGER NOT NULL,
    stop     INTEGER NOT NULL,
    PRIMARY KEY (document, list, position)
) WITHOUT ROWID;

-- A form as printed. All that depends on the form alone stands here, once.
CREATE TABLE forms (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    language TEXT NOT NULL,
    form     TEXT NOT NULL,
    key      TEXT NOT NULL,
    lemmas   TEXT NOT NULL,  -- separated by a tab, best first
    root     TEXT NOT NULL,
    pos      TEXT NOT NULL,
    UNIQUE (language, form)
);
CREATE INDEX forms_by_key ON forms (key);

-- The ways from a search key to forms; layer is lemma or root.
CREATE TABLE form_keys (
    layer    TEXT NOT NULL,
    key      TEXT NOT NULL,
    language TEXT NOT NULL,
    form     INTEGER NOT NULL,
    PRIMARY KEY (layer, key, language, form)
) WITHOUT ROWID;

-- A TokenTable: arrays of little-endian 32-bit integers; `sentences` and `sections` are positions at which one starts.
CREATE TABLE parts (
    document  INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    language  TEXT NOT NULL,
    forms     BLOB NOT NULL,
    starts    BLOB NOT NULL,
    stops     BLOB NOT NULL,
    sentences BLOB NOT NULL,
    sections  BLOB NOT NULL,
    PRIMARY KEY (document, language)
);

-- Documents that are gone, so that an index made before learns of it.
CREATE TABLE removed (
    document INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (document, revision)
) WITHOUT ROWID;

-- Each revision with a random token, by which two copies of a corpus that grew apart are told apart.
CREATE TABLE revisions (
    revision INTEGER PRIMARY KEY,
    token    TEXT NOT NULL
);

CREATE TABLE concepts (
    id   INTEGER PRIMARY KEY,
    data TEXT NOT NULL
);

-- Labels of concepts by the lemma keys of their words, separated by a blank, so that a query finds them.
CREATE TABLE labels (
    concept  INTEGER NOT NULL REFERENCES concepts (id) ON DELETE CASCADE,
    language TEXT NOT NULL,
    text     TEXT NOT NULL,
    keys     TEXT NOT NULL
);
CREATE INDEX labels_by_keys ON labels (keys, language);
CREATE INDEX labels_by_concept ON labels (concept);
