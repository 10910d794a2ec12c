#!/usr/bin/env bash
# Prints how many requests a second Azure Resource Manager answers (GET of a resource, PUT of one that stands, each through all
# stages with permission, index and activity log) over TLS connections that stay open, with the load generator on the same
# processors, and what that costs workspace-service's process.
#
#   deploy/bench/arm.sh [port base, 8440 by default] [seconds of each measurement, 10 by default]
set -euo pipefail

checkout="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)"
mltwin="$checkout/mltwin"
port_base="${1:-8440}"
seconds="${2:-10}"
data="$(mktemp -d)"
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"

trap '"$mltwin" down > /dev/null; rm -rf -- "$data" "$data".*' EXIT

"$mltwin" down > /dev/null
"$mltwin" up -d --data "$data" --port-base "$port_base" > "$data.log" 2>&1 || { cat "$data.log" >&2; exit 1; }
read -r pid _ < "$data/run/workspace.pid"
eval "$("$mltwin" env)"

ticks() {
    sed 's/.*) //' "/proc/$pid/stat" | awk '{ print $12 + $13 }'
}

# load METHOD CONNECTIONS
load() {
    local before after line
    before="$(ticks)"
    line="$("$mltwin" token --as owner | "$java" "$checkout/deploy/bench/ArmLoad.java" "$MLTWIN_CA_FILE" "$((port_base + 2))" "$2" "$seconds" "$1")"
    after="$(ticks)"
    awk -v line="$line" -v ticks="$((after - before))" -v hz="$(getconf CLK_TCK)" 'BEGIN {
        printf "%s; %.1f s of processor time in workspace-service, warm-up included\n", line, ticks / hz
    }'
}

echo "Machine: $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), $("$java" -version 2>&1 | head -n 1)"
load get 1
load get 8
load put 1
load put 8
