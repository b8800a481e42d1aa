#!/usr/bin/env bash
# Sizes: functions median <= 12 lines, p90 <= 30, none over 60; files <= 600 lines,
# headers <= 150.
set -euo pipefail
cd "$(dirname "$0")/../.."
faults=0

while read -r lines file; do
    limit=600
    [[ $file == *.h ]] && limit=150
    if [ "$lines" -gt "$limit" ]; then
        echo "$file: $lines lines, over $limit" >&2
        faults=1
    fi
done < <(find src include tests fixtures -name '*.[ch]' -exec wc -l {} + | grep -v ' total$')

mapfile -t sizes < <(find src fixtures -name '*.c' -print0 |
    xargs -0 ctags --languages=C --kinds-C=f --fields=+ne -f - 2>/dev/null |
    awk -F'\t' '{ start = end = 0
        for (i = 4; i <= NF; i++) {
            if ($i ~ /^line:/) start = substr($i, 6)
            if ($i ~ /^end:/) end = substr($i, 5)
        }
        if (end) print end - start + 1, $2 ":" start ": " $1 }' | sort -n)
count=${#sizes[@]}
[ "$count" -gt 0 ] || { echo "no functions found: is universal-ctags installed?" >&2; exit 1; }
size_at() { echo "${sizes[$1]%% *}"; }
median=$(size_at $((count / 2)))
p90=$(size_at $((count * 9 / 10)))
for entry in "${sizes[@]}"; do
    if [ "${entry%% *}" -gt 60 ]; then
        echo "${entry#* }: ${entry%% *} lines, over 60" >&2
        faults=1
    fi
done
echo "sizes: $count functions, median $median lines, p90 $p90, longest $(size_at $((count - 1)))"
if [ "$median" -gt 12 ] || [ "$p90" -gt 30 ]; then
    echo "functions have grown: median at most 12, p90 at most 30" >&2
    faults=1
fi
exit $faults
