#!/usr/bin/env bash
# What a CI job does with Azure Machine Learning by REST and a service principal, nobody being asked anything: a token, a
# workspace, a cluster, the source code, a run, its result, and all of it removed again. It needs bash and curl, and knows nothing
# of what answers: the addresses are of Azure's own shapes.
#
#   ci-workflow.sh SCRIPT.java
#
# Reads AZURE_AUTHORITY_HOST, AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET, AZURE_SUBSCRIPTION_ID, AZURE_RESOURCE_GROUP,
# MANAGEMENT (https://management.azure.com in Azure's cloud) and WORKSPACE, the name of a workspace that does not exist yet.
set -euo pipefail

script="$1"
version="api-version=2022-10-01"
location="eastus"
experiment="ci"
target="ci-cluster"
group="$MANAGEMENT/subscriptions/$AZURE_SUBSCRIPTION_ID/resourceGroups/$AZURE_RESOURCE_GROUP"
workspace="$group/providers/Microsoft.MachineLearningServices/workspaces/$WORKSPACE"
work="$(mktemp -d)"
trap 'rm -rf -- "$work"' EXIT

fail() {
    echo "ci-workflow: $*" >&2
    exit 1
}

# text NAME: the first text of that name in the JSON read.
text() {
    local found
    found="$(grep -oE "\"$1\" ?: ?\"[^\"]*\"" | head -n 1)" || fail "the answer has no '$1'"
    found="${found%\"}"
    printf '%s\n' "${found##*\"}"
}

# call METHOD ADDRESS [curl's options]: the answer's body; ends the job, and says why, unless the status is of success.
call() {
    local method="$1" address="$2" status
    shift 2
    status="$(curl -sS -X "$method" -o "$work/answer" -w '%{http_code}' -H "@$work/authorization" "$@" "$address")"
    [[ "$status" == 2?? ]] || fail "$method $address was answered $status: $(cat "$work/answer")"
    cat "$work/answer"
}

json() {
    call "$1" "$2" -H 'Content-Type: application/json' -d "$3"
}

# until_is WANTED NAME ADDRESS: asks again and again until the text of that name is the wanted one.
until_is() {
    local state
    for ((i = 0; i < 600; i++)); do
        state="$(call GET "$3" | text "$2")"
        case "$state" in
            "$1") return ;;
            Failed | Canceled) fail "$3 is $state: $(cat "$work/answer")" ;;
        esac
        sleep 0.2
    done
    fail "$3 is still $state"
}

echo "== a token"
# the secret is in no command line, which others on the machine can read
printf '%s' "$AZURE_CLIENT_SECRET" > "$work/secret"
token="$(curl -sS --fail-with-body "$AZURE_AUTHORITY_HOST/$AZURE_TENANT_ID/oauth2/token" \
    --data-urlencode "grant_type=client_credentials" --data-urlencode "resource=https://management.azure.com/" \
    --data-urlencode "client_id=$AZURE_CLIENT_ID" --data-urlencode "client_secret@$work/secret" | text access_token)"
printf 'Authorization: Bearer %s\n' "$token" > "$work/authorization"

echo "== the resource groups of the subscription"
call GET "$MANAGEMENT/subscriptions/$AZURE_SUBSCRIPTION_ID/resourceGroups?$version" |
    grep -q "\"name\":\"$AZURE_RESOURCE_GROUP\"" || fail "there is no resource group $AZURE_RESOURCE_GROUP"

echo "== a workspace"
json PUT "$workspace?$version" \
    '{"location": "'$location'", "identity": {"type": "SystemAssigned"}, "properties": {"friendlyName": "made by CI"}}' > /dev/null
until_is Succeeded provisioningState "$workspace?$version"

echo "== the workspaces of the group"
call GET "$group/providers/Microsoft.MachineLearningServices/workspaces?$version" |
    grep -q "\"name\":\"$WORKSPACE\"" || fail "the workspace is not listed"

echo "== where its data plane is"
discovery="$(call GET "$workspace?$version" | text discoveryUrl)"
call GET "${discovery%/}/workspaces/$(call GET "$workspace?$version" | text workspaceId)" > "$work/services"
id="${workspace#"$MANAGEMENT"}"
history="$(text history < "$work/services")/history/v1.0$id/experiments/$experiment"
execution="$(text execution < "$work/services")/execution/v1.0$id/experiments/$experiment"
content="$(text content < "$work/services")/content/v1.0$id"
models="$(text modelmanagement < "$work/services")/modelmanagement/v1.0$id"

echo "== a cluster"
json PUT "$workspace/computes/$target?$version" '{"location": "'$location'", "properties": {"computeType": "AmlCompute",
    "properties": {"vmSize": "STANDARD_DS2_V2", "scaleSettings": {"minNodeCount": 0, "maxNodeCount": 1}}}}' > /dev/null
until_is Succeeded provisioningState "$workspace/computes/$target?$version"

echo "== the source code"
snapshot="$(cat /proc/sys/kernel/random/uuid)"
call POST "$content/snapshots/$snapshot" -F "files=@$script;filename=$(basename "$script")" > /dev/null

echo "== a run"
run="$(json POST "$execution/snapshotrun" '{"snapshotId": "'"$snapshot"'", "configuration": {"script": "'"$(basename "$script")"'",
    "target": "'$target'", "environment": {"name": "AzureML-Tribuo-4.3"}}}' | text runId)"
until_is Completed status "$history/runs/$run"
echo "run $run is Completed"

echo "== the runs of the experiment"
json POST "$history/runs:query" '{}' | grep -q "\"runId\":\"$run\"" || fail "the run is not listed"

echo "== the models"
call GET "$models/models" > /dev/null

echo "== all of it removed"
call DELETE "$workspace/computes/$target?$version&underlyingResourceAction=Delete" > /dev/null
call DELETE "$workspace?$version" > /dev/null
echo "done"
