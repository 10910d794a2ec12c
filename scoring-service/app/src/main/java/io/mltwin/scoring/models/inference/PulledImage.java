package io.mltwin.scoring.models.inference;

import static io.mltwin.armweb.AzureException.badRequestIf;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.container.ContainerException;
import io.mltwin.encoding.BoundedReader;
import io.mltwin.scoring.registry.archives.TarReader;
import io.mltwin.scoring.registry.images.ImageLayout;
import io.mltwin.scoring.registry.images.StoredImage;
import io.mltwin.scoring.registry.images.build.ImageConfiguration;
import io.mltwin.scoring.registry.images.build.ImageManifest;
import io.mltwin.scoring.registry.images.build.ImageManifest.Descriptor;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.registries.RegistryAccountService;
import io.mltwin.scoring.registry.repositories.RegistryContent;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * An image of the workspace's registry: its labels, and the files of its layers, decrypted as they
 * are pulled.
 */
final class PulledImage {

    private static final long MAX_UNPACKED = 512L * 1024 * 1024;
    private static final long MAX_PACKAGES = 4L * 1024 * 1024 * 1024;
    private static final int OWNER_RUNS = 0100;

    private final RegistryContent content;
    private final RegistryAccount registry;
    private final StoredImage image;
    private final ImageManifest manifest;
    private final ImageConfiguration config;

    private PulledImage(
            RegistryContent content,
            RegistryAccount registry,
            StoredImage image,
            ImageManifest manifest,
            ImageConfiguration config) {
        this.content = content;
        this.registry = registry;
        this.image = image;
        this.manifest = manifest;
        this.config = config;
    }

    /** Takes each file of an image. */
    interface FileVisitor {
        void file(String path, InputStream content) throws IOException;
    }

    /** Takes each file of the packages. */
    interface PackageVisitor {

        /**
         * Takes a file.
         *
         * @param path below the folder of the packages
         * @param runs whether it is a program
         */
        void file(String path, boolean runs, InputStream content) throws IOException;
    }

    /** Finds images in their registries. */
    @Singleton
    static class Puller {
        private final RegistryAccountService registries;
        private final RegistryContent content;

        Puller(RegistryAccountService registries, RegistryContent content) {
            this.registries = registries;
            this.content = content;
        }

        /**
         * The image as it is in the registry now.
         *
         * @throws AzureException 400 when the registry or the image in it is gone
         */
        PulledImage pull(StoredImage image) {
            RegistryAccount registry = registries.account(ArmResourceId.parse(image.registryArmId()));
            badRequestIf(
                    registry == null,
                    "ContainerRegistryNotFound",
                    "The image '%s' cannot be pulled: its registry '%s' does not exist any more.",
                    image.id(),
                    image.registryArmId());
            ImageManifest manifest =
                    content.manifest(registry, image.repository(), image.digest(), ImageManifest.class);
            try {
                return new PulledImage(
                        content,
                        registry,
                        image,
                        manifest,
                        content.configuration(
                                registry, image.repository(), manifest.config().digest(), ImageConfiguration.class));
            } catch (IOException e) {
                throw new UncheckedIOException("The configuration of the image " + image.id() + " cannot be read", e);
            }
        }
    }

    /** Returns a label, or null. */
    String label(String name) {
        return config.label(name);
    }

    /** Returns a variable of the image's environment, or null. */
    String variable(String name) {
        return config.variable(name, null);
    }

    /** Returns the variables of the environment that the image was built with. */
    Map<String, String> environmentVariables() {
        Map<String, String> variables = new TreeMap<>();
        String names = label(ImageLayout.LABEL_VARIABLES);
        if (names != null) {
            for (String name : names.split(",")) {
                String value = variable(name);
                if (value != null) {
                    variables.put(name, value);
                }
            }
        }
        return variables;
    }

    /** Returns what tells its packages from those of other images; null where it has none. */
    String packagesKey() {
        String layer = label(ImageLayout.LABEL_PACKAGES_LAYER);
        return layer == null ? null : registry.id() + "|" + layer;
    }

    /** Returns the folder of its packages, {@code …/python3.13/site-packages}. */
    String packagesFolder() {
        return label(ImageLayout.LABEL_PACKAGES);
    }

    /**
     * Walks through all files of the layers above the base's but its packages, in order; paths are
     * absolute.
     *
     * @throws ContainerException when it is too large to be unpacked
     */
    void visit(FileVisitor visitor) throws ContainerException {
        BoundedReader limit = limit(MAX_UNPACKED);
        String packages = label(ImageLayout.LABEL_PACKAGES_LAYER);
        int skipped = baseLayers();
        for (Descriptor layer : manifest.layers()) {
            if (skipped-- > 0 || layer.digest().equals(packages)) {
                continue;
            }
            visitLayer(layer, limit, (entry, tar) -> {
                if (entry.isFile()) {
                    visitor.file(path(entry), tar);
                }
            });
        }
    }

    /**
     * Walks through the files of its packages. Links are left out: pip makes none in them.
     *
     * @throws ContainerException when they are too large to be unpacked
     */
    void visitPackages(PackageVisitor visitor) throws ContainerException {
        BoundedReader limit = limit(MAX_PACKAGES);
        String folder = packagesFolder() + "/";
        String digest = label(ImageLayout.LABEL_PACKAGES_LAYER);
        for (Descriptor layer : manifest.layers()) {
            if (layer.digest().equals(digest)) {
                visitLayer(layer, limit, (entry, tar) -> {
                    String path = path(entry);
                    boolean isPlain = entry.isFile() && !entry.isSymbolicLink() && !entry.isLink();
                    if (isPlain && path.startsWith(folder)) {
                        visitor.file(path.substring(folder.length()), (entry.getMode() & OWNER_RUNS) != 0, tar);
                    }
                });
            }
        }
    }

    private static String path(TarArchiveEntry entry) {
        return "/" + entry.getName().replaceFirst("^/+", "");
    }

    private static BoundedReader limit(long most) {
        return new BoundedReader(most, "its layers hold more than " + most + " bytes when they are unpacked");
    }

    private void visitLayer(Descriptor layer, BoundedReader limit, TarReader.Visitor visitor)
            throws ContainerException {
        try (InputStream blob = content.blob(registry, image.repository(), layer.digest());
                InputStream tar = limit.limit(TarReader.unpacked(blob))) {
            TarReader.visit(tar, visitor);
        } catch (BoundedReader.TooLargeException e) {
            throw new ContainerException(
                    ContainerException.Kind.CLOSED, "the image " + image.id() + " is too large: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("A layer of the image " + image.id() + " cannot be read", e);
        }
    }

    /** The platform has all of the base itself. */
    private int baseLayers() {
        String count = label(ImageLayout.LABEL_BASE_LAYERS);
        return count == null || !count.matches("[0-9]{1,3}") ? 0 : Integer.parseInt(count);
    }
}
