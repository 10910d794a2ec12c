package io.mltwin.scoring.registry.repositories;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Manifests and tags of repositories: OCI images and indexes, Docker schema 2 and manifest lists.
 */
@Singleton
class ManifestService {

    private static final int LARGEST = 4 << 20;
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
    private static final Set<String> IMAGES =
            Set.of(
                    "application/vnd.oci.image.manifest.v1+json",
                    "application/vnd.docker.distribution.manifest.v2+json");
    private static final Set<String> INDEXES =
            Set.of(
                    "application/vnd.oci.image.index.v1+json",
                    "application/vnd.docker.distribution.manifest.list.v2+json");

    private final ContentRepository content;
    private final ObjectMapper json;

    ManifestService(ContentRepository content, ObjectMapper json) {
        this.content = content;
        this.json = json;
    }

    /** A manifest as it was pushed. */
    record Manifest(Digest digest, String mediaType, byte[] content) {}

    Digest put(
            RegistryAccount registry,
            String repository,
            String reference,
            String contentType,
            byte[] body) {
        Digest digest = Digest.of(body);
        boolean byDigest = Digest.looksLikeOne(reference);
        if (byDigest && !Digest.parse(reference).equals(digest)) {
            throw DistributionErrors.digestInvalid(
                    "The manifest has the digest " + digest + ", not " + reference + ".");
        }
        if (!byDigest && !TAG.matcher(reference).matches()) {
            throw DistributionErrors.tagInvalid(reference);
        }
        String mediaType = contentType == null ? "" : contentType.split(";", 2)[0].trim();
        check(registry, repository, mediaType, body);
        ManifestEntity manifest = new ManifestEntity();
        manifest.registryId = registry.id();
        manifest.repository = repository;
        manifest.digest = digest.text();
        manifest.mediaType = mediaType;
        manifest.size = body.length;
        manifest.content =
                registry.dataKey().encrypt(body, context(registry, repository, digest.text()));
        content.putManifest(manifest, byDigest ? null : reference);
        return digest;
    }

    private void check(RegistryAccount registry, String repository, String mediaType, byte[] body) {
        if (!IMAGES.contains(mediaType) && !INDEXES.contains(mediaType)) {
            throw DistributionErrors.manifestInvalid(
                    "'" + mediaType + "' is no media type of a manifest that is stored here.");
        }
        if (body.length > LARGEST) {
            throw DistributionErrors.manifestInvalid(
                    "A manifest may have at most " + LARGEST + " bytes.");
        }
        JsonNode manifest = parse(body);
        if (manifest.path("schemaVersion").asInt() != 2) {
            throw DistributionErrors.manifestInvalid("The schemaVersion must be 2.");
        }
        if (manifest.has("mediaType") && !manifest.get("mediaType").asText().equals(mediaType)) {
            throw DistributionErrors.manifestInvalid(
                    "The mediaType in the manifest differs from the Content-Type.");
        }
        if (INDEXES.contains(mediaType)) {
            for (JsonNode image : required(manifest, "manifests")) {
                String digest = Digest.parse(image.path("digest").asText()).text();
                if (content.manifest(registry.id(), repository, digest) == null) {
                    throw DistributionErrors.manifestBlobUnknown(digest);
                }
            }
        } else {
            requireBlob(registry, repository, required(manifest, "config"));
            for (JsonNode layer : required(manifest, "layers")) {
                requireBlob(registry, repository, layer);
            }
        }
    }

    private void requireBlob(RegistryAccount registry, String repository, JsonNode descriptor) {
        String digest = Digest.parse(descriptor.path("digest").asText()).text();
        if (content.blob(registry.id(), repository, digest) == null) {
            throw DistributionErrors.manifestBlobUnknown(digest);
        }
    }

    private static JsonNode required(JsonNode manifest, String member) {
        if (!manifest.path(member).isContainerNode()) {
            throw DistributionErrors.manifestInvalid("The manifest has no '" + member + "'.");
        }
        return manifest.get(member);
    }

    private JsonNode parse(byte[] body) {
        try {
            JsonNode manifest = json.readTree(body);
            if (manifest == null || !manifest.isObject()) {
                throw DistributionErrors.manifestInvalid("The manifest is no JSON object.");
            }
            return manifest;
        } catch (IOException e) {
            throw DistributionErrors.manifestInvalid("The manifest is no JSON.");
        }
    }

    /** Returns the manifest with this tag or digest. */
    Manifest get(RegistryAccount registry, String repository, String reference) {
        String digest = reference;
        if (Digest.looksLikeOne(reference)) {
            Digest.parse(reference);
        } else {
            TagEntity tag = content.tag(registry.id(), repository, reference);
            if (tag == null) {
                throw DistributionErrors.manifestUnknown(reference);
            }
            digest = tag.digest;
        }
        ManifestEntity manifest = content.manifest(registry.id(), repository, digest);
        if (manifest == null) {
            throw DistributionErrors.manifestUnknown(reference);
        }
        byte[] body =
                registry.dataKey().decrypt(manifest.content, context(registry, repository, digest));
        return new Manifest(new Digest(digest), manifest.mediaType, body);
    }

    void delete(RegistryAccount registry, String repository, String reference) {
        boolean there =
                Digest.looksLikeOne(reference)
                        ? content.deleteManifest(
                                registry.id(), repository, Digest.parse(reference).text())
                        : content.deleteTag(registry.id(), repository, reference);
        if (!there) {
            throw DistributionErrors.manifestUnknown(reference);
        }
    }

    List<String> tags(RegistryAccount registry, String repository, String last, int most) {
        if (!content.hasRepository(registry.id(), repository)) {
            throw DistributionErrors.repositoryUnknown(repository);
        }
        return content.tags(registry.id(), repository, last == null ? "" : last, most);
    }

    List<String> repositories(RegistryAccount registry, String last, int most) {
        return content.repositories(registry.id(), last == null ? "" : last, most);
    }

    private static String context(RegistryAccount registry, String repository, String digest) {
        return "registry-manifest:" + registry.id() + ":" + repository + "@" + digest;
    }
}
