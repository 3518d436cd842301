#!/bin/sh
# The desk in a real browser: sh tests/web/run.sh CLAIMLEDGER. Skips where chromium, node or npm is missing. Last line "N passed, N failed".
cd "$(dirname "$0")" || exit 2
for tool in node npm chromium; do
  command -v $tool > /dev/null || { echo "skipped: tests/web ($tool is not installed)"; echo '0 passed, 0 failed'; exit 0; }
done
npm install --no-package-lock --no-audit --no-fund --silent || { echo "skipped: tests/web (npm cannot fetch what package.json names)"; echo '0 passed, 0 failed'; exit 0; }
out=$(mktemp) || exit 2
trap 'rm -f "$out"' EXIT
CLAIMLEDGER_BIN=$1 node --test --test-reporter=tap ./*.test.mjs > "$out" 2>&1
code=$?
ok=$(grep -cE '^ *ok [0-9]' "$out") bad=$(grep -cE '^ *not ok [0-9]' "$out")
[ $code = 0 ] || [ "$bad" -gt 0 ] || bad=1
[ "$bad" = 0 ] || grep -vE '^ *(ok|#|---|\.\.\.|duration_ms)' "$out"
echo "$ok passed, $bad failed"
[ "$bad" = 0 ]
