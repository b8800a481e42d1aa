#!/usr/bin/env bash
# The bench: see tests/bench/bench.py. Installs valgrind, which nothing else needs. AGAINST=COMMIT
# builds that commit beside this tree and runs the two in turns. KEEP=1 keeps the counts.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v valgrind >/dev/null; then
    if [ "$(id -u)" -ne 0 ]; then
        echo "valgrind is missing. Run this once: sudo apt-get install --no-install-recommends valgrind" >&2
        exit 1
    fi
    apt-get update -q >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends valgrind >/dev/null
fi

other=()
if [ -n "${AGAINST:-}" ]; then
    tree=build/bench/against
    rm -rf "$tree"
    mkdir -p "$tree"
    git archive "$AGAINST" | tar x -C "$tree"
    make --no-print-directory -C "$tree" program >/dev/null
    other=("$tree/build/quarterday")
fi
python3 -B tests/bench/measuring.py
python3 -B tests/bench/bench.py build/quarterday "${other[@]}"
