package io.mltwin.compute.artifacts;

import java.time.Instant;
import java.util.Map;

/** {@code ArtifactDto}. */
public record ArtifactBody(
        String artifactId,
        String origin,
        String container,
        String path,
        String etag,
        Instant createdTime,
        DataPath dataPath,
        Map<String, String> tags) {

    /** Where the content lies in the workspace's storage account. */
    public record DataPath(String dataStoreName, String relativePath) {}
}
