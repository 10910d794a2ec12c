package io.mltwin.compute.mlflow;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.mltwin.compute.mlflow.MlflowRunBody.KeyValueBody;
import java.util.List;

/** {@code Experiment} of MLflow; its id is the one of run history. */
@JsonNaming(SnakeCaseStrategy.class)
public record MlflowExperimentBody(
        String experimentId,
        String name,
        String artifactLocation,
        String lifecycleStage,
        long lastUpdateTime,
        long creationTime,
        List<KeyValueBody> tags) {

    /** Answer of {@code experiments/create}. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Created(String experimentId) {}

    /** Answer of {@code experiments/get} and {@code get-by-name}. */
    public record One(MlflowExperimentBody experiment) {}

    /** Answer of {@code experiments/search} and {@code list}. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Page(List<MlflowExperimentBody> experiments, String nextPageToken) {}

    /** Requests about one experiment; each operation reads the fields that it has in MLflow. */
    @JsonNaming(SnakeCaseStrategy.class)
    record ExperimentRequest(
            String experimentId,
            String name,
            String newName,
            String artifactLocation,
            List<KeyValueBody> tags,
            String key,
            String value) {

        /** {@code SearchExperiments} and {@code ListExperiments}. */
        @JsonNaming(SnakeCaseStrategy.class)
        record Search(String filter, List<String> orderBy, String viewType, Integer maxResults, String pageToken) {}
    }
}
