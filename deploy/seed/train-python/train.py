"""Trains a classifier of breast tumours and logs what it reaches on data it has not seen.

    python3 train.py --data breast-cancer-wisconsin.csv [--penalty 1.0]

Logistic regression: by scikit-learn where it is installed, else by gradient descent with the standard library. The model goes to
outputs/model.json, and as ONNX to outputs/model.onnx with outputs/labels.json. It takes the 30 raw measurements: mean and standard
deviation of the training part are inside.
"""
import argparse
import csv
import datetime
import json
import math
import os
import random
import ssl
import struct
import sys
import time
import urllib.error
import urllib.request
import uuid

try:
    import sklearn
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler
except ImportError:
    sklearn = None

SEED = 20200923
TRAINING_SHARE = 0.7
EPOCHS = 200
LEARNING_RATE = 0.5
ATTEMPTS = 9
LABELS = ["benign", "malignant"]


def read(path):
    with open(path, newline="") as file:
        header, *lines = csv.reader(file)
    return header, [([float(cell) for cell in line[:-1]], line[-1]) for line in lines]


def scale_of(rows):
    columns = list(zip(*(row for row, _ in rows)))
    means = [math.fsum(column) / len(column) for column in columns]
    deviations = [
        math.sqrt(math.fsum((value - mean) ** 2 for value in column) / len(column))
        for column, mean in zip(columns, means)
    ]
    return means, deviations


def probability(model, row):
    """That the tumour is malignant."""
    margin = model["bias"] + sum(
        weight * (value - mean) / deviation
        for weight, value, mean, deviation in zip(model["weights"], row, model["mean"], model["deviation"])
    )
    return 1 / (1 + math.exp(-margin)) if margin > -700 else 0.0


def train(rows, features, penalty):
    """The penalty keeps weights small: lambda of an L2 regularization."""
    means, deviations, weights, bias = (descend if sklearn is None else fit)(rows, penalty)
    return {"labels": LABELS, "features": features, "mean": means, "deviation": deviations,
            "weights": weights, "bias": bias}


def fit(rows, penalty):
    print(f"scikit-learn {sklearn.__version__}", flush=True)
    scaler = StandardScaler()
    scaled = scaler.fit_transform([row for row, _ in rows])
    model = LogisticRegression(C=1 / penalty, max_iter=1000)
    model.fit(scaled, [LABELS.index(label) for _, label in rows])
    return scaler.mean_.tolist(), scaler.scale_.tolist(), model.coef_[0].tolist(), float(model.intercept_[0])


def descend(rows, penalty):
    means, deviations = scale_of(rows)
    scaled = [
        ([(value - mean) / deviation for value, mean, deviation in zip(row, means, deviations)],
         LABELS.index(label))
        for row, label in rows
    ]
    weights, bias = [0.0] * len(means), 0.0
    for epoch in range(1, EPOCHS + 1):
        gradient, bias_gradient, loss = [0.0] * len(weights), 0.0, 0.0
        for row, truth in scaled:
            guess = 1 / (1 + math.exp(-bias - sum(map(float.__mul__, weights, row))))
            loss -= math.log(max(guess if truth else 1 - guess, 1e-15))
            error = guess - truth
            bias_gradient += error
            gradient = [total + error * value for total, value in zip(gradient, row)]
        weights = [weight - LEARNING_RATE * (total + penalty * weight) / len(scaled)
                   for weight, total in zip(weights, gradient)]
        bias -= LEARNING_RATE * bias_gradient / len(scaled)
        if epoch % 50 == 0:
            print(f"epoch {epoch}: average loss {loss / len(scaled):.4f}", flush=True)
    return means, deviations, weights, bias


def field(number, value):
    """A field of a protocol buffer: a number, or text, bytes or a message with their length."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    content = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(content)) + content


def varint(number):
    result = bytearray()
    while number > 127:
        result.append(number & 127 | 128)
        number >>= 7
    return bytes(result) + bytes([number])


def message(*fields):
    return b"".join(field(number, value) for number, value in fields)


def onnx_of(model):
    """The model in ONNX's format, operator set 13: float "input" [batch, 30] to float "output" [batch, 2], a column a label."""
    width, floats = len(model["weights"]), 1

    def tensor(name, values, *dimensions):
        data = struct.pack(f"<{len(values)}f", *values)
        return message(*((1, one) for one in dimensions), (2, floats), (8, name), (9, data))

    def node(operator, inputs, output, *more):
        return message(*((1, one) for one in inputs), (2, output), (4, operator), *more)

    def matrix(name, columns):
        shape = message((1, message((2, "batch"))), (1, message((1, columns))))
        return message((1, name), (2, message((1, message((1, floats), (2, shape))))))

    graph = message(
        (1, node("Sub", ["input", "mean"], "centred")),
        (1, node("Div", ["centred", "deviation"], "scaled")),
        (1, node("MatMul", ["scaled", "weights"], "weighted")),
        (1, node("Add", ["weighted", "bias"], "margin")),
        (1, node("Sigmoid", ["margin"], "malignant")),
        (1, node("Sub", ["one", "malignant"], "benign")),
        (1, node("Concat", ["benign", "malignant"], "output", (5, message((1, "axis"), (3, 1), (20, 2))))),
        (2, "BreastCancerWisconsin"),
        (5, tensor("mean", model["mean"], width)),
        (5, tensor("deviation", model["deviation"], width)),
        (5, tensor("weights", model["weights"], width, 1)),
        (5, tensor("bias", [model["bias"]], 1)),
        (5, tensor("one", [1.0], 1)),
        (11, matrix("input", width)),
        (12, matrix("output", 2)))
    return message((1, 8), (2, "mltwin"), (7, graph), (8, message((1, ""), (2, 13))))


def accuracy_of(model, rows):
    right = sum(LABELS[probability(model, row) > 0.5] == label for row, label in rows)
    return right / len(rows)


def log_metric(name, value):
    """POST .../runs/{runId}/metrics of run history, as the run itself: with the run token."""
    token = os.environ.get("AZUREML_RUN_TOKEN")
    if not token:
        print("AZUREML_RUN_TOKEN is not set: not a submitted run, nothing logged")
        return
    run_id = os.environ["AZUREML_RUN_ID"]
    url = "{}/history/v1.0{}/experiments/{}/runs/{}/metrics".format(
        os.environ["AZUREML_RUN_HISTORY_SERVICE_ENDPOINT"].rstrip("/"),
        os.environ["AZUREML_WORKSPACE_SCOPE"], os.environ["AZUREML_ARM_PROJECT_NAME"], run_id)
    metric = {
        "runId": run_id, "metricId": str(uuid.uuid4()), "dataContainerId": f"dcid.{run_id}",
        "metricType": "azureml.v1.scalar",
        "createdUtc": datetime.datetime.now(datetime.timezone.utc).isoformat().replace("+00:00", "Z"),
        "name": name, "description": "", "label": "", "numCells": 1, "cells": [{name: value}],
        "schema": {"numProperties": 1, "properties": [{"propertyId": name, "name": name, "type": "float"}]},
    }
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    if "TRACEPARENT" in os.environ:
        headers["traceparent"] = os.environ["TRACEPARENT"]
    request = urllib.request.Request(url, json.dumps(metric).encode(), method="POST", headers=headers)
    context = ssl.create_default_context(cafile=os.environ.get("SSL_CERT_FILE"))
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context))
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with opener.open(request, timeout=30):
                print(f"logged metric {name} = {value}")
                return
        except urllib.error.HTTPError as error:
            failure = f"HTTP {error.code} {error.read().decode(errors='replace')}"
            if error.code < 500 and error.code != 429:
                sys.exit(f"run history refused the metric: {failure}")
        except OSError as error:
            failure = str(error)
        if attempt == ATTEMPTS:
            sys.exit(f"run history did not take the metric: {failure}")
        print(f"attempt {attempt} to log the metric failed ({failure}), trying again", flush=True)
        time.sleep(0.25 * 2 ** attempt)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", default="breast-cancer-wisconsin.csv")
    parser.add_argument("--penalty", type=float, default=1.0)
    arguments = parser.parse_args()
    header, rows = read(arguments.data)
    random.Random(SEED).shuffle(rows)
    cut = round(len(rows) * TRAINING_SHARE)
    training, held_out = rows[:cut], rows[cut:]
    print(f"{len(rows)} rows: {len(training)} to train on, {len(held_out)} held out", flush=True)

    model = train(training, header[:-1], arguments.penalty)
    accuracy = accuracy_of(model, held_out)
    print(f"held-out accuracy {accuracy:.4f} (training {accuracy_of(model, training):.4f})")

    os.makedirs("outputs", exist_ok=True)
    with open("outputs/model.json", "w") as file:
        json.dump(model, file, indent=1)
    with open("outputs/model.onnx", "wb") as file:
        file.write(onnx_of(model))
    with open("outputs/labels.json", "w") as file:
        json.dump(LABELS, file)
    with open("outputs/held-out.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([*row, label] for row, label in held_out)
    print("wrote outputs/model.json, outputs/model.onnx, outputs/labels.json, outputs/held-out.csv")
    log_metric("accuracy", accuracy)


if __name__ == "__main__":
    main()
