"""azure-mgmt-machinelearningservices: workspaces, computes and datastores by Resource Manager's own client."""

from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.mgmt.machinelearningservices import MachineLearningServicesMgmtClient
from azure.mgmt.resource import ResourceManagementClient
from steps import AT_ARM, REGION, RUN, SUBSCRIPTION, credential, refused, same, step

GROUP, NAME = f"py-workspaces-{RUN}", f"py-ws-{RUN}"
me = credential()
arm = ResourceManagementClient(me, SUBSCRIPTION, **AT_ARM)
ml = MachineLearningServicesMgmtClient(me, SUBSCRIPTION, **AT_ARM)
arm.resource_groups.create_or_update(GROUP, {"location": REGION})

with step("workspaces.begin_create_or_update"):
    made = ml.workspaces.begin_create_or_update(GROUP, NAME, {
        "location": REGION, "identity": {"type": "SystemAssigned"}, "properties": {"friendlyName": "Py"}}).result()
    same(made.provisioning_state, "Succeeded")
with step("workspaces.get, list_by_resource_group, list_by_subscription"):
    same(ml.workspaces.get(GROUP, NAME).identity.type, "SystemAssigned")
    same([one.name for one in ml.workspaces.list_by_resource_group(GROUP)], [NAME])
    same(NAME in [one.name for one in ml.workspaces.list_by_subscription()], True)
with step("workspaces.begin_update"):
    same(ml.workspaces.begin_update(GROUP, NAME, {"tags": {"a": "b"}}).result().tags, {"a": "b"})
with step("workspaces.list_keys, begin_resync_keys, begin_diagnose"):
    same(bool(ml.workspaces.list_keys(GROUP, NAME).user_storage_key), True)
    ml.workspaces.begin_resync_keys(GROUP, NAME).wait()
    same(ml.workspaces.begin_diagnose(GROUP, NAME, {"value": {}}).result().value.key_vault_results, [])

with step("compute.begin_create_or_update"):
    wanted = {"location": REGION, "properties": {"computeType": "AmlCompute", "properties": {
        "vmSize": "STANDARD_D2_V2", "scaleSettings": {"minNodeCount": 0, "maxNodeCount": 1}}}}
    same(ml.compute.begin_create_or_update(GROUP, NAME, "cpu", wanted).result().properties.provisioning_state, "Succeeded")
with step("compute.list, get, list_nodes, begin_update"):
    same([one.name for one in ml.compute.list(GROUP, NAME)], ["cpu"])
    same(list(ml.compute.list_nodes(GROUP, NAME, "cpu")), [])
    settings = {"properties": {"properties": {"scaleSettings": {"minNodeCount": 0, "maxNodeCount": 2}}}}
    ml.compute.begin_update(GROUP, NAME, "cpu", settings).wait()
    same(ml.compute.get(GROUP, NAME, "cpu").properties.properties.scale_settings.max_node_count, 2)
with step("compute.begin_create_or_update with a value in another case"):
    wanted = {"location": REGION, "properties": {"computeType": "AmlCompute", "properties": {
        "vmSize": "STANDARD_D2_V2", "vmPriority": "lowpriority", "scaleSettings": {"minNodeCount": 0, "maxNodeCount": 1}}}}
    made = ml.compute.begin_create_or_update(GROUP, NAME, "spot", wanted).result().properties
    same([made.compute_type, made.properties.vm_priority], ["AmlCompute", "LowPriority"])
    ml.compute.begin_delete(GROUP, NAME, "spot", "Delete").wait()
instance = f"py-x{RUN}"
with step("compute.begin_create_or_update of a compute instance, list, get"):
    wanted = {"location": REGION, "properties": {"computeType": "ComputeInstance", "properties": {"vmSize": "STANDARD_DS3_V2"}}}
    ml.compute.begin_create_or_update(GROUP, NAME, instance, wanted).wait()
    same(sorted(one.name for one in ml.compute.list(GROUP, NAME)), ["cpu", instance])
    seen = ml.compute.get(GROUP, NAME, instance).properties.properties
    same([seen.state, seen.application_sharing_policy, seen.ssh_settings.ssh_public_access], ["Running", "Shared", "Disabled"])
    mount = seen.data_mounts[0]
    same([mount.mount_state, mount.mount_action, mount.source_type, mount.error], ["Mounted", "Mount", "URI", None])
    same([mount.mounted_on is not None, ".file.core." in mount.source], [True, True])
with step("compute.begin_stop, begin_start, begin_restart"):
    ml.compute.begin_stop(GROUP, NAME, instance).wait()
    stopped = {one.name: one for one in ml.compute.list(GROUP, NAME)}[instance].properties.properties
    same([stopped.state, stopped.data_mounts[0].mount_state], ["Stopped", "Unmounted"])
    ml.compute.begin_start(GROUP, NAME, instance).wait()
    ml.compute.begin_restart(GROUP, NAME, instance).wait()
    last = ml.compute.get(GROUP, NAME, instance).properties.properties
    same([last.state, last.last_operation.operation_name], ["Running", "Restart"])
with refused("compute.begin_start of what runs", "StartComputeInstanceOnlyAllowedInStoppedState", HttpResponseError):
    ml.compute.begin_start(GROUP, NAME, instance)
with step("datastores.list, get, list_secrets"):
    same([one.name for one in ml.datastores.list(GROUP, NAME, is_default=True)], ["workspaceblobstore"])
    same(ml.datastores.get(GROUP, NAME, "workspaceblobstore").properties.datastore_type, "AzureBlob")
with step("compute.begin_delete"):
    ml.compute.begin_delete(GROUP, NAME, "cpu", "Delete").wait()
    ml.compute.begin_delete(GROUP, NAME, instance, "Delete").wait()
with step("workspaces.begin_delete"):
    ml.workspaces.begin_delete(GROUP, NAME).wait()
with refused("workspaces.get of what is not there", "ResourceNotFound", ResourceNotFoundError):
    ml.workspaces.get(GROUP, NAME)
arm.resource_groups.begin_delete(GROUP)
