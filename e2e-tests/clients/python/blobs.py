"""azure-mgmt-storage, and azure-storage-blob with the account's key, a token and signatures."""

import datetime
import os

from azure.core.exceptions import ClientAuthenticationError, HttpResponseError, ResourceExistsError
from azure.mgmt.authorization import AuthorizationManagementClient
from azure.mgmt.resource import ResourceManagementClient
from azure.mgmt.storage import StorageManagementClient
from azure.storage.blob import (
    BlobSasPermissions,
    BlobServiceClient,
    RetentionPolicy,
    generate_blob_sas,
)
from steps import AT_ARM, OBJECT_ID, REGION, RUN, SUBSCRIPTION, credential, refused, same, step

GROUP, NAME = f"py-blobs-{RUN}", f"pyblobs{RUN}"
BLOB_DATA_CONTRIBUTOR = "ba92f5b4-2d11-453d-a403-e96b0029c9fe"
me = credential()
arm = ResourceManagementClient(me, SUBSCRIPTION, **AT_ARM)
accounts = StorageManagementClient(me, SUBSCRIPTION, **AT_ARM).storage_accounts
arm.resource_groups.create_or_update(GROUP, {"location": REGION})

with step("storage_accounts.check_name_availability"):
    same(accounts.check_name_availability({"name": NAME}).name_available, True)
with step("storage_accounts.begin_create"):
    made = accounts.begin_create(GROUP, NAME, {
        "location": REGION, "kind": "StorageV2", "sku": {"name": "Standard_LRS"}}).result()
    same(made.provisioning_state, "Succeeded")
    url = made.primary_endpoints.blob
    same(url, os.environ["MLTWIN_BLOB_URL_PATTERN"].replace("{name}", NAME) + "/")
with step("storage_accounts.update"):
    same(accounts.update(GROUP, NAME, {"tags": {"a": "b"}}).tags, {"a": "b"})
with step("storage_accounts.list_by_resource_group"):
    same([one.name for one in accounts.list_by_resource_group(GROUP)], [NAME])
with step("storage_accounts.list_keys and regenerate_key"):
    old = accounts.list_keys(GROUP, NAME).keys[0].value
    key = accounts.regenerate_key(GROUP, NAME, {"keyName": "key1"}).keys[0].value
    same(old == key, False)

service = BlobServiceClient(url, credential=key)
container = service.get_container_client("box")
with step("create_container"):
    container.create_container(metadata={"a": "b"})
    same([one.name for one in service.list_containers()], ["box"])
with step("upload_blob and download_blob"):
    container.upload_blob("d/b1", b"hello", metadata={"kind": "text"})
    same(container.download_blob("d/b1").readall(), b"hello")
    same(container.get_blob_client("d/b1").get_blob_properties().metadata, {"kind": "text"})
with refused("upload_blob of what is there", "BlobAlreadyExists", ResourceExistsError):
    container.upload_blob("d/b1", b"again")
with step("upload_blob by blocks, download_blob of a range"):
    data = bytes(range(256)) * 8192
    small = BlobServiceClient(url, credential=key, max_single_put_size=1 << 19, max_block_size=1 << 19)
    small.get_blob_client("box", "big").upload_blob(data)
    same(container.download_blob("big", offset=1000, length=300).readall(), data[1000:1300])
    same(container.download_blob("big").readall() == data, True)
with step("list_blobs by pages, walk_blobs"):
    pages = [[one.name for one in page] for page in container.list_blobs(results_per_page=1).by_page()]
    same(pages, [["big"], ["d/b1"]])
    same([one.name for one in container.walk_blobs(delimiter="/")], ["d/", "big"])
with refused("with the old key", "AuthenticationFailed", ClientAuthenticationError):
    next(BlobServiceClient(url, credential=old).list_containers())

soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)
with step("with a shared access signature"):
    signature = generate_blob_sas(NAME, "box", "d/b1", account_key=key, permission=BlobSasPermissions(read=True), expiry=soon)
    reader = BlobServiceClient(url, credential=signature).get_blob_client("box", "d/b1")
    same(reader.download_blob().readall(), b"hello")
with refused("a delete with a signature that reads", "AuthorizationPermissionMismatch"):
    reader.delete_blob()

by_token = BlobServiceClient(url, credential=me)
with refused("with a token and no data role", "AuthorizationPermissionMismatch"):
    next(by_token.get_container_client("box").list_blobs())
with step("with a token and a data role"):
    scope = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{GROUP}"
    AuthorizationManagementClient(me, SUBSCRIPTION, **AT_ARM).role_assignments.create(
        scope, f"a0000000-0000-4000-8000-{int(RUN):012d}", {"properties": {
            "roleDefinitionId": f"{scope}/providers/Microsoft.Authorization/roleDefinitions/{BLOB_DATA_CONTRIBUTOR}",
            "principalId": OBJECT_ID, "principalType": "ServicePrincipal"}})
    same([one.name for one in by_token.get_container_client("box").list_blobs()], ["big", "d/b1"])
with step("with a signature by user delegation"):
    delegated = by_token.get_user_delegation_key(soon - datetime.timedelta(hours=2), soon)
    signature = generate_blob_sas(
        NAME, "box", "d/b1", user_delegation_key=delegated, permission=BlobSasPermissions(read=True), expiry=soon)
    reader = BlobServiceClient(url, credential=signature).get_blob_client("box", "d/b1")
    same(reader.download_blob().readall(), b"hello")
with step("lease, snapshot, copy"):
    blob = container.get_blob_client("d/b1")
    with blob.acquire_lease(15):
        try:
            blob.delete_blob()
            raise AssertionError("deleted without its lease")
        except HttpResponseError as error:
            same(error.error_code, "LeaseIdMissing")
    shot = blob.create_snapshot()["snapshot"]
    same(service.get_blob_client("box", "d/b1", snapshot=shot).download_blob().readall(), b"hello")
    container.get_blob_client("copy").start_copy_from_url(blob.url)
with step("undelete_blob, undelete_container"):
    service.set_service_properties(delete_retention_policy=RetentionPolicy(enabled=True, days=3))
    container.delete_blob("copy")
    same([(one.name, one.remaining_retention_days) for one in container.list_blobs(include=["deleted"]) if one.deleted],
         [("copy", 2)])
    container.get_blob_client("copy").undelete_blob()
    same(container.download_blob("copy").readall(), b"hello")
    service.set_service_properties(delete_retention_policy=RetentionPolicy(enabled=False))
    StorageManagementClient(me, SUBSCRIPTION, **AT_ARM).blob_services.set_service_properties(
        GROUP, NAME, {"container_delete_retention_policy": {"enabled": True, "days": 2}})
    service.create_container("gone")
    service.delete_container("gone")
    gone = [one for one in service.list_containers(include_deleted=True) if one.deleted]
    same([one.name for one in gone], ["gone"])
    same(service.undelete_container("gone", gone[0].version).exists(), True)
with step("delete_blob, delete_container"):
    container.delete_blob("d/b1", delete_snapshots="include")
    container.delete_container()
with step("storage_accounts.delete"):
    accounts.delete(GROUP, NAME)
    same(list(accounts.list_by_resource_group(GROUP)), [])
arm.resource_groups.begin_delete(GROUP)
