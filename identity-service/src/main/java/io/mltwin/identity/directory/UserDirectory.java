package io.mltwin.identity.directory;

import static io.mltwin.identity.directory.DirectoryErrors.notFound;
import static io.mltwin.identity.directory.DirectoryErrors.sameValue;
import static io.mltwin.identity.directory.DirectoryErrors.unverifiedDomain;
import static io.mltwin.identity.directory.DirectoryErrors.wrongPassword;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.directory.DirectoryUser.UserChange;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Users of a tenant as Microsoft Graph shows and changes them. */
@ApplicationScoped
public class UserDirectory {

    private final UserRepository users;
    private final TenantRepository tenants;
    private final DirectoryReferences references;
    private final SecureRandom random;
    private final Clock clock;

    UserDirectory(
            UserRepository users,
            TenantRepository tenants,
            DirectoryReferences references,
            SecureRandom random,
            Clock clock) {
        this.users = users;
        this.tenants = tenants;
        this.references = references;
        this.random = random;
        this.clock = clock;
    }

    @Transactional
    public List<DirectoryUser> list(String tenantId) {
        return users.ofTenant(tenantId).stream().map(DirectoryMapper::user).toList();
    }

    /** Returns the user with this object id or user principal name. */
    @Transactional
    public Optional<DirectoryUser> find(String idOrName, String tenantId) {
        return row(idOrName).filter(row -> row.tenantId().equals(tenantId)).map(DirectoryMapper::user);
    }

    public DirectoryUser create(String tenantId, UserChange wanted, String password) {
        PasswordValidator.require(password);
        // slow by design, so no transaction waits for it
        String hash = Secrets.hash(password, random);
        return QuarkusTransaction.requiringNew().call(() -> {
            tenants.requireRoom(tenantId);
            requireFreeName(wanted.userPrincipalName(), null, tenantId);
            UserEntity row = newRow(tenantId, wanted);
            row.setPasswordHash(hash);
            users.persistAndFlush(row);
            return DirectoryMapper.user(row);
        });
    }

    /**
     * Creates a guest that has not accepted the invitation yet. Its home is the tenant whose user
     * has the address, if there is one.
     */
    public DirectoryUser invite(String tenantId, String mail, String displayName) {
        String hash = Secrets.hash(Secrets.generate(random), random);
        return QuarkusTransaction.requiringNew().call(() -> {
            tenants.requireRoom(tenantId);
            TenantEntity tenant = tenants.findById(tenantId);
            String name = mail.replace('@', '_') + "#EXT#@" + tenant.domains().get(0);
            if (users.findByName(name).isPresent()) {
                throw sameValue("userPrincipalName");
            }
            UserEntity row = newRow(tenantId, new UserChange(name, displayName, true, null, null, mail, null));
            row.setPasswordHash(hash);
            Optional<UserEntity> home = users.findByName(mail);
            row.invite(
                    home.map(UserEntity::tenantId).orElse(null),
                    home.map(UserEntity::objectId).orElse(null));
            users.persistAndFlush(row);
            return DirectoryMapper.user(row);
        });
    }

    private UserEntity newRow(String tenantId, UserChange wanted) {
        UserEntity row = new UserEntity(UUID.randomUUID().toString(), tenantId);
        row.describe(wanted.userPrincipalName(), wanted.displayName());
        row.describeFurther(wanted);
        row.created(now());
        return row;
    }

    @Transactional
    public void update(String objectId, UserChange wanted) {
        UserEntity row = required(objectId);
        if (!AsciiCase.equal(row.userPrincipalName(), wanted.userPrincipalName())) {
            requireFreeName(wanted.userPrincipalName(), objectId, row.tenantId());
        }
        boolean disabled = row.isAccountEnabled() && !wanted.accountEnabled();
        row.describe(wanted.userPrincipalName(), wanted.displayName());
        row.describeFurther(wanted);
        if (disabled) {
            row.revokeSessions(now());
        }
    }

    /** Sets the password and revokes earlier sign-ins, as Azure AD does. */
    public void setPassword(String objectId, String password) {
        PasswordValidator.require(password);
        String hash = Secrets.hash(password, random);
        QuarkusTransaction.requiringNew().run(() -> {
            UserEntity row = required(objectId);
            row.setPasswordHash(hash);
            row.revokeSessions(now());
        });
    }

    /** Changes the password for the user, who must know the current one. */
    public void changePassword(String objectId, String current, String next) {
        String hash =
                QuarkusTransaction.requiringNew().call(() -> required(objectId).passwordHash());
        if (current == null || !Secrets.matches(current, hash)) {
            throw wrongPassword();
        }
        setPassword(objectId, next);
    }

    @Transactional
    public void revokeSessions(String objectId) {
        required(objectId).revokeSessions(now());
    }

    /** Deletes the user. Role assignments stay, as in Azure. */
    @Transactional
    public void delete(String objectId) {
        references.deleteAllOf(objectId);
        users.delete(required(objectId));
    }

    private void requireFreeName(String name, String own, String tenantId) {
        String domain = AsciiCase.lower(name.substring(name.indexOf('@') + 1));
        if (name.indexOf('@') < 1 || !tenants.findById(tenantId).domains().contains(domain)) {
            throw unverifiedDomain();
        }
        users.findByName(name).filter(other -> !other.objectId().equals(own)).ifPresent(other -> {
            throw sameValue("userPrincipalName");
        });
    }

    private UserEntity required(String objectId) {
        return users.findByIdOptional(objectId).orElseThrow(() -> notFound(objectId));
    }

    private Optional<UserEntity> row(String idOrName) {
        return idOrName.contains("@") ? users.findByName(idOrName) : users.findByIdOptional(AsciiCase.lower(idOrName));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
