package io.mltwin.scoring.registry.images;

import java.util.List;

/**
 * A built image, for a deployment.
 *
 * @param id {@code name:version}
 * @param registryArmId the registry it lies in
 */
public record StoredImage(String id, String registryArmId, String repository, String digest, List<String> modelIds) {

    /** Fired inside the transaction that deletes an image; an observer may refuse it by throwing. */
    public record ImageDeleting(String workspaceKey, String imageId) {}
}
