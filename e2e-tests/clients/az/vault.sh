# Key Vault: the vault by Resource Manager, what is in it by the vault itself.
source "$(dirname -- "$0")/steps.sh"
rg="az-vault-$run"
kv="azkv$run"
file="$work/vault"

step "group create" az group create --name "$rg" --location "$region"
step "keyvault create" az keyvault create --name "$kv" --resource-group "$rg" --location "$region" \
  --enable-rbac-authorization false --retention-days 7
step "keyvault set-policy" az keyvault set-policy --name "$kv" --resource-group "$rg" --spn "$MLTWIN_OWNER_CLIENT_ID" \
  --secret-permissions all --key-permissions all --certificate-permissions all
prints "keyvault show" "https://$kv.vault.$MLTWIN_BASE${MLTWIN_VAULT_URL_PATTERN##*"$MLTWIN_BASE"}/" \
  az keyvault show --name "$kv" --query properties.vaultUri -o tsv
full && prints "keyvault list" "$kv" az keyvault list --resource-group "$rg" --query '[].name' -o tsv

prints "secret set" one az keyvault secret set --vault-name "$kv" --name s1 --value one --query value -o tsv
prints "secret show" one az keyvault secret show --vault-name "$kv" --name s1 --query value -o tsv
prints "secret list" s1 az keyvault secret list --vault-name "$kv" --query '[].name' -o tsv
refused "secret show of what is not there" SecretNotFound az keyvault secret show --vault-name "$kv" --name none
step "secret backup" az keyvault secret backup --vault-name "$kv" --name s1 --file "$file.backup"
step "secret delete" az keyvault secret delete --vault-name "$kv" --name s1
step "secret recover" az keyvault secret recover --vault-name "$kv" --name s1
if full; then
  step "secret set-attributes" az keyvault secret set-attributes --vault-name "$kv" --name s1 --enabled false
  refused "secret show of a disabled one" SecretDisabled az keyvault secret show --vault-name "$kv" --name s1
  step "secret delete again" az keyvault secret delete --vault-name "$kv" --name s1
  step "secret purge" az keyvault secret purge --vault-name "$kv" --name s1
  step "secret restore" az keyvault secret restore --vault-name "$kv" --file "$file.backup"
fi

step "key create" az keyvault key create --vault-name "$kv" --name k1 --kty RSA --size 2048
step "key encrypt" az keyvault key encrypt --vault-name "$kv" --name k1 --algorithm RSA-OAEP-256 --value aGVsbG8= \
  --data-type base64 --query result -o tsv
prints "key decrypt" aGVsbG8= az keyvault key decrypt --vault-name "$kv" --name k1 --algorithm RSA-OAEP-256 --value "$OUT" \
  --data-type base64 --query result -o tsv
if full; then
  digest=LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=
  step "key sign" az keyvault key sign --vault-name "$kv" --name k1 --algorithm RS256 --digest "$digest" \
    --query signature -o tsv
  prints "key verify" true az keyvault key verify --vault-name "$kv" --name k1 --algorithm RS256 --digest "$digest" \
    --signature "$OUT" --query isValid -o tsv
  step "key rotate" az keyvault key rotate --vault-name "$kv" --name k1
  prints "key list" k1 az keyvault key list --vault-name "$kv" --query '[].name' -o tsv
  step "key delete" az keyvault key delete --vault-name "$kv" --name k1
  step "key recover" az keyvault key recover --vault-name "$kv" --name k1
fi

policy='{"issuerParameters":{"name":"Self"},"x509CertificateProperties":{"subject":"CN=az","validityInMonths":3},
  "keyProperties":{"exportable":true,"keySize":2048,"keyType":"RSA","reuseKey":false},
  "secretProperties":{"contentType":"application/x-pem-file"}}'
step "certificate create" az keyvault certificate create --vault-name "$kv" --name c1 --policy "$policy"
prints "certificate show" true az keyvault certificate show --vault-name "$kv" --name c1 --query attributes.enabled -o tsv
if full; then
  prints "certificate list" c1 az keyvault certificate list --vault-name "$kv" --query '[].name' -o tsv
  step "certificate download" az keyvault certificate download --vault-name "$kv" --name c1 --file "$file.pem"
  step "certificate delete" az keyvault certificate delete --vault-name "$kv" --name c1
fi

step "keyvault delete" az keyvault delete --name "$kv" --resource-group "$rg"
prints "keyvault list-deleted" "$kv" az keyvault list-deleted --query "[?name=='$kv'].name" -o tsv
step "keyvault recover" az keyvault recover --name "$kv" --resource-group "$rg" --location "$region"
step "keyvault delete again" az keyvault delete --name "$kv" --resource-group "$rg"
step "keyvault purge" az keyvault purge --name "$kv" --location "$region"
step "group delete" az group delete --name "$rg" --yes --no-wait
