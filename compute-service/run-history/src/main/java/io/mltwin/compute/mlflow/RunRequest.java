package io.mltwin.compute.mlflow;

import static io.mltwin.compute.mlflow.errors.MlflowErrors.invalidIf;
import static io.mltwin.encoding.Absence.isEmpty;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.mltwin.compute.mlflow.MlflowRunBody.KeyValueBody;
import io.mltwin.compute.mlflow.MlflowRunBody.MlflowMetricBody;
import java.util.List;

/** Requests about one run; each operation reads the fields that it has in MLflow. */
@JsonNaming(SnakeCaseStrategy.class)
record RunRequest(
        String runId,
        String runUuid,
        String experimentId,
        String runName,
        String status,
        Long startTime,
        Long endTime,
        String key,
        String value,
        List<MlflowMetricBody> metrics,
        List<KeyValueBody> params,
        List<KeyValueBody> tags) {

    /** The run it is about, by its newer or older name. */
    String requireRun() {
        return requireRun(runId, runUuid);
    }

    static String requireRun(String runId, String runUuid) {
        String run = isEmpty(runId) ? runUuid : runId;
        invalidIf(isEmpty(run), "Give run_id.");
        return run;
    }

    /** {@code LogMetric}. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Metric(String runId, String runUuid, String key, Double value, Long timestamp, Long step) {

        String requireRun() {
            return RunRequest.requireRun(runId, runUuid);
        }

        MlflowMetricBody metric() {
            return new MlflowMetricBody(key, value, timestamp, step);
        }
    }

    /** {@code LogModel}; what is known of the model is a text of JSON. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Model(String runId, String modelJson) {}

    /** {@code SearchRuns}. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Search(
            List<String> experimentIds,
            String filter,
            String runViewType,
            Integer maxResults,
            List<String> orderBy,
            String pageToken) {}
}
