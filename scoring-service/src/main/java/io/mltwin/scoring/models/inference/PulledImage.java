package io.mltwin.scoring.models.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.scoring.registry.images.ImageLayout;
import io.mltwin.scoring.registry.images.StoredImage;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.registries.RegistryAccountService;
import io.mltwin.scoring.registry.repositories.RegistryContent;
import jakarta.inject.Singleton;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * An image of the workspace's registry: its labels, and the files of its layers, decrypted as they
 * are pulled.
 */
final class PulledImage {

    private static final long MAX_UNPACKED = 512L * 1024 * 1024;
    private static final long MAX_PACKAGES = 4L * 1024 * 1024 * 1024;
    private static final int MAX_CONFIG = 1024 * 1024;
    private static final int OWNER_RUNS = 0100;

    private final RegistryContent content;
    private final RegistryAccount registry;
    private final StoredImage image;
    private final JsonNode manifest;
    private final JsonNode config;

    private PulledImage(
            RegistryContent content,
            RegistryAccount registry,
            StoredImage image,
            JsonNode manifest,
            JsonNode config) {
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
        private final ObjectMapper json;

        Puller(RegistryAccountService registries, RegistryContent content, ObjectMapper json) {
            this.registries = registries;
            this.content = content;
            this.json = json;
        }

        /**
         * The image as it is in the registry now.
         *
         * @throws AzureException 400 when the registry or the image in it is gone
         */
        PulledImage pull(StoredImage image) {
            RegistryAccount registry =
                    registries.account(ArmResourceId.parse(image.registryArmId()));
            if (registry == null) {
                throw new AzureException(
                        400,
                        "ContainerRegistryNotFound",
                        "The image '"
                                + image.id()
                                + "' cannot be pulled: its registry '"
                                + image.registryArmId()
                                + "' does not exist any more.");
            }
            JsonNode manifest = content.manifest(registry, image.repository(), image.digest());
            try (InputStream config =
                    content.blob(
                            registry,
                            image.repository(),
                            manifest.path("config").path("digest").asText())) {
                byte[] text = UnpackedBytes.readFile("config", config, MAX_CONFIG);
                return new PulledImage(content, registry, image, manifest, json.readTree(text));
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "The configuration of the image " + image.id() + " cannot be read", e);
            }
        }
    }

    /** Returns a label, or null. */
    String label(String name) {
        return config.path("config").path("Labels").path(name).asText(null);
    }

    /** Returns a variable of the image's environment, or null. */
    String variable(String name) {
        for (JsonNode entry : config.path("config").path("Env")) {
            if (entry.asText().startsWith(name + "=")) {
                return entry.asText().substring(name.length() + 1);
            }
        }
        return null;
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
     * @throws ScoringException when it is too large to be unpacked
     */
    void visit(FileVisitor visitor) throws ScoringException {
        UnpackedBytes limit = new UnpackedBytes(MAX_UNPACKED);
        String packages = label(ImageLayout.LABEL_PACKAGES_LAYER);
        int skipped = baseLayers();
        for (JsonNode layer : manifest.path("layers")) {
            if (skipped-- > 0 || layer.path("digest").asText().equals(packages)) {
                continue;
            }
            visitLayer(
                    layer,
                    limit,
                    (entry, tar) -> {
                        if (entry.isFile()) {
                            visitor.file(path(entry), tar);
                        }
                    });
        }
    }

    /**
     * Walks through the files of its packages. Links are left out: pip makes none in them.
     *
     * @throws ScoringException when they are too large to be unpacked
     */
    void visitPackages(PackageVisitor visitor) throws ScoringException {
        UnpackedBytes limit = new UnpackedBytes(MAX_PACKAGES);
        String folder = packagesFolder() + "/";
        String digest = label(ImageLayout.LABEL_PACKAGES_LAYER);
        for (JsonNode layer : manifest.path("layers")) {
            if (layer.path("digest").asText().equals(digest)) {
                visitLayer(
                        layer,
                        limit,
                        (entry, tar) -> {
                            String path = path(entry);
                            boolean isPlain =
                                    entry.isFile() && !entry.isSymbolicLink() && !entry.isLink();
                            if (isPlain && path.startsWith(folder)) {
                                visitor.file(
                                        path.substring(folder.length()),
                                        (entry.getMode() & OWNER_RUNS) != 0,
                                        tar);
                            }
                        });
            }
        }
    }

    private static String path(TarArchiveEntry entry) {
        return "/" + entry.getName().replaceFirst("^/+", "");
    }

    private interface EntryVisitor {
        void entry(TarArchiveEntry entry, InputStream content) throws IOException;
    }

    private void visitLayer(JsonNode layer, UnpackedBytes limit, EntryVisitor visitor)
            throws ScoringException {
        try (InputStream blob =
                        content.blob(registry, image.repository(), layer.path("digest").asText());
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(
                                limit.counted(unpacked(blob, layer.path("mediaType").asText())))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                visitor.entry(entry, tar);
            }
        } catch (UnpackedBytes.TooLargeException e) {
            throw new ScoringException(
                    ScoringException.Kind.UNAVAILABLE,
                    "the image " + image.id() + " is too large: " + e.getMessage(),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "A layer of the image " + image.id() + " cannot be read", e);
        }
    }

    /** The platform has all of the base itself. */
    private int baseLayers() {
        String count = label(ImageLayout.LABEL_BASE_LAYERS);
        return count == null || !count.matches("[0-9]{1,3}") ? 0 : Integer.parseInt(count);
    }

    private static InputStream unpacked(InputStream blob, String mediaType) throws IOException {
        return mediaType.endsWith("gzip")
                ? new GZIPInputStream(blob)
                : new BufferedInputStream(blob);
    }
}
