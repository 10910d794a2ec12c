"""azure.ai.ml: MLClient registers files and folders as models and data, finds, downloads, archives and deletes them, as an Owner
without a role for data."""

import pathlib
import tempfile
import time

import requests
from azure.ai.ml import MLClient
from azure.ai.ml._artifacts._artifact_utilities import download_artifact_from_aml_uri
from azure.ai.ml.constants import AssetTypes, ListViewType
from azure.ai.ml.entities import Data, Model, NoneCredentialConfiguration, Workspace
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.mgmt.resource import ResourceManagementClient
from steps import ARM, AT_ARM, REGION, RUN, SUBSCRIPTION, credential, refused, same, step

GROUP, NAME = f"py-models-{RUN}", f"mo-ws-{RUN}"
me = credential()
arm = ResourceManagementClient(me, SUBSCRIPTION, **AT_ARM)
arm.resource_groups.create_or_update(GROUP, {"location": REGION})
cloud = {"enable_telemetry": False, "show_progress": False, "logging_enable": False}
outside = MLClient(me, SUBSCRIPTION, GROUP, **cloud)
workspace = outside.workspaces.begin_create(Workspace(name=NAME, location=REGION)).result()
client = MLClient(me, SUBSCRIPTION, GROUP, NAME, **cloud)


def reached_by(mode, by_identity):
    """Changes how the workspace's datastores are reached, and waits until they are."""
    workspace = outside.workspaces.get(NAME)
    workspace.system_datastores_auth_mode = mode
    changed = outside.workspaces.begin_update(workspace).result().system_datastores_auth_mode
    end = time.monotonic() + 30
    while isinstance(client.datastores.get("workspaceblobstore").credentials, NoneCredentialConfiguration) != by_identity:
        assert time.monotonic() < end, "the datastore is not reached by " + mode
        time.sleep(0.3)
    return changed


folder = pathlib.Path(tempfile.mkdtemp())
(folder / "weight.txt").write_text("6")
(folder / "parts").mkdir()
(folder / "parts" / "one.txt").write_text("1")
(folder / "parts" / "two.txt").write_text("22")

with step("models.create_or_update of a file"):
    made = client.models.create_or_update(
        Model(name="weight", path=str(folder / "weight.txt"), description="a number", tags={"run": RUN}))
    same([made.name, made.version, made.type, made.tags], ["weight", "1", "custom_model", {"run": RUN}])
with step("models.create_or_update of a folder"):
    made = client.models.create_or_update(Model(name="parts", version="7", path=str(folder / "parts")))
    same([made.name, made.version], ["parts", "7"])
with step("models.create_or_update makes the next version"):
    (folder / "weight.txt").write_text("7")
    same(client.models.create_or_update(Model(name="weight", path=str(folder / "weight.txt"))).version, "2")
with step("models.get, list, get of the latest"):
    same(client.models.get("weight", version="1").description, "a number")
    same(client.models.get("weight", label="latest").version, "2")
    same(sorted(one.name for one in client.models.list()), ["parts", "weight"])
    same(sorted(one.version for one in client.models.list(name="weight")), ["1", "2"])
with step("models.download of a file and of a folder"):
    client.models.download("weight", "1", download_path=str(folder / "down"))
    same([one.read_text() for one in (folder / "down").rglob("weight.txt")], ["6"])
    client.models.download("parts", "7", download_path=str(folder / "down"))
    same(sorted(one.name for one in (folder / "down" / "parts").rglob("*.txt")), ["one.txt", "two.txt"])
with step("data.create_or_update of a folder, download of its files"):
    rows = client.data.create_or_update(Data(name="rows", version="1", type=AssetTypes.URI_FOLDER, path=str(folder / "parts")))
    download_artifact_from_aml_uri(rows.path, str(folder / "rows"), client.datastores)
    same(sorted(one.name for one in (folder / "rows").rglob("*.txt")), ["one.txt", "two.txt"])
with step("datastores.get of the workspace's own with their keys"):
    same(workspace.system_datastores_auth_mode, "accessKey")
    for name in ("workspaceblobstore", "workspaceartifactstore"):
        same(bool(client.datastores.get(name, include_secrets=True).credentials.sas_token), True)
with step("workspaces.begin_update to datastores that are reached by identity"):
    same(reached_by("identity", True), "identity")
with refused("models.download without a role for data", "AuthorizationPermissionMismatch", HttpResponseError):
    client.models.download("weight", "1", download_path=str(folder / "refused"))
with step("workspaces.begin_update back to keys, models.download"):
    same(reached_by("accesskey", False), "accessKey")
    client.models.download("weight", "1", download_path=str(folder / "again"))
    same([one.read_text() for one in (folder / "again").rglob("weight.txt")], ["6"])
with step("models.archive, restore"):
    client.models.archive("weight", version="1")
    same([one.version for one in client.models.list(name="weight")], ["2"])
    same(len(list(client.models.list(name="weight", list_view_type=ListViewType.ALL))), 2)
    client.models.restore("weight", version="1")
    same(len(list(client.models.list(name="weight"))), 2)
with refused("models.create_or_update of files that are not there", "nowhere", HttpResponseError):
    client.models.create_or_update(Model(
        name="none", type=AssetTypes.CUSTOM_MODEL, path="azureml://datastores/workspaceblobstore/paths/nowhere/at/all"))
with refused("models.get of one that is not there", "NotFound", ResourceNotFoundError):
    client.models.get("none", version="1")
with step("the same models in model management (v1)"):
    services = requests.get(client.workspaces.get(NAME).discovery_url, timeout=30).json()
    models = requests.get(
        f"{services['modelmanagement']}/modelmanagement/v1.0{client.workspaces.get(NAME).id}/models", timeout=30,
        headers={"Authorization": "Bearer " + me.get_token(ARM + "/.default").token}).json()
    same(sorted(one["id"] for one in models["value"]), ["parts:7", "weight:1", "weight:2"])
