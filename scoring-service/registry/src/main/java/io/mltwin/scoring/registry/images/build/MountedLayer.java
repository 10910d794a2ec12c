package io.mltwin.scoring.registry.images.build;

/**
 * A layer that lies in another repository of the registry, from which an image takes it over
 * without a copy.
 *
 * @param diffId digest of the tar without compression
 */
public record MountedLayer(String repository, Descriptor descriptor, String diffId) {}
