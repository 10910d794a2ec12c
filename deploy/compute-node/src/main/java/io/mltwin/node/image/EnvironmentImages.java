package io.mltwin.node.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The images of environments in the container registry of a workspace. */
public interface EnvironmentImages {

    /** Of a workspace without registry, and of a machine that may not use it. */
    EnvironmentImages NONE = environment -> Optional.empty();

    /**
     * Returns the repository of an environment.
     *
     * @param environment its name, {@code azureml_} with a hash
     */
    Optional<Repository> find(String environment) throws IOException;

    /** The images of one environment, of which the newest is used. */
    interface Repository {

        /** Returns the image as {@code docker pull} names it. */
        String reference();

        boolean hasImage() throws IOException;

        /**
         * Tells whether this node is the one that builds now; no other one is told so meanwhile.
         */
        boolean claimBuild() throws IOException;

        void releaseBuild() throws IOException;

        /**
         * Tells compute-service which image the environment of the run has.
         *
         * @param pythonVersion major and minor version, such as 3.13
         */
        void report(String pythonVersion) throws IOException;

        void push(EnvironmentLayer layer, EnvironmentImage image) throws IOException;

        /** Fetches the layer with the virtual environment. */
        void pull(Path layer) throws IOException;
    }
}
