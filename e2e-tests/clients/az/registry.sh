# A container registry by Resource Manager, and its data plane by the tokens that az exchanges.
source "$(dirname -- "$0")/steps.sh"
rg="az-registry-$run"
acr="azacr$run"

step "group create" az group create --name "$rg" --location "$region"
prints "acr create" "${MLTWIN_REGISTRY_PATTERN/\{name\}/$acr}" \
  az acr create --name "$acr" --resource-group "$rg" --sku Basic --admin-enabled true --query loginServer -o tsv
prints "acr show" true az acr show --name "$acr" --resource-group "$rg" --query adminUserEnabled -o tsv
prints "acr credential show" "$acr" az acr credential show --name "$acr" --resource-group "$rg" --query username -o tsv
step "acr credential renew" \
  az acr credential renew --name "$acr" --resource-group "$rg" --password-name password --query 'passwords[0].value' -o tsv
step "acr login --expose-token" az acr login --name "$acr" --expose-token --query accessToken -o tsv
prints "acr repository list" "" az acr repository list --name "$acr" -o tsv
prints "acr show-usage" Size,Webhooks \
  az acr show-usage --name "$acr" --resource-group "$rg" --query "join(',', value[].name)" -o tsv
full && step "acr update" az acr update --name "$acr" --admin-enabled false
step "acr delete" az acr delete --name "$acr" --resource-group "$rg" --yes
step "group delete" az group delete --name "$rg" --yes --no-wait
