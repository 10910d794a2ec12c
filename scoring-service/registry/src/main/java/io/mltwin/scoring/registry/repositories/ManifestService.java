package io.mltwin.scoring.registry.repositories;

import static io.mltwin.scoring.registry.repositories.DistributionErrors.digestInvalid;
import static io.mltwin.scoring.registry.repositories.DistributionErrors.manifestBlobUnknown;
import static io.mltwin.scoring.registry.repositories.DistributionErrors.manifestInvalid;
import static io.mltwin.scoring.registry.repositories.DistributionErrors.manifestUnknown;
import static io.mltwin.scoring.registry.repositories.DistributionErrors.repositoryUnknown;
import static io.mltwin.scoring.registry.repositories.DistributionErrors.tagInvalid;
import static io.mltwin.scoring.registry.repositories.DistributionErrors.tagUnknown;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.JsonLimits;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.repositories.ManifestDocument.Descriptor;
import io.mltwin.scoring.registry.repositories.ManifestDocument.Platform;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Manifests and tags of repositories: OCI images and indexes, Docker schema 2 and manifest lists.
 */
@Singleton
class ManifestService {

    private static final int LARGEST = 4 << 20;
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

    private final ContentRepository content;
    private final ManifestRepository manifests;
    private final ContentLocks locks;
    private final ImageConfigurations configurations;
    private final ObjectMapper json;

    ManifestService(
            ContentRepository content,
            ManifestRepository manifests,
            ContentLocks locks,
            ImageConfigurations configurations,
            ObjectMapper json) {
        this.content = content;
        this.manifests = manifests;
        this.locks = locks;
        this.configurations = configurations;
        this.json = json.copy();
        this.json.getFactory().setStreamReadConstraints(JsonLimits.ofDocument());
    }

    /** A manifest as it was pushed. */
    record Manifest(Digest digest, String mediaType, byte[] content) {}

    /**
     * The result of a push.
     *
     * @param subject digest of the manifest that the pushed one is about, or null
     */
    record Pushed(Digest digest, String subject) {}

    Pushed put(RegistryAccount registry, String repository, String reference, String contentType, byte[] body) {
        boolean byDigest = Digest.looksLikeOne(reference);
        Digest digest = byDigest ? Digest.parse(reference).sameOf(body) : Digest.of(body);
        if (byDigest && !digest.text().equals(reference)) {
            throw digestInvalid("The manifest has the digest " + digest + ", not " + reference + ".");
        }
        if (!byDigest && !TAG.matcher(reference).matches()) {
            throw tagInvalid(reference);
        }
        if (body.length > LARGEST) {
            throw manifestInvalid("A manifest may have at most " + LARGEST + " bytes.");
        }
        String mediaType = contentType == null ? "" : contentType.split(";", 2)[0].trim();
        ManifestDocument document = ManifestDocument.parse(json, mediaType, body);
        ManifestEntity manifest = new ManifestEntity();
        manifest.registryId = registry.id();
        manifest.repository = repository;
        manifest.digest = digest.text();
        manifest.mediaType = mediaType;
        manifest.size = body.length;
        manifest.subject = document.subjectDigest();
        manifest.artifactType = document.effectiveArtifactType();
        manifest.imageSize = document.imageSize();
        if (document.config() != null) {
            manifest.configMediaType = document.config().mediaType();
            Platform platform = configurations.platform(registry, repository, document.config());
            manifest.architecture = platform.architecture();
            manifest.os = platform.os();
        }
        manifest.content = registry.dataKey().encrypt(body, context(registry, repository, digest.text()));
        String missing = manifests.put(manifest, document.blobs(), document.images(), byDigest ? null : reference);
        if (missing != null) {
            throw manifestBlobUnknown(missing);
        }
        return new Pushed(digest, manifest.subject);
    }

    /** Returns the manifest with this tag or digest. */
    Manifest get(RegistryAccount registry, String repository, String reference) {
        String digest = reference;
        locks.requireReadable(registry.id(), repository);
        if (Digest.looksLikeOne(reference)) {
            Digest.parse(reference);
        } else {
            TagEntity tag = content.tag(registry.id(), repository, reference);
            if (tag == null) {
                throw manifestUnknown(reference);
            }
            locks.requireReadable(tag);
            digest = tag.digest;
        }
        ManifestEntity manifest = content.manifest(registry.id(), repository, digest);
        if (manifest == null) {
            throw manifestUnknown(reference);
        }
        locks.requireReadable(manifest);
        return new Manifest(new Digest(digest), manifest.mediaType, plaintext(registry, manifest));
    }

    ManifestDocument document(RegistryAccount registry, ManifestEntity manifest) {
        return ManifestDocument.read(json, plaintext(registry, manifest));
    }

    private static byte[] plaintext(RegistryAccount registry, ManifestEntity manifest) {
        return registry.dataKey().decrypt(manifest.content, context(registry, manifest.repository, manifest.digest));
    }

    void delete(RegistryAccount registry, String repository, String reference) {
        boolean there = Digest.looksLikeOne(reference)
                ? content.deleteManifest(
                        registry.id(), repository, Digest.parse(reference).text())
                : content.deleteTag(registry.id(), repository, reference);
        if (!there) {
            throw manifestUnknown(reference);
        }
    }

    void deleteTag(RegistryAccount registry, String repository, String tag) {
        if (!content.deleteTag(registry.id(), repository, tag)) {
            throw tagUnknown(tag);
        }
    }

    List<String> tags(RegistryAccount registry, String repository, PageRequest page) {
        if (!content.hasRepository(registry.id(), repository)) {
            throw repositoryUnknown(repository);
        }
        return content.tags(registry.id(), repository, page.last(), page.enough());
    }

    List<String> repositories(RegistryAccount registry, PageRequest page) {
        return content.repositories(registry.id(), page.last(), page.enough());
    }

    /** The answer about referrers: an index of the OCI image specification. */
    record Index(int schemaVersion, String mediaType, List<Descriptor> manifests) {

        static final String MEDIA_TYPE = "application/vnd.oci.image.index.v1+json";

        static Index of(List<Descriptor> manifests) {
            return new Index(2, MEDIA_TYPE, manifests);
        }
    }

    /**
     * Returns the manifests whose {@code subject} is a given one, such as signatures and bills of material, in the
     * order of their digests.
     *
     * @param artifactType null for all
     */
    List<Descriptor> referrers(
            RegistryAccount registry, String repository, Digest subject, String artifactType, PageRequest page) {
        return manifests.referrers(registry.id(), repository, subject.text(), artifactType, page).stream()
                .map(manifest -> descriptor(registry, manifest))
                .toList();
    }

    private Descriptor descriptor(RegistryAccount registry, ManifestEntity manifest) {
        return new Descriptor(
                manifest.mediaType,
                manifest.digest,
                manifest.size,
                manifest.artifactType,
                document(registry, manifest).annotations(),
                null,
                null);
    }

    private static String context(RegistryAccount registry, String repository, String digest) {
        return "registry-manifest:" + registry.id() + ":" + repository + "@" + digest;
    }
}
