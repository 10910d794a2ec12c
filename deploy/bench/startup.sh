#!/usr/bin/env bash
# Prints how long the packaged platform takes to be ready (on an empty and on an existing data folder), the processor time that
# costs, the resident memory of each part and of all, and what the services' cryptography signs and encrypts per second: a faster start
# must not hide a slower hot path.
#
#   deploy/bench/startup.sh [port base, 18440 by default]
set -euo pipefail

checkout="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)"
mltwin="$checkout/mltwin"
port_base="${1:-18440}"
data="$(mktemp -d)"
# shellcheck source=load/generator.sh
source "$checkout/deploy/bench/load/generator.sh"

down() {
    "$mltwin" down --data "$1" > /dev/null
}

trap 'down "$data/first"; down "$data/empty"; rm -rf -- "$data" "$data".*' EXIT

start() {
    "$mltwin" up -d --data "$1" --port-base "$port_base" > "$data.log" 2>&1 || { cat "$data.log" >&2; exit 1; }
}

# Sets $took to the seconds a start takes and $cpu to the processor seconds that the parts have used by then.
measure() {
    local before after
    before="$(date +%s%N)"
    start "$1"
    after="$(date +%s%N)"
    took="$(awk -v n="$((after - before))" 'BEGIN { printf "%.1f", n / 1e9 }')"
    cpu="$(for file in "$1"/run/*.pid; do read -r pid _ < "$file"; sed 's/.*) //' "/proc/$pid/stat"; done |
        awk -v hz="$(getconf CLK_TCK)" '{ ticks += $12 + $13 } END { printf "%.1f", ticks / hz }')"
}

# Builds what is missing or old, so that the build is not measured.
start "$data/first"
down "$data/first"

measure "$data/empty"
empty="$took s, $cpu s of processor time"
down "$data/empty"
measure "$data/empty"
existing="$took s, $cpu s of processor time"

echo "Machine: $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), $("${JAVA_HOME:+$JAVA_HOME/bin/}java" -version 2>&1 | head -n 1)"
echo "Ready on an empty data folder:                              $empty   (at most 20 s, aim 10 s)"
echo "Ready on an existing data folder:                           $existing   (at most 15 s, aim 7 s)"
echo
echo "Resident memory, a page that processes share counted once (all: at most 1.8 GB, aim 1.2 GB)"
"$mltwin" status --data "$data/empty"
sleep 30
echo "The same half a minute later, idle back ends of the database given back:"
"$mltwin" status --data "$data/empty" | awk '$1 == "all" { printf "all %.2f GB\n", $2 / 1e6 }'
echo

echo "The services' cryptography, on one thread:"
compile_generators "$checkout" "$data.classes"
measure_crypto
