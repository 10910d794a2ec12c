/**
 * The packages of an environment that a user registered: asked for at compute-service, which has
 * them installed and pushes them to the workspace's registry as an image, and found there. Start
 * reading at {@link io.mltwin.scoring.registry.images.packages.EnvironmentImageClient}.
 */
package io.mltwin.scoring.registry.images.packages;
