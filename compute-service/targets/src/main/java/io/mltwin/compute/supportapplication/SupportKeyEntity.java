package io.mltwin.compute.supportapplication;

import io.mltwin.resourceprovider.AdvisoryLock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code support_key}; the key is wrapped under this service's root keys. */
@Entity
@Table(name = "support_key")
class SupportKeyEntity {

    @Id
    String applicationId;

    String tenantId;

    byte[] wrappedKey;

    Instant created;

    /** Keys of support applications. */
    @Singleton
    static class SupportKeyRepository implements PanacheRepositoryBase<SupportKeyEntity, String> {

        /** The row that is there afterwards: of two first uses the second finds the first's key. */
        SupportKeyEntity addIfAbsent(SupportKeyEntity row) {
            AdvisoryLock.hold(getEntityManager(), "support application|" + row.applicationId);
            SupportKeyEntity found = findById(row.applicationId);
            if (found != null) {
                return found;
            }
            persist(row);
            return row;
        }
    }
}
