# The cloud is registered and the owner signs in, once for all scripts.
source "$(dirname -- "$0")/steps.sh"

step "cloud register by the metadata of Resource Manager" \
  az cloud register --name mltwin --endpoint-resource-manager "$MLTWIN_ARM_URL" || exit 1
step "cloud set" az cloud set --name mltwin || exit 1
prints "cloud show" "${MLTWIN_VAULT_URL_PATTERN#https://\{name\}}" az cloud show --query suffixes.keyvaultDns -o tsv
cp -r "$AZURE_CONFIG_DIR" "$work/cloud"
step "login with a secret" az login --service-principal --username "$MLTWIN_OWNER_CLIENT_ID" \
  --password="$MLTWIN_OWNER_CLIENT_SECRET" --tenant "$MLTWIN_TENANT_ID" || exit 1
step "account set" az account set --subscription "$MLTWIN_SUBSCRIPTION_ID"
prints "account show" "$MLTWIN_TENANT_ID" az account show --query tenantId -o tsv
