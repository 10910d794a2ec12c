package io.mltwin.compute.artifacts;

import static io.mltwin.armweb.AzureException.badRequestIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.artifacts.ArtifactBody.ArtifactContentBody;
import io.mltwin.compute.snapshots.SnapshotPath;
import java.util.Map;

/** The id of an artifact, {@code {origin}/{container}/{path}}. */
record ArtifactId(ArtifactContainer container, String path) {

    private static final int PARTS = 3;

    /**
     * Reads an id.
     *
     * @throws AzureException 400 or 404 for another form, 501 for an origin that is not built
     */
    static ArtifactId parse(String id) {
        String[] parts = id == null ? new String[0] : id.split("/", PARTS);
        badRequestIf(
                parts.length < PARTS,
                "InvalidArtifactId",
                "The id '%s' of an artifact must be {origin}/{container}/{path}.",
                id);
        return new ArtifactId(ArtifactContainer.parse(parts[0], parts[1]), SnapshotPath.check(parts[2]));
    }

    ArtifactContentBody at(String contentUri) {
        return new ArtifactContentBody(contentUri, container.origin(), container.name(), path, Map.of());
    }

    /** The id, which is the name of its blob too. */
    @Override
    public String toString() {
        return container.prefix() + path;
    }
}
