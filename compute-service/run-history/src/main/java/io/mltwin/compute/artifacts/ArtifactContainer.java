package io.mltwin.compute.artifacts;

import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.armweb.AzureException.notBuilt;
import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.runs.RunId;
import java.util.regex.Pattern;

/**
 * Where artifacts belong: to a run ({@code ExperimentRun/dcid.{runId}}), or to an upload of a
 * client's ({@code LocalUpload/{name}}), such as the entry script of a web service.
 *
 * @param runId the run, null for an upload
 */
record ArtifactContainer(String origin, String name, String runId) {

    private static final String RUN = "ExperimentRun";
    private static final String UPLOAD = "LocalUpload";
    private static final Pattern UPLOAD_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,254}");

    static ArtifactContainer ofRun(String runId) {
        return new ArtifactContainer(RUN, "dcid." + runId, runId);
    }

    /**
     * Reads origin and container of a request.
     *
     * @throws AzureException 501 for an origin that is not built, 400 or 404 for a container of
     *     another form
     */
    static ArtifactContainer parse(String origin, String container) {
        return switch (origin) {
            case RUN -> {
                if (!container.startsWith("dcid.")) {
                    throw notFound("ArtifactContainerNotFound", "The container of a run's artifacts is dcid.{runId}.");
                }
                yield ofRun(RunId.check(container.substring("dcid.".length())));
            }
            case UPLOAD -> {
                badRequestIf(
                        !UPLOAD_NAME.matcher(container).matches(),
                        "InvalidArtifactContainer",
                        "The container of an upload has letters, digits, '_', '-' and '.' only.");
                yield new ArtifactContainer(UPLOAD, container, null);
            }
            default -> throw notBuilt("The artifact origin '%s'", origin);
        };
    }

    /** Prefix of its blobs in the container {@code azureml}. */
    String prefix() {
        return origin + "/" + name + "/";
    }
}
