package io.mltwin.identity.directory;

import io.mltwin.resourceprovider.Queries;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Service principals and applications, by application and tenant. */
@Singleton
class ServicePrincipalRepository implements PanacheRepositoryBase<ServicePrincipalEntity, String> {

    /** Returns the service principal of an application; empty while the application has none. */
    Optional<ServicePrincipalEntity> findByApplication(String applicationId) {
        return find("applicationId = ?1 and principalExists", applicationId).firstResultOptional();
    }

    Optional<ServicePrincipalEntity> findPrincipal(String objectId) {
        return find("objectId = ?1 and principalExists", objectId).firstResultOptional();
    }

    /** Returns the service principals of a tenant and those of Microsoft. */
    List<ServicePrincipalEntity> knownIn(String tenantId) {
        return list(
                "(tenantId = ?1 or kind = ?2) and principalExists order by displayName",
                tenantId,
                PrincipalKind.FIRST_PARTY);
    }

    /** Returns an application by its own object id. */
    Optional<ServicePrincipalEntity> findApplication(String applicationObjectId) {
        return find("applicationObjectId", applicationObjectId).firstResultOptional();
    }

    Optional<ServicePrincipalEntity> findRegistration(String applicationId) {
        return find("applicationId = ?1 and applicationObjectId is not null", applicationId)
                .firstResultOptional();
    }

    List<ServicePrincipalEntity> applicationsOf(String tenantId) {
        return list("tenantId = ?1 and applicationObjectId is not null order by displayName", tenantId);
    }

    /**
     * Deletes the service principal of the row, and reserves an id for the next one of the
     * application. The database updates the rows that refer to it.
     */
    void endPrincipal(String objectId, String nextObjectId) {
        flush();
        Queries.sql(
                        getEntityManager(),
                        "update service_principal set object_id = ?2, principal_exists = false"
                                + " where object_id = ?1",
                        objectId,
                        nextObjectId)
                .executeUpdate();
        getEntityManager().clear();
    }
}
