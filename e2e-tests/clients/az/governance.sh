# Policies one by one and in sets, who was given which role, identities and where they are, network rules.
source "$(dirname -- "$0")/steps.sh"
rg="az-governance-$run"
scope="/subscriptions/$MLTWIN_SUBSCRIPTION_ID/resourceGroups/$rg"
store="azgov$run"

step "group create" az group create --name "$rg" --location "$region"

# A definition with parameters, and a set that takes it twice.
cat >"$work/rule.json" <<'T'
{"if": {"allOf": [{"field": "type", "equals": "Microsoft.Storage/storageAccounts"},
                  {"field": "[concat('tags[', parameters('tag'), ']')]", "exists": "false"}]},
 "then": {"effect": "[parameters('effect')]"}}
T
cat >"$work/declared.json" <<'T'
{"tag": {"type": "String"}, "effect": {"type": "String", "defaultValue": "audit", "allowedValues": ["audit", "deny"]}}
T
step "policy definition create with parameters" az policy definition create --name "tag-$run" --mode All \
  --rules "$work/rule.json" --params "$work/declared.json" --display-name "Needs a tag"
prints "policy definition update" changed az policy definition update --name "tag-$run" --description changed \
  --query description -o tsv
definition="/subscriptions/$MLTWIN_SUBSCRIPTION_ID/providers/Microsoft.Authorization/policyDefinitions/tag-$run"
cat >"$work/set.json" <<T
[{"policyDefinitionId": "$definition", "policyDefinitionReferenceId": "owner",
  "parameters": {"tag": {"value": "owner"}, "effect": {"value": "deny"}}},
 {"policyDefinitionId": "$definition", "policyDefinitionReferenceId": "team",
  "parameters": {"tag": {"value": "[parameters('second')]"}}}]
T
step "policy set-definition create" az policy set-definition create --name "tags-$run" --definitions "$work/set.json" \
  --params '{"second": {"type": "String", "defaultValue": "team"}}' --display-name "Two tags"
prints "policy set-definition list" "tags-$run" az policy set-definition list --query "[?name=='tags-$run'].name" -o tsv
prints "policy set-definition show" team az policy set-definition show --name "tags-$run" \
  --query 'policyDefinitions[1].policyDefinitionReferenceId' -o tsv
refused "policy definition delete of one in a set" InvalidDeletePolicyDefinitionRequest \
  az policy definition delete --name "tag-$run"
step "policy assignment create of a set" az policy assignment create --name both --policy-set-definition "tags-$run" \
  --scope "$scope"
prints "policy assignment update" "Both tags" \
  az policy assignment update --name both --scope "$scope" --display-name "Both tags" --query displayName -o tsv
step "policy assignment non-compliance-message create" \
  az policy assignment non-compliance-message create --name both --scope "$scope" --message "an owner, please" \
  --policy-definition-reference-id owner
refused "a write that a policy of the set denies" "an owner, please" \
  az storage account create --name "$store" --resource-group "$rg" --location "$region" --sku Standard_LRS
step "a write that it lets pass" az storage account create --name "$store" --resource-group "$rg" --location "$region" \
  --sku Standard_LRS --tags owner=me
prints "policy state list of the set" NonCompliant az policy state list --resource-group "$rg" \
  --query "[?policyDefinitionReferenceId=='team'].complianceState" -o tsv
prints "policy state summarize" 1 az policy state summarize --resource-group "$rg" \
  --query results.nonCompliantResources -o tsv
step "policy assignment delete" az policy assignment delete --name both --scope "$scope"
step "policy set-definition delete" az policy set-definition delete --name "tags-$run"
step "policy definition delete" az policy definition delete --name "tag-$run"

network=(--account-name "$store" --resource-group "$rg")
prints "storage account network-rule add" 52.1.2.3 az storage account network-rule add "${network[@]}" \
  --ip-address 52.1.2.3 --query 'networkRuleSet.ipRules[].ipAddressOrRange' -o tsv
step "storage account network-rule remove" az storage account network-rule remove "${network[@]}" --ip-address 52.1.2.3

prints "identity create" "$region" az identity create --name id1 --resource-group "$rg" --query location -o tsv
id="$scope/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id1"
step "storage account update with the identity" az storage account update --name "$store" --resource-group "$rg" \
  --identity-type UserAssigned --user-identity-id "$id"
prints "identity list-resources" "$store" az identity list-resources --name id1 --resource-group "$rg" --query '[].name' -o tsv

step "role assignment create" az role assignment create --role Reader --scope "$scope" \
  --assignee-object-id "$MLTWIN_NOBODY_OBJECT_ID" --assignee-principal-type ServicePrincipal
# The log is written behind the write.
granted() {
  for ((i = 0; i < 20; i++)); do
    found="$(az role assignment list-changelogs --query "[?scopeName=='$rg'].[action, roleName, principalName]" -o tsv)" || return 1
    [[ -z "$found" ]] || break
    sleep 0.3
  done
  echo "$found"
}
prints "role assignment list-changelogs" "Granted	Reader	$MLTWIN_NOBODY_CLIENT_ID" granted
step "group delete" az group delete --name "$rg" --yes --no-wait
