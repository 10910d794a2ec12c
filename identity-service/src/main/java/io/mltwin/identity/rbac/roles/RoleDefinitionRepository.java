package io.mltwin.identity.rbac.roles;

import io.mltwin.armweb.TextCase;
import io.mltwin.resourceprovider.AdvisoryLock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Custom roles. */
@Singleton
class RoleDefinitionRepository implements PanacheRepositoryBase<RoleDefinitionEntity, String> {

    Optional<RoleDefinitionEntity> findByName(String tenantId, String roleName) {
        return find("tenantId = ?1 and lower(roleName) = ?2", tenantId, TextCase.lower(roleName))
                .firstResultOptional();
    }

    long countIn(String tenantId) {
        return count("tenantId", tenantId);
    }

    /**
     * Locks roles and assignments, so that their changes are checked and made one after the other.
     */
    void lockChanges() {
        AdvisoryLock.hold(getEntityManager(), "roles");
    }
}
