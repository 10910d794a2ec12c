package io.mltwin.workspace.storage.blob.versions;

import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.blob.content.SharedContents;
import io.mltwin.workspace.storage.blob.request.VersionId;
import io.mltwin.workspace.storage.blob.state.BlobEntity;
import io.mltwin.workspace.storage.blob.state.BlobRepository;
import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.blob.state.ListedBlob;
import io.mltwin.workspace.storage.blob.state.ListedBlob.Deletion;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Moves the rows of soft-deleted blobs to a table of their own and back, with the same id, so that
 * content, metadata and tags stay theirs. In the caller's transaction, which holds the lock of the
 * name.
 */
@Singleton
public record DeletedBlobs(BlobRepository blobs, SharedContents shared, Clock clock) {
    /**
     * The name of a deleted blob once another blob has its own: a snapshot of the time of its
     * deletion.
     */
    private static final String SHOWN =
            "case when d.snapshot = '' and (exists (select from blob b where b.container_id = d.container_id"
                    + " and b.name = d.name and b.snapshot = '') or exists (select from deleted_blob n"
                    + " where n.container_id = d.container_id and n.name = d.name and n.snapshot = ''"
                    + " and n.deleted_at > d.deleted_at))"
                    + " then to_char(d.deleted_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"0Z\"')"
                    + " else d.snapshot end";

    private static final String MOVE_OUT =
            "insert into deleted_blob select (jsonb_populate_record(null::deleted_blob, to_jsonb(b) ||"
                    + " jsonb_build_object('snapshot', cast(?1 as text), 'deleted_at', cast(?2 as timestamptz),"
                    + " 'expires_at', cast(?3 as timestamptz)))).* from blob b where b.id = ?4";

    private static final String MOVE_BACK = "insert into blob select (jsonb_populate_record(null::blob, to_jsonb(d) ||"
            + " jsonb_build_object('snapshot', cast(?1 as text)))).* from deleted_blob d where d.id = ?2"
            + " on conflict do nothing";

    /** Moves a deleted blob or snapshot to where it can be restored from. */
    public void keep(StorageAccount account, BlobEntity blob) {
        blob.lease = null;
        move(account, blob, blob.snapshot);
    }

    /**
     * Makes what is about to be overwritten a deleted snapshot.
     *
     * @return the row of the blob that takes its place
     */
    BlobEntity keepOverwritten(StorageAccount account, BlobEntity blob) {
        BlobEntity next = BlobEntity.named(blob.containerId, blob.name);
        next.created = blob.created;
        next.lease = blob.lease;
        blob.lease = null;
        shared.listBlocks(blob);
        move(account, blob, VersionId.TIME.format(clock.instant()));
        return next;
    }

    private void move(StorageAccount account, BlobEntity blob, String snapshot) {
        Instant now = clock.instant();
        blobs.flush();
        Query query = manager().createNativeQuery(MOVE_OUT);
        query.setParameter(1, snapshot)
                .setParameter(2, Timestamp.from(now))
                .setParameter(
                        3,
                        Timestamp.from(
                                now.plus(Duration.ofDays(account.softDelete().blobDays()))))
                .setParameter(4, blob.id)
                .executeUpdate();
        blobs.delete(blob);
        blobs.flush();
    }

    /**
     * Undelete Blob: the blob, unless there is one of its name, and all deleted snapshots and
     * versions.
     *
     * @param live there is a blob of this name
     * @return how many rows came back
     */
    public int restore(UUID container, String name, boolean live) {
        List<Row> rows = rows("d.name = ?3", container, name, null);
        // a snapshot comes back with its blob alone
        boolean snapshots = live || rows.stream().anyMatch(row -> row.shown().isEmpty());
        return rows.stream()
                .filter(row -> snapshots || row.isVersion())
                .mapToInt(this::moveBack)
                .sum();
    }

    private int moveBack(Row row) {
        int moved = manager()
                .createNativeQuery(MOVE_BACK)
                .setParameter(1, row.shown())
                .setParameter(2, row.id())
                .executeUpdate();
        if (moved == 1) {
            forget(row.id());
        }
        return moved;
    }

    void forget(UUID id) {
        manager()
                .createNativeQuery("delete from deleted_blob where id = ?1")
                .setParameter(1, id)
                .executeUpdate();
    }

    /** Returns the deleted snapshot or version of this name. */
    Optional<BlobEntity> find(UUID container, String name, String shown) {
        return rows("d.name = ?3", container, name, null).stream()
                .filter(row -> row.shown().equals(shown))
                .findFirst()
                .map(row -> entities(List.of(row.id())).get(row.id()));
    }

    /** Returns those that a page of a list shows, in order of {@link BlobState#listKey}. */
    public List<ListedBlob> page(
            UUID container,
            String from,
            String before,
            int limit,
            boolean withSnapshots,
            boolean withVersions,
            Function<BlobEntity, BlobState> state) {
        List<Row> found =
                rows("d.name >= ?3" + (before == null ? "" : " and d.name < ?4"), container, nameOf(from), before)
                        .stream()
                        .filter(row -> row.isIn(withSnapshots, withVersions))
                        .filter(row -> BlobState.BY_CODE_POINT.compare(row.listKey(), from) >= 0)
                        .sorted(Comparator.comparing(Row::listKey, BlobState.BY_CODE_POINT))
                        .limit(limit)
                        .toList();
        Map<UUID, BlobEntity> entities = entities(found.stream().map(Row::id).toList());
        return found.stream()
                .map(row -> listed(row, entities.get(row.id()), state))
                .toList();
    }

    private static String nameOf(String from) {
        int end = from.indexOf('\0');
        return end < 0 ? from : from.substring(0, end);
    }

    private static ListedBlob listed(Row row, BlobEntity entity, Function<BlobEntity, BlobState> state) {
        entity.snapshot = row.shown();
        return new ListedBlob(state.apply(entity), new Deletion(null, row.deletedAt(), row.expires()), false);
    }

    /** Returns rows that belong to no transaction: changing them changes nothing. */
    public Map<UUID, BlobEntity> entities(List<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        List<?> all = manager()
                .createNativeQuery("select d.* from deleted_blob d where d.id in (?1)", BlobEntity.class)
                .setParameter(1, ids)
                .getResultList();
        return all.stream()
                .map(BlobEntity.class::cast)
                .peek(manager()::detach)
                .collect(Collectors.toMap(one -> one.id, Function.identity()));
    }

    /**
     * A row that has not expired.
     *
     * @param shown what it is listed and comes back as: empty for the blob itself
     */
    private record Row(UUID id, String name, String shown, Instant deletedAt, Instant expires) {
        String listKey() {
            return BlobState.listKey(name, shown);
        }

        boolean isVersion() {
            return VersionId.isPlace(shown);
        }

        boolean isIn(boolean withSnapshots, boolean withVersions) {
            return shown.isEmpty() || (isVersion() ? withVersions : withSnapshots);
        }
    }

    private List<Row> rows(String where, UUID container, String name, String before) {
        Query query = manager()
                .createNativeQuery(
                        "select d.id, d.name, "
                                + SHOWN
                                + ", d.deleted_at, d.expires_at from deleted_blob d"
                                + " where d.container_id = ?1 and d.expires_at > ?2 and "
                                + where,
                        Object[].class)
                .setParameter(1, container)
                .setParameter(2, Timestamp.from(clock.instant()))
                .setParameter(3, name);
        if (before != null) {
            query.setParameter(4, before);
        }
        List<Row> rows = new ArrayList<>();
        for (Object row : query.getResultList()) {
            Object[] columns = (Object[]) row;
            rows.add(new Row(
                    (UUID) columns[0],
                    (String) columns[1],
                    (String) columns[2],
                    instant(columns[3]),
                    instant(columns[4])));
        }
        return rows;
    }

    private static Instant instant(Object column) {
        return column instanceof Timestamp time ? time.toInstant() : (Instant) column;
    }

    /** Returns some rows whose days are over, locked against other sweeps. */
    List<BlobEntity> expired(int most) {
        List<?> ids = manager()
                .createNativeQuery(
                        "select id from deleted_blob where expires_at <= ?1 order by expires_at"
                                + " limit ?2 for update skip locked",
                        UUID.class)
                .setParameter(1, Timestamp.from(clock.instant()))
                .setParameter(2, most)
                .getResultList();
        return List.copyOf(entities(ids.stream().map(UUID.class::cast).toList()).values());
    }

    private EntityManager manager() {
        return blobs.getEntityManager();
    }
}
