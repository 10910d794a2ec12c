package io.mltwin.compute.quotas;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A row of {@code core_quota}: a limit that Azure's support has set. */
@Entity
@Table(name = "core_quota")
@IdClass(CoreQuotaEntity.Key.class)
class CoreQuotaEntity {

    /** Primary key. */
    record Key(String subscriptionId, String region, String vmPriority, String family) implements Serializable {}

    @Id
    String subscriptionId;

    @Id
    String region;

    @Id
    String vmPriority;

    @Id
    String family;

    int cores;

    /** Queries of quotas. */
    @Singleton
    static class CoreQuotaRepository implements PanacheRepositoryBase<CoreQuotaEntity, CoreQuotaEntity.Key> {}
}
