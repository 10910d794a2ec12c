package io.mltwin.compute.metrics;

import static io.mltwin.armweb.AzureException.badRequest;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import java.util.List;
import java.util.Map;

/** Azure ML's documented limits of metrics ("Service limits in Azure Machine Learning"). */
final class MetricValidator {

    /** Rows of all metrics in one batch of run history. */
    static final int MOST_ROWS_OF_A_BATCH = 250;

    static final int MOST_NAMES = 50;
    static final long MOST_ROWS_OF_A_NAME = 1_000_000;
    private static final int MOST_COLUMNS = 15;
    private static final int LONGEST_TEXT = 255;

    private MetricValidator() {}

    static void validateBatch(List<MetricPoint> points) {
        int rows = points.stream().mapToInt(MetricPoint::rows).sum();
        if (rows > MOST_ROWS_OF_A_BATCH) {
            throw beyond("a batch has " + rows + " rows", MOST_ROWS_OF_A_BATCH);
        }
    }

    static void validate(MetricPoint point) {
        requireShort("the name of a metric", point.name());
        for (Map<String, JsonNode> cell : point.content().cells()) {
            if (cell.size() > MOST_COLUMNS) {
                throw beyond(
                        "a row of the metric '" + point.name() + "' has " + cell.size() + " columns", MOST_COLUMNS);
            }
            cell.forEach((column, value) -> {
                requireShort("a column of the metric '" + point.name() + "'", column);
                if (value != null && value.isTextual()) {
                    requireShort("a value of the metric '" + point.name() + "'", value.textValue());
                }
            });
        }
    }

    /** Refuses a run that has more names than Azure ML keeps. */
    static void validateNames(String runId, long names) {
        if (names > MOST_NAMES) {
            throw beyond("the run '" + runId + "' has " + names + " metric names", MOST_NAMES);
        }
    }

    /** Refuses a series that is longer than Azure ML keeps. */
    static void validateSeries(String name, long rows) {
        if (rows > MOST_ROWS_OF_A_NAME) {
            throw beyond("the metric '" + name + "' has " + rows + " rows", MOST_ROWS_OF_A_NAME);
        }
    }

    private static void requireShort(String what, String text) {
        if (text.length() > LONGEST_TEXT) {
            throw beyond(what + " has " + text.length() + " characters", LONGEST_TEXT);
        }
    }

    private static AzureException beyond(String what, long most) {
        return badRequest(
                "MetricLimitExceeded", "With this request %s, and Azure Machine Learning takes %s.", what, most);
    }
}
