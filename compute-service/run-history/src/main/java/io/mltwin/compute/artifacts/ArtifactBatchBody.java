package io.mltwin.compute.artifacts;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.artifacts.ArtifactBody.ArtifactContentBody;
import java.util.List;
import java.util.Map;

/**
 * {@code BatchArtifactContentInformationResult}: what was asked for by id or path, and why some of
 * it is not there.
 */
public record ArtifactBatchBody(
        Map<String, ArtifactBody> artifacts,
        Map<String, ArtifactContentBody> artifactContentInformation,
        Map<String, ErrorBody> errors) {

    /** {@code ArtifactIdList}. */
    public record Ids(List<String> artifactIds) {}

    /** {@code ArtifactPathList}. */
    public record Paths(List<PathBody> paths) {}

    /** {@code ArtifactPath}. */
    public record PathBody(String path) {}

    /** {@code ErrorResponse}. */
    public record ErrorBody(RootErrorBody error) {

        static ErrorBody of(AzureException refusal) {
            return new ErrorBody(new RootErrorBody(
                    refusal.content().code(), refusal.content().message()));
        }
    }

    /** {@code RootError}. */
    public record RootErrorBody(String code, String message) {}
}
