#!/usr/bin/env bash
# Prints how many tokens identity-service issues a second (client credentials, version 2, over TLS connections that are kept) and how
# long one takes, at 1, 8 and 32 connections, with the load generator on the same machine; beside it how many RS256 signatures all
# cores make in a second in the same run: a token is one signature and what is around it. The processor time a token costs the service
# and the load generator is told too: it does not depend on what else the machine does.
#
#   deploy/bench/tokens.sh [port base, 8440 by default] [seconds a figure, 8 by default]
set -euo pipefail

checkout="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)"
mltwin="$checkout/mltwin"
port_base="${1:-8440}"
seconds="${2:-8}"
data="$(mktemp -d)"

trap '"$mltwin" down > /dev/null; rm -rf -- "$data" "$data".*' EXIT

"$mltwin" down > /dev/null
"$mltwin" up -d --both-compilers --data "$data" --port-base "$port_base" > "$data.log" 2>&1 || { cat "$data.log" >&2; exit 1; }
eval "$("$mltwin" env)"

echo "Machine: $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg)"
corretto="$(ls "$checkout"/identity-service/target/lib/*AmazonCorretto*.jar)"
printf '%s' "$MLTWIN_OWNER_CLIENT_SECRET" |
    "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx256m -XX:+UseSerialGC -cp "$corretto" "$checkout/deploy/bench/TokenLoad.java" \
        $((port_base + 1)) "/$MLTWIN_TENANT_ID/oauth2/v2.0/token" "$MLTWIN_CA_FILE" "$MLTWIN_OWNER_CLIENT_ID" \
        "https://management.azure.com/.default" "$seconds" "$(head -n 1 "$data/run/identity.pid")"
