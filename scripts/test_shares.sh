#!/usr/bin/env bash
# Every suite, in as many processes at a time as there are processors; what each
# printed follows when it has ended.
#   usage: scripts/test_shares.sh TEST-PROGRAM
set -euo pipefail
program=$1
count=$(nproc)
running=()
for ((share = 1; share <= count; share++)); do
    SHARE=$share/$count "$program" > "$program-$share.log" 2>&1 &
    running+=($!)
done
failed=0
for ((share = 1; share <= count; share++)); do
    wait "${running[share - 1]}" || failed=1
    cat "$program-$share.log"
done
exit $failed
