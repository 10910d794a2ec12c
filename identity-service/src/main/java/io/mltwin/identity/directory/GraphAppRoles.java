package io.mltwin.identity.directory;

import static io.mltwin.identity.directory.DirectoryErrors.roleGrantExists;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Grants service principals application permissions for Microsoft Graph, which their tokens carry
 * as {@code roles}.
 */
@ApplicationScoped
public class GraphAppRoles {

    private final AppRoleRepository grants;
    private final DirectoryCache cache;
    private final Clock clock;

    GraphAppRoles(AppRoleRepository grants, DirectoryCache cache, Clock clock) {
        this.grants = grants;
        this.cache = cache;
        this.clock = clock;
    }

    @Transactional
    public List<AppRoleGrant> of(String principalId) {
        return grants.of(principalId).stream().map(AppRoleEntity::grant).toList();
    }

    @Transactional
    public List<AppRoleGrant> all() {
        return grants.listAll().stream().map(AppRoleEntity::grant).toList();
    }

    /** Returns the names that a token carries. */
    @Transactional
    public List<String> names(String principalId) {
        return grants.of(principalId).stream()
                .map(row -> GraphPermission.ofAppRole(row.grant().appRoleId()))
                .flatMap(Optional::stream)
                .map(GraphPermission::claim)
                .sorted()
                .toList();
    }

    @Transactional
    public AppRoleGrant add(String principalId, GraphPermission permission) {
        cache.invalidate();
        boolean has = grants.of(principalId).stream()
                .anyMatch(row -> row.grant().appRoleId().equals(permission.appRoleId()));
        if (has) {
            throw roleGrantExists();
        }
        AppRoleGrant grant = new AppRoleGrant(
                UUID.randomUUID().toString(),
                principalId,
                permission.appRoleId(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        grants.persistAndFlush(new AppRoleEntity(grant));
        return grant;
    }

    /** Grants the permission unless the service principal has it, for the seed. */
    @Transactional
    public void ensure(String principalId, GraphPermission permission) {
        if (!names(principalId).contains(permission.claim())) {
            add(principalId, permission);
        }
    }

    /** Removes an assignment. Returns false when the principal has no such assignment. */
    @Transactional
    public boolean remove(String principalId, String assignmentId) {
        cache.invalidate();
        return grants.delete("principalId = ?1 and assignmentId = ?2", principalId, assignmentId) > 0;
    }

    /** An application permission for Microsoft Graph that a service principal has. */
    public record AppRoleGrant(String assignmentId, String principalId, String appRoleId, Instant createdOn) {}
}
