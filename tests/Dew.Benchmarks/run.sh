#!/usr/bin/env bash
# Measures parts of the appliance in process and the published daemon from outside, and prints figures with what they are compared to (make bench).
#
#   DEW_BENCH_KEYS      keys of the large store (100000)
#   DEW_BENCH_SECONDS   seconds a rate is measured, three times (2)
set -euo pipefail
cd "$(dirname "$0")/../.."

many=${DEW_BENCH_KEYS:-100000}
seconds=${DEW_BENCH_SECONDS:-2}
dewd=$PWD/artifacts/bin/dewd
built=${ArtifactsPath:-$PWD/artifacts/build}/bench
softhsm=$(ls /usr/lib/softhsm/libsofthsm2.so /usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so 2>/dev/null | head -n 1 || true)
softokn=$(ls /usr/lib/x86_64-linux-gnu/libsoftokn3.so /usr/lib/x86_64-linux-gnu/nss/libsoftokn3.so 2>/dev/null | head -n 1 || true)
p11limit_source=../shared/bench/p11limit.c

mkdir -p "$built"
gcc -O2 -Wall -Wextra -o "$built/restload" tests/Dew.Benchmarks/restload.c
p11limit=
if [ -f "$p11limit_source" ]; then
    gcc -O2 -o "$built/p11limit" "$p11limit_source" -ldl -lpthread -I/usr/include/p11-kit-1 && p11limit=$built/p11limit
fi

dotnet publish tests/Dew.Benchmarks/Dew.Benchmarks.csproj -c Release -v q --nologo -o "$built/in-process"

work=$(mktemp -d /tmp/dew-b-XXXXXX)
daemon=
cleanup() {
    [ -n "$daemon" ] && kill -9 "$daemon" 2>/dev/null
    rm -rf "$work"
}
trap cleanup EXIT

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0) printf "%.2f", a / b; else printf "-" }'; }

# start DIR MODULE [PINNING...]: sets daemon and ready_ms.
start() {
    local dir=$1 module=$2
    shift 2
    mkdir -p -m 700 "$dir"
    mkfifo "$work/ready"
    local begun=${EPOCHREALTIME/./}
    "$@" "$dewd" --dev "$dir" --hsm-module "$module" >"$work/ready" 2>"$work/stderr" </dev/null &
    daemon=$!
    local line
    exec 8<"$work/ready"
    rm "$work/ready"
    while read -r line <&8; do
        case $line in READY*) break ;; esac
    done
    case ${line:-} in
        READY*) ready_ms=$(((${EPOCHREALTIME/./} - begun) / 1000)) ;;
        *) echo "bench: dewd did not become ready:" >&2; cat "$work/stderr" >&2; exit 1 ;;
    esac
}

stop() {
    sleep 0.2 # not part of any figure
    kill -TERM "$daemon"
    wait "$daemon" || { echo "bench: dewd ended with $?" >&2; cat "$work/stderr" >&2; exit 1; }
    daemon=
    exec 8<&-
}

median() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }
rss_mb() { awk '/^VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$daemon/status"; }
project() { sed -n 's/.*"project_id" *: *"\([0-9a-f]*\)".*/\1/p' "$1/admin.json" | head -n 1; }
kms() { printf '/v1.0/%s/kms/%s' "$(project "$1")" "$2"; }
one_key() {
    curl -sS --fail-with-body --unix-socket "$1/dew.sock" -H 'Content-Type: application/json' \
        -d "{\"key_alias\":\"$2\"}" "http://dew$(kms "$1" create-key)" | sed -n 's/.*"key_id":"\([^"]*\)".*/\1/p'
}

# median of the start times of five starts after a first one that warms the page cache
starts() {
    local dir=$1 module=$2 i all=()
    for i in 0 1 2 3 4 5; do
        start "$dir" "$module"
        [ "$i" -gt 0 ] && all+=("$ready_ms")
        [ "$i" -eq 5 ] && start_rss=$(rss_mb)
        stop
    done
    start_median=$(median "${all[@]}")
}

seed() {
    local dir=$1 count=$2 first=$3
    start "$dir" "$softhsm"
    local line
    line=$("$built/restload" -s "$dir/dew.sock" -p "$(kms "$dir" create-key)" -b '{"key_alias":"bench-@@@@@@@@@@"}' -c 16 -n "$count" -f "$first")
    seed_rate=${line%% *}
    stop
}

"$built/in-process/Dew.Benchmarks"
echo

echo "dewd: $(ls -l "$dewd" | awk '{ printf "%.1f MB", $5 / 1e6 }'), $(nproc) cores, kernel $(uname -r)"
echo
echo "== start to READY and resident memory (SoftHSM2, nothing pinned, page cache warm, median of 5)"
few_dir=$work/few many_dir=$work/many
seed "$few_dir" 10 0
starts "$few_dir" "$softhsm"
few_ms=$start_median few_rss=$start_rss
printf '%10s keys: %5d ms to READY, VmRSS %s MB\n' 10 "$few_ms" "$few_rss"
seed "$many_dir" "$many" 0
starts "$many_dir" "$softhsm"
printf '%10s keys: %5d ms to READY, VmRSS %s MB   (seeded over REST at %s create-key/s, 16 connections)\n' "$many" "$start_median" "$start_rss" "$seed_rate"
echo "   ratio $(ratio "$start_median" "$few_ms") (aim: 1.5 or less), both under 300 ms, memory under 120 MB"

# rate TITLE PINNING-of-client PATH BODY CONNECTIONS -> sets rate, p50, p99
rate() {
    local client=$1 path=$2 body=$3 connections=$4 line
    line=$($client "$built/restload" -s "$load_dir/dew.sock" -p "$path" -b "$body" -c "$connections" -d "$seconds")
    read -r rate p50 p99 _ <<<"$line"
}

# raw MODULE: the module's own rate of data keys (random and AES-GCM), one thread, in this placement
raw_rate() {
    [ -n "$p11limit" ] || { raw=; return; }
    local module=$1 pin=$2 dir=$work/raw-$RANDOM line
    mkdir -p "$dir/tokens"
    if [ "$module" = "$softhsm" ]; then
        printf 'directories.tokendir = %s\nlog.level = ERROR\n' "$dir/tokens" >"$dir/softhsm2.conf"
        export SOFTHSM2_CONF=$dir/softhsm2.conf
        softhsm2-util --module "$module" --init-token --free --label raw --pin 1234 --so-pin 1234 >/dev/null
        line=$($pin "$p11limit" -m "$module" -l raw -p 1234 -t 1 -d "$seconds" -o datakey -c 2>"$dir/err") || true
        unset SOFTHSM2_CONF
    else
        line=$($pin "$p11limit" -m "$module" -s 1 -p "" -t 1 -d "$seconds" -o datakey -c \
            -i "configdir='' certPrefix='' keyPrefix='' secmod='' flags=readOnly,noCertDB,noModDB,forceOpen,optimizeSpace" 2>"$dir/err") || true
    fi
    raw=$(printf '%s\n' "$line" | awk -F, '$1 == "datakey" { printf "%.0f", $6 }')
    [ -n "$raw" ] || { echo "   (the raw module could not be measured: $(head -n 1 "$dir/err"))"; }
}

# rates NAME MODULE PLACEMENT SERVER-PIN CLIENT-PIN
rates() {
    local name=$1 module=$2 placement=$3 server=$4 client=$5 key connections empty
    load_dir=$work/load-$RANDOM
    echo
    echo "== create-datakey over REST on the Unix socket: $name, $placement, $seconds s each, median of 3"
    raw_rate "$module" "$client"
    # shellcheck disable=SC2086
    start "$load_dir" "$module" $server
    key=$(one_key "$load_dir" bench-load)
    local request="{\"key_id\":\"$key\"}" empties datakeys shares
    for connections in 1 16; do
        # Turn and turn about, so that what else the machine does meets both; the medians of the rounds count.
        empties=() datakeys=() shares=()
        for _ in 1 2 3; do
            rate "$client" /healthz "" "$connections"
            empties+=("$rate $p50 $p99")
            empty=$rate
            rate "$client" "$(kms "$load_dir" create-datakey)" "$request" "$connections"
            datakeys+=("$rate $p50 $p99")
            shares+=("$(ratio "$rate" "$empty")")
        done
        read -r rate p50 p99 <<<"$(median "${empties[@]}")"
        printf '%4d connections  empty JSON document  %8s/s   p50 %8s us   p99 %8s us\n' "$connections" "$rate" "$p50" "$p99"
        read -r rate p50 p99 <<<"$(median "${datakeys[@]}")"
        printf '%4d connections  create-datakey       %8s/s   p50 %8s us   p99 %8s us   ratio to empty %s (aim 0.5), to the raw module %s\n' \
            "$connections" "$rate" "$p50" "$p99" "$(median "${shares[@]}")" \
            "$(if [ -n "${raw:-}" ]; then echo "$(ratio "$rate" "$raw") of $raw/s"; else echo "- (p11limit.c is not there)"; fi)"
    done
    printf 'VmRSS after the load: %s MB (aim: under 120)\n' "$(rss_mb)"
    stop
}

cores=$(nproc)
for module in softhsm softokn; do
    path=${!module}
    [ -n "$path" ] || { echo; echo "== $module is not installed: skipped"; continue; }
    case $module in softhsm) name="SoftHSM2" ;; *) name="NSS softokn" ;; esac
    rates "$name" "$path" "nothing pinned" "" ""
    if [ "$cores" -ge 2 ] && command -v taskset >/dev/null; then
        rates "$name" "$path" "daemon on core 0, client and raw module on core 1" "taskset -c 0" "taskset -c 1"
    fi
done
