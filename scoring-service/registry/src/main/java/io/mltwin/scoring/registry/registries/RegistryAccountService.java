package io.mltwin.scoring.registry.registries;

import static io.mltwin.scoring.registry.registries.RegistryErrors.adminUserDisabled;
import static io.mltwin.scoring.registry.registries.RegistryErrors.unknownPassword;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.datakeys.DataKey;
import io.mltwin.encoding.Sha256;
import io.mltwin.platform.Addresses;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.scoring.keys.Secrets;
import io.mltwin.scoring.registry.registries.RegistryAccount.RetentionPolicy;
import io.mltwin.scoring.registry.registries.RegistryBody.Credentials;
import io.mltwin.scoring.registry.registries.RegistryBody.Password;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Registries as their data plane sees them, and the passwords of their admin users. */
@Singleton
public record RegistryAccountService(
        RegistryRepository repository, RegistryKeys keys, Secrets secrets, Addresses addresses) {

    static final int PASSWORD_LENGTH = 32;

    /** Returns the registry of this name for its data plane, or null. */
    public RegistryAccount account(String name) {
        return account(findByName(name));
    }

    /** Returns the registry of this ARM id for its data plane, or null. */
    public RegistryAccount account(ArmResourceId id) {
        return account(RowTransactions.inOne(() -> repository.present(id.key())));
    }

    /** Returns the registry of this row for its data plane, or null. */
    public RegistryAccount account(UUID id) {
        return account(RowTransactions.inOne(() -> repository.byUid(id)));
    }

    private RegistryAccount account(RegistryEntity registry) {
        return registry == null
                ? null
                : new RegistryAccount(
                        registry.uid,
                        registry.id,
                        registry.tenantId,
                        registry.nameKey,
                        addresses.registryHost(registry.nameKey),
                        registry.adminUserEnabled,
                        registry.armAudienceEnabled,
                        new RetentionPolicy(
                                registry.retentionEnabled, registry.retentionDays, registry.retentionUpdated),
                        new LazyDataKey(() -> keys.open(registry)));
    }

    /** Returns true when this is one of the admin's two passwords and the admin user is enabled. */
    public boolean isAdmin(String name, String password) {
        return isAdminByHash(name, Sha256.hex(password));
    }

    /**
     * Does the same as {@link #isAdmin} for what {@link Sha256#hex(String)} makes of a password.
     */
    public boolean isAdminByHash(String name, String passwordHash) {
        RegistryEntity registry = findByName(name);
        if (registry == null || !registry.adminUserEnabled) {
            return false;
        }
        boolean matches = false;
        for (Password known : passwords(registry).passwords()) {
            matches |= Secrets.same(passwordHash, Sha256.hex(known.value()));
        }
        return matches;
    }

    /**
     * Returns the admin's password, for this service's own pushes.
     *
     * @throws AzureException 400 when the admin user is disabled, 404 when there is no such
     *     registry
     */
    public String adminPassword(ArmResourceId id) {
        return passwords(withAdminUser(require(id))).passwords().get(0).value();
    }

    Credentials credentials(ArmResourceId id) {
        return passwords(withAdminUser(require(id)));
    }

    /** Replaces one of the admin's passwords, inside a transaction. */
    Credentials regenerate(ArmResourceId id, String name) {
        RegistryEntity registry = withAdminUser(repository.require(id));
        String fresh = secrets.generate(PASSWORD_LENGTH);
        switch (name) {
            case "password" -> registry.password = keys.sealPassword(registry, fresh, 1);
            case "password2" -> registry.password2 = keys.sealPassword(registry, fresh, 2);
            default -> throw unknownPassword(name);
        }
        return passwords(registry);
    }

    private RegistryEntity findByName(String name) {
        return RowTransactions.inOne(() -> repository.findByName(name));
    }

    private RegistryEntity require(ArmResourceId id) {
        return RowTransactions.inOne(() -> repository.require(id));
    }

    private Credentials passwords(RegistryEntity registry) {
        return new Credentials(
                registry.nameKey,
                List.of(
                        new Password("password", keys.openPassword(registry, 1)),
                        new Password("password2", keys.openPassword(registry, 2))));
    }

    private static RegistryEntity withAdminUser(RegistryEntity registry) {
        if (!registry.adminUserEnabled) {
            throw adminUserDisabled(registry.id);
        }
        return registry;
    }

    /** A data key that is opened when it is needed first. */
    static final class LazyDataKey implements Supplier<DataKey> {

        private final Supplier<DataKey> opening;
        private DataKey key;

        LazyDataKey(Supplier<DataKey> opening) {
            this.opening = opening;
        }

        @Override
        public synchronized DataKey get() {
            if (key == null) {
                key = opening.get();
            }
            return key;
        }
    }
}
