-- What follows from the rest: a pure function of documents, places, claims, packs and rates (ledger/derived.h). Any of it
-- can be dropped and is made again; meta.derived_for says what content it belongs to.

-- source: url, else publisher and given id, else path. current: the last version of its source. origin: key of the first document of the
-- group of copies (its own when alone). revised: a copy whose figures differ from its origin's.
CREATE TABLE origin (
  document INTEGER PRIMARY KEY,
  source   TEXT NOT NULL,
  current  INTEGER NOT NULL,
  origin   INTEGER NOT NULL,
  revised  INTEGER NOT NULL
) STRICT;
CREATE INDEX origin_source ON origin(source);
CREATE INDEX origin_origin ON origin(origin);

-- Blocks whose text stands on three or more pages of one host.
CREATE TABLE repeated_block (
  document INTEGER NOT NULL,
  block    INTEGER NOT NULL,
  PRIMARY KEY (document, block)
) STRICT, WITHOUT ROWID;

-- A group of figures that were compared and what came of it (word: agrees, updated, close, conflict, apart).
CREATE TABLE finding (
  key       INTEGER PRIMARY KEY,
  id        BLOB NOT NULL,
  cluster   INTEGER NOT NULL,
  word      TEXT NOT NULL,
  verdict   TEXT NOT NULL,
  severity  INTEGER NOT NULL,
  flags     INTEGER NOT NULL,
  subject   TEXT NOT NULL,
  measure   TEXT NOT NULL,
  per       TEXT,
  first     TEXT,
  last      TEXT,
  documents INTEGER NOT NULL,
  origins   INTEGER NOT NULL,
  sources   INTEGER NOT NULL
) STRICT;
CREATE INDEX finding_cluster ON finding(cluster);
CREATE INDEX finding_id ON finding(id);
CREATE INDEX finding_rank ON finding(word, severity DESC, id);

CREATE TABLE member (
  finding INTEGER NOT NULL,
  number  INTEGER NOT NULL,
  claim   INTEGER NOT NULL,
  PRIMARY KEY (finding, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_claim ON member(claim);

-- Two members (by number) that show the finding; pair is what reviews hold on to.
CREATE TABLE witness (
  finding INTEGER NOT NULL,
  number  INTEGER NOT NULL,
  a       INTEGER NOT NULL,
  b       INTEGER NOT NULL,
  pair    BLOB NOT NULL,
  PRIMARY KEY (finding, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX witness_pair ON witness(pair);
