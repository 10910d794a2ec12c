# Resource groups, locks, policy, deployments and generic resources.
source "$(dirname -- "$0")/steps.sh"
rg="az-groups-$run"
store="azgroups$run"

step "group create" az group create --name "$rg" --location "$region" --tags team=blue run="$run"
prints "group list --tag" "$rg" az group list --tag run="$run" --query '[].name' -o tsv
prints "group update --set" green az group update --name "$rg" --set tags.team=green --query tags.team -o tsv
prints "group exists" true az group exists --name "$rg"
full && prints "group show" "$region" az group show --name "$rg" --query location -o tsv

step "lock create on the group" az lock create --name keep --lock-type CanNotDelete --resource-group "$rg"
refused "group delete under the lock" ScopeLocked az group delete --name "$rg" --yes
prints "lock list" keep az lock list --resource-group "$rg" --query '[].name' -o tsv
step "lock delete" az lock delete --name keep --resource-group "$rg"

# A template with parameters, a function, a dependency and an output.
cat >"$work/template.json" <<'T'
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "name": { "type": "string" }, "location": { "type": "string", "defaultValue": "[resourceGroup().location]" } },
  "resources": [
    {
      "type": "Microsoft.Storage/storageAccounts", "apiVersion": "2022-09-01", "name": "[parameters('name')]",
      "location": "[parameters('location')]", "kind": "StorageV2", "sku": { "name": "Standard_LRS" }
    }
  ],
  "outputs": { "id": { "type": "string", "value": "[resourceId('Microsoft.Storage/storageAccounts', parameters('name'))]" } }
}
T
template=(--resource-group "$rg" --name first --template-file "$work/template.json" --parameters name="$store")
prints "deployment group validate" Succeeded \
  az deployment group validate "${template[@]}" --query properties.provisioningState -o tsv
id="/subscriptions/$MLTWIN_SUBSCRIPTION_ID/resourceGroups/$rg/providers/Microsoft.Storage/storageAccounts/$store"
prints "deployment group create" "$id" az deployment group create "${template[@]}" --query properties.outputs.id.value -o tsv
prints "deployment group list" first az deployment group list --resource-group "$rg" --query '[].name' -o tsv
prints "deployment operation group list" Succeeded az deployment operation group list --resource-group "$rg" --name first \
  --query "[?properties.targetResource.resourceName=='$store'].properties.provisioningState" -o tsv
full && prints "deployment group show" Succeeded \
  az deployment group show --resource-group "$rg" --name first --query properties.provisioningState -o tsv
step "deployment group delete" az deployment group delete --resource-group "$rg" --name first

resource=(--resource-group "$rg" --name "$store" --resource-type Microsoft.Storage/storageAccounts)
prints "resource list" "$store" az resource list --resource-group "$rg" --query '[].name' -o tsv
prints "resource show" "$id" az resource show "${resource[@]}" --query id -o tsv
prints "resource tag" red az resource tag "${resource[@]}" --tags team=red --query tags.team -o tsv
full && prints "resource list --tag" "$store" az resource list --tag team=red --query '[].name' -o tsv
locked=(--name read --resource-group "$rg" --resource "$store" --resource-type Microsoft.Storage/storageAccounts)
step "lock create on a resource" az lock create "${locked[@]}" --lock-type ReadOnly
refused "resource delete under the lock" "Some resources failed to be deleted" az resource delete "${resource[@]}"
step "lock delete on a resource" az lock delete "${locked[@]}"

step "policy definition create" az policy definition create --name "no-uk-$run" --mode Indexed \
  --rules '{"if":{"field":"location","equals":"uksouth"},"then":{"effect":"deny"}}'
step "policy assignment create" az policy assignment create --name "no-uk" --policy "no-uk-$run" --resource-group "$rg"
refused "a write that the policy denies" RequestDisallowedByPolicy \
  az storage account create --name "azdenied$run" --resource-group "$rg" --location uksouth --sku Standard_LRS
prints "policy assignment list" no-uk az policy assignment list --resource-group "$rg" --query '[].name' -o tsv
step "policy state list" az policy state list --resource "$id"
step "policy assignment delete" az policy assignment delete --name no-uk --resource-group "$rg"
step "policy definition delete" az policy definition delete --name "no-uk-$run"

step "resource delete" az resource delete "${resource[@]}"
prints "rest get" "$rg" az rest --method get --url "/subscriptions/{subscriptionId}/resourceGroups/$rg?api-version=2021-04-01" \
  --query name -o tsv
refused "rest get of what is not there" ResourceGroupNotFound \
  az rest --method get --url "/subscriptions/{subscriptionId}/resourceGroups/none-$run/resources?api-version=2021-04-01"
full && prints "provider show" Registered \
  az provider show --namespace Microsoft.MachineLearningServices --query registrationState -o tsv
step "group delete" az group delete --name "$rg" --yes
prints "group exists after it" false az group exists --name "$rg"
