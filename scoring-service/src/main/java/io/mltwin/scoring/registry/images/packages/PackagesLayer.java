package io.mltwin.scoring.registry.images.packages;

import io.mltwin.scoring.registry.images.build.MountedLayer;

/**
 * The packages of an environment as a layer of its image in the registry.
 *
 * @param image digest of the environment's image
 * @param home of the virtual environment
 * @param sitePackages the folder of the packages
 */
public record PackagesLayer(MountedLayer layer, String image, String home, String sitePackages) {}
