package io.mltwin.scoring.models.artifacts;

import io.mltwin.encoding.AsciiCase;

/**
 * A file or folder of a datastore, with what opens it for reading, as compute-service tells it.
 *
 * @param modelUri {@code azureml://subscriptions/…/datastores/{name}/paths/{path}}
 * @param jobName run that wrote it, or null
 * @param host virtual host of the storage account
 * @param path in the container
 * @param signature a shared access signature, or null
 * @param token a bearer token, or null
 */
public record ModelPlace(
        String modelUri,
        String datastore,
        String jobName,
        String host,
        String container,
        String path,
        String signature,
        String token) {

    private static final String ARTIFACT_STORE = "workspaceartifactstore";
    private static final String ARTIFACT = "aml://artifact/";

    /** As model management names it: artifacts by their path, all else by the URI. */
    public String url() {
        return AsciiCase.equal(datastore, ARTIFACT_STORE) ? ARTIFACT + path : modelUri;
    }

    @Override
    public String toString() {
        return modelUri;
    }
}
