#!/usr/bin/env bash
# Parallel runs of a program that was built with the thread sanitizer: every
# command that has parallel phases, over the county, with eight threads, and two of
# them at a time. A data race ends a run with status 66.
#   usage: scripts/races.sh PROGRAM      (make races builds it)
set -euo pipefail
cd "$(dirname "$0")/.."
export TSAN_OPTIONS="${TSAN_OPTIONS:-} exitcode=66 halt_on_error=0"
program=$1
place=$(dirname "$program")/races
county="--extracts build/fixtures/hampshire --as-at 2014-03-31"
rm -rf "$place"
mkdir -p "$place"

# Runs one command; says what it said if there is a race in it, or if it was not done.
race() {
    local status=0
    # shellcheck disable=SC2086
    "$program" $2 --threads 8 >"$place/$1.said" 2>&1 || status=$?
    if [ "$status" -gt 1 ] || grep -q 'ThreadSanitizer' "$place/$1.said"; then
        head -60 "$place/$1.said"
        echo "races: \"$2\" ended with status $status"
        return 1
    fi
    echo "races: none in $1"
}

# A table that is cut into stretches, one a thread: the county's people until there are 34 MB.
mkdir -p "$place/large"
awk -F, 'NR == 1 { print; next }
         { rest[NR] = substr($0, length($1) + 1) }
         END { while (size < 34000000) for (i = 2; i <= NR && size < 34000000; i++) {
                   line = "P" ++count rest[i]; print line; size += length(line) + 1 } }' \
    build/fixtures/hampshire/ssd_person.csv >"$place/large/ssd_person.csv"
race stretches "check --extracts $place/large --as-at 2014-03-31"

race check "check $county --out $place/check" &
first=$!
race census "check --extracts build/fixtures/census/cin.xml --out $place/census"
wait "$first"
race public "run annual-safeguarding $county --period 2013-14 --audience public --out $place/public" &
first=$!
race measures "measures $county --period 2013-14 --by district,age --trend 4 --out $place/figures.csv"
wait "$first"
race units "run performance-action-group-monthly $county --period 2014-03 --each district --formats pdf --out $place/units" &
first=$!
race forms "forms $county --period 2013-14-Q4 --out $place/forms"
wait "$first"
