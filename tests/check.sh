#!/bin/sh
# What reviewers need not look for: floors, library headers per floor, banned calls, sizes, formatting, cppcheck, links in docs.
# Run from the root: sh tests/check.sh [CLAIMLEDGER]. Prints what is wrong, and "N passed, N failed" as its last line.
passed=0 failed=0
out=$(mktemp) || exit 2
trap 'rm -f "$out"' EXIT

# A check passes when nothing is in $out.
check() {
  if [ -s "$out" ]; then
    echo "--- $1"
    cat "$out"
    failed=$((failed + 1))
  else
    passed=$((passed + 1))
  fi
}

sources=$(git ls-files '*.c' '*.h')
floors='base corpus extractor ledger cli'

# A floor includes itself and those below it.
allowed=
for floor in $floors; do
  allowed="$allowed|$floor"
  grep -nE '^#include "' $(echo "$sources" | tr ' ' '\n' | grep "^$floor/") /dev/null | grep -vE "#include \"(${allowed#|})/" > "$out"
  check "floors: $floor includes only ${allowed#|}"
done

# Each library's headers stay on one floor; tests may compare with the library.
only() { # folder, headers (regular expression)
  grep -nE "^#include <($2)" $sources | grep -vE "^($1|tests)/" > "$out"
  check "library headers that belong to $1/: $2"
}
only base 'utf8proc|nettle/|uthash|zstd|seccomp|linux/landlock'
only corpus 'libxml/|archive|zlib|brotli|uchardet'
only extractor 'pcre2'
only ledger 'sqlite3'
only cli 'popt|libsmartcols/|microhttpd'

grep -nE '\b(strcpy|strcat|sprintf|vsprintf|gets|strtok|gmtime|localtime|ctime|asctime|tmpnam|mktemp|system|popen|atoi|atol|atof|alloca)[[:space:]]*\(' $(echo "$sources" | grep -v '^tests/') > "$out"
check "banned calls"
grep -nE '\b(printf|puts|putchar|fprintf|fputs|perror)[[:space:]]*\(' $(echo "$sources" | grep -vE '^(cli|tests)/') > "$out"
check "printing outside cli/"
grep -nwE 'TODO|FIXME|HACK' $(git ls-files '*.c' '*.h' '*.sh' Makefile | grep -v '^tests/check.sh$') > "$out"
check "leftovers"

wc -l $sources | awk '$2 != "total" && $1 > 700 {print $2 ": " $1 " lines"}' > "$out"
check "files of at most 700 lines"
awk 'FNR == 1 {start = 0} /^\{|^[A-Za-z].*\) \{$/ {start = FNR; name = $0} /^\}/ {if (start && FNR - start > 120) print FILENAME ":" start ": " FNR - start " lines: " name; start = 0}' \
  $(echo "$sources" | grep '\.c$') > "$out"
check "functions of at most 120 lines"

if command -v clang-format > /dev/null; then
  clang-format --dry-run $sources 2>&1 | grep -oE '^[^ :]+\.[ch]:' | sort | uniq -c | awk '{print $2 " " $1 " places: clang-format -i"}' > "$out"
  check "clang-format"
else
  echo "skipped: clang-format is not installed"
fi
if command -v cppcheck > /dev/null; then
  # The suppressed ones are those that cppcheck 2.10 gets wrong here; compilers and sanitizers watch over the same things.
  cppcheck --quiet --std=c11 -j 2 --enable=warning,portability --inline-suppr --template='{file}:{line}: {severity}: {message} [{id}]' \
    --suppress=missingIncludeSystem --suppress=internalAstError --suppress=uninitvar --suppress=legacyUninitvar --suppress=negativeIndex \
    --suppress=nullPointerRedundantCheck -I. -DVERSION='"0"' -DLIBRARIES='""' -D__linux__ \
    $(echo "$sources" | grep '\.c$' | grep -v '^tests/') > "$out" 2>&1
  check "cppcheck"
else
  echo "skipped: cppcheck is not installed"
fi

# What the linker and the compiler were told shows in the program.
has() { # WHAT PATTERN READELF-OPTIONS...
  what=$1 pattern=$2
  shift 2
  readelf -W "$@" "$program" | grep -qE "$pattern" || echo "no $what" >> "$out"
}
program=${1:-./claimledger}
if [ -x "$program" ] && command -v readelf > /dev/null; then
  : > "$out"
  has 'position-independent program' 'Flags: .*PIE' -d
  has 'read-only relocations' 'GNU_RELRO' -l
  has 'binding at the start' 'Flags: .*NOW' -d
  has 'stack that is not executed' 'GNU_STACK.* RW ' -l
  has 'stack protector' '__stack_chk_fail' --dyn-syms
  has 'checked copies (FORTIFY)' '__(memcpy|snprintf|vsnprintf|read|memmove)_chk' --dyn-syms
  readelf -W -d "$program" | grep -E 'TEXTREL|R(UN)?PATH' >> "$out"
  check "hardening of $(basename "$program")"
else
  echo "skipped: hardening: no program, or readelf (binutils) is not installed"
fi

# Links in the documents lead to files that exist.
for page in $(git ls-files '*.md' | grep -v '^corpus/sample/'); do
  grep -oE '\]\([^)#: ]+' "$page" | cut -c 3- | while read -r link; do
    [ -e "$(dirname "$page")/$link" ] || echo "$page: $link"
  done
done > "$out"
check "links in documents"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
