/**
 * Images of web services: planned from models, a driver and an environment, built and pushed. Uses
 * models, operations and the registry as any client does. Start reading at {@link
 * io.mltwin.scoring.registry.images.ImageService}.
 */
package io.mltwin.scoring.registry.images;
