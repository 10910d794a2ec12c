package io.mltwin.scoring.registry.repositories;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.encoding.BoundedReader;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.repositories.ManifestDocument.Descriptor;
import io.mltwin.scoring.registry.repositories.ManifestDocument.Platform;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads from an image's configuration for what it was made. */
@Singleton
record ImageConfigurations(ContentRepository content, BlobFiles files, ObjectMapper json) {

    private static final Platform UNKNOWN = new Platform(null, null);
    private static final int LONGEST = 64;

    /**
     * Returns the architecture and the operating system, both null where the configuration does not
     * say them in 64 characters, is not JSON, is larger than a MiB, or is not there.
     */
    Platform platform(RegistryAccount registry, String repository, Descriptor config) {
        Digest digest = Digest.parse(config.digest());
        BlobEntity blob = content.blob(registry.id(), repository, digest.text());
        if (blob == null || blob.size > RegistryContent.LARGEST_CONFIGURATION) {
            return UNKNOWN;
        }
        try (InputStream in = files.open(registry, digest)) {
            Platform platform = json.readValue(
                    BoundedReader.readAll(in, (int) blob.size, "It is longer than it was"), Platform.class);
            return platform == null || isLong(platform.os()) || isLong(platform.architecture()) ? UNKNOWN : platform;
        } catch (JsonProcessingException noConfiguration) {
            return UNKNOWN;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the configuration " + digest, e);
        }
    }

    private static boolean isLong(String name) {
        return name != null && name.length() > LONGEST;
    }
}
