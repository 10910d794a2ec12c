package io.mltwin.identity.directory;

import static io.mltwin.identity.directory.DirectoryErrors.quotaExceeded;

import io.mltwin.resourceprovider.Queries;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.Optional;

/** Tenants by id and by verified domain. */
@Singleton
class TenantRepository implements PanacheRepositoryBase<TenantEntity, String> {

    private static final int MOST_OBJECTS = 50_000;
    private static final String OBJECTS = "select (select count(*) from directory_user where tenant_id = ?1)"
            + " + (select count(*) from directory_group where tenant_id = ?1)"
            + " + (select count(*) filter (where principal_exists)"
            + " + count(application_object_id) from service_principal where tenant_id = ?1)";

    /**
     * Passes while a tenant has room for another user, group, application or service principal. Its
     * transactions that ask follow one another, so that each counts what those before have made.
     */
    void requireRoom(String tenantId) {
        findById(tenantId, LockModeType.PESSIMISTIC_WRITE);
        Number objects =
                (Number) Queries.sql(getEntityManager(), OBJECTS, tenantId).getSingleResult();
        if (objects.longValue() >= MOST_OBJECTS) {
            throw quotaExceeded();
        }
    }

    Optional<TenantEntity> findByDomain(String domain) {
        return find("select t from TenantEntity t join t.domains d where d = ?1", domain)
                .firstResultOptional();
    }
}
