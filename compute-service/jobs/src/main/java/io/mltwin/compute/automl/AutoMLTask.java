package io.mltwin.compute.automl;

import static io.mltwin.armweb.AzureException.settingNotBuilt;
import static io.mltwin.machinelearning.UserErrors.invalid;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import java.util.Set;
import java.util.stream.Stream;

/** {@code TaskType}, as far as there are learners for it. */
enum AutoMLTask {
    CLASSIFICATION("Classification", PrimaryMetric.AUC_WEIGHTED),
    REGRESSION("Regression", PrimaryMetric.NORMALIZED_ROOT_MEAN_SQUARED_ERROR);

    private static final String FIELD = "properties.taskDetails.taskType";
    private static final Set<String> OTHERS = Set.of(
            "forecasting",
            "imageclassification",
            "imageclassificationmultilabel",
            "imageobjectdetection",
            "imageinstancesegmentation",
            "textclassification",
            "textclassificationmultilabel",
            "textner");

    private final String azureName;
    private final PrimaryMetric usualMetric;

    AutoMLTask(String azureName, PrimaryMetric usualMetric) {
        this.azureName = azureName;
        this.usualMetric = usualMetric;
    }

    /** Returns the name as Azure spells it. */
    String azureName() {
        return azureName;
    }

    /** Returns the metric of a job that names none. */
    PrimaryMetric usualMetric() {
        return usualMetric;
    }

    /**
     * Parses a task.
     *
     * @throws AzureException 400 for none of Azure's, 501 for one that is not built
     */
    static AutoMLTask parse(String given) {
        return Stream.of(values())
                .filter(task -> AsciiCase.equal(task.azureName, given))
                .findFirst()
                .orElseThrow(() -> given != null && OTHERS.contains(AsciiCase.lower(given))
                        ? settingNotBuilt(
                                FIELD, "there are no learners for " + given, "Give Classification or Regression.")
                        : invalid(FIELD, FIELD + " is required: Classification or Regression."));
    }
}
