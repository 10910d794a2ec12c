package io.mltwin.identity.directory;

import io.mltwin.encoding.AsciiCase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads Azure AD's directory: tenants, users, groups, applications and managed identities.
 *
 * <p>Deviation: the quota of a tenant is 50 000 objects, whatever domains it has verified; deleted
 * objects take no room, and users who are no administrators have no smaller quota of their own.
 */
@ApplicationScoped
public class DirectoryService {

    private final TenantRepository tenants;
    private final UserRepository users;
    private final GroupRepository groups;
    private final ServicePrincipalRepository servicePrincipals;
    private final DirectoryCache cache;

    DirectoryService(
            TenantRepository tenants,
            UserRepository users,
            GroupRepository groups,
            ServicePrincipalRepository servicePrincipals,
            DirectoryCache cache) {
        this.tenants = tenants;
        this.users = users;
        this.groups = groups;
        this.servicePrincipals = servicePrincipals;
        this.cache = cache;
    }

    /** Returns a tenant by its id or a verified domain. */
    public Optional<Tenant> tenant(String idOrDomain) {
        String key = lower(idOrDomain);
        return cache.get(Tenant.class, key, () -> readTenant(key));
    }

    private Optional<Tenant> readTenant(String key) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            Optional<TenantEntity> found = tenants.findByIdOptional(key);
            return (found.isPresent() ? found : tenants.findByDomain(key)).map(DirectoryMapper::tenant);
        });
    }

    /**
     * Passes while a tenant has room for another object, which the transaction makes.
     *
     * @throws io.mltwin.armweb.AzureException 403 {@code Directory_QuotaExceeded}
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void requireQuota(String tenantId) {
        tenants.requireRoom(tenantId);
    }

    @Transactional
    public Optional<DirectoryPrincipal> user(String userPrincipalName) {
        return users.findByName(userPrincipalName).map(DirectoryMapper::principal);
    }

    /** Returns the service principal, user or group with this object id. */
    @Transactional
    public Optional<DirectoryPrincipal> principal(String objectId) {
        String key = lower(objectId);
        return servicePrincipals
                .findPrincipal(key)
                .map(DirectoryMapper::principal)
                .or(() -> users.findByIdOptional(key).map(DirectoryMapper::principal))
                .or(() -> groups.findByIdOptional(key).map(DirectoryMapper::principal));
    }

    /** Returns the groups that a principal is in, directly or through other groups. */
    @Transactional
    public List<String> groupsOf(String objectId) {
        return groups.transitiveGroupsOf(objectId);
    }

    /** Returns the direct memberships of all groups, as the groups of each member. */
    @Transactional
    public Map<String, List<String>> memberships() {
        Map<String, List<String>> byMember = new HashMap<>();
        for (GroupRepository.MembershipRow row : groups.memberships()) {
            byMember.computeIfAbsent(row.memberId(), member -> new ArrayList<>())
                    .add(row.groupId());
        }
        return byMember;
    }

    /**
     * Returns true when this is the user's password. Hashing is slow by design, so no transaction
     * waits for it.
     */
    public boolean isPassword(String objectId, String password) {
        return passwordHash(objectId)
                .map(hash -> Secrets.matches(password, hash))
                .orElse(false);
    }

    private Optional<String> passwordHash(String objectId) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> users.findByIdOptional(objectId).map(UserEntity::passwordHash));
    }

    private static String lower(String text) {
        return AsciiCase.lower(text);
    }
}
