package io.mltwin.scoring.registry.images.build;

import java.util.List;

/**
 * A base that lies in a workspace's registry, from which images take its layers over.
 *
 * @param repository that it lies in
 * @param digest of its manifest
 * @param isMinimal whether it is the smallest root file system, in which nothing can run
 */
public record BaseImage(
        String repository,
        String digest,
        ImageConfiguration configuration,
        List<Descriptor> layers,
        boolean isMinimal) {}
