#!/usr/bin/env bash
# Prints how long the packaged platform takes to be ready (on an empty and on an existing data folder), the resident memory of
# each part and of all, and what a running service signs and encrypts per second: a faster start must not hide a slower hot path.
#
#   deploy/bench/startup.sh [port base, 8440 by default]
set -euo pipefail

checkout="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)"
mltwin="$checkout/mltwin"
port_base="${1:-8440}"
data="$(mktemp -d)"
microsoft_tenant=f8cdef31-a31e-4b4a-93e4-5f571e91255a

trap '"$mltwin" down > /dev/null; rm -rf -- "$data" "$data.log"' EXIT

seconds() {
    local start end
    start="$(date +%s%N)"
    "$@" > "$data.log" 2>&1 || { cat "$data.log" >&2; exit 1; }
    end="$(date +%s%N)"
    awk -v n="$((end - start))" 'BEGIN { printf "%.1f", n / 1e9 }'
}

"$mltwin" down > /dev/null
"$mltwin" up --help > /dev/null   # builds what is missing, so that the build is not measured

empty="$(seconds "$mltwin" up -d --data "$data" --port-base "$port_base")"
"$mltwin" down > /dev/null
existing="$(seconds "$mltwin" up -d --data "$data" --port-base "$port_base")"

echo "Ready on an empty data folder:     $empty s   (at most 20, aim 10)"
echo "Ready on an existing data folder:  $existing s   (at most 15, aim 7)"
echo
"$mltwin" status
"$mltwin" status --json | awk -F: '/"residentKb"/ { sum += $2 } END { printf "All processes together:            %.2f GB  (at most 1.8, aim 1.2)\n", sum / 1e6 }'
echo

# The administrator's token, and the benchmark inside identity-service. curl resolves nothing here: localhost is in the certificate.
eval "$("$mltwin" env)"
token="$("$mltwin" token --as admin)"
bench="$(printf 'header = "Authorization: Bearer %s"\n' "$token" |
    curl --silent --show-error --fail --config - --cacert "$MLTWIN_CA_FILE" "https://localhost:$((port_base + 1))/_mltwin/bench")"
echo "Inside a running service ($microsoft_tenant's administrator asking identity-service):"
printf '%s\n' "$bench" | tr -d '{}" ' | tr ',' '\n' | sed 's/^/  /; s/:/: /'
