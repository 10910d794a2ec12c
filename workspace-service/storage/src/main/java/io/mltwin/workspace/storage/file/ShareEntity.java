package io.mltwin.workspace.storage.file;

import io.mltwin.resourceprovider.AdvisoryLock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Row of a file share. */
@Entity
@Table(name = "file_share")
class ShareEntity {

    @Id
    public UUID id;

    public UUID accountId;

    public String name;

    public int quotaGib;

    public byte[] metadata;

    /** Stored access policies. */
    public String policies;

    public String etag;
    public Instant modified;

    String metadataContext() {
        return "share-metadata:" + id;
    }

    @ApplicationScoped
    static class ShareRepository implements PanacheRepositoryBase<ShareEntity, UUID> {

        Optional<ShareEntity> find(UUID account, String name) {
            return find("accountId = ?1 and name = ?2", account, name).firstResultOptional();
        }

        List<ShareEntity> ofAccount(UUID account) {
            return list("accountId = ?1 order by name", account);
        }

        void lockName(UUID account, String name) {
            AdvisoryLock.hold(getEntityManager(), "share|" + account + "/" + name);
        }

        /** Changes of one directory or file happen one after the other. */
        void lockEntry(UUID share, String path) {
            AdvisoryLock.hold(getEntityManager(), "file|" + share + "/" + path);
        }
    }
}
