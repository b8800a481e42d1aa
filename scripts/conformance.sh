#!/usr/bin/env bash
# Every report that tests/support/reports.csv says how to make, judged by readers that share no code
# with the program: qpdf and pdf.js for the paper, openpyxl for the annex, Chromium with axe-core for
# the page; and proof that each of them can fail. What it installs stands in build/conformance, but
# for Debian's packages.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH=/usr/bin:$PATH
place=build/conformance
support=tests/support
modules="pdfjs-dist@4.10.38 axe-core@4.10.2 puppeteer-core@22.15.0"
faults=0

fault() {
    echo "conformance: $*"
    faults=$((faults + 1))
}

# Quiet where it holds; else what it said, and a fault.
holds() {
    local what=$1
    shift
    if ! said=$("$@" 2>"$place/errors"); then
        printf '%s\n' "$said" | head -40
        grep -v '^Warning: \|^Require stack\|^- ' "$place/errors" | head -20 || true
        fault "$what"
    fi
}

install_tools() {
    local missing=()
    command -v chromium >/dev/null || missing+=(chromium)
    command -v hunspell >/dev/null && test -e /usr/share/hunspell/en_GB.dic ||
        missing+=(hunspell hunspell-en-gb)
    command -v node >/dev/null || missing+=(nodejs)
    command -v npm >/dev/null || missing+=(npm)
    if ((${#missing[@]})); then
        if [[ $(id -u) != 0 ]]; then
            echo "conformance needs: sudo apt-get install -y ${missing[*]}" >&2
            exit 1
        fi
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    fi
    mkdir -p "$place"
    if [[ "$(cat "$place/installed" 2>/dev/null)" != "$modules" ]]; then
        # shellcheck disable=SC2086
        npm install --silent --no-save --no-audit --no-fund --omit=optional --ignore-scripts \
            --prefix "$place" $modules
        echo "$modules" >"$place/installed"
    fi
}

structure() {
    node "$support/check_structure.mjs" "$place/node_modules/pdfjs-dist" "$1"
}

# Makes one report and checks all that came out.
judge() {
    local report=$1 arguments=$2 compared=$3 name folder book
    rm -rf "$place/out/$report"
    # shellcheck disable=SC2086
    if ! build/quarterday run "$report" $arguments --out "$place/out/$report" \
        >"$place/$report.said" 2>&1; then
        cat "$place/$report.said"
        fault "$report: it was not made"
        return
    fi
    for folder in "$place/out/$report"/*/; do
        folder=${folder%/}
        name=$(basename "$folder")
        holds "$name: qpdf --check" qpdf --check "$folder/$name.pdf"
        holds "$name: check_pdf" python3 "$support/check_pdf.py" "$folder/$name.pdf"
        holds "$name: pdf.js" structure "$folder/$name.pdf"
        for book in "$folder"/*.xlsx; do # the annex, and data-quality.xlsx
            holds "$book: conventions" python3 "$support/check_workbook.py" "$book"
        done
        holds "$name: page" python3 "$support/check_html.py" "$folder/$name.html"
        holds "$name: references" python3 "$support/check_references.py" "$folder/$name.html"
        # shellcheck disable=SC2086
        holds "$name: numbers" python3 "$support/compare_outputs.py" "$folder" $compared
        pages+=("$folder/$name.html")
        echo "$name: $(pdfinfo "$folder/$name.pdf" | awk '/^Pages/ {print $2}') pages"
    done
}

# The checks must notice what is wrong.
prove() {
    local folder=$1 name bad=$place/spoiled file rule
    name=$(basename "$folder")
    rm -rf "$bad"
    mkdir -p "$bad"
    python3 "$support/spoil_paper.py" "$folder/$name.pdf" "$bad" >"$bad/faults.tsv"
    while IFS=$'\t' read -r file rule; do
        python3 "$support/check_pdf.py" "$bad/$file" >"$bad/said" || true
        grep -qF "${rule%+}" "$bad/said" || fault "a fault of ${rule%+} goes unnoticed"
        if [[ $rule == *+ ]] && structure "$bad/$file" >/dev/null 2>&1; then
            fault "pdf.js notices no fault of ${rule%+}"
        fi
    done <"$bad/faults.tsv"
    holds "conventions whose breach goes unnoticed" \
        python3 "$support/check_workbook.py" --prove "$folder/$name.xlsx"
    prove_page "$folder/$name.html" 's#<html lang="[^"]*"#<html#'
    prove_page "$folder/$name.html" 's#</body>#<img src="https://example.invalid/x.png" alt="x"></body>#'
    prove_page "$folder/$name.html" 's#</body>#<p style="color:\#bbb">Pale</p></body>#'
    echo "$(wc -l <"$bad/faults.tsv") papers, 26 workbooks and 3 pages with one fault each: noticed"
}

prove_page() {
    sed "$2" "$1" >"$place/spoiled/page.html"
    if cmp -s "$1" "$place/spoiled/page.html" ||
        node "$support/check_page.mjs" "$place" "$(command -v chromium)" \
            "$place/spoiled/page.html" >/dev/null 2>&1; then
        fault "a page spoiled by $2 goes unnoticed"
    fi
}

install_tools
pages=()
while IFS=, read -r report arguments compared; do
    [[ $report == report ]] || judge "$report" "$arguments" "$compared"
done <"$support/reports.csv"
for definition in report-defs/reports/*.yaml; do
    report=$(basename "$definition" .yaml)
    grep -q "^$report," "$support/reports.csv" || fault "$report: reports.csv does not say how it is made"
done
holds "Chromium and axe-core" node "$support/check_page.mjs" "$place" "$(command -v chromium)" "${pages[@]}"
prove "$place/out/annual-safeguarding/annual-safeguarding_2013-14"
if ((faults)); then
    echo "conformance: $faults faults"
    exit 1
fi
echo "conformance: ${#pages[@]} packs, no fault"
