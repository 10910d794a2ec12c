"""
The entry script of MLflow models that bring none: what Azure ML generates for them. It loads the pickled model that the
flavors of MLmodel name, and calls predict() with the request's input_data.
"""
import json
import os
import pickle
import sys

from inference_server.http import AMLResponse

DESCRIPTION = "mlmodel.json"
TABLE = {"columns", "index", "data"}

model = None


class NoInput(Exception):
    """The request has no input_data that a model could take."""


def init():
    """
    Reads mlmodel.json in the folder where the script starts: the flavors of MLmodel as JSON, and its folder below that
    of the model.
    """
    global model
    with open(DESCRIPTION, encoding="utf-8") as file:
        description = json.load(file)
    model = load(description["flavors"], os.path.join(os.environ["AZUREML_MODEL_DIR"], description["folder"]))


def load(flavors, folder):
    pyfunc = flavors.get("python_function", {})
    if pyfunc.get("code"):
        sys.path.insert(0, os.path.join(folder, pyfunc["code"]))
    pickled = flavors.get("sklearn", {}).get("pickled_model") or pyfunc.get("model_path")
    if not pickled:
        raise ValueError("the MLflow model has neither the flavor sklearn nor a model_path; give it an entry script")
    path = os.path.realpath(os.path.join(folder, pickled))
    if not path.startswith(os.path.realpath(folder) + os.sep):
        raise ValueError("MLmodel names a file that is not of the model")
    with open(path, "rb") as file:
        loaded = pickle.load(file)
    if not callable(getattr(loaded, "predict", None)):
        raise TypeError("the pickled model has no predict()")
    return loaded


def run(raw_data):
    try:
        data = input_of(raw_data)
    except NoInput as refused:
        return AMLResponse({"message": str(refused)}, 400, json_str=True)
    return plain(model.predict(data))


def input_of(raw_data):
    """A table or array of input_data: split form, columns by name, rows, or records."""
    try:
        body = json.loads(raw_data)
    except ValueError:
        raise NoInput("The request's body is no JSON text") from None
    if not isinstance(body, dict) or "input_data" not in body:
        raise NoInput("The request's body must be a JSON object with the member input_data")
    data = body["input_data"]
    if isinstance(data, dict) and "data" in data and set(data) <= TABLE:
        return table(data["data"], data.get("columns"), data.get("index"))
    if isinstance(data, dict) and data:
        return columns(data)
    if isinstance(data, list) and data:
        return table(data, None, None) if isinstance(data[0], dict) else array(data)
    raise NoInput("input_data must be an object with columns, index and data, an object of columns, or a list of rows")


def table(rows, names, index):
    if not isinstance(rows, list) or not rows:
        raise NoInput("input_data needs rows in data")
    if names is not None and any(not isinstance(row, list) or len(row) != len(names) for row in rows):
        raise NoInput(f"each row of input_data must have {len(names)} values, as it has columns")
    pandas = module("pandas")
    if pandas is None:
        return [list(row.values()) if isinstance(row, dict) else row for row in rows]
    return pandas.DataFrame(rows, columns=names, index=index)


def columns(named):
    values = list(named.values())
    if any(not isinstance(column, list) or len(column) != len(values[0]) for column in values):
        raise NoInput("the columns of input_data must be lists of one length")
    pandas = module("pandas")
    return [list(row) for row in zip(*values)] if pandas is None else pandas.DataFrame(named)


def array(rows):
    numpy = module("numpy")
    try:
        return rows if numpy is None else numpy.array(rows)
    except ValueError:
        raise NoInput("the rows of input_data must have one length") from None


def module(name):
    try:
        return __import__(name)
    except ModuleNotFoundError:
        return None


def plain(answer):
    """What JSON can hold of an array, a series or a table."""
    if hasattr(answer, "to_dict") and hasattr(answer, "columns"):
        return answer.to_dict(orient="records")
    if isinstance(answer, (list, tuple)):
        return [plain(one) for one in answer]
    return answer.tolist() if hasattr(answer, "tolist") else answer
