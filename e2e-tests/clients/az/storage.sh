# A storage account by Resource Manager, its blobs by key, by token and by signature.
source "$(dirname -- "$0")/steps.sh"
rg="az-storage-$run"
account="azstore$run"
echo "one two three" >"$work/blob.txt"

step "group create" az group create --name "$rg" --location "$region"
prints "storage account create" Succeeded az storage account create --name "$account" --resource-group "$rg" \
  --location "$region" --sku Standard_LRS --query provisioningState -o tsv
prints "storage account show" "${MLTWIN_BLOB_URL_PATTERN/\{name\}/$account}/" \
  az storage account show --name "$account" --resource-group "$rg" --query primaryEndpoints.blob -o tsv
step "storage account keys list" az storage account keys list --account-name "$account" --resource-group "$rg" \
  --query '[0].value' -o tsv
key="$OUT"
step "storage account keys renew" \
  az storage account keys renew --account-name "$account" --resource-group "$rg" --key primary --query '[0].value' -o tsv
by=(--account-name "$account" --account-key "$OUT")
refused "container create with the old key" "Authentication failure" \
  az storage container create --name box --account-name "$account" --account-key "$key"
prints "container create" true az storage container create --name box "${by[@]}" --query created -o tsv
step "blob upload" az storage blob upload --container-name box --name b1 --file "$work/blob.txt" "${by[@]}"
refused "blob upload of what is there" BlobAlreadyExists \
  az storage blob upload --container-name box --name b1 --file "$work/blob.txt" "${by[@]}"
prints "blob list" b1 az storage blob list --container-name box "${by[@]}" --query '[].name' -o tsv
step "blob download" az storage blob download --container-name box --name b1 --file "$work/blob.out" "${by[@]}"
prints "what was downloaded" "one two three" cat "$work/blob.out"
full && prints "blob show" 14 \
  az storage blob show --container-name box --name b1 "${by[@]}" --query properties.contentLength -o tsv

step "blob generate-sas" az storage blob generate-sas --container-name box --name b1 --permissions r \
  --expiry "$(date -u -d '+1 hour' +%Y-%m-%dT%H:%MZ)" "${by[@]}" -o tsv
signature="$OUT"
prints "blob exists by the signature" true az storage blob exists --container-name box --name b1 --account-name "$account" \
  --sas-token "$signature" --query exists -o tsv
refused "blob delete by the signature" "You do not have the required permissions" \
  az storage blob delete --container-name box --name b1 --account-name "$account" --sas-token "$signature"

refused "blob list of an owner without a data role" "You do not have the required permissions" \
  az storage blob list --container-name box --account-name "$account" --auth-mode login
step "role assignment create" az role assignment create --assignee-object-id "$MLTWIN_OWNER_OBJECT_ID" \
  --assignee-principal-type ServicePrincipal --role "Storage Blob Data Contributor" \
  --scope "/subscriptions/$MLTWIN_SUBSCRIPTION_ID/resourceGroups/$rg"
prints "blob list by token" b1 \
  az storage blob list --container-name box --account-name "$account" --auth-mode login --query '[].name' -o tsv
full && step "generate-sas by user delegation" az storage blob generate-sas --container-name box --name b1 --permissions r \
  --expiry "$(date -u -d '+1 hour' +%Y-%m-%dT%H:%MZ)" --account-name "$account" --auth-mode login --as-user -o tsv

if full; then
  step "blob service-properties delete-policy update" \
    az storage blob service-properties delete-policy update --enable true --days-retained 5 "${by[@]}"
  step "blob delete with soft delete" az storage blob delete --container-name box --name b1 "${by[@]}"
  prints "blob list of what is deleted" b1 \
    az storage blob list --container-name box --include d "${by[@]}" --query '[?deleted].name' -o tsv
  step "blob undelete" az storage blob undelete --container-name box --name b1 "${by[@]}"
fi
step "blob delete" az storage blob delete --container-name box --name b1 "${by[@]}"
step "container delete" az storage container delete --name box "${by[@]}"
full && prints "storage account list" "$account" az storage account list --resource-group "$rg" --query '[].name' -o tsv
step "storage account delete" az storage account delete --name "$account" --resource-group "$rg" --yes
step "group delete" az group delete --name "$rg" --yes --no-wait
