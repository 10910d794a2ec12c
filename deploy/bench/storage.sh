#!/usr/bin/env bash
# Prints how many blobs of 4 KiB and 1 MiB a second workspace-service stores and gives back over 8 TLS connections that are kept, with
# the load generator on the same machine, how long one takes, and the processor time one costs the service and, for all of the
# platform, what it adds elsewhere: that does not depend on what else the machine does. Signatures and tokens are checked, permissions
# decided, contents encrypted and on disk before the answer. Read are any of the blobs that were stored before, written are new names.
# Lists are pages of 100 names.
#
#   deploy/bench/storage.sh [port base, 8440 by default] [seconds a figure, 8 by default] [blobs stored before, 100 by default]
#       [MiB of one upload in parallel blocks with the heap that it takes, 0 by default: none]
set -euo pipefail

checkout="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)"
mltwin="$checkout/mltwin"
port_base="${1:-8440}"
seconds="${2:-8}"
stored="${3:-100}"
mebibytes="${4:-0}"
data="$(mktemp -d)"

trap '"$mltwin" down > /dev/null; rm -rf -- "$data" "$data".*' EXIT

"$mltwin" down > /dev/null
"$mltwin" up -d --both-compilers --data "$data" --port-base "$port_base" > "$data.log" 2>&1 || { cat "$data.log" >&2; exit 1; }
eval "$("$mltwin" env)"

echo "Machine: $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg)"
corretto="$(ls "$checkout"/workspace-service/target/lib/*AmazonCorretto*.jar)"
printf '%s' "$MLTWIN_OWNER_CLIENT_SECRET" |
    "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx256m -XX:+UseSerialGC -cp "$corretto" "$checkout/deploy/bench/StorageLoad.java" \
        "$port_base" "$MLTWIN_CA_FILE" "$MLTWIN_TENANT_ID" "$MLTWIN_SUBSCRIPTION_ID" "$MLTWIN_OWNER_CLIENT_ID" \
        "$MLTWIN_OWNER_OBJECT_ID" "$seconds" "$data/run" "$stored" "$mebibytes"
echo "Load at the end: $(cut -d' ' -f1-3 /proc/loadavg)"
