/**
 * Makes images of layers and pushes them: the base, the layers above it, the configuration. Uses a
 * registry's data plane as any client does. Start reading at {@link
 * io.mltwin.scoring.registry.images.build.BaseImages} and {@link
 * io.mltwin.scoring.registry.images.build.LayerFile}.
 */
package io.mltwin.scoring.registry.images.build;
