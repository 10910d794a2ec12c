package io.mltwin.compute.environmentimages;

/**
 * How far the image of an environment is.
 *
 * @param status Building, Succeeded or Failed
 * @param runId the run of the experiment {@code prepare_image} that builds it or has built it; null
 *     where nothing is built
 * @param repository in the workspace's registry; with Succeeded alone, and null there where the
 *     environment installs nothing and so has no image
 * @param digest of the image's manifest, {@code sha256:} and 64 hexadecimal digits
 * @param home the folder of the virtual environment in the image
 * @param sitePackages the folder of its packages in the image
 * @param message the step now, or why it failed: pip's own words where pip failed
 */
public record EnvironmentImageBody(
        Status status,
        String runId,
        String repository,
        String digest,
        String home,
        String sitePackages,
        String message) {

    /** The states of an image. */
    public enum Status {
        Building,
        Succeeded,
        Failed
    }

    static EnvironmentImageBody building(String runId, String step) {
        return new EnvironmentImageBody(Status.Building, runId, null, null, null, null, step);
    }

    static EnvironmentImageBody failed(String runId, String reason) {
        return new EnvironmentImageBody(Status.Failed, runId, null, null, null, null, reason);
    }

    static EnvironmentImageBody succeeded(String runId, ReportedImage image) {
        return new EnvironmentImageBody(
                Status.Succeeded, runId, image.repository(), image.digest(), image.home(), image.sitePackages(), null);
    }

    /** Of an environment that installs nothing. */
    static EnvironmentImageBody withoutImage() {
        return new EnvironmentImageBody(Status.Succeeded, null, null, null, null, null, null);
    }
}
