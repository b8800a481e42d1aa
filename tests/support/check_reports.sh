#!/usr/bin/env bash
# Makes every report that reports.csv says how to make (its arguments; what compare_outputs.py takes
# behind the folder), and holds paper, annex, page and data against each other and against the rules.
# usage: check_reports.sh PROGRAM FOLDER; prints each fault.
set -uo pipefail
cd "$(dirname "$0")/../.."
program=$1 out=$2 support=tests/support status=0

holds() {
    local said
    if ! said=$("${@:2}" 2>&1); then
        printf '%s: %s\n' "$1" "$said"
        status=1
    fi
}

while IFS=, read -r report arguments compared; do
    [[ $report != report ]] || continue
    # shellcheck disable=SC2086
    holds "$report" "$program" run "$report" $arguments --out "$out/$report"
    for folder in "$out/$report"/*/; do
        name=$(basename "$folder")
        holds "$name" /usr/bin/python3 "$support/check_pdf.py" "$folder/$name.pdf"
        for book in "$folder"/*.xlsx; do # the annex, and data-quality.xlsx
            holds "$book" /usr/bin/python3 "$support/check_workbook.py" "$book"
        done
        holds "$name" /usr/bin/python3 "$support/check_html.py" "$folder/$name.html"
        holds "$name" /usr/bin/python3 "$support/check_references.py" "$folder/$name.html"
        # shellcheck disable=SC2086
        holds "$name" /usr/bin/python3 "$support/compare_outputs.py" "${folder%/}" $compared
    done
done <"$support/reports.csv"
exit "$status"
