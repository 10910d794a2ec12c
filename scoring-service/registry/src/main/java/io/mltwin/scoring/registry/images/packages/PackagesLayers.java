package io.mltwin.scoring.registry.images.packages;

import io.mltwin.armweb.AzureException;
import io.mltwin.scoring.registry.images.build.Descriptor;
import io.mltwin.scoring.registry.images.build.ImageConfiguration;
import io.mltwin.scoring.registry.images.build.ImageConfiguration.RootFileSystem;
import io.mltwin.scoring.registry.images.build.ImageManifest;
import io.mltwin.scoring.registry.images.build.MountedLayer;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.repositories.RegistryContent;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;

/**
 * Finds the layer of an environment's image in the workspace's registry. Its manifest and
 * configuration are read; the layer, which may have gigabytes, is not.
 */
@Singleton
public class PackagesLayers {

    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";

    private final RegistryContent content;

    PackagesLayers(RegistryContent content) {
        this.content = content;
    }

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
}
