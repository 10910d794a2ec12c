#!/usr/bin/env bash
# Prints how many permission checks a second identity-service answers, in batches of one over TLS connections that stay open, with
# the load generator on the same processors, and what that costs identity's process; first what is allowed, then what is denied and
# so kept to be explained. Beside it the rate of RS256 signatures in the same run, by which machines compare.
#
#   deploy/bench/access.sh [port base, 8440 by default] [seconds of each measurement, 10 by default]
set -euo pipefail

checkout="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)"
mltwin="$checkout/mltwin"
port_base="${1:-8440}"
seconds="${2:-10}"
data="$(mktemp -d)"
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"

trap '"$mltwin" down > /dev/null; rm -rf -- "$data" "$data".*' EXIT

"$mltwin" down > /dev/null
"$mltwin" up -d --both-compilers --data "$data" --port-base "$port_base" > "$data.log" 2>&1 || { cat "$data.log" >&2; exit 1; }
read -r pid _ < "$data/run/identity.pid"
ticks_per_second="$(getconf CLK_TCK)"
corretto="$(ls "$checkout"/identity-service/target/lib/*AmazonCorretto*.jar)"

ticks() {
    sed 's/.*) //' "/proc/$pid/stat" | awk '{ print $12 + $13 }'
}

# load KIND CONNECTIONS: the generator's line, and identity's processor time per check (its warm-up counted too).
load() {
    local before after line
    before="$(ticks)"
    line="$("$java" -XX:+UseSerialGC -cp "$corretto" "$checkout/deploy/bench/AccessLoad.java" "$data" "$((port_base + 1))" "$2" "$seconds" "$1")"
    after="$(ticks)"
    awk -v line="$line" -v ticks="$((after - before))" -v hz="$ticks_per_second" 'BEGIN {
        n = split(line, parts, " all: ");
        printf "%s, %.0f µs of processor time each\n", parts[1], ticks / hz * 1e6 / parts[2]
    }'
}

echo "Machine: $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), $("$java" -version 2>&1 | head -n 1)"
load allowed 1
load allowed 8
load allowed 32
load denied 8

eval "$("$mltwin" env)"
token="$("$mltwin" token --as admin)"
printf 'header = "Authorization: Bearer %s"\n' "$token" |
    curl --silent --show-error --fail --config - --cacert "$MLTWIN_CA_FILE" "https://localhost:$((port_base + 1))/_mltwin/bench" |
    tr -d '{}" ' | tr ',' '\n' | sed 's/^/  /; s/:/: /'
