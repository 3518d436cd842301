# Our own annotated articles: every annotated figure stands where its row says.
load common

@test "annotated figures stand in their articles" {
  command -v jq > /dev/null || skip 'jq is not installed'
  gold=$BATS_TEST_DIRNAME/../gold
  rows=0
  while IFS=$'\t' read -r doc start end text; do
    there=$(head -c "$end" "$gold/articles/$doc" | tail -c "$((end - start))")
    [ "$there" = "$text" ] || { echo "$doc: $start-$end: '$there' in place of '$text'"; return 1; }
    rows=$((rows + 1))
  done < <(cat "$gold"/gold-*.jsonl | jq -r '[.doc, .start, .end, .text] | @tsv')
  [ "$rows" -ge 400 ]
}
