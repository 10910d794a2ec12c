"""azure.ai.ml: MLClient scores a folder of CSV files by a batch endpoint on a cluster, and downloads the predictions."""

import contextlib
import io
import os
import pathlib
import subprocess
import tempfile

from azure.ai.ml import Input, MLClient
from azure.ai.ml.entities import AmlCompute, BatchEndpoint, BatchRetrySettings, CodeConfiguration, Data, Model
from azure.ai.ml.entities import ModelBatchDeployment, ModelBatchDeploymentSettings, Workspace
from azure.ai.ml.exceptions import JobException
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.mgmt.resource import ResourceManagementClient
from steps import AT_ARM, REGION, RUN, SUBSCRIPTION, credential, refused, same, step

GROUP, NAME, ENDPOINT = f"py-batch-{RUN}", f"ba-ws-{RUN}", f"batch-{RUN}"
me = credential()
arm = ResourceManagementClient(me, SUBSCRIPTION, **AT_ARM)
arm.resource_groups.create_or_update(GROUP, {"location": REGION})
cloud = {"enable_telemetry": False, "show_progress": False, "logging_enable": False}
MLClient(me, SUBSCRIPTION, GROUP, **cloud).workspaces.begin_create(Workspace(name=NAME, location=REGION)).result()
client = MLClient(me, SUBSCRIPTION, GROUP, NAME, **cloud)
client.compute.begin_create_or_update(
    AmlCompute(name="cpu", size="STANDARD_D2_V2", min_instances=0, max_instances=2)).result()

folder = pathlib.Path(tempfile.mkdtemp())
(folder / "weight.txt").write_text("6")
(folder / "rows").mkdir()
for number in range(1, 6):
    (folder / "rows" / f"{number}.csv").write_text(f"factor\n{number}\n")
(folder / "code").mkdir()
(folder / "code" / "score.py").write_text("""import csv, os
def init():
    global weight
    with open(os.path.join(os.environ["AZUREML_MODEL_DIR"], "weight.txt")) as file:
        weight = int(file.read())
def run(mini_batch):
    print("mini batch of", len(mini_batch))
    results = []
    for path in mini_batch:
        with open(path) as file:
            results += [f"{os.path.basename(path)},{weight * int(row['factor'])}" for row in csv.DictReader(file)]
    return results
""")


def deployment(name, **settings):
    return ModelBatchDeployment(
        name=name, endpoint_name=ENDPOINT, model="azureml:weight:1", environment="azureml:AzureML-Python-3-Stdlib:1",
        code_configuration=CodeConfiguration(code=str(folder / "code"), scoring_script="score.py"), compute="cpu",
        settings=ModelBatchDeploymentSettings(
            mini_batch_size=2, retry_settings=BatchRetrySettings(max_retries=1, timeout=60), **settings))


def streamed(name):
    """What the client prints until the job has ended."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        client.jobs.stream(name)
    return printed.getvalue()


def predictions(name, file="predictions.csv"):
    target = folder / f"of-{name}"
    client.jobs.download(name, download_path=target, output_name="score")
    return next(target.rglob(file)).read_text().splitlines()


client.models.create_or_update(Model(name="weight", path=str(folder / "weight.txt")))
with step("batch_endpoints.begin_create_or_update"):
    made = client.batch_endpoints.begin_create_or_update(BatchEndpoint(name=ENDPOINT, description="by MLClient")).result()
    same([made.name, made.provisioning_state], [ENDPOINT, "Succeeded"])
with step("batch_endpoints.get, list"):
    same(client.batch_endpoints.get(ENDPOINT).description, "by MLClient")
    same([one.name for one in client.batch_endpoints.list()], [ENDPOINT])
with step("batch_deployments.begin_create_or_update of two with code"):
    for name, file in (("blue", "predictions.csv"), ("green", "rows.txt")):
        made = client.batch_deployments.begin_create_or_update(deployment(name, output_file_name=file)).result()
        same([made.name, made.provisioning_state, made.output_file_name], [name, "Succeeded", file])
with step("batch_deployments.get, list"):
    seen = client.batch_deployments.get("blue", ENDPOINT)
    same([seen.mini_batch_size, seen.retry_settings.max_retries, seen.error_threshold], [2, 1, -1])
    same([one.name for one in client.batch_deployments.list(ENDPOINT)], ["blue", "green"])
with step("the default deployment"):
    endpoint = client.batch_endpoints.get(ENDPOINT)
    endpoint.defaults.deployment_name = "blue"
    same(client.batch_endpoints.begin_create_or_update(endpoint).result().defaults.deployment_name, "blue")
with step("batch_endpoints.invoke over a local folder, jobs.stream"):
    job = client.batch_endpoints.invoke(ENDPOINT, inputs={"rows": Input(type="uri_folder", path=str(folder / "rows"))})
    same("RunId: " + job.name in streamed(job.name).splitlines(), True)
    same(client.jobs.get(job.name).status, "Completed")
with step("jobs.list of its step, whose log tells three mini batches"):
    child = next(iter(client.jobs.list(parent_job_name=job.name)))
    same(child.display_name, "batchscoring")
    client.jobs.download(child.name, download_path=folder / "log", all=True)
    printed = next((folder / "log").rglob("std_log.txt")).read_text()
    same([printed.count("mini batch of 2"), printed.count("mini batch of 1")], [2, 1])
with step("jobs.download of the predictions"):
    same(predictions(job.name), [f"{number}.csv,{6 * number}" for number in range(1, 6)])
with step("batch_endpoints.invoke of one deployment over a data asset"):
    client.data.create_or_update(Data(name="rows", version="1", path=str(folder / "rows"), type="uri_folder"))
    second = client.batch_endpoints.invoke(ENDPOINT, deployment_name="green", input=Input(type="uri_folder", path="rows:1"))
    streamed(second.name)
    same(predictions(second.name, "rows.txt")[4], "5.csv,30")
(folder / "tree" / "code").mkdir(parents=True)
(folder / "tree" / "code" / "tenfold.py").write_text("""class Model:
    def predict(self, table):
        rows = table.values.tolist() if hasattr(table, "values") else table
        return [10 * float(row[0]) for row in rows]
""")
(folder / "tree" / "MLmodel").write_text("""flavors:
  python_function:
    loader_module: mlflow.pyfunc.model
    model_path: model.pkl
    code: code
""")
subprocess.run(["python3", "-c", "import pickle, tenfold; pickle.dump(tenfold.Model(), open('../model.pkl', 'wb'))"],
               cwd=folder / "tree" / "code", env={**os.environ, "PYTHONPATH": ""}, check=True)
with step("batch_deployments.begin_create_or_update of an MLflow model without a script, invoke"):
    client.models.create_or_update(Model(name="tree", path=str(folder / "tree"), type="mlflow_model"))
    client.batch_deployments.begin_create_or_update(ModelBatchDeployment(
        name="tree", endpoint_name=ENDPOINT, model="azureml:tree:1", compute="cpu",
        environment="azureml:AzureML-Python-3-Stdlib:1", settings=ModelBatchDeploymentSettings(mini_batch_size=10))).result()
    third = client.batch_endpoints.invoke(ENDPOINT, deployment_name="tree", input=Input(type="uri_folder", path="rows:1"))
    streamed(third.name)
    same(predictions(third.name)[1], "0,20.0,2.csv")
with step("batch_endpoints.invoke of a deployment on two nodes"):
    client.batch_deployments.begin_create_or_update(deployment("wide", instance_count=2)).result()
    wide = client.batch_endpoints.invoke(ENDPOINT, deployment_name="wide", input=Input(type="uri_folder", path="rows:1"))
    streamed(wide.name)
    same(sorted(one.name.removeprefix(wide.name) for one in client.jobs.list(parent_job_name=wide.name)),
         ["_batchscoring", "_batchscoring_1", "_batchscoring_2"])
    same(predictions(wide.name), [f"{number}.csv,{6 * number}" for number in range(1, 6)])
with step("a job with more failures than the errorThreshold fails"):
    (folder / "rows" / "6.csv").write_text("factor\nno number\n")
    client.batch_deployments.begin_create_or_update(deployment("strict", error_threshold=1)).result()
    fourth = client.batch_endpoints.invoke(
        ENDPOINT, deployment_name="strict", inputs={"rows": Input(type="uri_folder", path=str(folder / "rows"))})
    with contextlib.suppress(JobException):
        streamed(fourth.name)
    same(client.jobs.get(fourth.name).status, "Failed")
    child = next(iter(client.jobs.list(parent_job_name=fourth.name)))
    client.jobs.download(child.name, download_path=folder / "failed", all=True)
    printed = next((folder / "failed").rglob("std_log.txt")).read_text()
    same("2 files failed, more than the errorThreshold of 1" in printed, True)
    same("attempt 2 of 2" in printed, True)
with step("batch_endpoints.list_jobs, batch_deployments.list_jobs"):
    same({one.name for one in client.batch_endpoints.list_jobs(ENDPOINT)}, {job.name, second.name, third.name, wide.name, fourth.name})
    same([one.name for one in client.batch_deployments.list_jobs(ENDPOINT, name="green")], [second.name])
with refused("batch_endpoints.invoke over a datastore that is not there", "none", HttpResponseError):
    client.batch_endpoints.invoke(ENDPOINT, input=Input(type="uri_folder", path="azureml://datastores/none/paths/a/"))
with refused("batch_deployments.begin_delete of the default", "defaults.deploymentName", HttpResponseError):
    client.batch_deployments.begin_delete("blue", ENDPOINT).result()
with step("batch_deployments.begin_delete, batch_endpoints.begin_delete"):
    client.batch_deployments.begin_delete("green", ENDPOINT).wait()
    same([one.name for one in client.batch_deployments.list(ENDPOINT)], ["blue", "strict", "tree", "wide"])
    client.batch_endpoints.begin_delete(ENDPOINT).wait()
    same(list(client.batch_endpoints.list()), [])
with refused("batch_endpoints.get of one that is deleted", "ResourceNotFound", ResourceNotFoundError):
    client.batch_endpoints.get(ENDPOINT)
