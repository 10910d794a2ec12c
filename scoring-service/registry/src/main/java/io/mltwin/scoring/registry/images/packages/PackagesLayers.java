package io.mltwin.scoring.registry.images.packages;

import io.mltwin.armweb.AzureException;
import io.mltwin.scoring.registry.images.build.BaseImages.BaseImage;
import io.mltwin.scoring.registry.images.build.ImageConfiguration;
import io.mltwin.scoring.registry.images.build.ImageConfiguration.RootFileSystem;
import io.mltwin.scoring.registry.images.build.ImageManifest;
import io.mltwin.scoring.registry.images.build.ImageManifest.Descriptor;
import io.mltwin.scoring.registry.images.build.LayeredImage.MountedLayer;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.repositories.RegistryContent;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Finds the layer of an environment's image in the workspace's registry. Its manifest and
 * configuration are read; the layer, which may have gigabytes, is not.
 */
@Singleton
public record PackagesLayers(RegistryContent content) {

    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";

    /**
     * Returns the layer.
     *
     * @throws AzureException 500 for an image that is not in the registry, or is none of an
     *     environment: one layer
     */
    public PackagesLayer find(RegistryAccount registry, EnvironmentImage image) throws IOException {
        String name = registry.name() + "/" + image.repository() + "@" + image.digest();
        if (content.digest(registry, image.repository(), image.digest()).isEmpty()) {
            throw failed(name, "is not in the workspace's registry");
        }
        ImageManifest manifest = content.manifest(registry, image.repository(), image.digest(), ImageManifest.class);
        List<Descriptor> layers = manifest.layers();
        if (layers == null || layers.size() != 1 || !LAYER.equals(layers.get(0).mediaType())) {
            throw failed(name, "has not the one layer of an environment");
        }
        RootFileSystem rootfs = content.configuration(
                        registry, image.repository(), manifest.config().digest(), ImageConfiguration.class)
                .rootfs();
        List<String> diffIds = rootfs == null ? null : rootfs.diffIds();
        if (diffIds == null || diffIds.size() != 1) {
            throw failed(name, "has a configuration of another image");
        }
        return new PackagesLayer(
                new MountedLayer(image.repository(), layers.get(0), diffIds.get(0)),
                image.digest(),
                image.home(),
                image.sitePackages());
    }

    private static AzureException failed(String image, String why) {
        return new AzureException(
                500, "ImageBuildFailed", "The image %s, which compute-service named, %s.", image, why);
    }

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
}
