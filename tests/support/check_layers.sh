#!/usr/bin/env bash
# Layers: a file includes only headers of its own layer and of those that its row
# names, and a foreign header stands only in its one home. Fails on any other.
set -euo pipefail
cd "$(dirname "$0")/../.."

declare -A may=(
    [base]=""
    [stats]="base"
    [table]="base"
    [define]="base"
    [ingest]="base table define"
    [sql]="base table define"
    [validate]="base table define sql ingest"
    [measure]="base stats table define sql ingest"
    [disclose]="base define measure table/hierarchy.h"
    [report]="base table define ingest measure disclose"
    [render]="base report/document.h"
    [run]="base stats table define ingest sql validate measure disclose report render"
)
# header pattern, then the files that may include it
homes=(
    'csv.h:src/ingest/record.c'
    'expat.h:src/ingest/xml_*'
    'pcre2.h:src/base/regex.c'
    'yaml.h:src/define/yaml.c'
    'sqlite3.h:src/sql/*'
    'gsl/*:src/stats/*'
    'glpk.h:src/disclose/*'
    'hpdf*:src/render/pdf_object*'
    'hb*:src/render/font*'
    'linebreak.h:src/render/paragraph*'
    'xlsxwriter.h:src/render/xlsx_*'
    'zlib.h:src/render/xlsx_package.c'
    'zip.h:src/ingest/workbook_zip.c'
    'nettle/*:src/base/hash.c'
    'pthread.h:src/base/*'
)
faults=0
fault() {
    echo "$1:$2: $3" >&2
    faults=$((faults + 1))
}

own_include() { # file line layer header
    local layer=$3 header=$4 allowed
    [ "${header%%/*}" = "$layer" ] && return
    for allowed in ${may[$layer]}; do
        [ "${header%%/*}" = "$allowed" ] || [ "$header" = "$allowed" ] && return
    done
    fault "$1" "$2" "the layer $layer may not include \"$header\""
}

foreign_include() { # file line header
    local home pattern place
    for home in "${homes[@]}"; do
        pattern=${home%%:*} place=${home#*:}
        # shellcheck disable=SC2053
        if [[ $3 == $pattern ]]; then
            [[ $1 == $place ]] || fault "$1" "$2" "<$3> belongs in $place alone"
        fi
    done
}

while IFS=: read -r file line text; do
    header=$(sed -E 's/^[^<"]*[<"]([^>"]+)[>"].*/\1/' <<<"$text")
    layer=$(cut -d/ -f2 <<<"$file")
    if [[ $text == *'"'* ]]; then
        [[ -e include/$header && -v may[$layer] ]] && own_include "$file" "$line" "$layer" "$header"
    else
        foreign_include "$file" "$line" "$header"
    fi
done < <(grep -nE '^ *# *include' -r src include --include='*.[ch]')

while IFS=: read -r file line _; do
    fault "$file" "$line" "malloc and free stand in src/base/arena.c alone (and are defined in allocation.c)"
done < <(grep -nE '\b(malloc|calloc|realloc|free|strdup|asprintf) *\(' -r src include --include='*.[ch]' |
    grep -vE "^src/base/(arena|allocation).c:" | grep -vE ':[0-9]+: *(\*|/\*|//)' || true)

[ "$faults" -eq 0 ] && echo "layers: $(find src include -name '*.[ch]' | wc -l) files keep to their layers"
exit $((faults > 0))
