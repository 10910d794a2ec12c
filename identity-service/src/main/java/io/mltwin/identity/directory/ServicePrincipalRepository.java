package io.mltwin.identity.directory;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Service principals by application and tenant. */
@Singleton
class ServicePrincipalRepository implements PanacheRepositoryBase<ServicePrincipalEntity, String> {

    Optional<ServicePrincipalEntity> findByApplication(String applicationId) {
        return find("applicationId", applicationId).firstResultOptional();
    }

    /** Those of a tenant and Microsoft's own. */
    List<ServicePrincipalEntity> knownIn(String tenantId) {
        return list(
                "tenantId = ?1 or kind = ?2 order by displayName",
                tenantId,
                PrincipalKind.FIRST_PARTY);
    }
}
