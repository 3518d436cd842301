# Every measure in the commonest ways to say it: tests/cli/measures.tsv.
load common

setup_table() { grep -v '^#' "$BATS_TEST_DIRNAME/measures.tsv"; }

@test "what figures measure, sentence by sentence" {
  setup_table | sort > wanted
  cut -f 3 wanted | sed 's/.*/{"text":"&"}/' > sentences
  "$bin" extract -t ndjson -f ndjson sentences |
    sed 's/.*"text":"\([^"]*\)","sentence":{[^}]*"text":"\([^"]*\)"}.*"measure":"\{0,1\}\([a-z_]*\).*/\3\t\1\t\2/; s/^null/-/' | sort > found
  comm -23 wanted found > missed
  cat missed
  [ ! -s missed ]
}

@test "every measure has a sentence, but for results of games, which are no figures" {
  sed 1d "$BATS_TEST_DIRNAME/../../rules/en/measures.tsv" | cut -f 1 | grep -vxE "count|score" | sort > measures
  setup_table | cut -f 1 | sort -u > used
  [ -z "$(comm -23 measures used)" ]
}
