package io.mltwin.identity.rbac.roles;

import static io.mltwin.identity.rbac.roles.RoleErrors.invalidPrincipalId;
import static io.mltwin.identity.rbac.roles.RoleErrors.principalNotFound;

import io.mltwin.identity.directory.AdministratorRoles;
import io.mltwin.identity.rbac.ScopeKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/**
 * The holders of Azure AD's role Global Administrator. Of Azure's operations it permits only
 * elevateAccess, by which its holder becomes User Access Administrator at the root.
 */
@ApplicationScoped
public class GlobalAdministrators {

    private final AdministratorRoles directory;

    GlobalAdministrators(AdministratorRoles directory) {
        this.directory = directory;
    }

    /** Adds a holder; idempotent, in the caller's transaction. */
    @Transactional
    public void add(String principalId) {
        String id = Optional.ofNullable(Guid.read(principalId)).orElseThrow(() -> invalidPrincipalId(principalId));
        if (!directory.add(id)) {
            throw principalNotFound(id, "of the seed");
        }
    }

    @Transactional
    boolean contain(String objectId) {
        return directory.everybody().contains(objectId);
    }

    /** Returns the effect of the role as role assignments, for the evaluator only. */
    @Transactional
    List<RoleAssignment> assignments() {
        return directory.everybody().stream()
                .map(id -> new RoleAssignment(
                        id, ScopeKey.ROOT, BuiltInRoles.GLOBAL_ADMINISTRATOR, id, null, null, null, null, null, null))
                .toList();
    }
}
