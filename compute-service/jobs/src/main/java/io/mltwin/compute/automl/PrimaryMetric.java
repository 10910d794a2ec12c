package io.mltwin.compute.automl;

import io.mltwin.encoding.AsciiCase;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code ClassificationPrimaryMetrics} and {@code RegressionPrimaryMetrics}. */
enum PrimaryMetric {
    AUC_WEIGHTED("Classification", "AUCWeighted", "AUC_weighted", true),
    ACCURACY("Classification", "Accuracy", "accuracy", true),
    NORM_MACRO_RECALL("Classification", "NormMacroRecall", "norm_macro_recall", true),
    AVERAGE_PRECISION_SCORE_WEIGHTED(
            "Classification", "AveragePrecisionScoreWeighted", "average_precision_score_weighted", true),
    PRECISION_SCORE_WEIGHTED("Classification", "PrecisionScoreWeighted", "precision_score_weighted", true),
    SPEARMAN_CORRELATION("Regression", "SpearmanCorrelation", "spearman_correlation", true),
    NORMALIZED_ROOT_MEAN_SQUARED_ERROR(
            "Regression", "NormalizedRootMeanSquaredError", "normalized_root_mean_squared_error", false),
    R2_SCORE("Regression", "R2Score", "r2_score", true),
    NORMALIZED_MEAN_ABSOLUTE_ERROR(
            "Regression", "NormalizedMeanAbsoluteError", "normalized_mean_absolute_error", false);

    private final String task;
    private final String azureName;
    private final String loggedName;
    private final boolean isMaximum;

    PrimaryMetric(String task, String azureName, String loggedName, boolean isMaximum) {
        this.task = task;
        this.azureName = azureName;
        this.loggedName = loggedName;
        this.isMaximum = isMaximum;
    }

    /** Returns the name under which trials log it. */
    String loggedName() {
        return loggedName;
    }

    /** Tells whether the highest score is the best. */
    boolean isMaximum() {
        return isMaximum;
    }

    /** Tells whether the first score is better than the second. */
    boolean isBetter(double score, double other) {
        return isMaximum ? score > other : score < other;
    }

    /** Finds the metric of a task with this name; empty for none. */
    static Optional<PrimaryMetric> find(AutoMLTask task, String name) {
        return of(task).filter(metric -> AsciiCase.equal(metric.azureName, name))
                .findFirst();
    }

    /** Returns the names of a task's metrics. */
    static List<String> names(AutoMLTask task) {
        return of(task).map(metric -> metric.azureName).toList();
    }

    private static Stream<PrimaryMetric> of(AutoMLTask task) {
        return Stream.of(values()).filter(metric -> metric.task.equals(task.azureName()));
    }
}
