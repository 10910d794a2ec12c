package io.mltwin.compute.environmentimages;

import java.util.Optional;

/**
 * The newest build of an image.
 *
 * @param runId that builds it or has built it
 * @param isAwaited whether the operation that asks waits for this build
 * @param image once the node has reported it
 */
record EnvironmentImageBuild(String runId, boolean isAwaited, Optional<ReportedImage> image) {}
