#!/usr/bin/env bash
# The demonstration: checks Hampshire's extracts, then writes its annual report.
set -euo pipefail
cd "$(dirname "$0")/.."
program=build/quarterday
extracts=build/fixtures/hampshire

echo "checking $extracts"
"$program" check --extracts "$extracts"
echo
"$program" run annual-safeguarding --extracts "$extracts" --period 2013-14 --as-at 2014-03-31
