# docs/ledger.md is true: its SQL runs and finds something, and it tells every column.
load common
page=$BATS_TEST_DIRNAME/../../docs/ledger.md

setup_file() {
  cd "$BATS_FILE_TMPDIR" || return 1
  "${CLAIMLEDGER_BIN:-$BATS_TEST_DIRNAME/../../claimledger}" ingest -q -L sample.ledger "$BATS_TEST_DIRNAME/../../corpus/sample"
}

# One block of SQL a line.
blocks() { awk '/^```sql/ {on = 1; sql = ""; next} /^```/ {if (on) print sql; on = 0} on {sql = sql (sql ? " " : "") $0}' "$page"; }

@test "each query of docs/ledger.md gives rows, here and in the sqlite3 shell" {
  blocks > blocks
  [ "$(wc -l < blocks)" -eq 20 ]
  while IFS= read -r sql; do
    rows=$("$bin" query -L "$BATS_FILE_TMPDIR/sample.ledger" --sql "${sql%;}" -f ndjson) || { echo "fails: $sql"; return 1; }
    [ -n "$rows" ] || { echo "no rows: $sql"; return 1; }
    if command -v sqlite3 > /dev/null; then
      [ "$(sqlite3 -readonly -json "$BATS_FILE_TMPDIR/sample.ledger" "$sql" | grep -c '^[[{]')" -eq "$(wc -l <<< "$rows")" ] || { echo "other rows in sqlite3: $sql"; return 1; }
    fi
  done < blocks
}

@test "docs/ledger.md tells every column of every table and view" {
  command -v sqlite3 > /dev/null || skip 'sqlite3 is not installed'
  sqlite3 -readonly "$BATS_FILE_TMPDIR/sample.ledger" "SELECT m.name, p.name FROM sqlite_schema m JOIN pragma_table_info(m.name) p
    WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'search%' AND m.name NOT LIKE 'sqlite%'" > columns
  [ "$(wc -l < columns)" -gt 200 ]
  while IFS='|' read -r table column; do
    grep -q "[^a-z_]$table[^a-z_]" "$page" && grep -qE "(^|[^a-z_])$column([^a-z_]|$)" "$page" || { echo "not told: $table.$column"; return 1; }
  done < columns
}

@test "sqlite-utils reads the ledger" {
  command -v sqlite-utils > /dev/null || skip 'sqlite-utils is not installed'
  sqlite-utils rows "$BATS_FILE_TMPDIR/sample.ledger" claims --csv > claims.csv
  [ "$(tail -n +2 claims.csv | grep -c '^c:')" -eq "$("$bin" query -L "$BATS_FILE_TMPDIR/sample.ledger" -f ndjson | wc -l)" ]
  sqlite-utils views "$BATS_FILE_TMPDIR/sample.ledger" --schema | grep -q '"conflicts"'
}
