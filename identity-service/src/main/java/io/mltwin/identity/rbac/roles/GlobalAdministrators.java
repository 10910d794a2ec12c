package io.mltwin.identity.rbac.roles;

import io.mltwin.identity.directory.AdministratorRoles;
import io.mltwin.identity.rbac.access.ScopeKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/**
 * Who has Azure AD's role Global Administrator. It gives no access to Azure's resources but one:
 * elevateAccess, by which its holder becomes User Access Administrator at the root.
 */
@ApplicationScoped
public class GlobalAdministrators {

    private final AdministratorRoles directory;

    GlobalAdministrators(AdministratorRoles directory) {
        this.directory = directory;
    }

    /** Idempotent; takes part in the caller's transaction. */
    @Transactional
    public void add(String principalId) {
        String id =
                Optional.ofNullable(Guid.read(principalId))
                        .orElseThrow(() -> RoleErrors.invalidPrincipalId(principalId));
        if (!directory.add(id)) {
            throw RoleErrors.principalNotFound(id, "of the seed");
        }
    }

    @Transactional
    boolean contain(String objectId) {
        return directory.everybody().contains(objectId);
    }

    /** What the role gives, in the words of Azure RBAC; seen by the evaluator alone. */
    @Transactional
    List<RoleAssignment> assignments() {
        return directory.everybody().stream()
                .map(
                        id ->
                                new RoleAssignment(
                                        id,
                                        ScopeKey.ROOT,
                                        BuiltInRoles.GLOBAL_ADMINISTRATOR,
                                        id,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null))
                .toList();
    }
}
