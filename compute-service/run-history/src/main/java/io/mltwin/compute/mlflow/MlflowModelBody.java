package io.mltwin.compute.mlflow;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.mltwin.compute.mlflow.MlflowRunBody.KeyValueBody;
import java.util.List;

/** {@code RegisteredModel} of MLflow. */
@JsonNaming(SnakeCaseStrategy.class)
public record MlflowModelBody(
        String name,
        long creationTimestamp,
        long lastUpdatedTimestamp,
        String description,
        List<VersionBody> latestVersions,
        List<KeyValueBody> tags,
        List<AliasBody> aliases) {

    /** {@code RegisteredModelAlias}. */
    public record AliasBody(String alias, String version) {}

    /** {@code ModelVersion}; its files are there before it is, so it is ready at once. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record VersionBody(
            String name,
            String version,
            long creationTimestamp,
            long lastUpdatedTimestamp,
            String currentStage,
            String description,
            String source,
            String runId,
            String status,
            List<KeyValueBody> tags,
            List<String> aliases) {}

    /** Answer about one model. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record One(MlflowModelBody registeredModel) {}

    /** Answer of {@code registered-models/search} and {@code list}. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Page(List<MlflowModelBody> registeredModels, String nextPageToken) {}

    /** Answer about one version. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record OneVersion(VersionBody modelVersion) {}

    /** Answer of {@code model-versions/search} and {@code get-latest-versions}. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record VersionPage(List<VersionBody> modelVersions, String nextPageToken) {}

    /** Answer of {@code model-versions/get-download-uri}. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record DownloadUri(String artifactUri) {}
}
