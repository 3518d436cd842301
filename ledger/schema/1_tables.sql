-- The ledger's tables (user_version 1). docs/ledger.md tells each column for people who write SQL.
-- Tables have names in the singular; the stable views over them (3_views.sql) in the plural.
-- `key` columns are local integers that mean nothing outside this file; `id` columns are content hashes (16 bytes).

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value ANY
) STRICT, WITHOUT ROWID;

CREATE TABLE pack (
  key  INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  lang TEXT NOT NULL
) STRICT;

CREATE TABLE run (
  key       INTEGER PRIMARY KEY,
  started   TEXT NOT NULL,
  finished  TEXT,
  state     TEXT NOT NULL,
  command   TEXT NOT NULL,
  version   TEXT NOT NULL,
  pack      INTEGER NOT NULL REFERENCES pack,
  documents INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  changed   INTEGER NOT NULL DEFAULT 0,
  failed    INTEGER NOT NULL DEFAULT 0,
  claims    INTEGER NOT NULL DEFAULT 0,
  bytes     INTEGER NOT NULL DEFAULT 0,
  seconds   REAL NOT NULL DEFAULT 0
) STRICT;

-- An article. Its text is in body, the places where it was seen in place.
CREATE TABLE document (
  key           INTEGER PRIMARY KEY,
  id            BLOB NOT NULL UNIQUE,
  raw           BLOB NOT NULL,
  bytes         INTEGER NOT NULL,
  length        INTEGER NOT NULL,
  title         TEXT,
  title_how     TEXT,
  url           TEXT,
  url_how       TEXT,
  publisher     TEXT,
  publisher_how TEXT,
  author        TEXT,
  lang          TEXT,
  wire          TEXT,
  published     TEXT,
  published_how TEXT,
  modified      TEXT,
  modified_how  TEXT,
  encoding      TEXT,
  format        TEXT,
  flags         INTEGER NOT NULL
) STRICT;

CREATE TABLE place (
  document INTEGER NOT NULL REFERENCES document,
  path     TEXT NOT NULL,
  offset   INTEGER NOT NULL,
  given_id TEXT,
  PRIMARY KEY (document, path, offset)
) STRICT, WITHOUT ROWID;

-- text: zstd frame of the article's text, NULL when it was not kept. map, blocks: packed (docs/ledger.md).
CREATE TABLE body (
  document INTEGER PRIMARY KEY REFERENCES document,
  text     BLOB,
  map      BLOB,
  blocks   BLOB
) STRICT;

CREATE TABLE citation (
  document   INTEGER NOT NULL REFERENCES document,
  number     INTEGER NOT NULL,
  start      INTEGER NOT NULL,
  "end"      INTEGER NOT NULL,
  label      INTEGER NOT NULL,
  title      TEXT,
  publisher  TEXT,
  date       TEXT,
  url        TEXT,
  repaired   INTEGER NOT NULL,
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE link (
  document INTEGER NOT NULL REFERENCES document,
  number   INTEGER NOT NULL,
  start    INTEGER NOT NULL,
  "end"    INTEGER NOT NULL,
  url      TEXT NOT NULL,
  title    TEXT,
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;

-- What a pack made of a document. inside: SHA-256 over the document's rows, its citations and these claims.
CREATE TABLE extraction (
  document INTEGER NOT NULL REFERENCES document,
  pack     INTEGER NOT NULL REFERENCES pack,
  run      INTEGER NOT NULL REFERENCES run,
  claims   INTEGER NOT NULL,
  inside   BLOB NOT NULL,
  PRIMARY KEY (document, pack)
) STRICT, WITHOUT ROWID;

CREATE TABLE entity (
  key  INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  core INTEGER NOT NULL,
  UNIQUE (name, type, core)
) STRICT;

CREATE TABLE rule (
  key     INTEGER PRIMARY KEY,
  claim   TEXT NOT NULL,
  mention TEXT NOT NULL,
  UNIQUE (claim, mention)
) STRICT;

-- Sentences that claims use.
CREATE TABLE sentence (
  key      INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document,
  start    INTEGER NOT NULL,
  "end"    INTEGER NOT NULL,
  text     TEXT NOT NULL
) STRICT;

CREATE TABLE claim (
  key           INTEGER PRIMARY KEY,
  document      INTEGER NOT NULL REFERENCES document,
  pack          INTEGER NOT NULL REFERENCES pack,
  sentence      INTEGER NOT NULL REFERENCES sentence,
  subject       INTEGER REFERENCES entity,
  speaker       INTEGER REFERENCES entity,
  rule          INTEGER NOT NULL REFERENCES rule,
  id            BLOB NOT NULL,
  figure        BLOB NOT NULL,
  number        INTEGER NOT NULL,
  kind          TEXT NOT NULL,
  start         INTEGER NOT NULL,
  "end"         INTEGER NOT NULL,
  raw_start     INTEGER NOT NULL,
  raw_end       INTEGER NOT NULL,
  block         INTEGER NOT NULL,
  quote         TEXT NOT NULL,
  value         TEXT,
  value_real    REAL,
  low           TEXT,
  low_real      REAL,
  high          TEXT,
  high_real     REAL,
  ends          INTEGER NOT NULL,
  hedge         TEXT,
  unit          TEXT,
  unit_assumed  INTEGER NOT NULL,
  per           TEXT,
  written_value TEXT,
  written_from  TEXT,
  written_to    TEXT,
  written_unit  TEXT,
  written_form  INTEGER,
  timex         TEXT,
  own_first     TEXT,
  own_last      TEXT,
  own_grain     INTEGER,
  event         TEXT,
  subject_text  TEXT,
  subject_start INTEGER,
  subject_end   INTEGER,
  subject_form  INTEGER NOT NULL,
  measure       TEXT,
  root          TEXT,
  cluster       INTEGER,
  concept       TEXT,
  change        TEXT NOT NULL,
  scope_period  TEXT,
  scope_of      TEXT,
  time_text     TEXT,
  time_timex    TEXT,
  time_first    TEXT,
  time_last     TEXT,
  basis         TEXT NOT NULL,
  modality      TEXT NOT NULL,
  speaker_text  TEXT,
  speaker_start INTEGER,
  speaker_end   INTEGER,
  speaker_form  INTEGER NOT NULL,
  cue           TEXT,
  citations     TEXT,
  same_as       INTEGER,
  from_level    INTEGER,
  from_low      TEXT,
  from_high     TEXT,
  from_ends     INTEGER,
  mark          INTEGER NOT NULL
) STRICT;

-- Inputs that gave no document. raw is NULL when not a byte could be read.
CREATE TABLE failure (
  key    INTEGER PRIMARY KEY,
  raw    BLOB,
  reason TEXT NOT NULL,
  path   TEXT NOT NULL,
  offset INTEGER NOT NULL,
  run    INTEGER NOT NULL REFERENCES run,
  UNIQUE (path, offset, reason, raw)
) STRICT;

-- Documents that were forgotten on purpose: never taken in again.
CREATE TABLE tombstone (
  id     BLOB PRIMARY KEY,
  raw    BLOB NOT NULL,
  reason TEXT NOT NULL,
  day    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Decisions of people, per witness pair of figures.
CREATE TABLE review (
  key      INTEGER PRIMARY KEY,
  id       BLOB NOT NULL UNIQUE,
  pair     BLOB NOT NULL,
  conflict BLOB NOT NULL,
  at       TEXT NOT NULL,
  who      TEXT NOT NULL,
  action   TEXT NOT NULL,
  reason   TEXT,
  note     TEXT
) STRICT;

-- Dated exchange rates that the user loaded: on that day one unit was worth `rate` of base.
CREATE TABLE rate (
  day    TEXT NOT NULL,
  unit   TEXT NOT NULL,
  base   TEXT NOT NULL,
  rate   TEXT NOT NULL,
  source TEXT,
  PRIMARY KEY (day, unit, base)
) STRICT, WITHOUT ROWID;

-- Extractions that another pack's has replaced: the views leave their claims out.
CREATE TABLE stale (
  document INTEGER NOT NULL REFERENCES document,
  pack     INTEGER NOT NULL REFERENCES pack,
  PRIMARY KEY (document, pack)
) STRICT, WITHOUT ROWID;
