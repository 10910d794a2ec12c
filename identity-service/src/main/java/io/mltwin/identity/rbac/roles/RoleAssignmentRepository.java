package io.mltwin.identity.rbac.roles;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Role assignments. */
@Singleton
class RoleAssignmentRepository implements PanacheRepositoryBase<RoleAssignmentEntity, String> {

    Optional<RoleAssignmentEntity> findSame(String scopeKey, String roleId, String principalId) {
        return find(
                        "scopeKey = ?1 and roleId = ?2 and principalId = ?3",
                        scopeKey,
                        roleId,
                        principalId)
                .firstResultOptional();
    }

    boolean isAssigned(String roleId) {
        return count("roleId", roleId) > 0;
    }

    long countIn(String subscriptionKey) {
        return count("scopeKey = ?1 or scopeKey like ?2", subscriptionKey, subscriptionKey + "/%");
    }
}
