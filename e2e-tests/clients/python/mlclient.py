"""azure.ai.ml: MLClient makes a workspace by a template, a cluster in it, and sees what is there."""

import contextlib
import io
import os
import pathlib
import socket
import tempfile
import time

from azure.ai.ml import Input, MLClient, Output, command, dsl
from azure.ai.ml.constants import ListViewType
from azure.ai.ml.entities import AccountKeyConfiguration, AmlCompute, AmlComputeSshSettings, AzureBlobDatastore
from azure.ai.ml.entities import AzureOpenAIConnection
from azure.ai.ml.entities import CommandComponent, ComputeInstance, CronTrigger, Data, Environment, JobSchedule
from azure.ai.ml.entities import PatTokenConfiguration, Workspace, WorkspaceConnection
from azure.ai.ml.sweep import Choice
from azure.core.exceptions import ResourceNotFoundError
from azure.mgmt.resource import ResourceManagementClient
from steps import AT_ARM, REGION, RUN, SUBSCRIPTION, credential, refused, same, step

GROUP, NAME = f"py-mlclient-{RUN}", f"ml-ws-{RUN}"
me = credential()
arm = ResourceManagementClient(me, SUBSCRIPTION, **AT_ARM)
arm.resource_groups.create_or_update(GROUP, {"location": REGION})
cloud = {"enable_telemetry": False, "show_progress": False, "logging_enable": False}


def ended(name, status):
    end = time.monotonic() + 60
    while (now := client.jobs.get(name).status) not in ("Completed", "Failed", "Canceled") and time.monotonic() < end:
        time.sleep(0.3)
    same(now, status)


def streamed(name):
    """What the client prints until the job has ended."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        client.jobs.stream(name)
    return printed.getvalue()


with step("MLClient by ARM_CLOUD_METADATA_URL"):
    outside = MLClient(me, SUBSCRIPTION, GROUP, **cloud)
    same(outside._base_url.rstrip("/"), os.environ["MLTWIN_ARM_URL"])
with step("workspaces.begin_create"):
    wanted = Workspace(name=NAME, location=REGION, display_name="Made by MLClient", tags={"run": RUN})
    same(outside.workspaces.begin_create(wanted).result().display_name, "Made by MLClient")
with step("workspaces.get, list"):
    seen = outside.workspaces.get(NAME)
    same(seen.tags["run"], RUN)
    same([one.name for one in outside.workspaces.list()], [NAME])
with step("workspaces.begin_create without public network access, begin_delete"):
    closed = Workspace(name=NAME + "-closed", location=REGION, public_network_access="Disabled")
    same(outside.workspaces.begin_create(closed).result().public_network_access, "Disabled")
    outside.workspaces.begin_delete(NAME + "-closed", delete_dependent_resources=True, permanently_delete=True).wait()
with step("workspaces.begin_update"):
    seen.description = "Changed by MLClient"
    same(outside.workspaces.begin_update(seen).result().description, "Changed by MLClient")
with step("workspaces.get_keys, begin_sync_keys, begin_diagnose"):
    same(bool(outside.workspaces.get_keys(NAME).user_storage_key), True)
    outside.workspaces.begin_sync_keys(NAME).wait()
    same(outside.workspaces.begin_diagnose(NAME).result().key_vault_results, [])

client = MLClient(me, SUBSCRIPTION, GROUP, NAME, **cloud)
with step("compute.begin_create_or_update"):
    wanted = AmlCompute(name="cpu", size="STANDARD_D2_V2", min_instances=0, max_instances=1)
    same(client.compute.begin_create_or_update(wanted).result().provisioning_state, "Succeeded")
with step("compute.get, list, begin_update"):
    cluster = client.compute.get("cpu")
    same([one.name for one in client.compute.list()], ["cpu"])
    cluster.max_instances = 2
    same(client.compute.begin_update(cluster).result().max_instances, 2)
instance = f"ml-x{RUN}"
with step("compute.begin_create_or_update with ssh_settings, list_nodes, begin_delete"):
    wanted = AmlCompute(name="login", size="STANDARD_DS2_V2", min_instances=1, max_instances=1, ssh_public_access_enabled=True,
                        ssh_settings=AmlComputeSshSettings(admin_username="azureuser", admin_password="Str0ng-one"))
    made = client.compute.begin_create_or_update(wanted).result()
    same((made.ssh_settings.admin_username, made.ssh_settings.admin_password, made.ssh_public_access_enabled), ("azureuser", None, True))
    same(client.compute.begin_update(client.compute.get("login")).result().ssh_settings.admin_username, "azureuser")
    deadline = time.monotonic() + 90
    while not (node := next(iter(client.compute.list_nodes("login")), None)) or not node.port:
        assert time.monotonic() < deadline, "the node serves no SSH"
        time.sleep(0.3)
    with socket.create_connection((node.public_ip_address, node.port), timeout=30) as connection:
        same(connection.recv(8), b"SSH-2.0-")
    client.compute.begin_delete("login").wait()
with step("compute.begin_create_or_update of a compute instance, list of a type"):
    wanted = ComputeInstance(name=instance, size="STANDARD_DS3_V2", idle_time_before_shutdown_minutes=30)
    made = client.compute.begin_create_or_update(wanted).result()
    same([made.state, made.idle_time_before_shutdown_minutes, made.size], ["Running", 30, "STANDARD_DS3_V2"])
    same([one.name for one in client.compute.list(compute_type="ComputeInstance")], [instance])
with step("compute.begin_update of a compute instance"):
    made.idle_time_before_shutdown_minutes = 60
    same(client.compute.begin_update(made).result().idle_time_before_shutdown_minutes, 60)
with step("compute.begin_stop, begin_start, begin_restart"):
    client.compute.begin_stop(instance).wait()
    same([one.state for one in client.compute.list() if one.name == instance], ["Stopped"])
    client.compute.begin_start(instance).wait()
    client.compute.begin_restart(instance).wait()
    same(client.compute.get(instance).state, "Running")
    client.compute.begin_delete(instance).wait()
with step("datastores.get_default, list"):
    same(client.datastores.get_default().name, "workspaceblobstore")
    same(
        [one.name for one in client.datastores.list()],
        ["workspaceblobstore", "workspaceartifactstore", "workspacefilestore", "workspaceworkingdirectory"])
    same(client.datastores.get("workspacefilestore").file_share_name.startswith("azureml-filestore-"), True)
    same(client.datastores.get("workspaceartifactstore").container_name, "azureml")
with step("datastores.create_or_update, get with its secret, delete"):
    account = seen.storage_account.rsplit("/", 1)[1]
    key = AccountKeyConfiguration(account_key=client.workspaces.get_keys(NAME).user_storage_key)
    client.datastores.create_or_update(
        AzureBlobDatastore(name="mine", account_name=account, container_name="azureml", credentials=key))
    same(bool(client.datastores.get("mine", include_secrets=True).credentials.sas_token), True)
    client.datastores.delete("mine")
with step("connections.create_or_update, get, list of a type, delete"):
    token = PatTokenConfiguration(pat="not-to-be-shown")
    client.connections.create_or_update(
        WorkspaceConnection(name="repository", type="git", target="https://git.example.org", credentials=token))
    client.connections.create_or_update(
        AzureOpenAIConnection(name="model", azure_endpoint="https://llm.example.org", api_key="by-list-secrets-alone"))
    same(client.connections.get("repository").credentials.pat, None)
    same([one.name for one in client.connections.list(connection_type="git")], ["repository"])
    same(client.connections.get("model").credentials.key, None)
    same(client.connections.get("model", populate_secrets=True).credentials.key, "by-list-secrets-alone")
    client.connections.delete("repository")
    client.connections.delete("model")
    same(list(client.connections.list()), [])
with step("environments.get of the latest, list"):
    same(client.environments.get("AzureML-Python-3-Stdlib", label="latest").version, "1")
    same("AzureML-Tribuo-4.3" in [one.name for one in client.environments.list()], True)
with step("jobs.create_or_update of a command, get until it has run, list"):
    wanted = command(command="python3 -c 'print(6 * ${{inputs.factor}})'", inputs={"factor": 7}, compute="cpu",
                     environment="AzureML-Python-3-Stdlib@latest", experiment_name="first")
    job = client.jobs.create_or_update(wanted)
    ended(job.name, "Completed")
    same([one.name for one in client.jobs.list()], [job.name])
folder = pathlib.Path(tempfile.mkdtemp())
(folder / "rows").mkdir()
(folder / "rows" / "a.txt").write_text("4\n38\n")
(folder / "code" / "lib").mkdir(parents=True)
(folder / "code" / ".amlignore").write_text("notes.txt\n")
(folder / "code" / "notes.txt").write_text("stays here")
(folder / "code" / "lib" / "total.py").write_text("def total(rows):\n    return sum(int(row) for row in rows)\n")
(folder / "code" / "train.py").write_text("""import os, pathlib, sys
from lib.total import total
assert not os.path.exists("notes.txt")
rows, model = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
(model / "sum.txt").write_text(str(total((rows / "a.txt").read_text().split())))
""")
with step("data.create_or_update of a folder, get of the latest, list"):
    made = client.data.create_or_update(Data(name="rows", path=str(folder / "rows"), type="uri_folder"))
    same([made.version, made.type], ["1", "uri_folder"])
    same(client.data.get("rows", label="latest").path, made.path)
    same([one.name for one in client.data.list()], ["rows"])
(folder / "table").mkdir()
(folder / "table" / "MLTable").write_text("paths:\n  - file: ./a.txt\ntransformations:\n  - read_delimited:\n      delimiter: ','\n")
(folder / "table" / "a.txt").write_text("a,b\n1,2\n")
with step("data.create_or_update of a table, archive, restore"):
    made = client.data.create_or_update(Data(name="table", version="1", path=str(folder / "table"), type="mltable"))
    same(client.data.get("table", version="1").type, "mltable")
    client.data.archive("table", version="1")
    same([one.version for one in client.data.list("table")], [])
    client.data.restore("table", version="1")
    same([one.version for one in client.data.list("table")], ["1"])
with step("components.create_or_update, get, list"):
    wanted = CommandComponent(
        name="train", version="1", command="python train.py ${{inputs.rows}} ${{outputs.model}}",
        code=str(folder / "code"), environment="azureml:AzureML-Python-3-Stdlib:1",
        inputs={"rows": {"type": "uri_folder"}}, outputs={"model": {"type": "uri_folder"}})
    same(client.components.create_or_update(wanted).name, "train")
    same(client.components.get("train", version="1").command, wanted.command)
    same([one.name for one in client.components.list()], ["train"])
with refused("data.create_or_update of another path under a version", "Asset paths cannot be updated", Exception):
    client.data.create_or_update(Data(name="rows", version="1", path=str(folder / "table"), type="uri_folder"))
with step("jobs.create_or_update with code, an input and an output that becomes data"):
    wanted = command(code=str(folder / "code"), command="python train.py ${{inputs.rows}} ${{outputs.model}}",
                     inputs={"rows": Input(type="uri_folder", path="rows@latest")},
                     outputs={"model": Output(type="uri_folder", name="sums", version="5")},
                     compute="cpu", environment="AzureML-Python-3-Stdlib@latest")
    job = client.jobs.create_or_update(wanted)
    ended(job.name, "Completed")
    same(client.data.get("sums", version="5").path, client.jobs.get(job.name).outputs["model"].path)
with step("jobs.create_or_update of the same code, with the output as input"):
    wanted = command(code=str(folder / "code"), command="test $(cat ${{inputs.sums}}/sum.txt) = 42",
                     inputs={"sums": Input(type="uri_folder", path="azureml:sums:5", mode="download")},
                     compute="cpu", environment="AzureML-Python-3-Stdlib@latest")
    job = client.jobs.create_or_update(wanted)
    ended(job.name, "Completed")
with step("environments.create_or_update of a conda file, get"):
    (folder / "conda.yml").write_text("name: own\ndependencies:\n  - python=3.11\n  - pip\n")
    own = Environment(name="own", version="1", conda_file=str(folder / "conda.yml"),
                      image="mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu20.04:latest")
    same(client.environments.create_or_update(own).version, "1")
    same(client.environments.get("own", version="1").conda_file["dependencies"], ["python=3.11", "pip"])
with step("jobs.create_or_update in that environment, jobs.stream until its end"):
    wanted = command(code=str(folder / "code"), command="echo begun; python train.py ${{inputs.rows}} ${{outputs.model}};"
                     " echo ${{inputs.factor}} >outputs/factor.txt; sleep 3; echo ended",
                     inputs={"rows": Input(type="uri_folder", path="azureml:rows:1"), "factor": 0.5},
                     outputs={"model": Output(type="uri_folder")}, compute="cpu", environment="azureml:own:1",
                     experiment_name="quickstart", display_name="Quickstart")
    job = client.jobs.create_or_update(wanted)
    printed = streamed(job.name)
    for line in ("RunId: " + job.name, "Streaming user_logs/std_log.txt", "begun", "ended", "Execution Summary"):
        same(line in printed.splitlines(), True)
    same("Step 1/4" in printed, False)
    same(client.jobs.get(job.name).status, "Completed")
with step("jobs.download of the default output, of a named one, of all"):
    client.jobs.download(job.name, download_path=folder / "default")
    same((folder / "default" / "artifacts" / "outputs" / "factor.txt").read_text(), "0.5\n")
    same("begun" in (folder / "default" / "artifacts" / "user_logs" / "std_log.txt").read_text(), True)
    client.jobs.download(job.name, download_path=folder / "again", output_name="default")
    same((folder / "again" / "artifacts" / "outputs" / "factor.txt").exists(), True)
    client.jobs.download(job.name, download_path=folder / "named", output_name="model")
    same((folder / "named" / "named-outputs" / "model" / "sum.txt").read_text(), "42")
    client.jobs.download(job.name, download_path=folder / "all", all=True)
    same((folder / "all" / "named-outputs" / "model" / "sum.txt").exists(), True)
    same((folder / "all" / "artifacts" / "outputs" / "factor.txt").exists(), True)
with step("jobs.download of what a failed job printed"):
    failing = client.jobs.create_or_update(command(command="echo on the way; exit 3", compute="cpu",
                                                   environment="azureml:AzureML-Python-3-Stdlib:1"))
    ended(failing.name, "Failed")
    client.jobs.download(failing.name, download_path=folder / "failed", all=True)
    same((folder / "failed" / "artifacts" / "user_logs" / "std_log.txt").read_text(), "on the way\n")
with refused("jobs.stream of a failed job", "exited with code 3", Exception):
    streamed(failing.name)
(folder / "trial").mkdir()
(folder / "trial" / "trial.py").write_text("""import json, os, sys, urllib.request
body = {"run_id": os.environ["MLFLOW_RUN_ID"], "key": "score", "value": float(sys.argv[1]), "timestamp": 1}
request = urllib.request.Request(
    os.environ["MLFLOW_TRACKING_URI"] + "/api/2.0/mlflow/runs/log-metric", json.dumps(body).encode(),
    {"Authorization": "Bearer " + os.environ["MLFLOW_TRACKING_TOKEN"], "Content-Type": "application/json"})
print(urllib.request.urlopen(request).status, open("outputs/score.txt", "w").write(sys.argv[1]))
""")
with step("jobs.create_or_update of a sweep, jobs.list of its trials, download of the best"):
    trial = command(code=str(folder / "trial"), command="python3 trial.py ${{inputs.rate}}", inputs={"rate": 0.1},
                    environment="azureml:AzureML-Python-3-Stdlib:1")
    sweep = trial(rate=Choice([0.1, 0.9])).sweep(
        sampling_algorithm="grid", primary_metric="score", goal="maximize", compute="cpu")
    sweep.set_limits(max_total_trials=2, max_concurrent_trials=1)
    sweep = client.jobs.create_or_update(sweep)
    ended(sweep.name, "Completed")
    same(len(list(client.jobs.list(parent_job_name=sweep.name))), 2)
    client.jobs.download(sweep.name, download_path=folder / "best")
    same((folder / "best" / "artifacts" / "outputs" / "score.txt").read_text(), "0.9")
with step("jobs.create_or_update of a pipeline of two components, stream, list and download of its steps"):
    check = CommandComponent(
        name="check", version="1", command="test $(cat ${{inputs.model}}/sum.txt) = ${{inputs.wanted}} && echo fine",
        environment="azureml:AzureML-Python-3-Stdlib:1",
        inputs={"model": {"type": "uri_folder"}, "wanted": {"type": "integer", "default": 42}})
    client.components.create_or_update(check)
    trains, checks = client.components.get("train", version="1"), client.components.get("check", version="1")

    @dsl.pipeline(default_compute="cpu", experiment_name="quickstart")
    def trained_and_checked(rows):
        made = trains(rows=rows)
        checks(model=made.outputs.model)

    wanted = trained_and_checked(Input(type="uri_folder", path="azureml:rows:1"))
    pipeline = client.jobs.create_or_update(wanted)
    same("RunId: " + pipeline.name in streamed(pipeline.name).splitlines(), True)
    same(client.jobs.get(pipeline.name).status, "Completed")
    parts = {one.name.removeprefix(pipeline.name + "_"): one.name
             for one in client.jobs.list(parent_job_name=pipeline.name)}
    same(sorted(parts), ["check", "made"])
    client.jobs.download(parts["made"], download_path=folder / "step", output_name="model")
    same((folder / "step/named-outputs/model/sum.txt").read_text().strip(), "42")
with step("schedules.begin_create_or_update, get, list, begin_disable, begin_delete"):
    nightly = JobSchedule(name="nightly", trigger=CronTrigger(expression="0 3 * * *"), create_job=wanted)
    same(client.schedules.begin_create_or_update(nightly).result().is_enabled, True)
    same(client.schedules.get("nightly").trigger.expression, "0 3 * * *")
    same([one.name for one in client.schedules.list()], ["nightly"])
    same(client.schedules.begin_disable("nightly").result().is_enabled, False)
    client.schedules.begin_delete("nightly").wait()
    same(list(client.schedules.list()), [])
with step("jobs.archive, list, restore"):
    client.jobs.archive(job.name)
    same(job.name in [one.name for one in client.jobs.list()], False)
    same([one.name for one in client.jobs.list(list_view_type=ListViewType.ARCHIVED_ONLY)], [job.name])
    client.jobs.restore(job.name)
    same(job.name in [one.name for one in client.jobs.list()], True)
with step("jobs.begin_cancel"):
    wanted = command(command="sleep 600", compute="cpu", environment="azureml:AzureML-Python-3-Stdlib:1")
    job = client.jobs.create_or_update(wanted)
    client.jobs.begin_cancel(job.name).wait()
    ended(job.name, "Canceled")
with refused("workspaces.get of what is not there", "ResourceNotFound", ResourceNotFoundError):
    outside.workspaces.get("none")
with step("compute.begin_delete"):
    client.compute.begin_delete("cpu").wait()
with step("workspaces.begin_delete"):
    outside.workspaces.begin_delete(NAME, delete_dependent_resources=False).wait()
arm.resource_groups.begin_delete(GROUP)
