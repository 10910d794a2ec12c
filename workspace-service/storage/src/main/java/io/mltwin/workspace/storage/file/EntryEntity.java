package io.mltwin.workspace.storage.file;

import io.mltwin.workspace.storage.wire.ContentHeaders;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Row of a directory or file in a share; its content lies in extents. */
@Entity
@Table(name = "share_entry")
class EntryEntity {

    @Id
    public UUID id;

    public UUID shareId;

    public String parentKey;

    public String name;

    public String nameKey;

    public boolean directory;

    @Column(name = "byte_count")
    public long length;

    public String contentType;

    public String contentEncoding;

    public String contentLanguage;

    public String contentDisposition;

    public String cacheControl;

    public byte[] contentMd5;

    public byte[] metadata;
    public String etag;
    public Instant created;
    public Instant modified;

    void set(ContentHeaders http) {
        contentType = http.contentType();
        contentEncoding = http.contentEncoding();
        contentLanguage = http.contentLanguage();
        contentDisposition = http.contentDisposition();
        cacheControl = http.cacheControl();
        contentMd5 = http.md5();
    }

    String metadataContext() {
        return "file-metadata:" + id;
    }

    @ApplicationScoped
    static class EntryRepository implements PanacheRepositoryBase<EntryEntity, UUID> {

        Optional<EntryEntity> find(UUID share, FileAddress address) {
            return find(
                            "shareId = ?1 and parentKey = ?2 and nameKey = ?3",
                            share,
                            address.parentKey(),
                            FileAddress.key(address.name()))
                    .firstResultOptional();
        }

        /** Returns the entries of a directory, in order, from {@code from} on. */
        List<EntryEntity> page(UUID share, String parentKey, String prefix, String from, int limit) {
            return find(
                            "shareId = ?1 and parentKey = ?2 and nameKey >= ?3 and substring(nameKey, 1, ?4) = ?5 order by nameKey",
                            share,
                            parentKey,
                            from,
                            prefix.length(),
                            prefix)
                    .page(0, limit)
                    .list();
        }

        boolean isEmpty(UUID share, String parentKey) {
            return count("shareId = ?1 and parentKey = ?2", share, parentKey) == 0;
        }

        long bytes(UUID share) {
            return getEntityManager()
                    .createQuery(
                            "select coalesce(sum(e.length), 0) from EntryEntity e where e.shareId = ?1", Long.class)
                    .setParameter(1, share)
                    .getSingleResult();
        }
    }
}
