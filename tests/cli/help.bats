# Help, man pages and completions come from one table; each must be whole for each command.
load common

names() { "$bin" help | sed -n '/^Commands/,/^$/s/^  \([a-z]*\) .*/\1/p'; }

@test "help lists the commands, version is known" {
  run "$bin" help
  answered 0 && says 'ingest' && says 'conflicts'
  run "$bin" --version
  answered 0 && says 'claimledger 0'
  "$bin" --version --json | grep -q '"libraries":{.*"sqlite3":"3'
}

@test "no command at all is a mistake that shows help" {
  run "$bin"
  answered 2 && says 'Commands'
}

@test "-h has examples and at most 25 lines, --help at most 60, for each command" {
  [ "$(names | wc -l)" -ge 7 ]
  for name in $(names); do
    [ "$name" = help ] && continue
    run "$bin" "$name" -h
    answered 0 && says "claimledger $name" && says '  claimledger '
    [ "${#lines[@]}" -le 25 ] || { echo "$name -h: ${#lines[@]} lines"; return 1; }
    run "$bin" "$name" --help
    answered 0 && says 'Everywhere' && says '--format'
    [ "${#lines[@]}" -le 60 ] || { echo "$name --help: ${#lines[@]} lines"; return 1; }
  done
}

@test "help stays within 120 columns" {
  for name in $(names); do
    long=$("$bin" help "$name" | awk 'length > 120')
    [ -z "$long" ] || { echo "$name: $long"; return 1; }
  done
}

@test "options stand anywhere" {
  article a.txt 'It cost $5 million.'
  "$bin" -f tsv extract a.txt > one
  "$bin" extract a.txt -f tsv > two
  "$bin" extract -ftsv a.txt > three
  cmp one two && cmp one three
  grep -q 5000000 one
}

@test "help on one option says where it works" {
  run "$bin" help --shard
  answered 0 && says 'I/N' && says 'for claimledger ingest'
  run "$bin" help -f
  answered 0 && says 'for every command'
  run "$bin" help --nothing
  answered 2 && one_line
}

@test "each man page renders" {
  command -v man > /dev/null && command -v groff > /dev/null || command -v nroff > /dev/null || skip 'no nroff'
  for name in '' $(names); do
    "$bin" help --man $name > page.1
    nroff -man -Wall page.1 2> warnings | col -bx > page.txt
    [ ! -s warnings ] || { cat warnings; return 1; }
    grep -q 'SYNOPSIS' page.txt
  done
}

@test "bash completion offers commands, options and their words" {
  "$bin" completion bash > completion.bash
  complete_for() { # WORD...
    bash -c 'source completion.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _claimledger; printf "%s\n" "${COMPREPLY[@]}"' _ "$@"
  }
  [ "$(complete_for claimledger ext)" = extract ]
  [ "$(complete_for claimledger extract --ment)" = --mentions ]
  [ "$(complete_for claimledger query --format nd)" = ndjson ]
  [ "$(complete_for claimledger -f csv query --ord)" = --order ]
  [ "$(complete_for claimledger completion z)" = zsh ]
}

@test "zsh loads its completion, fish completes with its own" {
  "$bin" completion zsh > _claimledger
  "$bin" completion fish > claimledger.fish
  grep -q -- "--mentions" _claimledger
  grep -q -- "-l mentions" claimledger.fish
  if command -v zsh > /dev/null; then
    [ "$(zsh -f -c 'fpath=($PWD $fpath); autoload -Uz compinit && compinit -u -D && autoload -Uz +X _claimledger && print $_comps[claimledger]')" = _claimledger ]
  fi
  if command -v fish > /dev/null; then
    candidates() { HOME=$PWD PATH=$(dirname "$bin"):$PATH fish --no-config -c "source claimledger.fish; complete -C '$1'" | cut -f 1; }
    [ "$(candidates 'claimledger ext')" = extract ]
    [ "$(candidates 'claimledger extract --ment')" = --mentions ]
    [ "$(candidates 'claimledger query --format nd')" = ndjson ]
  fi
}

@test "an unknown shell" {
  run "$bin" completion bsh
  answered 2 && one_line && says 'did you mean bash'
}
