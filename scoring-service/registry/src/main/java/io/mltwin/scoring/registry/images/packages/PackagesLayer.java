package io.mltwin.scoring.registry.images.packages;

import io.mltwin.scoring.registry.images.build.BaseImage;
import io.mltwin.scoring.registry.images.build.MountedLayer;
import java.util.Optional;

/**
 * The packages of an environment as a layer of its image in the registry.
 *
 * @param image digest of the environment's image
 * @param home of the virtual environment
 * @param sitePackages the folder of the packages, {@code …/python3.13/site-packages}
 */
public record PackagesLayer(MountedLayer layer, String image, String home, String sitePackages) {

    /** Of a base: the version of its Python, such as 3.13. */
    static final String LABEL_PYTHON = "io.mltwin.python";

    private static final String FOLDER = "/python";

    /**
     * Returns why Docker cannot run an image of the base and these packages; empty where it can,
     * and where the base does not say which Python it has.
     */
    public Optional<String> obstacle(BaseImage base) {
        String ofBase = base.configuration().label(LABEL_PYTHON);
        String own = python();
        return ofBase == null || ofBase.equals(own)
                ? Optional.empty()
                : Optional.of("The packages are for Python "
                        + own
                        + ", and the base has Python "
                        + ofBase
                        + ": the platform serves the image, but its container ends where"
                        + " Docker starts it. For one that Docker runs, name a base with"
                        + " Python "
                        + own
                        + " in mltwin.images.base, and build a new image.");
    }

    private String python() {
        int begin = sitePackages.lastIndexOf(FOLDER) + FOLDER.length();
        return sitePackages.substring(begin, sitePackages.indexOf('/', begin));
    }
}
