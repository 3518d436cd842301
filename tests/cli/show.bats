# One claim, article, name or conflict in full, for people and as objects.
load common

setup_file() {
  cd "$BATS_FILE_TMPDIR" || return 1
  cat > a.html <<- 'END'
	<html><head><title>Ferries carry more</title><meta property="og:site_name" content="Harbour Post"><meta name="author" content="Ada Lind">
	<meta property="article:published_time" content="2024-03-04"><link rel="canonical" href="https://post.example/a"></head><body><article>
	<p>It was a calm year for the islands, said the harbour master, and a busy one for the boats that serve them every day.</p>
	<p>Nordby Ferries carried 412,000 passengers in 2023. Its revenue rose 12 percent to $84 million, chief executive Ada Lind said on Monday.</p>
	<p>The company wants to carry more of them next year, and to build a quay of stone for the larger boats.</p></article></body></html>
	END
  cat > b.html <<- 'END'
	<html><head><title>Ferries in figures</title><meta property="og:site_name" content="Evening Bell">
	<meta property="article:published_time" content="2024-03-05"></head><body><article>
	<p>The boats of the islands were full again, and those who wait for a place on one of them know it best of all.</p>
	<p>Nordby Ferries carried 421,000 passengers in 2023.</p>
	<p>Nobody at the company was at hand to say why the quay of stone has not been built in all these years.</p></article></body></html>
	END
  "${CLAIMLEDGER_BIN:-$BATS_TEST_DIRNAME/../../claimledger}" ingest -q -L l.ledger a.html b.html
}

setup() {
  cd "$BATS_FILE_TMPDIR" || return 1
  export CLAIMLEDGER_LEDGER=$PWD/l.ledger
}

claim() { "$bin" query "$@" -f ndjson | grep -o '"id":"c:[0-9a-f]*' | head -n 1 | cut -c 7-; }
article_id() { "$bin" query 412,000 -f ndjson | grep -o '"d:[0-9a-f]*' | head -n 1 | tr -d '"'; }

@test "a claim: what it says, where from, by which rule, with its quote" {
  run "$bin" show -f table "$(claim 'kind:money')"
  answered 0 && says '$84 million  money' && says '83.5 to 84.5' && says 'Nordby Ferries' && says 'Harbour Post · 4 March 2024'
  says 'https://post.example/a' && says 'rule' && says '> ' && says 'Ada Lind'
}

@test "a claim with the text around it, and its proof" {
  run "$bin" show -f table --context 2 --verify "$(claim 'kind:money')"
  answered 0 && says 'carried 412,000 passengers' && says '  > Its revenue rose 12 percent to $84 million' && says 'of the text, '
  says 'ok  the text has the quote at its place' && says 'ok  its bytes have the quote at its place'
  mv a.html kept.html
  echo changed > a.html
  run "$bin" show -f table --verify "$(claim 'kind:money')"
  mv kept.html a.html
  says 'failed  the article is the one that was read (SHA-256)'
}

@test "colours are only where they are wanted" {
  run "$bin" show -f table --color always "$(claim 'kind:money')"
  says $'\033['
  run "$bin" show -f table "$(claim 'kind:money')"
  [[ $output != *$'\033'* ]]
  run "$bin" conflicts --why -f table --color always
  says $'\033['
}

@test "a claim to cite, in Markdown and plain" {
  run "$bin" show --cite md "$(claim 'kind:money')"
  answered 0 && says '](https://post.example/a#:~:text=' && says 'Harbour Post'
  run "$bin" show --cite text "$(claim 421,000)"
  answered 0 && says 'Evening Bell' && [[ $output != *']('* ]]
  run "$bin" show --cite md 'Nordby Ferries'
  answered 2 && says 'only claims can be cited'
}

@test "an article, with its claims" {
  run "$bin" show -f table "$(article_id)"
  answered 0 && says 'Ferries carry more' && says 'Ada Lind' && says '412,000' && says 'versions'
  run "$bin" show -f ndjson "$(article_id)"
  answered 0 && says '"title":"Ferries carry more"'
}

@test "a name, with what is measured of it" {
  run "$bin" show -f table 'Nordby Ferries'
  answered 0 && says 'org' && says 'claims' && says 'revenue'
  run "$bin" show -f json 'Nordby Ferries'
  answered 0 && says '"entity":"Nordby Ferries"' && says '"measure":"revenue"'
}

@test "a conflict in full, as text, object and in two lines" {
  local id
  id=$("$bin" conflicts -f ndjson | grep -o 'x:[0-9a-f]*' | head -n 1)
  [ -n "$id" ]
  run "$bin" show -f table "$id" 'Nordby Ferries'
  answered 0 && says '412,000 passengers' && says '421,000 passengers' && says 'Harbour Post' && says 'Evening Bell' && says '2 sources'
  run "$bin" show -f ndjson "$id"
  answered 0 && says '"word":"conflict"'
}

@test "what cannot be shown is told" {
  run "$bin" show
  answered 2 && one_line
  run "$bin" show c:ffffffff
  answered 2 && one_line
  run "$bin" show 'Nobody at all'
  answered 2 && one_line
  run "$bin" show --context 1001 c:1
  answered 2 && one_line
  run "$bin" show --open 'Nordby Ferries'
  answered 2 && one_line && says 'only claims and articles can be opened'
}

@test "numbers about the ledger: contents, runs, failures, tallies" {
  run "$bin" stats -f table
  answered 0 && says 'documents' && says 'claims'
  run "$bin" stats --runs -f ndjson
  answered 0 && says '"command":"' && says 'ingest'
  run "$bin" stats --failed
  answered 0 && [ -z "$output" ]
  for tally in kind unit measure entity rule; do
    run "$bin" stats --tally $tally -f csv
    answered 0
  done
  run "$bin" stats --tally nothing
  answered 2 && one_line
}
