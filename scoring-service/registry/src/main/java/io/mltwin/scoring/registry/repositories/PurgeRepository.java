package io.mltwin.scoring.registry.repositories;

import io.mltwin.resourceprovider.Queries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Finds and ends what nothing refers to. Each method is a transaction of its own. */
@ApplicationScoped
@Transactional
class PurgeRepository {

    private final EntityManager database;
    private final ContentLock lock;
    private final RepositoryCatalog catalog;

    PurgeRepository(EntityManager database, ContentLock lock, RepositoryCatalog catalog) {
        this.database = database;
        this.lock = lock;
        this.catalog = catalog;
    }

    /** Ends uploads that were begun before {@code before} and returns their ids. */
    List<UUID> endUploads(UUID registry, Instant before) {
        List<UploadEntity> given = Queries.of(
                        database,
                        UploadEntity.class,
                        "from UploadEntity u where u.registryId = ?1 and u.createdAt < ?2",
                        registry,
                        before)
                .getResultList();
        given.forEach(database::remove);
        return given.stream().map(upload -> upload.id).toList();
    }

    /**
     * Deletes manifests that have had no tag between two moments, that no index names, that are
     * about no manifest that is there, and that are not locked.
     *
     * @return their digests
     */
    List<String> deleteUntagged(UUID registry, Instant from, Instant to) {
        lock.own(registry);
        List<ManifestEntity> untagged = Queries.of(
                        database,
                        ManifestEntity.class,
                        "from ManifestEntity m where m.registryId = ?1 and m.untaggedAt >= ?2 and m.untaggedAt <= ?3"
                                + " and m.attributes.deleteEnabled and m.attributes.writeEnabled",
                        registry,
                        from,
                        to)
                .getResultList();
        List<String> deleted = new ArrayList<>();
        Set<String> repositories = new HashSet<>();
        for (ManifestEntity manifest : untagged) {
            if (!isReferredTo(manifest) && !hasSubject(manifest) && !isLocked(manifest)) {
                database.remove(manifest);
                deleted.add(manifest.digest);
                repositories.add(manifest.repository);
            }
        }
        repositories.forEach(repository -> catalog.endIfEmpty(registry, repository));
        return deleted;
    }

    private boolean isReferredTo(ManifestEntity manifest) {
        return !Queries.sql(
                        database,
                        "select 1 from registry_reference where registry_id = ?1"
                                + " and repository = ?2 and digest = ?3",
                        manifest.registryId,
                        manifest.repository,
                        manifest.digest)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    private boolean hasSubject(ManifestEntity manifest) {
        return manifest.subject != null
                && database.find(
                                ManifestEntity.class,
                                ContentRepository.id(manifest.registryId, manifest.repository, manifest.subject))
                        != null;
    }

    private boolean isLocked(ManifestEntity manifest) {
        RepositoryEntity repository = catalog.find(manifest.registryId, manifest.repository);
        return repository != null && !repository.attributes.deleteEnabled;
    }

    /**
     * Takes the blobs from repositories that no manifest there refers to and that have been there
     * since before {@code before}.
     *
     * @return their digests; other repositories may have them too
     */
    Set<String> takeUnreferenced(UUID registry, Instant before) {
        lock.own(registry);
        return new HashSet<>(Queries.sql(
                        database,
                        String.class,
                        "delete from registry_blob b where b.registry_id = ?1 and b.created_at < ?2"
                                + " and not exists (select 1 from registry_manifest m where m.registry_id = b.registry_id"
                                + " and m.repository = b.repository and not m.indexed)"
                                + " and not exists (select 1 from registry_reference r where r.registry_id = b.registry_id"
                                + " and r.repository = b.repository and r.digest = b.digest) returning b.digest",
                        registry,
                        before)
                .getResultList());
    }

    /** Returns the registries that have content. */
    List<UUID> registries() {
        return database.createQuery(
                        "select distinct b.registryId from BlobEntity b union select distinct u.registryId from UploadEntity u",
                        UUID.class)
                .getResultList();
    }
}
