package io.mltwin.scoring.models.artifacts;

/**
 * A file in a workspace's storage account.
 *
 * @param path the artifact's path, {@code ExperimentRun/dcid.x/outputs/model.onnx}
 * @param length in bytes
 */
public record ArtifactFile(String path, String container, String blob, long length) {

    public String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
