#!/usr/bin/env bash
# Prints how many secret gets, secret sets, wraps and unwraps (RSA-OAEP-256, 2048 bits) a second keyvault-service answers over 8 TLS
# connections that are kept, with the load generator on the same machine, how long one takes, and the processor time one costs the
# service and, for all of the platform, what it adds elsewhere: that does not depend on what else the machine does. Tokens are
# checked, permissions decided, values encrypted and durable, each operation audited. Each is asked for as long before it is measured, since
# the compilers begin late.
#
#   deploy/bench/vault.sh [port base, 8440 by default] [seconds a figure, 8 by default]
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
printf '%s' "$MLTWIN_OWNER_CLIENT_SECRET" |
    "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx256m -XX:+UseSerialGC "$checkout/deploy/bench/VaultLoad.java" \
        "$port_base" "$MLTWIN_CA_FILE" "$MLTWIN_TENANT_ID" "$MLTWIN_SUBSCRIPTION_ID" "$MLTWIN_OWNER_CLIENT_ID" \
        "$MLTWIN_OWNER_OBJECT_ID" "$seconds" "$data/run"
