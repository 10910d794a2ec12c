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

    /**
     * {@code ArtifactContentInformationDto}.
     *
     * @param contentUri the address of the blob; a signed one opens it, so it never reaches a log
     */
    public record ArtifactContentBody(
            String contentUri, String origin, String container, String path, Map<String, String> tags) {

        @Override
        public String toString() {
            return "content information of " + origin + "/" + container + "/" + path;
        }
    }
}
