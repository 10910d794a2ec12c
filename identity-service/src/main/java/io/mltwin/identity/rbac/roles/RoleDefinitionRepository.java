package io.mltwin.identity.rbac.roles;

import io.mltwin.armweb.TextCase;
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
     * Changes of roles and assignments are made one after the other, so that a rule and its change
     * are one.
     */
    void lockChanges() {
        getEntityManager()
                .createNativeQuery(
                        "select cast(pg_advisory_xact_lock(hashtext('roles')) as text)",
                        String.class)
                .getSingleResult();
    }
}
