"""User-assigned identities: MLClient and Resource Manager's client put them on workspaces and clusters."""

import uuid

from azure.ai.ml import MLClient
from azure.ai.ml.entities import AmlCompute, IdentityConfiguration, ManagedIdentityConfiguration, Workspace
from azure.mgmt.authorization import AuthorizationManagementClient
from azure.mgmt.machinelearningservices import MachineLearningServicesMgmtClient
from azure.mgmt.msi import ManagedServiceIdentityClient
from azure.mgmt.resource import ResourceManagementClient
from steps import AT_ARM, REGION, RUN, SUBSCRIPTION, credential, refused, same, step

GROUP, NAME = f"py-identities-{RUN}", f"id-ws-{RUN}"
SCOPE = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{GROUP}"
CONTRIBUTOR, VAULT_ADMINISTRATOR = "b24988ac-6180-42a0-ab88-20f7382dd24c", "00482a5a-887f-4fb3-b363-3b7fe8e74483"
me = credential()
arm = ResourceManagementClient(me, SUBSCRIPTION, **AT_ARM)
arm.resource_groups.create_or_update(GROUP, {"location": REGION})
identities = ManagedServiceIdentityClient(me, SUBSCRIPTION, **AT_ARM).user_assigned_identities
roles = AuthorizationManagementClient(me, SUBSCRIPTION, **AT_ARM).role_assignments


def identity(name, able=True):
    made = identities.create_or_update(GROUP, name, {"location": REGION})
    for role in (CONTRIBUTOR, VAULT_ADMINISTRATOR) if able else ():  # the vault of MLClient's template uses Azure RBAC
        roles.create(SCOPE, str(uuid.uuid4()), {
            "role_definition_id": f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/{role}",
            "principal_id": made.principal_id, "principal_type": "ServicePrincipal"})
    return made


first, second, powerless = identity("first"), identity("second"), identity("powerless", able=False)


def assigned(*which):
    return IdentityConfiguration(type="user_assigned", user_assigned_identities=[
        ManagedIdentityConfiguration(resource_id=one.id) for one in which])


client = MLClient(me, SUBSCRIPTION, GROUP, NAME, enable_telemetry=False, show_progress=False, logging_enable=False)
with step("workspaces.begin_create with a primary user-assigned identity"):
    wanted = Workspace(name=NAME, location=REGION, identity=assigned(first), primary_user_assigned_identity=first.id)
    made = client.workspaces.begin_create(wanted).result()
    same(made.identity.type, "user_assigned")
    same(made.primary_user_assigned_identity, first.id)
    same(made.identity.user_assigned_identities[0].principal_id, first.principal_id)
with step("workspaces.begin_update to another identity"):
    seen = client.workspaces.get(NAME)
    seen.identity, seen.primary_user_assigned_identity = assigned(second), second.id
    changed = client.workspaces.begin_update(
        seen, identity=assigned(second), primary_user_assigned_identity=second.id).result()
    same([one.resource_id for one in changed.identity.user_assigned_identities], [second.id])
    same(changed.primary_user_assigned_identity, second.id)
with step("workspaces.get_keys, begin_sync_keys as the identity"):
    client.workspaces.begin_sync_keys(NAME).wait()
    same(bool(client.workspaces.get_keys(NAME).user_storage_key), True)
with step("compute.begin_create_or_update with a user-assigned identity"):
    cluster = AmlCompute(name="cpu", size="STANDARD_D2_V2", min_instances=0, max_instances=1, identity=assigned(first))
    same(client.compute.begin_create_or_update(cluster).result().identity.type, "user_assigned")
    same(client.compute.get("cpu").identity.user_assigned_identities[0].principal_id, first.principal_id)

ml = MachineLearningServicesMgmtClient(me, SUBSCRIPTION, **AT_ARM)


def both(*which):
    return {"type": "SystemAssigned,UserAssigned", "user_assigned_identities": {one.id: {} for one in which}}


with step("workspaces.begin_update with both kinds"):
    ml.workspaces.begin_update(GROUP, NAME, {"identity": both(first)}).wait()
    seen = ml.workspaces.get(GROUP, NAME)
    same(seen.identity.type, "SystemAssigned,UserAssigned")
    same(bool(seen.identity.principal_id), True)
    same(len(seen.identity.user_assigned_identities), 2)
with refused("a primary identity without permissions", "AuthorizationFailed"):
    ml.workspaces.begin_update(GROUP, NAME, {
        "identity": both(powerless), "primary_user_assigned_identity": powerless.id}).wait()
with refused("a primary identity that is not assigned", "ValidationError"):
    ml.workspaces.begin_update(GROUP, NAME, {"primary_user_assigned_identity": powerless.id}).wait()
with step("workspaces.begin_delete"):
    ml.workspaces.begin_delete(GROUP, NAME).wait()
arm.resource_groups.begin_delete(GROUP)
