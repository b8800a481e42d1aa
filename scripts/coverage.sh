#!/usr/bin/env bash
# Lines of src that the tests reach, a line a file and the total.
set -euo pipefail
cd "$(dirname "$0")/.."
make --no-print-directory BUILD=build/coverage OPTIMISE=-O0 SANITISE="--coverage" test-only >/dev/null
cd build/coverage
find src -name '*.gcda' | sort | while read -r data; do
    gcov -n -o "$(dirname "$data")" "$data" 2>/dev/null |
        awk -v name="${data%.gcda}.c" -F'[:% ]+' '/^File .src/ { own = index($0, name) }
            own && /^Lines executed/ { print $3, $5, name; own = 0 }'
done | awk '{ printf "%6.1f%% of %5d  %s\n", $1, $2, $3; hit += $1 * $2 / 100; all += $2 }
    END { if (!all) exit 1; printf "%6.1f%% of %5d  in all\n", 100 * hit / all, all }'
