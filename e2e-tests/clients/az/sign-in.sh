# Every way in that az has: certificate, password, device code; and the ways that do not lead in.
source "$(dirname -- "$0")/steps.sh"

login() {
  az login --tenant "$MLTWIN_TENANT_ID" --query '[0].tenantId' -o tsv "$@"
}

fresh wrong
refused "login with a wrong secret" AADSTS7000215 \
  as wrong login --service-principal --username "$MLTWIN_OWNER_CLIENT_ID" --password="not-$MLTWIN_OWNER_CLIENT_SECRET"
full && refused "login of an unknown application" AADSTS700016 \
  as wrong login --service-principal --username 00000000-0000-4000-8000-00000000beef --password secret

fresh certificate
prints "login with a certificate" "$MLTWIN_TENANT_ID" \
  as certificate login --service-principal --username "$MLTWIN_SP1_CLIENT_ID" --certificate "$work/sp1.pem"
prints "account list after it" "$MLTWIN_SUBSCRIPTION_ID" as certificate az account list --query '[0].id' -o tsv

fresh password
prints "login with a user's password" "$MLTWIN_TENANT_ID" \
  through_proxy as password login --username "$MLTWIN_USER_NAME" --password="$MLTWIN_USER_PASSWORD"
prints "signed-in-user show" "$MLTWIN_USER_NAME" as password az ad signed-in-user show --query userPrincipalName -o tsv
full && refused "login with a wrong password" AADSTS50126 \
  through_proxy as wrong login --username "$MLTWIN_USER_NAME" --password wrong

# The code is read from what az says, and device.py is the person at the browser.
fresh device
as device login --use-device-code >"$work/device.out" 2>"$work/device.err" &
waiting=$!
begun="$EPOCHREALTIME"
for ((i = 0; i < 600; i++)); do
  code="$(grep -oE 'enter the code [A-Z0-9]+' "$work/device.err" | grep -oE '[A-Z0-9]+$')" && break
  sleep 0.1
done
OUT="$(/usr/bin/python3 "$(dirname -- "$0")/../device.py" "$MLTWIN_IDENTITY_URL" "${code:-none}" 2>"$errors")" ||
  failed "the device's code is typed in" "code ${code:-none}"
if wait "$waiting"; then
  OUT="$(cat "$work/device.out")"
  [[ "$OUT" == "$MLTWIN_TENANT_ID" ]] && ok "login with a device code" || failed "login with a device code" "another tenant"
else
  OUT="$(cat "$work/device.err")"
  failed "login with a device code" "exit code not 0"
fi

fresh metadata
prints "the cloud by ARM_CLOUD_METADATA_URL" "$MLTWIN_IDENTITY_URL" \
  env ARM_CLOUD_METADATA_URL="$MLTWIN_ARM_URL/metadata/endpoints?api-version=2019-05-01" AZURE_CONFIG_DIR="$work/none" \
  az cloud list --query "[?name=='mltwin'].endpoints.activeDirectory | [0]" -o tsv
prints "account get-access-token" Bearer az account get-access-token --query tokenType -o tsv
