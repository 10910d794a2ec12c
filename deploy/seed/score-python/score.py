"""Entry script of a web service, in Azure ML's form: init() once, run(raw_data) for each request.

    {"data": [[30 numbers], ...]}  ->  {"result": ["malignant", ...], "probabilities": [[benign, malignant], ...]}
"""
import json
import math
import os

model = None


def init():
    global model
    folder = os.environ["AZUREML_MODEL_DIR"]
    found = sorted(
        os.path.join(path, "model.json") for path, _, files in os.walk(folder) if "model.json" in files)
    if not found:
        raise FileNotFoundError(f"no model.json under {folder}")
    with open(found[0]) as file:
        model = json.load(file)
    print(f"loaded {found[0]}")


def run(raw_data):
    probabilities = [score(row) for row in json.loads(raw_data)["data"]]
    return {
        "result": [model["labels"][row.index(max(row))] for row in probabilities],
        "probabilities": probabilities,
    }


def score(row):
    width = len(model["weights"])
    if len(row) != width:
        raise ValueError(f"a row needs {width} measurements, this one has {len(row)}")
    margin = model["bias"] + sum(
        weight * (value - mean) / deviation
        for weight, value, mean, deviation in zip(model["weights"], row, model["mean"], model["deviation"]))
    malignant = 1 / (1 + math.exp(-margin)) if margin > -700 else 0.0
    return [1 - malignant, malignant]
