# Roles and the directory: who may, who may not, and who is who.
source "$(dirname -- "$0")/steps.sh"
rg="az-access-$run"
scope="/subscriptions/$MLTWIN_SUBSCRIPTION_ID/resourceGroups/$rg"

step "group create" az group create --name "$rg" --location "$region"

fresh nobody
step "login of who has no role" as nobody az login --service-principal --username "$MLTWIN_NOBODY_CLIENT_ID" \
  --password="$MLTWIN_NOBODY_CLIENT_SECRET" --tenant "$MLTWIN_TENANT_ID" --allow-no-subscriptions
fresh reader
step "login of a reader" as reader az login --service-principal --username "$MLTWIN_READER_CLIENT_ID" \
  --password="$MLTWIN_READER_CLIENT_SECRET" --tenant "$MLTWIN_TENANT_ID"
refused "a reader's write" \
  "does not have authorization to perform action 'Microsoft.Resources/subscriptions/resourceGroups/write'" \
  as reader az group create --name "$rg" --location "$region" --tags a=b

step "role assignment create --assignee" \
  az role assignment create --assignee "$MLTWIN_NOBODY_CLIENT_ID" --role Reader --scope "$scope"
prints "role assignment list" "$MLTWIN_NOBODY_CLIENT_ID" \
  az role assignment list --scope "$scope" --query "[?scope=='$scope'].principalName" -o tsv
prints "role assignment list --assignee" Reader az role assignment list --assignee "$MLTWIN_NOBODY_CLIENT_ID" --scope "$scope" \
  --query '[].roleDefinitionName' -o tsv
step "role assignment delete" az role assignment delete --assignee "$MLTWIN_NOBODY_CLIENT_ID" --role Reader --scope "$scope"
full && step "role assignment create --assignee-object-id" az role assignment create --role Contributor --scope "$scope" \
  --assignee-object-id "$MLTWIN_NOBODY_OBJECT_ID" --assignee-principal-type ServicePrincipal

prints "role definition list" AcrPull az role definition list --name AcrPull --query '[].roleName' -o tsv
step "role definition create" az role definition create --role-definition "{\"Name\":\"Operator $run\",\"Description\":\"Starts\",
  \"Actions\":[\"Microsoft.MachineLearningServices/workspaces/*/read\"],\"AssignableScopes\":[\"$scope\"]}"
prints "role definition list --custom-role-only" "Operator $run" \
  az role definition list --custom-role-only true --resource-group "$rg" --query "[?roleName=='Operator $run'].roleName" -o tsv
step "role definition delete" az role definition delete --name "Operator $run" --scope "$scope"

prints "ad sp show" contoso-reader az ad sp show --id "$MLTWIN_READER_CLIENT_ID" --query displayName -o tsv
prints "ad user list --upn" "$MLTWIN_USER_NAME" az ad user list --upn "$MLTWIN_USER_NAME" --query '[].userPrincipalName' -o tsv

# With the global administrator: what an application may not do in the directory.
fresh olivia
step "login of a global administrator" \
  through_proxy as olivia az login --username "$MLTWIN_USER_NAME" --password="$MLTWIN_USER_PASSWORD" \
  --tenant "$MLTWIN_TENANT_ID"
step "ad sp create-for-rbac" as olivia az ad sp create-for-rbac --name "az-made-$run" --role Reader --scopes "$scope" \
  --query '[appId, password]' -o tsv
made="$(head -n 1 <<<"$OUT")" secret="$(tail -n 1 <<<"$OUT")"
[[ "$made" != *$'\t'* ]] || { secret="${made#*$'\t'}"; made="${made%%$'\t'*}"; }
fresh made
step "login of what was made" as made az login --service-principal --username "$made" --password="$secret" \
  --tenant "$MLTWIN_TENANT_ID"
prints "its role" "$rg" as made az group show --name "$rg" --query name -o tsv
step "ad app delete" as olivia az ad app delete --id "$made"
if full; then
  step "ad group create" as olivia az ad group create --display-name "az-$run" --mail-nickname "az-$run"
  step "ad group member add" as olivia az ad group member add --group "az-$run" --member-id "$MLTWIN_NOBODY_OBJECT_ID"
  prints "ad group member list" contoso-nobody \
    as olivia az ad group member list --group "az-$run" --query '[].displayName' -o tsv
  step "ad group delete" as olivia az ad group delete --group "az-$run"
  step "ad user create" as olivia az ad user create --display-name "Az $run" --password="Pass-word-$run-1" \
    --user-principal-name "az$run@${MLTWIN_USER_NAME#*@}"
  step "ad user delete" as olivia az ad user delete --id "az$run@${MLTWIN_USER_NAME#*@}"
  step "ad app create" as olivia az ad app create --display-name "az-app-$run"
fi

step "identity create" az identity create --name id1 --resource-group "$rg"
prints "identity list" id1 az identity list --resource-group "$rg" --query '[].name' -o tsv
step "identity delete" az identity delete --name id1 --resource-group "$rg"
step "group delete" az group delete --name "$rg" --yes --no-wait
