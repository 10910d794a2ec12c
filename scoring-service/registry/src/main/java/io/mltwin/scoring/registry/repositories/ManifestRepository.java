package io.mltwin.scoring.registry.repositories;

import io.mltwin.resourceprovider.Queries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Stores manifests together with what they refer to, and finds them by what they are about. */
@ApplicationScoped
@Transactional
class ManifestRepository {

    private final EntityManager database;
    private final ContentLock lock;
    private final ContentLocks locks;
    private final RepositoryCatalog catalog;
    private final Clock clock;

    ManifestRepository(
            EntityManager database, ContentLock lock, ContentLocks locks, RepositoryCatalog catalog, Clock clock) {
        this.database = database;
        this.lock = lock;
        this.locks = locks;
        this.catalog = catalog;
        this.clock = clock;
    }

    /**
     * Stores a manifest and, when {@code tag} is not null, points the tag at it.
     *
     * @return the digest of a blob or image that the manifest names and the repository has not;
     *     then nothing is stored. Null when it was stored.
     */
    String put(ManifestEntity manifest, Set<String> blobs, Set<String> images, String tag) {
        lock.share(manifest.registryId);
        requireWritable(manifest, tag);
        String missing = missing(manifest, BlobEntity.class, blobs);
        if (missing == null) {
            missing = missing(manifest, ManifestEntity.class, images);
        }
        if (missing != null) {
            return missing;
        }
        store(manifest);
        Set<String> references = new LinkedHashSet<>(blobs);
        references.addAll(images);
        index(manifest, references);
        if (tag != null) {
            point(manifest, tag);
        }
        catalog.touched(manifest.registryId, manifest.repository);
        catalog.tagsMoved(manifest.registryId, manifest.repository);
        return null;
    }

    private void requireWritable(ManifestEntity manifest, String tag) {
        locks.requireWritable(manifest.registryId, manifest.repository);
        locks.requireWritable(
                database.find(
                        ManifestEntity.class,
                        ContentRepository.id(manifest.registryId, manifest.repository, manifest.digest)),
                tag == null
                        ? null
                        : database.find(
                                TagEntity.class,
                                ContentRepository.tagId(manifest.registryId, manifest.repository, tag)));
    }

    private <T> String missing(ManifestEntity manifest, Class<T> kind, Set<String> digests) {
        for (String digest : digests) {
            String id = ContentRepository.id(manifest.registryId, manifest.repository, digest);
            if (database.find(kind, id) == null) {
                return digest;
            }
        }
        return null;
    }

    private void store(ManifestEntity manifest) {
        manifest.id = ContentRepository.id(manifest.registryId, manifest.repository, manifest.digest);
        manifest.createdAt = clock.instant();
        Queries.sql(
                        database,
                        "insert into registry_manifest (id, registry_id, repository, digest, media_type, size, content,"
                                + " created_at, updated_at, subject, artifact_type, architecture, os, config_media_type, image_size, indexed)"
                                + " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8,"
                                + " cast(?9 as text), cast(?10 as text), cast(?11 as text),"
                                + " cast(?12 as text), cast(?13 as text), cast(?14 as bigint), true)"
                                + " on conflict (id) do update set media_type = excluded.media_type, updated_at = excluded.updated_at,"
                                + " subject = excluded.subject, artifact_type = excluded.artifact_type, indexed = true",
                        manifest.id,
                        manifest.registryId,
                        manifest.repository,
                        manifest.digest,
                        manifest.mediaType,
                        manifest.size,
                        manifest.content,
                        manifest.createdAt,
                        manifest.subject,
                        manifest.artifactType,
                        manifest.architecture,
                        manifest.os,
                        manifest.configMediaType,
                        manifest.imageSize)
                .executeUpdate();
    }

    private void point(ManifestEntity manifest, String tag) {
        Queries.sql(
                        database,
                        "insert into registry_tag (id, registry_id, repository, tag, digest, created_at, updated_at)"
                                + " values (?1, ?2, ?3, ?4, ?5, ?6, ?6)"
                                + " on conflict (id) do update set digest = excluded.digest, updated_at = excluded.updated_at",
                        ContentRepository.tagId(manifest.registryId, manifest.repository, tag),
                        manifest.registryId,
                        manifest.repository,
                        tag,
                        manifest.digest,
                        manifest.createdAt)
                .executeUpdate();
    }

    private void index(ManifestEntity manifest, Set<String> references) {
        for (String digest : references) {
            Queries.sql(
                            database,
                            "insert into registry_reference (manifest_id, registry_id, repository, digest)"
                                    + " values (?1, ?2, ?3, ?4) on conflict do nothing",
                            manifest.id,
                            manifest.registryId,
                            manifest.repository,
                            digest)
                    .executeUpdate();
        }
    }

    /** Returns some manifests of before references were kept. */
    List<ManifestEntity> unindexed(UUID registry, int most) {
        return Queries.of(
                        database,
                        ManifestEntity.class,
                        "from ManifestEntity m where m.registryId = ?1 and not m.indexed",
                        registry)
                .setMaxResults(most)
                .getResultList();
    }

    /** Keeps what a manifest of before refers to and is about. */
    void index(String manifestId, ManifestDocument document) {
        ManifestEntity manifest = database.find(ManifestEntity.class, manifestId);
        if (manifest != null) {
            manifest.subject = document.subjectDigest();
            manifest.artifactType = document.effectiveArtifactType();
            manifest.indexed = true;
            Set<String> references = new LinkedHashSet<>(document.blobs());
            references.addAll(document.images());
            index(manifest, references);
        }
    }

    /** Manifests about {@code subject}, in the order of their digests. */
    List<ManifestEntity> referrers(
            UUID registry, String repository, String subject, String artifactType, PageRequest page) {
        TypedQuery<ManifestEntity> query = database.createQuery(
                        "from ManifestEntity m where m.registryId = ?1 and m.repository = ?2 and m.subject = ?3"
                                + " and m.digest > ?4"
                                + (artifactType == null ? "" : " and m.artifactType = ?5")
                                + " order by m.digest",
                        ManifestEntity.class)
                .setParameter(1, registry)
                .setParameter(2, repository)
                .setParameter(3, subject)
                .setParameter(4, page.last())
                .setMaxResults(page.enough());
        return (artifactType == null ? query : query.setParameter(5, artifactType)).getResultList();
    }
}
