#!/usr/bin/env bash
# Builds the fuzz targets of tests/fuzz with clang's libFuzzer and the sanitizers,
# replays each target's corpus, and fuzzes each for so many seconds.
#   usage: scripts/fuzz.sh [SECONDS [TARGET ...]]      0 seconds: the corpus alone
# What is found is kept in build/fuzz/found/TARGET; an input that breaks a target
# belongs, once mended, into fixtures/corpus/TARGET.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60}
shift || true
if ! command -v clang > /dev/null; then
    echo "clang is missing: apt-get install clang" >&2
    exit 1
fi
make --no-print-directory -j"$(nproc)" CC=clang BUILD=build/fuzz OPTIMISE=-O1 fuzz-targets \
    SANITISE="-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer"
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
    for source in tests/fuzz/*_fuzz.c; do
        targets+=("$(basename "$source" _fuzz.c)")
    done
fi
export TMPDIR=$PWD/build/fuzz/tmp ASAN_OPTIONS=detect_leaks=1
mkdir -p "$TMPDIR"
failed=0
# What a target said before it broke: the claim or the sanitizer's report, and the input.
say_why() {
    echo "fuzz: $1: $2, from build/fuzz/$1.log:"
    grep -aE '^(this must hold|SUMMARY|==[0-9]+== ?ERROR|Base64)|^ *#[0-9]+ .*(src|include|tests)/' \
        "build/fuzz/$1.log" | cut -c1-4000 | head -40
    failed=1
}
for target in "${targets[@]}"; do
    corpus=fixtures/corpus/$target
    found=build/fuzz/found/$target
    mkdir -p "$found"
    most=65536
    if [ "$target" = font ]; then # the seed is the font that papers are set in
        corpus=build/fuzz/fonts most=500000
        mkdir -p "$corpus"
        cp -u /usr/share/fonts/truetype/liberation2/LiberationMono-Regular.ttf "$corpus/"
    fi
    program=build/fuzz/$target-fuzz
    count=$(find "$corpus" -type f | wc -l)
    if ! "$program" -runs=0 -artifact_prefix="$found/broken-" "$corpus" > "build/fuzz/$target.log" 2>&1; then
        say_why "$target" "an input of its corpus breaks it"
        continue
    fi
    limits=(-max_len="$most" -timeout=20 -rss_limit_mb=4096 -print_final_stats=1)
    if [ "$seconds" -gt 0 ] && ! "$program" -max_total_time="$seconds" "${limits[@]}" -seed=1 \
        -artifact_prefix="$found/broken-" "$found" "$corpus" >> "build/fuzz/$target.log" 2>&1; then
        say_why "$target" "broken"
        continue
    fi
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "build/fuzz/$target.log" | tail -1)
    echo "fuzz: $target: $count inputs replayed, ${runs:-0} tried in $seconds s, none broke it"
done
exit $failed
