package io.mltwin.scoring.registry.repositories;

import io.mltwin.resourceprovider.Queries;
import io.mltwin.scoring.registry.repositories.AcrBody.Deleted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Finds and stores the content of repositories: blobs, manifests, tags and uploads. Each method is
 * a transaction of its own, so none is held while content streams.
 */
@ApplicationScoped
@Transactional
class ContentRepository {

    private final EntityManager database;
    private final ContentLock lock;
    private final ContentLocks locks;
    private final RepositoryCatalog catalog;
    private final Clock clock;

    ContentRepository(
            EntityManager database, ContentLock lock, ContentLocks locks, RepositoryCatalog catalog, Clock clock) {
        this.database = database;
        this.lock = lock;
        this.locks = locks;
        this.catalog = catalog;
        this.clock = clock;
    }

    UploadEntity startUpload(UUID registry, String repository) {
        locks.requireWritable(registry, repository);
        UploadEntity upload = new UploadEntity();
        upload.id = UUID.randomUUID();
        upload.registryId = registry;
        upload.repository = repository;
        upload.createdAt = clock.instant();
        database.persist(upload);
        return upload;
    }

    UploadEntity upload(UUID registry, String repository, UUID id) {
        UploadEntity upload = database.find(UploadEntity.class, id);
        return upload == null || !upload.registryId.equals(registry) || !upload.repository.equals(repository)
                ? null
                : upload;
    }

    /**
     * Counts a chunk as the next part of an upload.
     *
     * @param accept moves its file to its place
     * @return false when another request has added this part before, or ended the upload
     */
    boolean appended(UUID id, int part, long length, Runnable accept) {
        boolean isNext = Queries.change(
                                database,
                                "update UploadEntity u set u.parts = u.parts + 1, u.received = u.received + ?1"
                                        + " where u.id = ?2 and u.parts = ?3",
                                length,
                                id,
                                part)
                        .executeUpdate()
                == 1;
        if (isNext) {
            accept.run();
        }
        return isNext;
    }

    void endUpload(UUID id) {
        UploadEntity upload = database.find(UploadEntity.class, id);
        if (upload != null) {
            database.remove(upload);
        }
    }

    /**
     * Gives a repository a blob.
     *
     * @param settle moves its content to its place
     */
    void addBlob(UUID registry, String repository, Digest digest, long size, Runnable settle) {
        lock.share(registry);
        settle.run();
        insertBlob(registry, repository, digest, size);
    }

    /** Gives a repository a blob of another; returns its size, or null when that has none. */
    Long mountBlob(UUID registry, String repository, String from, Digest digest) {
        lock.share(registry);
        locks.requireWritable(registry, repository);
        locks.requireReadable(registry, from);
        BlobEntity there = blob(registry, from, digest.text());
        if (there == null) {
            return null;
        }
        insertBlob(registry, repository, digest, there.size);
        return there.size;
    }

    private void insertBlob(UUID registry, String repository, Digest digest, long size) {
        Queries.sql(
                        database,
                        "insert into registry_blob (id, registry_id, repository, digest, size, created_at)"
                                + " values (?1, ?2, ?3, ?4, ?5, ?6)"
                                + " on conflict (id) do update set created_at = excluded.created_at",
                        id(registry, repository, digest.text()),
                        registry,
                        repository,
                        digest.text(),
                        size,
                        clock.instant())
                .executeUpdate();
    }

    BlobEntity blob(UUID registry, String repository, String digest) {
        return database.find(BlobEntity.class, id(registry, repository, digest));
    }

    /** Takes a blob from a repository; false when it has none. */
    boolean deleteBlob(UUID registry, String repository, Digest digest) {
        locks.requireDeletable(registry, repository);
        BlobEntity found = blob(registry, repository, digest.text());
        if (found != null) {
            database.remove(found);
        }
        return found != null;
    }

    /**
     * Deletes the content of a blob if no repository of the registry has it; nobody adds it
     * meanwhile.
     *
     * @param delete deletes its file
     */
    boolean deleteUnused(UUID registry, Digest digest, Runnable delete) {
        lock.own(registry);
        long having = Queries.of(
                        database,
                        Long.class,
                        "select count(*) from BlobEntity b where b.registryId = ?1 and b.digest = ?2",
                        registry,
                        digest.text())
                .getSingleResult();
        if (having == 0) {
            delete.run();
        }
        return having == 0;
    }

    ManifestEntity manifest(UUID registry, String repository, String digest) {
        return database.find(ManifestEntity.class, id(registry, repository, digest));
    }

    TagEntity tag(UUID registry, String repository, String tag) {
        return database.find(TagEntity.class, tagId(registry, repository, tag));
    }

    boolean deleteTag(UUID registry, String repository, String tag) {
        lock.share(registry);
        TagEntity found = tag(registry, repository, tag);
        if (found == null) {
            return false;
        }
        locks.requireDeletable(registry, repository);
        locks.requireDeletable(found);
        database.remove(found);
        catalog.tagsMoved(registry, repository);
        return true;
    }

    /** Deletes a manifest and the tags that point at it. */
    boolean deleteManifest(UUID registry, String repository, String digest) {
        lock.share(registry);
        ManifestEntity found = manifest(registry, repository, digest);
        if (found == null) {
            return false;
        }
        locks.requireDeletable(registry, repository);
        delete(found, tags(registry, repository, digest));
        catalog.endIfEmpty(registry, repository);
        return true;
    }

    /** Deletes all manifests and tags of a repository. */
    Deleted deleteRepository(UUID registry, String repository) {
        lock.own(registry);
        locks.requireDeletable(registry, repository);
        List<String> manifests = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (ManifestEntity manifest : Queries.of(
                        database,
                        ManifestEntity.class,
                        "from ManifestEntity m where m.registryId = ?1 and m.repository = ?2",
                        registry,
                        repository)
                .getResultList()) {
            List<TagEntity> tags = tags(registry, repository, manifest.digest);
            delete(manifest, tags);
            manifests.add(manifest.digest);
            tags.forEach(tag -> names.add(tag.tag));
        }
        catalog.endIfEmpty(registry, repository);
        return new Deleted(manifests, names);
    }

    private void delete(ManifestEntity manifest, List<TagEntity> tags) {
        locks.requireDeletable(manifest);
        tags.forEach(locks::requireDeletable);
        tags.forEach(database::remove);
        database.remove(manifest);
    }

    private List<TagEntity> tags(UUID registry, String repository, String digest) {
        return Queries.of(
                        database,
                        TagEntity.class,
                        "from TagEntity t where t.registryId = ?1 and t.repository = ?2 and t.digest = ?3",
                        registry,
                        repository,
                        digest)
                .getResultList();
    }

    /** Tags in the order of their ASCII characters, after {@code last}. */
    List<String> tags(UUID registry, String repository, String last, int most) {
        return texts(
                        "select tag from registry_tag where registry_id = :registry and repository = :repository"
                                + " and list_enabled and tag collate \"C\" > :last order by tag collate \"C\"",
                        registry,
                        last,
                        most)
                .setParameter("repository", repository)
                .getResultList();
    }

    boolean hasRepository(UUID registry, String repository) {
        return catalog.find(registry, repository) != null;
    }

    /**
     * Repositories that have a manifest, in the order of their ASCII characters, after {@code
     * last}.
     */
    List<String> repositories(UUID registry, String last, int most) {
        return texts(
                        "select repository from registry_repository where registry_id = :registry and list_enabled"
                                + " and repository collate \"C\" > :last order by repository collate \"C\"",
                        registry,
                        last,
                        most)
                .getResultList();
    }

    private TypedQuery<String> texts(String sql, UUID registry, String last, int most) {
        @SuppressWarnings("unchecked")
        TypedQuery<String> query = (TypedQuery<String>) database.createNativeQuery(sql, String.class);
        return query.setParameter("registry", registry)
                .setParameter("last", last)
                .setMaxResults(most);
    }

    /** Of a blob or a manifest. */
    static String id(UUID registry, String repository, String digest) {
        return registry + "/" + repository + "@" + digest;
    }

    static String tagId(UUID registry, String repository, String tag) {
        return registry + "/" + repository + ":" + tag;
    }
}
