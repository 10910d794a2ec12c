"""What a run tells run history about itself, with its own token."""

import json
import logging
import os
import time
import urllib.parse
import urllib.request


def log(values):
    """Logs metrics through MLflow's interface, all at once."""
    now = int(time.time() * 1000)
    points = [{"key": name, "value": value, "timestamp": now, "step": 0} for name, value in values.items()]
    send("POST", os.environ["MLFLOW_TRACKING_URI"] + "/api/2.0/mlflow/runs/log-batch",
         {"run_id": os.environ["AZUREML_RUN_ID"], "metrics": points, "params": [], "tags": []})


def describe(properties):
    """Sets properties of the run, each once."""
    run = urllib.parse.quote(os.environ["AZUREML_EXPERIMENT_SCOPE"] + "/runs/" + os.environ["AZUREML_RUN_ID"])
    send("PATCH", os.environ["AZUREML_RUN_HISTORY_SERVICE_ENDPOINT"] + "/history/v1.0" + run, {"properties": properties})


def send(method, url, body):
    request = urllib.request.Request(url, json.dumps(body).encode(), method=method, headers={
        "Authorization": "Bearer " + os.environ["AZUREML_RUN_TOKEN"], "Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        logging.debug("%s %s: %s", method, url, answer.status)
