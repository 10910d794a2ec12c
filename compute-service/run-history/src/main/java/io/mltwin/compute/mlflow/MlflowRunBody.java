package io.mltwin.compute.mlflow;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/** {@code Run} of MLflow. */
public record MlflowRunBody(Info info, Data data) {

    /** {@code RunInfo}; times in milliseconds. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Info(
            String runId,
            String runUuid,
            String runName,
            String experimentId,
            String userId,
            MlflowStatus status,
            Long startTime,
            Long endTime,
            String artifactUri,
            String lifecycleStage) {
        @Override
        public String toString() {
            return "run " + runId;
        }
    }

    /** {@code RunData}: of each metric the last value. */
    public record Data(List<MlflowMetricBody> metrics, List<KeyValueBody> params, List<KeyValueBody> tags) {}

    /** Answer of {@code runs/get} and {@code runs/create}. */
    public record One(MlflowRunBody run) {}

    /** Answer of {@code runs/update}. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Updated(Info runInfo) {}

    /** Answer of {@code runs/search}. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Page(List<MlflowRunBody> runs, String nextPageToken) {}

    /** Answer of {@code metrics/get-history}. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record History(List<MlflowMetricBody> metrics, String nextPageToken) {}

    /** {@code Param}, {@code RunTag} and {@code ExperimentTag} of MLflow. */
    public record KeyValueBody(String key, String value) {}

    /** {@code Metric} of MLflow; {@code timestamp} in milliseconds. */
    public record MlflowMetricBody(String key, Double value, Long timestamp, Long step) {}
}
