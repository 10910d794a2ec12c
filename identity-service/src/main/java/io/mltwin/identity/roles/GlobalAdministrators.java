package io.mltwin.identity.roles;

import io.mltwin.identity.access.ScopeKey;
import io.mltwin.identity.directory.DirectoryService;
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

    private final GlobalAdministratorRepository rows;
    private final DirectoryService directory;

    GlobalAdministrators(GlobalAdministratorRepository rows, DirectoryService directory) {
        this.rows = rows;
        this.directory = directory;
    }

    /** Idempotent; takes part in the caller's transaction. */
    @Transactional
    public void add(String principalId) {
        String id =
                Optional.ofNullable(Guid.read(principalId))
                        .orElseThrow(() -> RoleErrors.invalidPrincipalId(principalId));
        if (directory.principal(id).isEmpty()) {
            throw RoleErrors.principalNotFound(id, "of the seed");
        }
        if (rows.findById(id) == null) {
            rows.persist(new GlobalAdministratorEntity(id));
        }
    }

    @Transactional
    boolean contain(String objectId) {
        return rows.findByIdOptional(objectId).isPresent();
    }

    /** What the role gives, in the words of Azure RBAC; seen by the evaluator alone. */
    @Transactional
    List<RoleAssignment> assignments() {
        return rows.listAll().stream()
                .map(
                        row ->
                                new RoleAssignment(
                                        row.objectId(),
                                        ScopeKey.ROOT,
                                        BuiltInRoles.GLOBAL_ADMINISTRATOR,
                                        row.objectId(),
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null))
                .toList();
    }
}
