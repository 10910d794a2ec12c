# Images and artifacts by Skopeo and ORAS, both ways, and what az shows and changes of them in a registry.
source "$(dirname -- "$0")/steps.sh"
rg="az-images-$run"
acr="azimages$run"
login="${MLTWIN_REGISTRY_PATTERN/\{name\}/$acr}"
here="$(mktemp -d "$work/images-XXXXXX")"
cd "$here"
mkdir certs
cp "$MLTWIN_CA_FILE" certs/ca.crt

step "group create" az group create --name "$rg" --location "$region"
step "acr create" az acr create --name "$acr" --resource-group "$rg" --sku Premium --admin-enabled true
step "acr credential show" az acr credential show --name "$acr" --query 'passwords[0].value' -o tsv
password="$OUT"

to=(--dest-cert-dir certs --dest-creds "$acr:$password")
from=(--src-cert-dir certs --src-creds "$acr:$password")
at=(--cert-dir certs --creds "$acr:$password")
oras_at=(--ca-file certs/ca.crt --username "$acr" --password "$password")

# An image of one layer, which is larger than the heap of the service.
echo '{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]},"config":{}}' >config.json
head -c $((150 * 1024 * 1024)) /dev/urandom >layer.tar
step "oras: an image as a layout" oras push --disable-path-validation --oci-layout image:1 \
  --config config.json:application/vnd.oci.image.config.v1+json layer.tar:application/vnd.oci.image.layer.v1.tar

step "skopeo copy to the registry" skopeo copy "${to[@]}" oci:image:1 "docker://$login/team/app:1"
step "skopeo inspect" skopeo inspect "${at[@]}" --no-tags --format '{{.Digest}}' "docker://$login/team/app:1"
digest="$OUT"
step "skopeo copy from the registry" skopeo copy "${from[@]}" "docker://$login/team/app:1" oci:back:1
prints "skopeo: the image is whole" "$digest" skopeo inspect --no-tags --format '{{.Digest}}' oci:back:1
step "skopeo copy within the registry" \
  skopeo copy "${from[@]}" "${to[@]}" "docker://$login/team/app:1" "docker://$login/team/copy:1"
prints "skopeo list-tags" '{"Repository":"'"$login"'/team/app","Tags":["1"]}' \
  bash -c 'skopeo list-tags "$@" | tr -d " \n"' _ "${at[@]}" "docker://$login/team/app"

if full; then
  # As large as one with CUDA; the service's memory does not grow by it, see docs/fidelity.md. Skopeo compresses the layer as it pushes.
  head -c $((2 * 1024 * 1024 * 1024)) /dev/urandom >cuda.tar
  content="$(sha256sum <cuda.tar)"
  unpacked() {
    local manifest layer
    manifest="$(skopeo inspect --no-tags --raw "oci:$1:1")"
    layer="$(sed 's/.*"layers"://; s/.*"digest" *: *"sha256:\([0-9a-f]*\)".*/\1/' <<<"$(tr -d '\n' <<<"$manifest")")"
    gzip --decompress --stdout --force <"$1/blobs/sha256/$layer" | sha256sum
  }
  step "oras: an image of 2 GiB as a layout" oras push --disable-path-validation --oci-layout large:1 \
    --config config.json:application/vnd.oci.image.config.v1+json cuda.tar:application/vnd.oci.image.layer.v1.tar
  rm cuda.tar
  step "skopeo copy of 2 GiB" skopeo copy "${to[@]}" oci:large:1 "docker://$login/team/large:1"
  rm -r large
  step "skopeo inspect of 2 GiB" skopeo inspect "${at[@]}" --no-tags --format '{{.Digest}}' "docker://$login/team/large:1"
  large="$OUT"
  step "skopeo copy of 2 GiB back" skopeo copy "${from[@]}" "docker://$login/team/large:1" oci:large:1
  prints "skopeo: the 2 GiB have their digest" "$large" skopeo inspect --no-tags --format '{{.Digest}}' oci:large:1
  prints "skopeo: the 2 GiB are whole" "$content" unpacked large
  rm -r large
  step "oras copy of 2 GiB back" oras cp --from-ca-file certs/ca.crt --from-username "$acr" --from-password "$password" \
    --to-oci-layout "$login/team/large:1" large:1
  prints "oras: the 2 GiB have their digest" "$large" skopeo inspect --no-tags --format '{{.Digest}}' oci:large:1
  prints "oras: the 2 GiB are whole" "$content" unpacked large
  step "acr repository delete of 2 GiB" az acr repository delete --name "$acr" --repository team/large --yes
  step "oras copy of 2 GiB" oras cp --from-oci-layout --to-ca-file certs/ca.crt --to-username "$acr" --to-password "$password" \
    large:1 "$login/team/larger:1"
  rm -r large
  prints "oras: the 2 GiB came whole" "$large" skopeo inspect "${at[@]}" --no-tags --format '{{.Digest}}' "docker://$login/team/larger:1"
  step "acr repository delete of what oras copied" az acr repository delete --name "$acr" --repository team/larger --yes
fi

echo "a model" >model.txt
step "oras push" oras push "${oras_at[@]}" --artifact-type application/vnd.example.model "$login/team/model:1" model.txt:text/plain
mkdir pulled
step "oras pull" oras pull "${oras_at[@]}" --output pulled "$login/team/model:1"
prints "oras: the artifact is whole" "a model" cat pulled/model.txt
echo "signed" >signature.txt
step "oras attach" oras attach "${oras_at[@]}" --artifact-type application/vnd.example.signature \
  "$login/team/model:1" signature.txt:text/plain
prints "oras discover" application/vnd.example.signature bash -c \
  'oras discover "$@" --format json | grep -o "\"artifactType\": \"[^\"]*signature\"" | cut -d "\"" -f 4' _ "${oras_at[@]}" "$login/team/model:1"
step "oras cp to a layout, with what is attached" oras cp --recursive --from-ca-file certs/ca.crt --from-username "$acr" \
  --from-password "$password" --to-oci-layout "$login/team/model:1" copied:1
prints "oras repo ls" "team/app
team/copy
team/model" oras repo ls "${oras_at[@]}" "$login"
prints "oras repo tags" 1 oras repo tags "${oras_at[@]}" "$login/team/model"

prints "acr repository list" "team/app
team/copy
team/model" az acr repository list --name "$acr" -o tsv
prints "acr repository show-tags" 1 az acr repository show-tags --name "$acr" --repository team/app -o tsv
prints "acr repository show" team/app az acr repository show --name "$acr" --repository team/app --query imageName -o tsv
prints "acr manifest show" application/vnd.example.model \
  az acr manifest show --registry "$acr" --name team/model:1 --query artifactType -o tsv
prints "acr manifest list-referrers" application/vnd.example.signature az acr manifest list-referrers --registry "$acr" \
  --name team/model:1 --query 'manifests[].artifactType || references[].artifactType' -o tsv
prints "acr manifest show-metadata" amd64 az acr manifest show-metadata --registry "$acr" --name "team/app@$digest" \
  --query 'architecture || manifest.architecture' -o tsv
prints "acr manifest list-metadata" "$digest" \
  az acr manifest list-metadata --registry "$acr" --name team/app --query '[].digest' -o tsv
prints "acr manifest update-metadata" false az acr manifest update-metadata --registry "$acr" --name team/model:1 \
  --delete-enabled false --query changeableAttributes.deleteEnabled -o tsv
refused "acr manifest delete of a locked one" disallowed az acr manifest delete --registry "$acr" --name team/model:1 --yes
step "acr manifest update-metadata unlocks" az acr manifest update-metadata --registry "$acr" --name team/model:1 --delete-enabled true
prints "acr repository update locks" false az acr repository update --name "$acr" --image team/app:1 \
  --delete-enabled false --write-enabled false --query changeableAttributes.writeEnabled -o tsv
refused "skopeo copy to a locked tag" disallowed skopeo copy "${to[@]}" oci:copied:1 "docker://$login/team/app:1"
refused "skopeo delete of a locked tag" disallowed skopeo delete "${at[@]}" "docker://$login/team/app:1"
step "acr repository update unlocks" az acr repository update --name "$acr" --image team/app:1 --delete-enabled true --write-enabled true
step "acr repository untag" az acr repository untag --name "$acr" --image team/app:1
prints "acr repository show-tags after it" "" az acr repository show-tags --name "$acr" --repository team/app -o tsv

step "acr scope-map create" az acr scope-map create --name readers --registry "$acr" --repository team/model content/read metadata/read
step "acr token create" az acr token create --name reader --registry "$acr" --scope-map readers \
  --query 'credentials.passwords[0].value' -o tsv
token="$OUT"
step "skopeo: a token pulls from its repository" \
  skopeo inspect --cert-dir certs --creds "reader:$token" --raw "docker://$login/team/model:1"
refused "skopeo: and from no other" denied \
  skopeo inspect --cert-dir certs --creds "reader:$token" --raw "docker://$login/team/copy:1"
refused "skopeo: and pushes nothing" denied \
  skopeo copy --dest-cert-dir certs --dest-creds "reader:$token" oci:copied:1 "docker://$login/team/model:2"

step "skopeo delete" skopeo delete "${at[@]}" "docker://$login/team/copy:1"
step "acr repository delete" az acr repository delete --name "$acr" --repository team/app --yes
prints "acr repository list after it" team/model az acr repository list --name "$acr" -o tsv
step "acr manifest delete" az acr manifest delete --registry "$acr" --name team/model:1 --yes
prints "acr repository show-tags without tags" "" az acr repository show-tags --name "$acr" --repository team/model -o tsv
prints "acr config retention update" enabled az acr config retention update --registry "$acr" --status enabled --days 30 \
  --type UntaggedManifests --query status -o tsv

# An image with a package that a published advisory names, in a subscription whose plan scans images.
mkdir -p root/etc root/var/lib/dpkg
echo 'VERSION_ID="11"' >root/etc/os-release
printf 'Package: openssl\nStatus: install ok installed\nVersion: 1.1.1k-1+deb11u1\n' >root/var/lib/dpkg/status
tar cf packages.tar -C root etc var
step "oras: an image with an old package as a layout" oras push --disable-path-validation --oci-layout old:1 \
  --config config.json:application/vnd.oci.image.config.v1+json packages.tar:application/vnd.oci.image.layer.v1.tar
step "skopeo copy of it" skopeo copy "${to[@]}" oci:old:1 "docker://$login/team/old:1"
registry="$(az acr show --name "$acr" --query id -o tsv)"
images=dbd0cb49-b563-45e7-9724-889e799fa648
assessed() {
  for _ in {1..60}; do
    state="$(az security assessment show --name "$images" --assessed-resource-id "$registry" --query status.code -o tsv)"
    [[ "$state" != Unhealthy ]] || break
    sleep 1
  done
  echo "$state"
}
# Debian's "az security pricing create" is older than the SDK under it, and ends before it sends anything.
plan="$MLTWIN_ARM_URL/subscriptions/$AZURE_SUBSCRIPTION_ID/providers/Microsoft.Security/pricings/ContainerRegistry?api-version=2022-03-01"
prints "security pricing" Standard az rest --method put --url "$plan" \
  --body '{"properties":{"pricingTier":"Standard"}}' --query properties.pricingTier -o tsv
prints "security assessment show" Unhealthy assessed
prints "security assessment list" Unhealthy \
  az security assessment list --query "[?resourceDetails.id=='$registry'].status.code" -o tsv
prints "security sub-assessment list" CVE-2022-0778 az security sub-assessment list --assessed-resource-id "$registry" \
  --assessment-name "$images" --query '[].idPropertiesId || [].vulnerabilityId' -o tsv
step "security pricing back" az rest --method put --url "$plan" --body '{"properties":{"pricingTier":"Free"}}'
refused "security assessment without the plan" NotFound az security assessment show --name "$images" --assessed-resource-id "$registry"

step "acr delete" az acr delete --name "$acr" --resource-group "$rg" --yes
step "group delete" az group delete --name "$rg" --yes --no-wait
