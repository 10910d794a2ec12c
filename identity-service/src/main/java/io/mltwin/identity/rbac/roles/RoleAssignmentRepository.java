package io.mltwin.identity.rbac.roles;

import io.mltwin.identity.rbac.ScopeKey;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Role assignments. */
@Singleton
class RoleAssignmentRepository implements PanacheRepositoryBase<RoleAssignmentEntity, String> {

    /** Returns those whose scopes exist. */
    List<RoleAssignmentEntity> listInForce() {
        return list("aside", false);
    }

    /**
     * Returns those in force at a scope and above it, in the order in which they were made.
     *
     * @param below also those below it
     * @param principals theirs alone; null for those of all
     */
    List<RoleAssignmentEntity> listInForce(String scopeKey, boolean below, Set<String> principals) {
        String within = scopeKey.equals(ScopeKey.ROOT) ? "" : scopeKey;
        Map<String, Object> parameters = new HashMap<>(Map.of("at", ScopeKey.withAncestors(scopeKey)));
        if (below) {
            // what begins with the scope and a slash, which a zero follows
            parameters.put("first", within + '/');
            parameters.put("after", within + '0');
        }
        if (principals != null) {
            parameters.put("principals", principals);
        }
        return list(
                "aside = false and (scopeKey in :at" + (below ? " or scopeKey >= :first and scopeKey < :after)" : ")")
                        + (principals == null ? "" : " and principalId in :principals") + " order by createdOn, name",
                parameters);
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
