# A workspace as a generic resource, and what is seen of it: activity log, metrics, diagnostic settings.
source "$(dirname -- "$0")/steps.sh"
rg="az-monitor-$run"
ws="az-ws-$run"
id="/subscriptions/$MLTWIN_SUBSCRIPTION_ID/resourceGroups/$rg/providers/Microsoft.MachineLearningServices/workspaces/$ws"

step "group create" az group create --name "$rg" --location "$region"
prints "resource create of a workspace" Succeeded az resource create --id "$id" --location "$region" \
  --properties '{"friendlyName":"Made by az"}' --is-full-object --query properties.provisioningState -o tsv \
  --properties "{\"location\":\"$region\",\"identity\":{\"type\":\"SystemAssigned\"},\"properties\":{\"friendlyName\":\"Made by az\"}}"
prints "resource show" "Made by az" az resource show --ids "$id" --query properties.friendlyName -o tsv
prints "resource list of its group" 5 az resource list --resource-group "$rg" --query 'length(@)' -o tsv
step "resource invoke-action listKeys" az resource invoke-action --action listKeys --ids "$id"
prints "resource update" "Changed by az" \
  az resource update --ids "$id" --set "properties.friendlyName=Changed by az" --query properties.friendlyName -o tsv

prints "monitor metrics list-definitions" "Completed Runs" az monitor metrics list-definitions --resource "$id" \
  --query "[?name.value=='Completed Runs'].name.value" -o tsv
prints "monitor metrics list" "Completed Runs" \
  az monitor metrics list --resource "$id" --metric "Completed Runs" --interval PT1M --query 'value[0].name.value' -o tsv

# The log is written behind the write.
logged() {
  for ((i = 0; i < 30; i++)); do
    found="$(az monitor activity-log list --resource-group "$rg" --offset 1h \
      --query "[?operationName.value=='Microsoft.MachineLearningServices/workspaces/write'].status.value" -o tsv)" || return 1
    if grep -q Succeeded <<<"$found"; then
      echo logged
      return
    fi
    sleep 0.2
  done
  echo "$found"
}
prints "monitor activity-log list" logged logged

# Where the workspace's logs could go: its own storage account.
store="$(az resource list --resource-group "$rg" --resource-type Microsoft.Storage/storageAccounts --query '[0].id' -o tsv)"
setting=(--name d1 --resource "$id")
step "monitor diagnostic-settings create" az monitor diagnostic-settings create "${setting[@]}" --storage-account "$store" \
  --logs '[{"category":"AmlComputeClusterEvent","enabled":true}]' --metrics '[{"category":"AllMetrics","enabled":true}]'
prints "monitor diagnostic-settings list" d1 az monitor diagnostic-settings list --resource "$id" --query '[].name' -o tsv
full && prints "monitor diagnostic-settings show" "$store" \
  az monitor diagnostic-settings show "${setting[@]}" --query storageAccountId -o tsv
step "monitor diagnostic-settings delete" az monitor diagnostic-settings delete "${setting[@]}"

step "resource delete of the workspace" az resource delete --ids "$id"
step "group delete" az group delete --name "$rg" --yes --no-wait
