#!/usr/bin/env bash
# Prints how long ./mltwin reset takes, the whole command as a person waits for it, seeding included: first on the fixture alone,
# then with twenty workspaces, each with its vault, registry, Application Insights and a storage account with blobs of a snapshot.
#
#   deploy/bench/reset.sh [port base, 18440 by default] [workspaces, 20 by default]
set -euo pipefail

checkout="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)"
mltwin="$checkout/mltwin"
port_base="${1:-18440}"
workspaces="${2:-20}"
data="$(mktemp -d)"

trap '"$mltwin" down --data "$data" > /dev/null; rm -rf -- "$data" "$data".*' EXIT

"$mltwin" up -d --data "$data" --port-base "$port_base" > "$data.log" 2>&1 || { cat "$data.log" >&2; exit 1; }
eval "$("$mltwin" env --data "$data")"
group="/subscriptions/$MLTWIN_SUBSCRIPTION_ID/resourceGroups/rg1/providers/Microsoft.MachineLearningServices/workspaces"

# call METHOD PORT HOST PATH [curl's options]: localhost is in the certificate, the host goes along.
call() {
    local method="$1" port="$2" host="$3" path="$4"
    shift 4
    printf 'header = "Authorization: Bearer %s"\n' "$token" |
        curl --silent --show-error --fail --config - --cacert "$MLTWIN_CA_FILE" --request "$method" \
            --header "Host: $host.$MLTWIN_BASE:$port" "$@" "https://localhost:$port$path"
}

create() {
    local id="$group/bench-$1" state=""
    call PUT $((port_base + 2)) management "$id?api-version=2023-04-01" --header "Content-Type: application/json" \
        --data '{"location":"eastus","identity":{"type":"SystemAssigned"},"properties":{}}' > /dev/null
    for ((waited = 0; waited < 600; waited++)); do
        state="$(call GET $((port_base + 2)) management "$id?api-version=2023-04-01" |
            sed -n 's/.*"provisioningState" *: *"\([^"]*\)".*/\1/p')"
        [[ "$state" == Succeeded ]] && break
        [[ "$state" == Failed ]] && { echo "workspace bench-$1 failed" >&2; exit 1; }
        sleep 0.2
    done
    call POST $((port_base + 4)) eastus.api "/content/v1.0$id/snapshots/$(cat /proc/sys/kernel/random/uuid)" \
        --form "files=@$data.blob;filename=large.bin" --form "files=@$checkout/README.md;filename=README.md" > /dev/null
}

reset() {
    local before after
    before="$(date +%s%N)"
    "$mltwin" reset --data "$data" > "$data.reset"
    after="$(date +%s%N)"
    awk -v n="$((after - before))" 'BEGIN { printf "%.2f", n / 1e9 }'
}

reset > /dev/null
alone="$(reset) s, then $(reset) s"
token="$("$mltwin" token --data "$data" --as contributor)"
head -c 300000 /dev/urandom > "$data.blob"
for ((i = 1; i <= workspaces; i++)); do
    create "$i"
done
files="$(find "$data/data/workspace/blobs" -type f | wc -l)"
full="$(reset)"

echo "Machine: $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg)"
echo "Reset of the fixture alone:                           $alone"
echo "Reset with $workspaces workspaces and $files blobs in files:           $full s   (at most 3 s, aim 1 s)"
sed 's/^/  /' "$data.reset"
echo "Files of blobs left:                                  $(find "$data/data/workspace/blobs" -type f 2> /dev/null | wc -l)"
