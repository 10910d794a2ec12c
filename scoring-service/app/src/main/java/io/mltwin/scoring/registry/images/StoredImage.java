package io.mltwin.scoring.registry.images;

import java.util.List;

/**
 * A built image, for a deployment.
 *
 * @param id {@code name:version}
 * @param registryArmId the registry it lies in
 */
public record StoredImage(String id, String registryArmId, String repository, String digest, List<String> modelIds) {}
