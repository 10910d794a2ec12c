package io.mltwin.identity.rbac.roles;

import io.mltwin.identity.rbac.ScopeQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Role assignments. */
@Singleton
class RoleAssignmentRepository implements PanacheRepositoryBase<RoleAssignmentEntity, String> {

    /** Returns those whose scopes exist. */
    List<RoleAssignmentEntity> listInForce() {
        return list("aside", false);
    }

    /** Returns those that a query asks for, in the order in which they were made. */
    List<RoleAssignmentEntity> list(ScopeQuery query) {
        return list(query.orderedBy("createdOn, name"), query.parameters());
    }

    Optional<RoleAssignmentEntity> findSame(String scopeKey, String roleId, String principalId) {
        return find("scopeKey = ?1 and roleId = ?2 and principalId = ?3", scopeKey, roleId, principalId)
                .firstResultOptional();
    }

    boolean isAssigned(String roleId) {
        return count("roleId = ?1 and aside = false", roleId) > 0;
    }

    long countIn(String subscriptionKey) {
        return count("scopeKey = ?1 or scopeKey like ?2", subscriptionKey, subscriptionKey + "/%");
    }
}
