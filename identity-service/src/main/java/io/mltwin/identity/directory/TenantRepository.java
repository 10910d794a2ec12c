package io.mltwin.identity.directory;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Tenants by id and by verified domain. */
@Singleton
class TenantRepository implements PanacheRepositoryBase<TenantEntity, String> {

    private static final String OBJECTS = "select (select count(*) from directory_user where tenant_id = ?1)"
            + " + (select count(*) from directory_group where tenant_id = ?1)"
            + " + (select count(*) filter (where principal_exists)"
            + " + count(application_object_id) from service_principal where tenant_id = ?1)";

    /** Counts users, groups, applications and service principals. */
    long objects(String tenantId) {
        return ((Number) getEntityManager()
                        .createNativeQuery(OBJECTS)
                        .setParameter(1, tenantId)
                        .getSingleResult())
                .longValue();
    }

    Optional<TenantEntity> findByDomain(String domain) {
        return find("select t from TenantEntity t join t.domains d where d = ?1", domain)
                .firstResultOptional();
    }
}
