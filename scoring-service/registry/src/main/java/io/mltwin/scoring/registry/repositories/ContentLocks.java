package io.mltwin.scoring.registry.repositories;

import static io.mltwin.scoring.registry.repositories.DistributionErrors.disallowed;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.UUID;

/**
 * Refuses what the changeable attributes of a repository, manifest or tag forbid ("Lock a container
 * image in an Azure container registry"): 405 {@code DENIED}.
 */
@ApplicationScoped
@Transactional
class ContentLocks {

    private final EntityManager database;

    ContentLocks(EntityManager database) {
        this.database = database;
    }

    /** Passes when the repository may be pulled from; one that is not there yet may. */
    void requireReadable(UUID registry, String repository) {
        RepositoryEntity found = repository(registry, repository);
        requireEnabled(found == null || found.attributes.readEnabled, repository, "read");
    }

    /** Passes when the repository may be pushed to; one that is not there yet may. */
    void requireWritable(UUID registry, String repository) {
        RepositoryEntity found = repository(registry, repository);
        requireEnabled(found == null || found.attributes.writeEnabled, repository, "write");
    }

    void requireDeletable(UUID registry, String repository) {
        RepositoryEntity found = repository(registry, repository);
        requireEnabled(found == null || found.attributes.deleteEnabled, repository, "delete");
    }

    void requireReadable(ManifestEntity manifest) {
        requireEnabled(manifest.attributes.readEnabled, manifest.digest, "read");
    }

    void requireReadable(TagEntity tag) {
        requireEnabled(tag.attributes.readEnabled, tag.tag, "read");
    }

    /** Passes when a manifest, as it is stored, and its tag may be pushed again. */
    void requireWritable(ManifestEntity stored, TagEntity tag) {
        requireEnabled(stored == null || stored.attributes.writeEnabled, "the manifest", "write");
        requireEnabled(tag == null || tag.attributes.writeEnabled, "the tag", "write");
    }

    void requireDeletable(TagEntity tag) {
        requireEnabled(tag.attributes.deleteEnabled, tag.tag, "delete");
    }

    void requireDeletable(ManifestEntity manifest) {
        requireEnabled(manifest.attributes.deleteEnabled, manifest.digest, "delete");
    }

    private RepositoryEntity repository(UUID registry, String repository) {
        return database.find(RepositoryEntity.class, RepositoryCatalog.id(registry, repository));
    }

    private static void requireEnabled(boolean enabled, String what, String verb) {
        if (!enabled) {
            throw disallowed(what, verb);
        }
    }
}
