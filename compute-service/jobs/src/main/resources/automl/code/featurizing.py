"""Checks the table of a job, and turns its columns into numbers: missing ones are filled, categories become one column each."""

import json
import logging
import os
import pathlib
import pickle

import numpy
import pandas
import run_history
import tables
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

FEWEST_ROWS = 10
MOST_CATEGORIES = 50
FEATURIZED = "featurized_data"


def check(settings):
    """Setup: what cannot be trained on is refused before a trial begins."""
    rows = target_rows(settings, tables.read_input("training_data"))
    validation = tables.read_input("validation_data")
    if validation is not None:
        validation = target_rows(settings, validation)
        missing = [column for column in rows.columns if column not in validation.columns]
        if missing:
            raise tables.UserError(f"The validation data has no columns {missing}, which the training data has.")
    target = rows[settings["target"]]
    if len(rows) < FEWEST_ROWS:
        raise tables.UserError(f"The training data has {len(rows)} rows with a target; {FEWEST_ROWS} are needed.")
    if settings.get("folds") and settings.get("folds") > len(rows):
        raise tables.UserError(f"nCrossValidations is {settings['folds']}, and the training data has {len(rows)} rows.")
    if settings["task"] == "classification" and target.nunique() < 2:
        raise tables.UserError("The target column has one class; classification needs two.")
    if settings["task"] == "regression":
        for table in (rows, validation):
            if table is not None and not pandas.api.types.is_numeric_dtype(table[settings["target"]]):
                raise tables.UserError(f"The target column {settings['target']!r} has values that are no numbers.")
    numeric, categorical = columns(settings, rows)
    if not numeric and not categorical:
        raise tables.UserError("No column but the target tells rows apart.")
    problem = {"dataset_samples": len(rows), "dataset_features": rows.shape[1] - 1, "dataset_num_categorical": len(categorical),
               "is_sparse": False, "subsampling": False}
    if settings["task"] == "classification":
        problem["dataset_classes"] = int(target.nunique())
    logging.info("the table is fit: %s", problem)
    run_history.describe({"ProblemInfoJsonString": json.dumps(problem)})


def featurize(settings):
    """Writes the features of the tables, and what makes them out of rows, for all trials."""
    rows = target_rows(settings, tables.read_input("training_data"))
    validation = tables.read_input("validation_data")
    numeric, categorical = columns(settings, rows)
    featurizer = ColumnTransformer(
        [("numeric", SimpleImputer() if settings["featurizes"] else "passthrough", numeric),
         ("categorical", make_pipeline(SimpleImputer(strategy="constant", fill_value="missing", keep_empty_features=True),
                                       OneHotEncoder(handle_unknown="infrequent_if_exist", max_categories=MOST_CATEGORIES,
                                                     sparse_output=False)), categorical)],
        sparse_threshold=0)
    features = featurizer.fit_transform(prepared(rows, numeric, categorical)).astype(float)
    folder = pathlib.Path(os.environ["AZURE_ML_OUTPUT_" + FEATURIZED])
    write(folder / "featurizer.pkl", {"featurizer": featurizer, "numeric": numeric, "categorical": categorical})
    write(folder / "training_data.pkl", {"features": features, "target": rows[settings["target"]].to_numpy()})
    if validation is not None:
        validation = target_rows(settings, validation)
        write(folder / "validation_data.pkl",
              {"features": featurizer.transform(prepared(validation, numeric, categorical)).astype(float),
               "target": validation[settings["target"]].to_numpy()})
    logging.info("%d rows have %d features", *features.shape)


def target_rows(settings, rows):
    """The rows whose target is known."""
    if settings["target"] not in rows.columns:
        raise tables.UserError(f"The table has no column {settings['target']!r}; it has {list(rows.columns)}.")
    known = rows[rows[settings["target"]].notna()]
    if len(known) < len(rows):
        logging.warning("%d rows have no target and are left out", len(rows) - len(known))
    return known.reset_index(drop=True)


def columns(settings, rows):
    """The names of the numeric columns and of those with categories."""
    features = rows.drop(columns=[settings["target"]])
    numeric = [name for name in features.columns if pandas.api.types.is_numeric_dtype(features[name])]
    others = [name for name in features.columns if name not in numeric]
    if not settings["featurizes"]:
        unfit = others + [name for name in numeric if features[name].isna().any()]
        if unfit:
            raise tables.UserError(f"With featurization off every value is a number; the columns {unfit} have others.")
        return numeric, []
    numeric = [name for name in numeric if features[name].nunique(dropna=False) > 1 and features[name].notna().any()]
    categorical = []
    for name in others:
        distinct = features[name].nunique(dropna=False)
        if 1 < distinct < len(features):
            categorical.append(name)
        else:
            logging.warning("the column %s has one value, or one of its own in each row, and is left out", name)
    return numeric, categorical


def prepared(rows, numeric, categorical):
    """The columns of the features, with categories as texts."""
    missing = [name for name in numeric + categorical if name not in rows.columns]
    if missing:
        raise tables.UserError(f"The table has no columns {missing}.")
    table = rows[numeric + categorical].copy()
    for name in numeric:
        table[name] = pandas.to_numeric(table[name], errors="coerce").astype(float)
    for name in categorical:
        table[name] = table[name].map(str, na_action="ignore").astype(object).where(table[name].notna(), numpy.nan)
    return table


def write(file, content):
    with open(file, "wb") as out:
        pickle.dump(content, out, protocol=4)


def read(file):
    with open(file, "rb") as content:
        return pickle.load(content)
