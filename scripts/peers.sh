#!/usr/bin/env bash
# peers.sh peers|targets: installs what the benches compare with (DuckDB, pandas, R's data.table,
# XlsxWriter) and runs one of them on extracts of $SIZES. What is no package of Debian's stands in build/peers.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH=/usr/bin:$PATH

missing=()
has() { command -v "$1" >/dev/null || missing+=("$2"); }
has node nodejs
has npm npm
has Rscript r-base-core
test -e /usr/lib/R/site-library/data.table || missing+=(r-cran-data.table)
/usr/bin/python3 -c "import pandas" 2>/dev/null || missing+=(python3-pandas)
/usr/bin/python3 -c "import xlsxwriter" 2>/dev/null || missing+=(python3-xlsxwriter)
/usr/bin/python3 -c "import yaml" 2>/dev/null || missing+=(python3-yaml)
if ((${#missing[@]})); then
    if [ "$(id -u)" -ne 0 ]; then
        echo "the peers need: sudo apt-get install --no-install-recommends ${missing[*]}" >&2
        exit 1
    fi
    apt-get update -q >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null
fi
export PEERS_NODE=$PWD/build/peers
if [ ! -d "$PEERS_NODE/node_modules/@duckdb/node-api" ]; then
    mkdir -p "$PEERS_NODE"
    npm install --no-audit --no-fund --prefix "$PEERS_NODE" @duckdb/node-api >/dev/null
fi
case "$1" in
peers) script=tests/bench/peers/peers.py ;;
targets) script=tests/bench/targets.py ;;
*) echo "peers.sh peers|targets" >&2 && exit 2 ;;
esac
# shellcheck disable=SC2086
/usr/bin/python3 -B "$script" build/quarterday ${SIZES:-county region}
