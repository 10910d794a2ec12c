package io.mltwin.identity.directory;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.AzureException.conflict;

import io.mltwin.encoding.AsciiCase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;

/** Creates and updates tenants, users and groups; each call is idempotent. */
@ApplicationScoped
public class DirectoryChangeService {

    /** A hash that no password has. */
    private static final String NO_PASSWORD = "!";

    private final TenantRepository tenants;
    private final UserRepository users;
    private final GroupRepository groups;
    private final DirectoryCache cache;
    private final SecureRandom random;

    DirectoryChangeService(
            TenantRepository tenants,
            UserRepository users,
            GroupRepository groups,
            DirectoryCache cache,
            SecureRandom random) {
        this.tenants = tenants;
        this.users = users;
        this.groups = groups;
        this.cache = cache;
        this.random = random;
    }

    @Transactional
    public void upsertTenant(Tenant wanted) {
        cache.invalidate();
        String tenantId = lower(wanted.tenantId());
        List<String> domains =
                wanted.domains().stream().map(DirectoryChangeService::lower).toList();
        for (String domain : domains) {
            tenants.findByDomain(domain)
                    .filter(owner -> !owner.tenantId().equals(tenantId))
                    .ifPresent(owner -> {
                        throw conflict("DomainInUse", "The domain '%s' is verified by another tenant.", domain);
                    });
        }
        TenantEntity row = tenants.findById(tenantId);
        if (row == null) {
            row = new TenantEntity(tenantId);
            row.describe(wanted.displayName(), domains);
            tenants.persist(row);
        } else {
            row.describe(wanted.displayName(), domains);
        }
        row.decide(wanted.b2c(), wanted.secondFactorRequired());
        tenants.flush();
    }

    /**
     * Creates or updates a user. Hashes the password only when it has changed.
     *
     * @param password null for a guest, who has none here
     */
    @Transactional
    public void upsertUser(DirectoryPrincipal wanted, String password) {
        invalidRequestContentIf(
                password != null && !Secrets.isAcceptablePassword(password),
                "The password of '%s' must have 1 to 72 bytes.",
                wanted.userPrincipalName());
        users.findByName(wanted.userPrincipalName())
                .filter(other -> !other.objectId().equals(lower(wanted.objectId())))
                .ifPresent(other -> {
                    throw conflict(
                            "UserNameInUse",
                            "The user principal name '%s' belongs to another user.",
                            wanted.userPrincipalName());
                });
        UserEntity row = users.findById(lower(wanted.objectId()));
        boolean isNew = row == null;
        if (isNew) {
            row = new UserEntity(lower(wanted.objectId()), lower(wanted.tenantId()));
        }
        row.describe(wanted.userPrincipalName(), wanted.displayName());
        if (password == null) {
            row.setPasswordHash(NO_PASSWORD);
        } else if (isNew || !Secrets.matches(password, row.passwordHash())) {
            row.setPasswordHash(Secrets.hash(password, random));
        }
        if (isNew) {
            users.persist(row);
        }
    }

    @Transactional
    public void upsertGroup(DirectoryPrincipal wanted, Collection<String> members) {
        cache.invalidate();
        List<String> direct =
                members.stream().map(DirectoryChangeService::lower).toList();
        GroupEntity row = groups.findById(lower(wanted.objectId()));
        if (row == null) {
            row = new GroupEntity(lower(wanted.objectId()), lower(wanted.tenantId()));
            row.describe(wanted.displayName(), direct);
            groups.persist(row);
        } else {
            row.describe(wanted.displayName(), direct);
        }
    }

    private static String lower(String text) {
        return AsciiCase.lower(text);
    }
}
