package io.mltwin.scoring.registry.images.packages;

/**
 * Says whose packages an image gets: a version of an environment of its workspace.
 *
 * @param userId object id of the user or service principal who asked for the image
 */
public record EnvironmentPackages(String name, String version, String userId) {

    @Override
    public String toString() {
        return name + ":" + version;
    }
}
