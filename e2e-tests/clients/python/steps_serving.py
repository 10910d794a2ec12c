"""What the scripts about online endpoints begin with: a workspace with a registry, a model, code that serves it."""

import json
import pathlib
import tempfile

from azure.ai.ml import MLClient
from azure.ai.ml.entities import CodeConfiguration, ManagedOnlineDeployment, Model, OnlineRequestSettings, Workspace
from azure.mgmt.resource import ResourceManagementClient
from steps import AT_ARM, REGION, RUN, SUBSCRIPTION, credential

CLOUD = {"enable_telemetry": False, "show_progress": False, "logging_enable": False}
SCRIPT = """import json, os
def init():
    global weight
    with open(os.path.join(os.environ["AZUREML_MODEL_DIR"], "weight.txt")) as file:
        weight = int(file.read())
    print("init of", os.environ["NAME"])
def run(raw_data):
    asked = json.loads(raw_data)
    print("run of", os.environ["NAME"], asked.get("mark"))
    return {"name": os.environ["NAME"], "product": weight * asked["factor"]}
"""


class Serving:
    """A workspace of its own, in which version 1 of the model weight is a file that says 6."""

    def __init__(self, area):
        self.group, self.workspace, self.endpoint = f"py-{area}-{RUN}", f"{area}-ws-{RUN}", f"{area}-{RUN}"
        self.me = credential()
        registry = self.make_registry("py" + area + "".join(one for one in RUN if one.isalnum()))
        MLClient(self.me, SUBSCRIPTION, self.group, **CLOUD).workspaces.begin_create(
            Workspace(name=self.workspace, location=REGION, container_registry=registry)).result()
        self.client = MLClient(self.me, SUBSCRIPTION, self.group, self.workspace, **CLOUD)
        self.folder = pathlib.Path(tempfile.mkdtemp())
        (self.folder / "code").mkdir()
        (self.folder / "code" / "score.py").write_text(SCRIPT)
        (self.folder / "request.json").write_text(json.dumps({"factor": 7}))
        (self.folder / "weight.txt").write_text("6")
        self.client.models.create_or_update(Model(name="weight", version="1", path=str(self.folder / "weight.txt")))

    def make_registry(self, name):
        arm = ResourceManagementClient(self.me, SUBSCRIPTION, **AT_ARM)
        arm.resource_groups.create_or_update(self.group, {"location": REGION})
        registry = (f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{self.group}"
                    f"/providers/Microsoft.ContainerRegistry/registries/{name}")
        arm.resources.begin_create_or_update_by_id(registry, "2023-07-01", {
            "location": REGION, "sku": {"name": "Basic"}, "properties": {"adminUserEnabled": True}}).result()
        return registry

    def deployment(self, name, instances=1, endpoint=None):
        return ManagedOnlineDeployment(
            name=name, endpoint_name=endpoint or self.endpoint, model="azureml:weight:1",
            environment="azureml:AzureML-Python-3-Stdlib:1",
            code_configuration=CodeConfiguration(code=str(self.folder / "code"), scoring_script="score.py"),
            request_settings=OnlineRequestSettings(max_concurrent_requests_per_instance=8, request_timeout_ms=60000),
            instance_type="Standard_DS3_v2", instance_count=instances, environment_variables={"NAME": name})

    def deploy(self, name, instances=1, endpoint=None):
        return self.client.online_deployments.begin_create_or_update(self.deployment(name, instances, endpoint)).result()

    def invoke(self, endpoint=None, **more):
        answer = self.client.online_endpoints.invoke(
            endpoint or self.endpoint, request_file=str(self.folder / "request.json"), **more)
        return json.loads(answer)
