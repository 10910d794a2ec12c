package io.mltwin.compute.mlflow;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/** {@code FileInfo} of MLflow: a file or a folder of artifacts. */
@JsonNaming(SnakeCaseStrategy.class)
public record MlflowFileBody(String path, boolean isDir, Long fileSize) {

    /** Answer of {@code artifacts/list}, and without {@code root_uri} of the artifact service. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Page(String rootUri, List<MlflowFileBody> files) {}
}
