/**
 * The images of environments that scoring-service's deployments name: built by runs of the
 * experiment {@code prepare_image}. Uses environments, execution, runs and the workspace's
 * registry. Start reading at {@code EnvironmentImageService}.
 */
package io.mltwin.compute.environmentimages;
