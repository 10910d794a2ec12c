package io.mltwin.workspace.storage.blob.state;

import io.mltwin.resourceprovider.AdvisoryLock;
import io.mltwin.workspace.storage.blob.request.BlobAddress;
import io.mltwin.workspace.storage.wire.DataErrors;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
public class BlobRepository implements PanacheRepositoryBase<BlobEntity, UUID> {

    /** Returns the blob itself, no snapshot. */
    public Optional<BlobEntity> find(UUID container, String name) {
        return find(container, name, "");
    }

    public Optional<BlobEntity> find(UUID container, String name, String snapshot) {
        return find("containerId = ?1 and name = ?2 and snapshot = ?3", container, name, snapshot)
                .firstResultOptional();
    }

    /** Returns the blob, snapshot or version that is named, the current version too. */
    public Optional<BlobEntity> find(UUID container, BlobAddress address) {
        Optional<BlobEntity> found = find(container, address.blob(), address.snapshot());
        return found.isPresent() || !address.isVersion()
                ? found
                : find(container, address.blob()).filter(blob -> blob.isCurrentVersion(address.snapshot()));
    }

    /**
     * Returns the same.
     *
     * @throws io.mltwin.armweb.AzureException 404
     */
    public BlobEntity require(UUID container, BlobAddress address) {
        return find(container, address).orElseThrow(DataErrors::blobNotFound);
    }

    /**
     * Returns the id of the last version of a name, also of a soft-deleted one; null when it has
     * none.
     */
    public String lastVersion(UUID container, String name) {
        return (String) getEntityManager()
                .createNativeQuery("select max(v.version_id) from (select version_id from blob where container_id = ?1"
                        + " and name = ?2 union all select version_id from deleted_blob"
                        + " where container_id = ?1 and name = ?2) v")
                .setParameter(1, container)
                .setParameter(2, name)
                .getSingleResult();
    }

    /** Clears the content that lies in the blob's row. */
    public void clearContent(UUID id) {
        getEntityManager()
                .createNativeQuery("update blob set ciphertext = null where id = ?1 and ciphertext is not null")
                .setParameter(1, id)
                .executeUpdate();
    }

    public List<BlobEntity> snapshots(UUID container, String name) {
        return list("containerId = ?1 and name = ?2 and snapshot <> '' and versionId is null", container, name);
    }

    /**
     * Returns blobs in order of name, from {@code from} on, ending before {@code before} unless
     * that is null.
     */
    public List<BlobEntity> page(UUID container, String from, String before, int limit) {
        String query = "containerId = ?1 and snapshot = '' and name >= ?2";
        return (before == null
                        ? find(query + " order by name", container, from)
                        : find(query + " and name < ?3 order by name", container, from, before))
                .page(0, limit)
                .list();
    }

    /**
     * Returns the same, of the blobs of a folder the first alone: each row is found by the one before.
     *
     * @param start characters of a name before which no folder ends
     * @param delimiter what a folder's name ends with
     * @param after the first text after all that begin with the delimiter
     */
    @SuppressWarnings("unchecked")
    public List<BlobEntity> pageOfFolders(
            UUID container, String from, String before, int start, String delimiter, String after, int limit) {
        String next = "select b.id, b.name, %s from blob b where b.container_id = ?1 and b.snapshot = ''"
                + (before == null ? "" : " and b.name < ?7")
                + " and b.name >= %s order by b.name limit 1";
        String found = "position(?4 in substr(h.name, ?3 + 1))";
        String follows =
                "case " + found + " when 0 then h.name || chr(1) else left(h.name, ?3 + " + found + " - 1) || ?5 end";
        Query query = getEntityManager()
                .createNativeQuery(
                        "with recursive head as ((" + next.formatted("1 as place", "?2")
                                + ") union all select n.* from head h"
                                + " cross join lateral (" + next.formatted("h.place + 1", follows)
                                + ") n where h.place < ?6)"
                                + " select b.* from head h join blob b on b.id = h.id order by h.place",
                        BlobEntity.class)
                .setParameter(1, container)
                .setParameter(2, from)
                .setParameter(3, start)
                .setParameter(4, delimiter)
                .setParameter(5, after)
                .setParameter(6, limit);
        return (before == null ? query : query.setParameter(7, before)).getResultList();
    }

    /**
     * Returns the same with snapshots or previous versions; {@code from} may be a {@link
     * BlobState#listKey}.
     */
    public List<BlobEntity> pageWithRest(
            UUID container, String from, String before, int limit, boolean snapshots, boolean versions) {
        int end = from.indexOf('\0');
        String name = end < 0 ? from : from.substring(0, end);
        String key = end < 0 ? "" : from.substring(end + 1);
        String order = "case when b.snapshot = '' then '~' else b.snapshot end";
        TypedQuery<BlobEntity> query = getEntityManager()
                .createQuery(
                        // the first condition is what the index is entered by
                        "select b from BlobEntity b where b.containerId = :container and b.name >= :name and (b.name > :name or "
                                + order
                                + " >= :key)"
                                + (snapshots ? "" : " and (b.snapshot = '' or b.versionId is not null)")
                                + (versions ? "" : " and (b.snapshot = '' or b.versionId is null)")
                                + (before == null ? "" : " and b.name < :before")
                                + " order by b.name, "
                                + order,
                        BlobEntity.class)
                .setParameter("container", container)
                .setParameter("name", name)
                .setParameter("key", key)
                .setMaxResults(limit);
        if (before != null) {
            query.setParameter("before", before);
        }
        return query.getResultList();
    }

    /** Returns blobs with tags, in order of name. */
    public List<BlobEntity> withTags(UUID container, String from, int limit) {
        return find("containerId = ?1 and tagCount > 0 and snapshot = '' and name >= ?2 order by name", container, from)
                .page(0, limit)
                .list();
    }

    /**
     * Locks the name of a blob that was read before and returns its row; null when it was changed
     * since.
     */
    public BlobEntity unchangedOrNull(BlobState state) {
        BlobEntity blob = findById(state.id());
        if (blob == null) {
            return null;
        }
        lockName(blob.containerId, blob.name);
        getEntityManager().refresh(blob);
        return blob.etag.equals(state.etag()) && blob.snapshot.equals(state.snapshot()) ? blob : null;
    }

    /** Waits until other changes of the blob have ended. */
    public void lockName(UUID container, String name) {
        AdvisoryLock.hold(getEntityManager(), "blob|" + container + "/" + name);
    }
}
