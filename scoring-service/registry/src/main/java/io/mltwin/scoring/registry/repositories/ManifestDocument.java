package io.mltwin.scoring.registry.repositories;

import static io.mltwin.scoring.registry.repositories.DistributionErrors.manifestInvalid;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.Json;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields of a manifest or index that a registry reads (OCI image specification 1.1, Docker image
 * manifest version 2 schema 2).
 *
 * @param subject the manifest that this one is about, null for none
 */
record ManifestDocument(
        int schemaVersion,
        String mediaType,
        String artifactType,
        Descriptor config,
        List<Descriptor> layers,
        List<Descriptor> manifests,
        Descriptor subject,
        Map<String, String> annotations) {

    private static final Set<String> IMAGES = Set.of(
            "application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json");
    private static final Set<String> INDEXES = Set.of(
            "application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json");

    /**
     * Names other content.
     *
     * @param urls where it lies when it is not in the registry
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Descriptor(
            String mediaType,
            String digest,
            Long size,
            String artifactType,
            Map<String, String> annotations,
            List<String> urls,
            Platform platform) {

        long bytes() {
            return size == null ? 0 : size;
        }

        boolean isElsewhere() {
            return urls != null && !urls.isEmpty();
        }
    }

    /** For what an image of an index was made. */
    record Platform(String architecture, String os) {}

    static boolean isIndex(String mediaType) {
        return INDEXES.contains(mediaType);
    }

    /**
     * Reads a manifest that is pushed.
     *
     * @param contentType media type of the request
     * @throws io.mltwin.armweb.AzureException 400 {@code MANIFEST_INVALID}
     */
    static ManifestDocument parse(ObjectMapper json, String contentType, byte[] body) {
        if (!IMAGES.contains(contentType) && !INDEXES.contains(contentType)) {
            throw manifestInvalid("'" + contentType + "' is no media type of a manifest that is stored here.");
        }
        ManifestDocument manifest = read(json, body);
        if (manifest.schemaVersion != 2) {
            throw manifestInvalid("The schemaVersion must be 2.");
        }
        if (manifest.mediaType != null && !manifest.mediaType.equals(contentType)) {
            throw manifestInvalid("The mediaType in the manifest differs from the Content-Type.");
        }
        if (isIndex(contentType)) {
            require(manifest.manifests, "manifests");
        } else {
            require(manifest.config, "config");
            require(manifest.layers, "layers");
        }
        return manifest;
    }

    /** Reads a manifest without looking at its form. */
    static ManifestDocument read(ObjectMapper json, byte[] body) {
        try {
            ManifestDocument manifest = json.readValue(body, ManifestDocument.class);
            if (manifest == null) {
                throw manifestInvalid("The manifest is no JSON object.");
            }
            return manifest;
        } catch (JsonMappingException e) {
            throw manifestInvalid("The manifest has not the form of its media type: the member '"
                    + e.getPath().stream()
                            .map(JsonMappingException.Reference::getFieldName)
                            .filter(name -> name != null)
                            .reduce((a, b) -> a + "." + b)
                            .orElse("")
                    + "' cannot be read.");
        } catch (JsonProcessingException e) {
            throw manifestInvalid("The manifest is no JSON: " + Json.reason(e) + ".");
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory can be read", e);
        }
    }

    private static void require(Object member, String name) {
        if (member == null) {
            throw manifestInvalid("The manifest has no '" + name + "'.");
        }
    }

    /** The configuration and the layers, without those that lie elsewhere. */
    Set<String> blobs() {
        Set<String> digests = new LinkedHashSet<>();
        if (config != null) {
            digests.add(Digest.parse(config.digest).text());
        }
        for (Descriptor layer : layers == null ? List.<Descriptor>of() : layers) {
            String digest = Digest.parse(layer.digest).text();
            if (!layer.isElsewhere()) {
                digests.add(digest);
            }
        }
        return digests;
    }

    /** The manifests that an index names. */
    Set<String> images() {
        Set<String> digests = new LinkedHashSet<>();
        for (Descriptor image : manifests == null ? List.<Descriptor>of() : manifests) {
            digests.add(Digest.parse(image.digest).text());
        }
        return digests;
    }

    /** Bytes of the configuration and the layers; null for an index. */
    Long imageSize() {
        if (layers == null) {
            return null;
        }
        long size = config == null ? 0 : config.bytes();
        for (Descriptor layer : layers) {
            size += layer.bytes();
        }
        return size;
    }

    /** The digest of the subject, or null. */
    String subjectDigest() {
        return subject == null ? null : Digest.parse(subject.digest).text();
    }

    /** Of an artifact: as it says, else the media type of its configuration. */
    String effectiveArtifactType() {
        if (artifactType != null && !artifactType.isEmpty()) {
            return artifactType;
        }
        return config == null ? null : config.mediaType;
    }
}
