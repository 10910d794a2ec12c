"""azure-mgmt-resource, -authorization, -msi, -monitor, -policyinsights, -containerregistry and -applicationinsights."""

import datetime
import os
import time
import uuid

from azure.core.exceptions import ResourceNotFoundError
from azure.mgmt.applicationinsights import ApplicationInsightsManagementClient
from azure.mgmt.authorization import AuthorizationManagementClient
from azure.mgmt.containerregistry import ContainerRegistryManagementClient
from azure.mgmt.monitor import MonitorManagementClient
from azure.mgmt.msi import ManagedServiceIdentityClient
from azure.mgmt.resource import (
    ManagementLockClient,
    PolicyClient,
    ResourceManagementClient,
    SubscriptionClient,
)
from steps import ARM, AT_ARM, REGION, RUN, SUBSCRIPTION, TENANT, credential, refused, same, step

GROUP = f"py-management-{RUN}"
SCOPE = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{GROUP}"
READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7"
me = credential()
arm = ResourceManagementClient(me, SUBSCRIPTION, **AT_ARM)

with step("subscriptions.list, get, list_locations; tenants.list"):
    client = SubscriptionClient(me, **AT_ARM)
    same(SUBSCRIPTION in [one.subscription_id for one in client.subscriptions.list()], True)
    same(client.subscriptions.get(SUBSCRIPTION).state, "Enabled")
    same(REGION in [one.name for one in client.subscriptions.list_locations(SUBSCRIPTION)], True)
    same(TENANT in [one.tenant_id for one in client.tenants.list()], True)
with step("resource_groups.create_or_update, check_existence, update"):
    same(arm.resource_groups.create_or_update(GROUP, {"location": REGION, "tags": {"run": RUN}}).name, GROUP)
    same(arm.resource_groups.check_existence(GROUP), True)
    same(arm.resource_groups.update(GROUP, {"tags": {"run": RUN, "a": "b"}}).tags["a"], "b")
with step("without credential_scopes: the audience of the public cloud"):
    same(ResourceManagementClient(me, SUBSCRIPTION, base_url=ARM).resource_groups.get(GROUP).name, GROUP)
with step("resource_groups.list by tag and by pages"):
    arm.resource_groups.create_or_update(GROUP + "-2", {"location": REGION, "tags": {"run": RUN}})
    mine = arm.resource_groups.list(filter=f"tagName eq 'run' and tagValue eq '{RUN}'")
    same(sorted(one.name for one in mine), [GROUP, GROUP + "-2"])
    pages = [len(list(page)) for page in arm.resource_groups.list(top=1).by_page()]
    same(max(pages) == 1 and len(pages) > 1, True)
    arm.resource_groups.begin_delete(GROUP + "-2")
with step("providers.get, register"):
    same(arm.providers.get("Microsoft.MachineLearningServices").registration_state, "Registered")
    same(arm.providers.register("Microsoft.Network").namespace.lower(), "microsoft.network")

STORE = f"{SCOPE}/providers/Microsoft.Storage/storageAccounts/pymgmt{RUN}"
with step("resources.begin_create_or_update_by_id, get_by_id, list by type"):
    arm.resources.begin_create_or_update_by_id(
        STORE, "2022-09-01", {"location": REGION, "kind": "StorageV2", "sku": {"name": "Standard_LRS"}}).wait()
    same(arm.resources.get_by_id(STORE, "2022-09-01").id.lower(), STORE.lower())
    named = f"resourceType eq 'Microsoft.Storage/storageAccounts' and name eq 'pymgmt{RUN}'"
    same([one.name for one in arm.resources.list(filter=named)], [f"pymgmt{RUN}"])
    same([one.name for one in arm.resources.list_by_resource_group(GROUP, expand="createdTime")], [f"pymgmt{RUN}"])
with step("tags.begin_create_or_update_at_scope, get_at_scope"):
    arm.tags.begin_create_or_update_at_scope(STORE, {"properties": {"tags": {"cost": "17"}}}).wait()
    same(arm.tags.get_at_scope(STORE).properties.tags, {"cost": "17"})
with step("deployments.begin_create_or_update, get, list, deployment_operations.list, begin_delete"):
    template = {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                "contentVersion": "1.0.0.0", "resources": [],
                "outputs": {"where": {"type": "string", "value": "[resourceGroup().name]"}}}
    what = {"properties": {"mode": "Incremental", "template": template, "parameters": {}}}
    done = arm.deployments.begin_create_or_update(GROUP, "d1", what).result()
    same(done.properties.outputs["where"]["value"], GROUP)
    same([one.name for one in arm.deployments.list_by_resource_group(GROUP)], ["d1"])
    list(arm.deployment_operations.list(GROUP, "d1"))
    arm.deployments.begin_delete(GROUP, "d1").wait()

with step("management_locks.create_or_update_at_resource_group_level, list"):
    locks = ManagementLockClient(me, SUBSCRIPTION, **AT_ARM).management_locks
    locks.create_or_update_at_resource_group_level(GROUP, "l1", {"level": "CanNotDelete", "notes": "keep"})
    same([one.name for one in locks.list_at_resource_group_level(GROUP)], ["l1"])
with refused("resource_groups.begin_delete under a lock", "ScopeLocked"):
    arm.resource_groups.begin_delete(GROUP).wait()
with step("management_locks.delete_at_resource_group_level"):
    locks.delete_at_resource_group_level(GROUP, "l1")
with step("policy_definitions and policy_assignments"):
    policy = PolicyClient(me, SUBSCRIPTION, **AT_ARM)
    rule = {"if": {"field": "location", "equals": "uksouth"}, "then": {"effect": "deny"}}
    made = policy.policy_definitions.create_or_update(f"py-no-uk-{RUN}", {"mode": "Indexed", "policyRule": rule})
    policy.policy_assignments.create(SCOPE, "no-uk", {"properties": {"policyDefinitionId": made.id}})
    same("no-uk" in [one.name for one in policy.policy_assignments.list_for_resource_group(GROUP)], True)
with refused("a write that the policy denies", "RequestDisallowedByPolicy"):
    arm.resources.begin_create_or_update_by_id(
        STORE + "uk", "2022-09-01", {"location": "uksouth", "kind": "StorageV2", "sku": {"name": "Standard_LRS"}}).wait()
with step("policy_assignments.delete, policy_definitions.delete"):
    policy.policy_assignments.delete(SCOPE, "no-uk")
    policy.policy_definitions.delete(f"py-no-uk-{RUN}")

roles = AuthorizationManagementClient(me, SUBSCRIPTION, **AT_ARM)
nobody = os.environ["MLTWIN_NOBODY_OBJECT_ID"]
with step("role_assignments.create, list_for_scope, delete"):
    name = str(uuid.uuid4())
    role = f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/{READER}"
    roles.role_assignments.create(
        SCOPE, name, {"role_definition_id": role, "principal_id": nobody, "principal_type": "ServicePrincipal"})
    found = roles.role_assignments.list_for_scope(SCOPE, filter=f"principalId eq '{nobody}'")
    same([one.name for one in found], [name])
    roles.role_assignments.delete(SCOPE, name)
with step("role_definitions.create_or_update, list, delete"):
    name = str(uuid.uuid4())
    roles.role_definitions.create_or_update(SCOPE, name, {
        "role_name": f"Py operator {RUN}", "role_type": "CustomRole", "assignable_scopes": [SCOPE],
        "permissions": [{"actions": ["Microsoft.Storage/storageAccounts/read"]}]})
    same([one.name for one in roles.role_definitions.list(SCOPE, filter=f"roleName eq 'Py operator {RUN}'")], [name])
    roles.role_definitions.delete(SCOPE, name)
with refused("a reader's write", "AuthorizationFailed"):
    ResourceManagementClient(credential("READER"), SUBSCRIPTION, **AT_ARM).resource_groups.create_or_update(
        GROUP, {"location": REGION})

with step("user_assigned_identities.create_or_update, list, delete"):
    identities = ManagedServiceIdentityClient(me, SUBSCRIPTION, **AT_ARM).user_assigned_identities
    same(bool(identities.create_or_update(GROUP, "id1", {"location": REGION}).principal_id), True)
    same([one.name for one in identities.list_by_resource_group(GROUP)], ["id1"])
    identities.delete(GROUP, "id1")
with step("registries.begin_create, list_credentials, regenerate_credential, begin_delete"):
    registries = ContainerRegistryManagementClient(me, SUBSCRIPTION, **AT_ARM).registries
    acr = f"pyacr{RUN}"
    made = registries.begin_create(
        GROUP, acr, {"location": REGION, "sku": {"name": "Basic"}, "admin_user_enabled": True}).result()
    same(made.login_server, os.environ["MLTWIN_REGISTRY_PATTERN"].replace("{name}", acr))
    before = registries.list_credentials(GROUP, acr)
    after = registries.regenerate_credential(GROUP, acr, {"name": "password"})
    same(before.username, acr)
    same(before.passwords[0].value == after.passwords[0].value, False)
    registries.begin_delete(GROUP, acr).wait()
with step("components.create_or_update, get, delete"):
    components = ApplicationInsightsManagementClient(me, SUBSCRIPTION, **AT_ARM).components
    components.create_or_update(GROUP, "ai1", {"location": REGION, "kind": "web", "application_type": "web"})
    same("InstrumentationKey=" in components.get(GROUP, "ai1").connection_string, True)
    components.delete(GROUP, "ai1")
with step("activity_logs.list"):
    logs = MonitorManagementClient(me, SUBSCRIPTION, **AT_ARM).activity_logs
    since = (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=1)).isoformat()
    wanted = f"eventTimestamp ge '{since}' and resourceGroupName eq '{GROUP}'"
    end = time.monotonic() + 10
    while "ScopeLocked" not in (seen := str([one.properties for one in logs.list(filter=wanted)])):
        if time.monotonic() > end:
            raise AssertionError("no refusal by a lock in: " + seen)
        time.sleep(0.2)

with step("resource_groups.begin_delete"):
    arm.resource_groups.begin_delete(GROUP).wait()
    same(arm.resource_groups.check_existence(GROUP), False)
with refused("resource_groups.get of what is not there", "ResourceGroupNotFound", ResourceNotFoundError):
    arm.resource_groups.get(GROUP)
