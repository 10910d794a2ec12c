package io.mltwin.compute.environments.preparation;

/**
 * The two parts of an environment that say what is installed.
 *
 * @param image the base image; null where none is named
 */
public record EnvironmentSource(String image, CondaSpecification conda) {

    /** Returns whether it asks for anything. */
    public boolean isGiven() {
        return image != null || asksForPackages();
    }

    /** Tells whether it asks for packages. */
    public boolean asksForPackages() {
        return !conda.requirements().isEmpty();
    }
}
