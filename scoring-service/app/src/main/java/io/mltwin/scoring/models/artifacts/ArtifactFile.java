package io.mltwin.scoring.models.artifacts;

/**
 * A file in the workspace's storage account, or in a datastore.
 *
 * @param path the artifact's path, {@code ExperimentRun/dcid.x/outputs/model.onnx}
 * @param length in bytes
 * @param place of the datastore that it lies in; null for the workspace's storage account, which
 *     the workspace's identity opens
 */
public record ArtifactFile(String path, String container, String blob, long length, ModelPlace place) {

    ArtifactFile(String path, String container, String blob, long length) {
        this(path, container, blob, length, null);
    }

    public String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
