"""
The scoring script of MLflow models that bring none: what Azure ML generates for them. It reads each file of a mini batch
as a table, and returns a row for each of its rows: the number of the row, the prediction, the name of the file.
"""
import csv
import json
import os
import pickle
import sys

model = None


def init():
    global model
    with open("flavors.json", encoding="utf-8") as file:
        flavors = json.load(file)
    model = load(flavors, folder_of_mlmodel(os.environ["AZUREML_MODEL_DIR"]))


def folder_of_mlmodel(place):
    for folder, _, names in os.walk(place, followlinks=True):
        if "MLmodel" in names:
            return folder
    raise FileNotFoundError("the model has no file MLmodel")


def load(flavors, folder):
    pyfunc = flavors.get("python_function", {})
    if pyfunc.get("code"):
        sys.path.insert(0, os.path.join(folder, pyfunc["code"]))
    pickled = flavors.get("sklearn", {}).get("pickled_model") or pyfunc["model_path"]
    path = os.path.realpath(os.path.join(folder, pickled))
    if not path.startswith(os.path.realpath(folder) + os.sep):
        raise ValueError("MLmodel names a file that is not of the model")
    with open(path, "rb") as file:
        loaded = pickle.load(file)
    if not callable(getattr(loaded, "predict", None)):
        raise TypeError("the pickled model has no predict()")
    return loaded


def run(mini_batch):
    results = []
    for path in mini_batch:
        predictions = model.predict(table(path))
        if hasattr(predictions, "tolist"):
            predictions = predictions.tolist()
        name = os.path.basename(path)
        results += [line([row, prediction, name]) for row, prediction in enumerate(predictions)]
    return results


def table(path):
    pandas = module("pandas")
    kind = os.path.splitext(path)[1].lower()
    if kind in (".parquet", ".pqt") and pandas is not None:
        return pandas.read_parquet(path)
    if kind != ".csv":
        raise ValueError(f"{os.path.basename(path)} is no table: files end in .csv or .parquet")
    if pandas is not None:
        return pandas.read_csv(path)
    with open(path, newline="", encoding="utf-8") as file:
        return [[number(value) for value in row] for row in list(csv.reader(file))[1:]]


def number(text):
    try:
        return float(text)
    except ValueError:
        return text


def line(values):
    class Text(list):
        write = list.append

    text = Text()
    csv.writer(text, lineterminator="").writerow(values)
    return text[0]


def module(name):
    try:
        return __import__(name)
    except ModuleNotFoundError:
        return None
