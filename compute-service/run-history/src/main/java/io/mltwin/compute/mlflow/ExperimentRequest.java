package io.mltwin.compute.mlflow;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

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
