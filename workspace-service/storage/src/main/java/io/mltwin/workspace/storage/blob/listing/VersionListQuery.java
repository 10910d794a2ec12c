package io.mltwin.workspace.storage.blob.listing;

import io.mltwin.workspace.storage.blob.state.BlobEntity;
import io.mltwin.workspace.storage.blob.state.BlobRepository;
import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.blob.state.ListedBlob;
import io.mltwin.workspace.storage.blob.versions.DeletedBlobs;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Finds names that have versions, soft-deleted ones too, and no current version ({@code
 * include=deletedwithversions} of List Blobs, 2020-10-02 and later): each once, with the properties
 * of its last version.
 */
@Singleton
record VersionListQuery(BlobRepository blobs, DeletedBlobs deleted, Clock clock) {
    private static final String LAST =
            "select distinct on (v.name) v.id, v.live from (select b.name, b.id, b.version_id, true as live from blob b"
                    + " where b.container_id = ?1 and b.name >= ?2 and b.version_id is not null and b.snapshot <> ''"
                    + " union all select d.name, d.id, d.version_id, false from deleted_blob d"
                    + " where d.container_id = ?1 and d.name >= ?2 and d.version_id is not null and d.expires_at > ?3) v"
                    + " where not exists (select from blob c where c.container_id = ?1 and c.name = v.name"
                    + " and c.snapshot = '')%s order by v.name, v.version_id desc limit ?4";

    /** Those of a page, in order of name, ending before {@code before} unless that is null. */
    List<ListedBlob> page(
            UUID container, String from, String before, int limit, Function<BlobEntity, BlobState> state) {
        EntityManager manager = blobs.getEntityManager();
        var query = manager.createNativeQuery(LAST.formatted(before == null ? "" : " and v.name < ?5"), Object[].class)
                .setParameter(1, container)
                .setParameter(2, from)
                .setParameter(3, Timestamp.from(clock.instant()))
                .setParameter(4, limit);
        if (before != null) {
            query.setParameter(5, before);
        }
        List<?> rows = query.getResultList();
        Map<UUID, BlobEntity> ofDeleted = deleted.entities(
                rows.stream().filter(row -> !live(row)).map(this::id).toList());
        return rows.stream()
                .map(row -> live(row) ? live(manager, id(row)) : ofDeleted.get(id(row)))
                .map(last -> listed(last, state))
                .toList();
    }

    private UUID id(Object row) {
        return (UUID) ((Object[]) row)[0];
    }

    private static boolean live(Object row) {
        return (Boolean) ((Object[]) row)[1];
    }

    /** Belonging to no transaction: changing it changes nothing. */
    private BlobEntity live(EntityManager manager, UUID id) {
        BlobEntity version = blobs.findById(id);
        manager.detach(version);
        return version;
    }

    /** In the place of the blob itself, and as no version. */
    private static ListedBlob listed(BlobEntity last, Function<BlobEntity, BlobState> state) {
        last.snapshot = "";
        last.versionId = null;
        return new ListedBlob(state.apply(last), null, true);
    }
}
