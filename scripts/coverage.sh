#!/usr/bin/env bash
# Lines of src that the tests reach, a line a file and the total; fails below the
# gate. With --lines, the lines that are never reached too.
#   usage: scripts/coverage.sh [--lines]      GATE=95 (per cent, src/main.c left out)
set -euo pipefail
cd "$(dirname "$0")/.."
gate=${GATE:-95}
built=build/coverage
mkdir -p build
find "$built" -name '*.gcda' -delete 2>/dev/null || true
make --no-print-directory BUILD="$built" OPTIMISE=-O0 SANITISE="--coverage" test-only \
    > build/coverage.log 2>&1 || { tail -40 build/coverage.log; exit 1; }
for source in src/*/*.c; do
    data=$built/${source%.c}.gcda
    if [ ! -e "$data" ]; then
        echo "$source is reached by no test" >&2
        exit 1
    fi
    gcov -t -o "$(dirname "$data")" "$data" 2>/dev/null |
        awk -v name="$source" '
            /^ *-: *0:Source:/ { own = index($0, ":" name) > 0 }
            own && /^ *[0-9]+\*?:/ { hit++; all++ }
            own && /^ *#####:/ { all++; sub(/^ *#####: */, ""); print "line " name ":" $0 }
            END { if (all) print "file", hit + 0, all, name }'
done > $built/reached.txt
[ "${1:-}" != --lines ] || sed -n 's/^line //p' $built/reached.txt
awk -v gate="$gate" '/^file/ { printf "%6.1f%% of %5d  %s\n", 100 * $2 / $3, $3, $4; hit += $2; all += $3 }
    END { if (!all) exit 1; printf "%6.1f%% of %5d  in all; the gate is %s%%\n", 100 * hit / all, all, gate
          exit 100 * hit < gate * all }' $built/reached.txt
