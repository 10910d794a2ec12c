"""azure.ai.ml: MLClient deploys a model twice behind an online endpoint, splits its traffic, scores, scales and reads logs."""

import json
import pathlib
import tempfile

import requests
from azure.ai.ml import MLClient
from azure.ai.ml.entities import CodeConfiguration, ManagedOnlineDeployment, ManagedOnlineEndpoint, Workspace
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.mgmt.resource import ResourceManagementClient
from azure.storage.blob import BlobServiceClient
from steps import ARM, AT_ARM, REGION, RUN, SUBSCRIPTION, credential, refused, same, step

GROUP, NAME, ENDPOINT = f"py-endpoints-{RUN}", f"ep-ws-{RUN}", f"ep-{RUN}"
REGISTRY = "pyep" + "".join(one for one in RUN if one.isalnum())
me = credential()
arm = ResourceManagementClient(me, SUBSCRIPTION, **AT_ARM)
arm.resource_groups.create_or_update(GROUP, {"location": REGION})
cloud = {"enable_telemetry": False, "show_progress": False, "logging_enable": False}
registry = (f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{GROUP}/providers/Microsoft.ContainerRegistry"
            f"/registries/{REGISTRY}")
arm.resources.begin_create_or_update_by_id(registry, "2023-07-01", {
    "location": REGION, "sku": {"name": "Basic"}, "properties": {"adminUserEnabled": True}}).result()
MLClient(me, SUBSCRIPTION, GROUP, **cloud).workspaces.begin_create(
    Workspace(name=NAME, location=REGION, container_registry=registry)).result()
client = MLClient(me, SUBSCRIPTION, GROUP, NAME, **cloud)

folder = pathlib.Path(tempfile.mkdtemp())
(folder / "code").mkdir()
(folder / "code" / "score.py").write_text("""import json, os
def init():
    global weight
    with open(os.path.join(os.environ["AZUREML_MODEL_DIR"], "weight.txt")) as file:
        weight = int(file.read())
    print("init of", os.environ["NAME"])
def run(raw_data):
    return {"name": os.environ["NAME"], "product": weight * json.loads(raw_data)["factor"]}
""")
(folder / "request.json").write_text(json.dumps({"factor": 7}))


def model():
    """Registers a file as a model, as version 1 of Azure ML's API does."""
    seen = client.workspaces.get(NAME)
    account = seen.storage_account.rsplit("/", 1)[1]
    key = client.workspaces.get_keys(NAME).user_storage_key
    blob = client.datastores.get("workspaceartifactstore")
    address = f"{blob.protocol}://{account}.blob.{blob.endpoint}"
    BlobServiceClient(address, credential=key).get_blob_client("azureml", "LocalUpload/m/weight.txt").upload_blob(b"6")
    services = requests.get(seen.discovery_url, timeout=30).json()
    token = me.get_token(ARM + "/.default").token
    made = requests.post(
        f"{services['modelmanagement']}/modelmanagement/v1.0{seen.id}/models", timeout=30,
        headers={"Authorization": "Bearer " + token},
        json={"name": "weight", "url": "aml://artifact/LocalUpload/m/weight.txt", "mimeType": "text/plain"})
    same(made.json().get("id"), "weight:1")


def deployment(name, instances=1):
    return ManagedOnlineDeployment(
        name=name, endpoint_name=ENDPOINT, model="azureml:weight:1", environment="azureml:AzureML-Python-3-Stdlib:1",
        code_configuration=CodeConfiguration(code=str(folder / "code"), scoring_script="score.py"),
        instance_type="Standard_DS3_v2", instance_count=instances, environment_variables={"NAME": name})


def invoke(**more):
    return json.loads(client.online_endpoints.invoke(ENDPOINT, request_file=str(folder / "request.json"), **more))


model()
with step("online_endpoints.begin_create_or_update"):
    wanted = ManagedOnlineEndpoint(name=ENDPOINT, auth_mode="key", description="by MLClient")
    same(client.online_endpoints.begin_create_or_update(wanted).result().provisioning_state, "Succeeded")
with step("online_endpoints.get, list"):
    endpoint = client.online_endpoints.get(ENDPOINT)
    same([endpoint.auth_mode, endpoint.identity.type, endpoint.traffic], ["key", "system_assigned", {}])
    same([one.name for one in client.online_endpoints.list()], [ENDPOINT])
with step("online_deployments.begin_create_or_update of two with code"):
    for name in ("blue", "green"):
        made = client.online_deployments.begin_create_or_update(deployment(name)).result()
        same([made.name, made.provisioning_state, made.instance_count], [name, "Succeeded", 1])
with step("online_deployments.get, list"):
    same(client.online_deployments.get("blue", ENDPOINT).environment_variables, {"NAME": "blue"})
    same([one.name for one in client.online_deployments.list(ENDPOINT)], ["blue", "green"])
with step("traffic of 90 and 10 percent, invoke"):
    endpoint = client.online_endpoints.get(ENDPOINT)
    endpoint.traffic = {"blue": 90, "green": 10}
    same(client.online_endpoints.begin_create_or_update(endpoint).result().traffic, {"blue": 90, "green": 10})
    answers = [invoke() for _ in range(20)]
    same({one["product"] for one in answers}, {42})
    same(sum(one["name"] == "blue" for one in answers) > 10, True)
with step("invoke of one deployment"):
    same(invoke(deployment_name="green"), {"name": "green", "product": 42})
with step("online_deployments.get_logs"):
    same("init of green" in client.online_deployments.get_logs("green", ENDPOINT, lines=50), True)
with step("online_deployments.begin_create_or_update scales"):
    same(client.online_deployments.begin_create_or_update(deployment("green", 2)).result().instance_count, 2)
    same("[instance 2] init of green" in client.online_deployments.get_logs("green", ENDPOINT, lines=50), True)
with step("online_endpoints.get_keys, begin_regenerate_keys"):
    before = client.online_endpoints.get_keys(ENDPOINT)
    client.online_endpoints.begin_regenerate_keys(ENDPOINT, key_type="secondary").wait()
    after = client.online_endpoints.get_keys(ENDPOINT)
    same([before.primary_key == after.primary_key, before.secondary_key == after.secondary_key], [True, False])
with refused("online_deployments.begin_delete of one with traffic", "90 percent", HttpResponseError):
    client.online_deployments.begin_delete("blue", ENDPOINT).result()
with step("online_deployments.begin_delete of one without"):
    endpoint = client.online_endpoints.get(ENDPOINT)
    endpoint.traffic = {"green": 100}
    client.online_endpoints.begin_create_or_update(endpoint).result()
    client.online_deployments.begin_delete("blue", ENDPOINT).wait()
    same([one.name for one in client.online_deployments.list(ENDPOINT)], ["green"])
    same(invoke()["name"], "green")
with step("online_endpoints.begin_delete"):
    client.online_endpoints.begin_delete(ENDPOINT).wait()
    same(list(client.online_endpoints.list()), [])
with refused("online_endpoints.get of one that is deleted", "ResourceNotFound", ResourceNotFoundError):
    client.online_endpoints.get(ENDPOINT)
