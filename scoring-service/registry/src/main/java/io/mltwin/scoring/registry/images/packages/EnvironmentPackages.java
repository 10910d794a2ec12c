package io.mltwin.scoring.registry.images.packages;

/**
 * Says whose packages an image gets: a version of an environment of its workspace.
 *
 * @param userId object id of the user or service principal who asked for the image
 * @param tenantId of that user
 * @param userName as the activity log names that user
 */
public record EnvironmentPackages(String name, String version, String userId, String tenantId, String userName) {

    /** Without the user. */
    @Override
    public String toString() {
        return name + ":" + version;
    }
}
