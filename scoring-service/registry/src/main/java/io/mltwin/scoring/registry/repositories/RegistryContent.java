package io.mltwin.scoring.registry.repositories;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.BoundedReader;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * The registry as a deployment sees it, which pulls images from it: stored content is decrypted on
 * the way.
 */
@Singleton
public record RegistryContent(ManifestService manifests, BlobService blobs, ObjectMapper json) {

    static final int LARGEST_CONFIGURATION = 1 << 20;

    /** Returns the manifest of an image, by tag or digest. */
    public <T> T manifest(RegistryAccount registry, String repository, String reference, Class<T> type) {
        try {
            return json.readValue(manifests.get(registry, repository, reference).content(), type);
        } catch (IOException e) {
            throw new UncheckedIOException("A stored manifest is no JSON", e);
        }
    }

    /**
     * Returns the configuration of an image.
     *
     * @throws IOException when it is none, or has more than a MiB
     */
    public <T> T configuration(RegistryAccount registry, String repository, String digest, Class<T> type)
            throws IOException {
        try (InputStream stored = blob(registry, repository, digest)) {
            return json.readValue(
                    BoundedReader.readAll(
                            stored, LARGEST_CONFIGURATION, "The configuration of the image is larger than a MiB"),
                    type);
        }
    }

    /** Returns the digest of an image, by its tag or digest; empty where there is none. */
    public Optional<String> digest(RegistryAccount registry, String repository, String reference) {
        try {
            return Optional.of(
                    manifests.get(registry, repository, reference).digest().text());
        } catch (AzureException e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Returns the plaintext of a layer or configuration; its digest was compared when it was
     * pushed, and its ciphertext is authenticated.
     */
    public InputStream blob(RegistryAccount registry, String repository, String digest) {
        return blobs.open(registry, repository, Digest.parse(digest));
    }

    /** Returns how many bytes it has. */
    public long size(RegistryAccount registry, String repository, String digest) {
        return blobs.blob(registry, repository, Digest.parse(digest)).size();
    }
}
