"""The metrics of a model, with the names that Azure's automated ML logs them under."""

import numpy
import pandas
from sklearn import metrics
from sklearn.preprocessing import label_binarize


def of(settings, model, features, target, whole):
    """All metrics on some rows; the whole target says which classes, or which range, there are."""
    if settings["task"] == "classification":
        found = of_classification(model, features, target, numpy.unique(whole))
    else:
        found = of_regression(model.predict(features), target.astype(float), whole.astype(float))
    return {name: float(value) for name, value in found.items() if numpy.isfinite(value)}


def of_classification(model, features, target, classes):
    predicted = model.predict(features)
    recall = metrics.recall_score(target, predicted, average="macro", zero_division=0)
    chance = 1 / len(classes)
    found = {
        "accuracy": metrics.accuracy_score(target, predicted),
        "balanced_accuracy": recall,
        "f1_score_macro": metrics.f1_score(target, predicted, average="macro", zero_division=0),
        "f1_score_micro": metrics.f1_score(target, predicted, average="micro", zero_division=0),
        "f1_score_weighted": metrics.f1_score(target, predicted, average="weighted", zero_division=0),
        "matthews_correlation": metrics.matthews_corrcoef(target, predicted),
        "norm_macro_recall": max(0.0, (recall - chance) / (1 - chance)),
        "precision_score_macro": metrics.precision_score(target, predicted, average="macro", zero_division=0),
        "precision_score_weighted": metrics.precision_score(target, predicted, average="weighted", zero_division=0),
        "recall_score_macro": recall,
        "recall_score_weighted": metrics.recall_score(target, predicted, average="weighted", zero_division=0),
    }
    found.update(of_probabilities(probabilities(model, features, classes), target, classes))
    return found


def probabilities(model, features, classes):
    """A column a class, also for classes that the model has not seen."""
    columns = {name: number for number, name in enumerate(model.classes_)}
    given = model.predict_proba(features)
    return numpy.column_stack([given[:, columns[name]] if name in columns else numpy.zeros(len(given)) for name in classes])


def of_probabilities(given, target, classes):
    truth = label_binarize(target, classes=classes)
    if len(classes) == 2:
        truth = numpy.column_stack([1 - truth, truth])
    present = [number for number in range(len(classes)) if 0 < truth[:, number].sum() < len(truth)]
    found = {"log_loss": -numpy.mean(numpy.log(numpy.clip((truth * given).sum(axis=1), 1e-15, 1)))}
    if present:
        weights = truth[:, present].sum(axis=0)
        areas = [metrics.roc_auc_score(truth[:, number], given[:, number]) for number in present]
        precisions = [metrics.average_precision_score(truth[:, number], given[:, number]) for number in present]
        found["AUC_macro"] = numpy.mean(areas)
        found["AUC_weighted"] = numpy.average(areas, weights=weights)
        found["average_precision_score_macro"] = numpy.mean(precisions)
        found["average_precision_score_weighted"] = numpy.average(precisions, weights=weights)
    return found


def of_regression(predicted, target, whole):
    span = numpy.ptp(whole) or 1.0
    mean_absolute = metrics.mean_absolute_error(target, predicted)
    median_absolute = metrics.median_absolute_error(target, predicted)
    root_mean_squared = float(numpy.sqrt(metrics.mean_squared_error(target, predicted)))
    return {
        "explained_variance": metrics.explained_variance_score(target, predicted),
        "mean_absolute_error": mean_absolute,
        "median_absolute_error": median_absolute,
        "normalized_mean_absolute_error": mean_absolute / span,
        "normalized_median_absolute_error": median_absolute / span,
        "normalized_root_mean_squared_error": root_mean_squared / span,
        "r2_score": metrics.r2_score(target, predicted) if len(target) > 1 else numpy.nan,
        "root_mean_squared_error": root_mean_squared,
        "spearman_correlation": pandas.Series(predicted).rank().corr(pandas.Series(target).rank()),
    }


def mean(found):
    """The mean of each metric over the splits that have it."""
    names = sorted({name for one in found for name in one})
    return {name: float(numpy.mean([one[name] for one in found if name in one])) for name in names}
