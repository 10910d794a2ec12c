package io.mltwin.identity.rbac.roles;

import io.mltwin.armweb.TextCase;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.AdvisoryLock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Custom roles. */
@Singleton
class RoleDefinitionRepository implements PanacheRepositoryBase<RoleDefinitionEntity, String> {

    /** Returns those that name a subscription among their assignable scopes; null stands for any. */
    List<RoleDefinitionEntity> assignableIn(String subscriptionId) {
        return list("lower(assignableScopes) like ?1 order by createdOn, roleId", naming(subscriptionId));
    }

    /** Returns the same of a tenant. */
    List<RoleDefinitionEntity> assignableIn(String subscriptionId, String tenantId) {
        return list(
                "lower(assignableScopes) like ?1 and tenantId = ?2 order by createdOn, roleId",
                naming(subscriptionId),
                tenantId);
    }

    private static String naming(String subscriptionId) {
        return subscriptionId == null ? "%" : "%" + AsciiCase.lower(subscriptionId) + "%";
    }

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
