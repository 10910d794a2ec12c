package io.mltwin.scoring.registry.repositories;

import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.repositories.ManifestDocument.Descriptor;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Lists the manifests whose {@code subject} is a given one, such as signatures and bills of
 * material (OCI distribution specification 1.1, "Listing Referrers").
 */
@Singleton
class ReferrersService {

    private final ManifestRepository manifests;
    private final ManifestService reader;

    ReferrersService(ManifestRepository manifests, ManifestService reader) {
        this.manifests = manifests;
        this.reader = reader;
    }

    /** The answer: an index of the OCI image specification. */
    record Index(int schemaVersion, String mediaType, List<Descriptor> manifests) {

        static final String MEDIA_TYPE = "application/vnd.oci.image.index.v1+json";

        static Index of(List<Descriptor> manifests) {
            return new Index(2, MEDIA_TYPE, manifests);
        }
    }

    /**
     * Returns descriptors in the order of their digests.
     *
     * @param artifactType null for all
     */
    List<Descriptor> list(
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
                reader.document(registry, manifest).annotations(),
                null,
                null);
    }
}
