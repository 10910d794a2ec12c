package io.mltwin.scoring.registry.repositories;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
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
    private final Clock clock;

    ContentRepository(EntityManager database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    UploadEntity startUpload(UUID registry, String repository) {
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
        return upload == null
                        || !upload.registryId.equals(registry)
                        || !upload.repository.equals(repository)
                ? null
                : upload;
    }

    UploadEntity appended(UUID id, long length) {
        UploadEntity upload = database.find(UploadEntity.class, id);
        upload.parts++;
        upload.received += length;
        return upload;
    }

    void endUpload(UUID id) {
        UploadEntity upload = database.find(UploadEntity.class, id);
        if (upload != null) {
            database.remove(upload);
        }
    }

    void addBlob(UUID registry, String repository, Digest digest, long size) {
        database.createNativeQuery(
                        "insert into registry_blob (id, registry_id, repository, digest, size, created_at)"
                                + " values (:id, :registry, :repository, :digest, :size, :now) on conflict (id) do nothing")
                .setParameter("id", blobId(registry, repository, digest.text()))
                .setParameter("registry", registry)
                .setParameter("repository", repository)
                .setParameter("digest", digest.text())
                .setParameter("size", size)
                .setParameter("now", clock.instant())
                .executeUpdate();
    }

    BlobEntity blob(UUID registry, String repository, String digest) {
        return database.find(BlobEntity.class, blobId(registry, repository, digest));
    }

    /** Stores a manifest and, when {@code tag} is not null, points the tag at it. */
    void putManifest(ManifestEntity manifest, String tag) {
        manifest.id = blobId(manifest.registryId, manifest.repository, manifest.digest);
        manifest.createdAt = clock.instant();
        database.createNativeQuery(
                        "insert into registry_manifest (id, registry_id, repository, digest, media_type, size, content, created_at)"
                                + " values (:id, :registry, :repository, :digest, :mediaType, :size, :content, :now)"
                                + " on conflict (id) do update set media_type = excluded.media_type")
                .setParameter("id", manifest.id)
                .setParameter("registry", manifest.registryId)
                .setParameter("repository", manifest.repository)
                .setParameter("digest", manifest.digest)
                .setParameter("mediaType", manifest.mediaType)
                .setParameter("size", manifest.size)
                .setParameter("content", manifest.content)
                .setParameter("now", manifest.createdAt)
                .executeUpdate();
        if (tag != null) {
            database.createNativeQuery(
                            "insert into registry_tag (id, registry_id, repository, tag, digest, updated_at)"
                                    + " values (:id, :registry, :repository, :tag, :digest, :now)"
                                    + " on conflict (id) do update set digest = excluded.digest, updated_at = excluded.updated_at")
                    .setParameter("id", tagId(manifest.registryId, manifest.repository, tag))
                    .setParameter("registry", manifest.registryId)
                    .setParameter("repository", manifest.repository)
                    .setParameter("tag", tag)
                    .setParameter("digest", manifest.digest)
                    .setParameter("now", manifest.createdAt)
                    .executeUpdate();
        }
    }

    ManifestEntity manifest(UUID registry, String repository, String digest) {
        return database.find(ManifestEntity.class, blobId(registry, repository, digest));
    }

    TagEntity tag(UUID registry, String repository, String tag) {
        return database.find(TagEntity.class, tagId(registry, repository, tag));
    }

    boolean deleteTag(UUID registry, String repository, String tag) {
        TagEntity found = tag(registry, repository, tag);
        if (found != null) {
            database.remove(found);
        }
        return found != null;
    }

    /** Deletes a manifest and the tags that point at it. */
    boolean deleteManifest(UUID registry, String repository, String digest) {
        ManifestEntity found = manifest(registry, repository, digest);
        if (found == null) {
            return false;
        }
        database.createQuery(
                        "delete from TagEntity t where t.registryId = ?1 and t.repository = ?2 and t.digest = ?3")
                .setParameter(1, registry)
                .setParameter(2, repository)
                .setParameter(3, digest)
                .executeUpdate();
        database.remove(found);
        return true;
    }

    /** Tags in order, after {@code last}. */
    List<String> tags(UUID registry, String repository, String last, int most) {
        return database.createQuery(
                        "select t.tag from TagEntity t where t.registryId = ?1 and t.repository = ?2 and t.tag > ?3 order by t.tag",
                        String.class)
                .setParameter(1, registry)
                .setParameter(2, repository)
                .setParameter(3, last)
                .setMaxResults(most)
                .getResultList();
    }

    boolean hasRepository(UUID registry, String repository) {
        return !repositoriesFrom(registry, repository, true, 1).isEmpty()
                && repositoriesFrom(registry, repository, true, 1).get(0).equals(repository);
    }

    /** Repositories that have a manifest, in order, after {@code last}. */
    List<String> repositories(UUID registry, String last, int most) {
        return repositoriesFrom(registry, last, false, most);
    }

    private List<String> repositoriesFrom(UUID registry, String from, boolean inclusive, int most) {
        return database.createQuery(
                        "select distinct m.repository from ManifestEntity m where m.registryId = ?1 and m.repository "
                                + (inclusive ? ">=" : ">")
                                + " ?2 order by m.repository",
                        String.class)
                .setParameter(1, registry)
                .setParameter(2, from)
                .setMaxResults(most)
                .getResultList();
    }

    private static String blobId(UUID registry, String repository, String digest) {
        return registry + "/" + repository + "@" + digest;
    }

    private static String tagId(UUID registry, String repository, String tag) {
        return registry + "/" + repository + ":" + tag;
    }
}
