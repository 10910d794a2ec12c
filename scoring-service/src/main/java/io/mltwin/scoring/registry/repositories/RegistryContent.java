package io.mltwin.scoring.registry.repositories;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
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
public class RegistryContent {

    private final ManifestService manifests;
    private final BlobService blobs;
    private final ObjectMapper json;

    public RegistryContent(ManifestService manifests, BlobService blobs, ObjectMapper json) {
        this.manifests = manifests;
        this.blobs = blobs;
        this.json = json;
    }

    /** Returns the manifest of an image, by tag or digest. */
    public JsonNode manifest(RegistryAccount registry, String repository, String reference) {
        try {
            return json.readTree(manifests.get(registry, repository, reference).content());
        } catch (IOException e) {
            throw new UncheckedIOException("A stored manifest is no JSON", e);
        }
    }

    /** Returns the digest of an image, by its tag or digest; empty where there is none. */
    public Optional<String> digest(RegistryAccount registry, String repository, String reference) {
        try {
            return Optional.of(manifests.get(registry, repository, reference).digest().text());
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
}
