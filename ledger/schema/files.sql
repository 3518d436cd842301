-- Made by the first run that reads files. Files that were read to their end without a failure, as they were then; how: SHA-256 over
-- rule pack and options. Only the writer's memory of what it need not read again: it is in no digest, and merge leaves it behind.
CREATE TABLE IF NOT EXISTS file (
  path      TEXT PRIMARY KEY,
  size      INTEGER NOT NULL,
  device    INTEGER NOT NULL,
  inode     INTEGER NOT NULL,
  modified  INTEGER NOT NULL,
  changed   INTEGER NOT NULL,
  how       BLOB NOT NULL,
  documents INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
