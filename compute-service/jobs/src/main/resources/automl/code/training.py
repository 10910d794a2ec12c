"""A trial: trains a pipeline, validates it, logs its metrics and leaves its model."""

import importlib
import inspect
import logging
import os
import pathlib
import time
import warnings

import featurizing
import metrics
import models
import numpy
import run_history
from sklearn.model_selection import KFold, ShuffleSplit, StratifiedKFold, StratifiedShuffleSplit
from sklearn.pipeline import Pipeline

FEW_ROWS = 1000
MANY_ROWS = 20000
USUAL_SIZE = 0.1
SEED = 0


def train(settings, specification):
    warnings.filterwarnings("ignore", category=UserWarning)
    warnings.filterwarnings("ignore", category=FutureWarning)
    folder = pathlib.Path(os.environ["AZURE_ML_INPUT_" + featurizing.FEATURIZED])
    prepared = featurizing.read(folder / "featurizer.pkl")
    rows = featurizing.read(folder / "training_data.pkl")
    features, target = rows["features"], rows["target"]
    if settings["task"] == "classification" and target.dtype == object:
        target = target.astype(str)
    begin = time.monotonic()
    found = []
    for fitted, validated in splits(settings, folder, features, target):
        model = pipeline(specification, settings["cores"]).fit(*fitted)
        found.append(metrics.of(settings, model, *validated, target))
    scores = metrics.mean(found)
    if len(found) > 1:
        model = pipeline(specification, settings["cores"]).fit(features, target)
    seconds = time.monotonic() - begin
    metric = settings["primary_metric"]
    logging.info("%s is %s after %.2f s", metric, scores.get(metric), seconds)
    models.write(pathlib.Path("outputs"), Pipeline([("featurizer", prepared["featurizer"]), *model.steps]), prepared)
    run_history.log(scores)
    run_history.describe({"fit_time": f"{seconds:.6f}", "score": str(scores.get(metric, "NaN")),
                          "run_properties": ", ".join(str(step) for _, step in model.steps)})


def pipeline(specification, cores):
    """What the specification says, of scikit-learn alone."""
    steps = []
    for one in specification["objects"]:
        if not one["module"].startswith("sklearn."):
            raise ValueError(f"{one['module']} is no module of scikit-learn")
        kind = getattr(importlib.import_module(one["module"]), one["class_name"])
        arguments = dict(one["param_kwargs"])
        if "n_jobs" in inspect.signature(kind).parameters:
            arguments["n_jobs"] = cores
        if one["class_name"] == "MinMaxScaler":
            arguments["clip"] = True
        steps.append((one["class_name"].lower(), kind(*one["param_args"], **arguments)))
    return Pipeline(steps)


def splits(settings, folder, features, target):
    """Pairs of rows to fit and rows to validate."""
    if (folder / "validation_data.pkl").exists():
        rows = featurizing.read(folder / "validation_data.pkl")
        validation = rows["target"].astype(target.dtype) if target.dtype.kind != "U" else rows["target"].astype(str)
        return [((features, target), (rows["features"], validation))]
    splitter = chosen(settings, target)
    return [((features[fit], target[fit]), (features[check], target[check])) for fit, check in splitter.split(features, target)]


def chosen(settings, target):
    """Azure's rules for what a job does not say: ten folds of few rows, three of more, a part of many."""
    folds, size = settings.get("folds"), settings.get("validation_size")
    if folds is None and size is None:
        if len(target) > MANY_ROWS:
            size = USUAL_SIZE
        else:
            folds = 10 if len(target) < FEW_ROWS else 3
    counts = numpy.unique(target, return_counts=True)[1] if settings["task"] == "classification" else numpy.array([0])
    if size is None:
        folds = min(folds, len(target))
        return (StratifiedKFold if counts.min() >= folds else KFold)(n_splits=folds, shuffle=True, random_state=SEED)
    fits = counts.min() >= 2 and min(size, 1 - size) * len(target) >= len(counts)
    return (StratifiedShuffleSplit if fits else ShuffleSplit)(n_splits=folds or 1, test_size=size, random_state=SEED)
