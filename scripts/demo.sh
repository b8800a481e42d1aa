#!/usr/bin/env bash
# The demonstration: checks Hampshire's extracts and an invented census return, then writes the
# annual report.
set -euo pipefail
cd "$(dirname "$0")/.."
program=build/quarterday
extracts=build/fixtures/hampshire

echo "checking $extracts"
"$program" check --extracts "$extracts"
echo
echo "checking the return of the children in need census, build/fixtures/census/cin.xml"
"$program" check --extracts build/fixtures/census/cin.xml
echo
"$program" run annual-safeguarding --extracts "$extracts" --period 2013-14 --as-at 2014-03-31
