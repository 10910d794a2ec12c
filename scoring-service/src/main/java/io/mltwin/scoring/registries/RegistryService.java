package io.mltwin.scoring.registries;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import io.mltwin.armweb.Caller;
import io.mltwin.platform.Addresses;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.keys.Secrets;
import io.mltwin.scoring.registries.RegistryBody.Credentials;
import io.mltwin.scoring.registries.RegistryBody.Password;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Registries: made, changed and deleted as ARM says; their passwords, and their data key, which
 * this service's root key wraps.
 */
@ApplicationScoped
public class RegistryService {

    private static final int PASSWORD_LENGTH = 32;
    private static final String NAME_RULE = "registry names have 5 to 50 letters and digits.";

    private final RegistryRepository repository;
    private final RegistryKeys keys;
    private final RegistryEncryption encryption;
    private final Secrets secrets;
    private final Addresses addresses;
    private final Clock clock;
    private final Event<RegistryDeleted> deleted;

    public RegistryService(
            RegistryRepository repository,
            RegistryKeys keys,
            RegistryEncryption encryption,
            Secrets secrets,
            Addresses addresses,
            Clock clock,
            Event<RegistryDeleted> deleted) {
        this.repository = repository;
        this.keys = keys;
        this.encryption = encryption;
        this.secrets = secrets;
        this.addresses = addresses;
        this.clock = clock;
        this.deleted = deleted;
    }

    /** Fired inside the deleting transaction; the content goes after it has been committed. */
    public record RegistryDeleted(UUID id) {}

    record Stored(RegistryBody body, boolean created) {}

    @Transactional
    Stored put(ArmResourceId id, RegistrySettings settings, Caller caller) {
        repository.lockName(AsciiCase.lower(id.name()));
        RegistryEntity registry = repository.findByArmId(id);
        if (registry != null) {
            change(registry, settings);
            encryption.apply(registry, settings, true, caller);
            return new Stored(RegistryMapper.body(registry, addresses), false);
        }
        if (!isValid(id.name())) {
            throw ArmErrors.invalidResourceName(id.name(), NAME_RULE);
        }
        if (settings.location() == null) {
            throw ArmErrors.locationRequired();
        }
        if (settings.sku() == null) {
            throw ArmErrors.invalidRequestContent(
                    "The sku of the registry is required: {\"sku\":{\"name\":\"Basic\"}}.");
        }
        if (repository.findByName(id.name()) != null) {
            throw RegistryErrors.nameTaken(id.name());
        }
        registry = make(id, settings, caller);
        encryption.apply(registry, settings, true, caller);
        repository.persistAndFlush(registry);
        return new Stored(RegistryMapper.body(registry, addresses), true);
    }

    private RegistryEntity make(ArmResourceId id, RegistrySettings settings, Caller caller) {
        RegistryEntity registry = new RegistryEntity();
        registry.id = UUID.randomUUID();
        registry.armId = id.toString();
        registry.armKey = id.key();
        registry.scopeKey = id.parent().key();
        registry.subscriptionKey = ArmResourceId.subscription(id.subscriptionId()).key();
        registry.tenantId = caller.tenantId();
        registry.name = id.name();
        registry.nameKey = AsciiCase.lower(id.name());
        registry.tags = JsonText.of(Map.of());
        registry.armAudienceEnabled = true;
        registry.createdAt = clock.instant();
        registry.dataKey = keys.generate(registry.id);
        registry.passwordsByRoot = true;
        registry.password = keys.sealPassword(registry, secrets.generate(PASSWORD_LENGTH), 1);
        registry.password2 = keys.sealPassword(registry, secrets.generate(PASSWORD_LENGTH), 2);
        change(registry, settings);
        return registry;
    }

    private static void change(RegistryEntity registry, RegistrySettings settings) {
        if (settings.location() != null && registry.location == null) {
            registry.location = settings.location();
        }
        if (settings.tags() != null) {
            registry.tags = JsonText.of(settings.tags());
        }
        if (settings.sku() != null) {
            registry.sku = settings.sku();
        }
        if (settings.adminUserEnabled() != null) {
            registry.adminUserEnabled = settings.adminUserEnabled();
        }
        if (settings.armAudienceEnabled() != null) {
            registry.armAudienceEnabled = settings.armAudienceEnabled();
        }
    }

    @Transactional
    RegistryBody patch(ArmResourceId id, RegistrySettings settings, Caller caller) {
        RegistryEntity registry = repository.require(id);
        change(registry, settings);
        encryption.apply(registry, settings, false, caller);
        return RegistryMapper.body(registry, addresses);
    }

    @Transactional
    RegistryBody get(ArmResourceId id) {
        return RegistryMapper.body(repository.require(id), addresses);
    }

    @Transactional
    List<RegistryBody> list(ArmResourceId scope) {
        return repository.list(scope).stream()
                .map(registry -> RegistryMapper.body(registry, addresses))
                .toList();
    }

    /** True when there was one. */
    @Transactional
    boolean delete(ArmResourceId id) {
        RegistryEntity registry = repository.findByArmId(id);
        if (registry == null) {
            return false;
        }
        repository.delete(registry);
        encryption.delete(registry);
        deleted.fire(new RegistryDeleted(registry.id));
        return true;
    }

    @Transactional
    Credentials credentials(ArmResourceId id) {
        return passwords(withAdminUser(repository.require(id)));
    }

    @Transactional
    Credentials regenerate(ArmResourceId id, String name) {
        RegistryEntity registry = withAdminUser(repository.require(id));
        String fresh = secrets.generate(PASSWORD_LENGTH);
        switch (name) {
            case "password" -> registry.password = keys.sealPassword(registry, fresh, 1);
            case "password2" -> registry.password2 = keys.sealPassword(registry, fresh, 2);
            default -> throw RegistryErrors.unknownPassword(name);
        }
        return passwords(registry);
    }

    @Transactional
    RegistryBody.Availability availability(String name) {
        if (!isValid(name)) {
            return new RegistryBody.Availability(
                    false, "Invalid", "The name '" + name + "' is not valid: " + NAME_RULE);
        }
        return repository.findByName(name) == null
                ? new RegistryBody.Availability(true, null, null)
                : new RegistryBody.Availability(
                        false, "AlreadyExists", "The registry " + name + " is already in use.");
    }

    @Transactional
    public boolean exists(ArmResourceId id) {
        return repository.findByArmId(id) != null;
    }

    /** The registry of this name for its data plane, or null. */
    @Transactional
    public RegistryAccount account(String name) {
        return account(repository.findByName(name));
    }

    /** The registry of this ARM id for its data plane, or null. */
    @Transactional
    public RegistryAccount account(ArmResourceId id) {
        return account(repository.findByArmId(id));
    }

    private RegistryAccount account(RegistryEntity registry) {
        return registry == null
                ? null
                : new RegistryAccount(
                        registry.id,
                        registry.armId,
                        registry.tenantId,
                        registry.nameKey,
                        addresses.registryHost(registry.nameKey),
                        registry.adminUserEnabled,
                        registry.armAudienceEnabled,
                        new OpenedOnce(() -> keys.open(registry)));
    }

    /** True when this is one of the admin's two passwords and the admin user is enabled. */
    @Transactional
    public boolean isAdmin(String name, String password) {
        return isAdminByHash(name, Secrets.hash(password));
    }

    /** As {@link #isAdmin}, for what {@link Secrets#hash} makes of a password. */
    @Transactional
    public boolean isAdminByHash(String name, String passwordHash) {
        RegistryEntity registry = repository.findByName(name);
        if (registry == null || !registry.adminUserEnabled) {
            return false;
        }
        boolean matches = false;
        for (Password known : passwords(registry).passwords()) {
            matches |= Secrets.same(passwordHash, Secrets.hash(known.value()));
        }
        return matches;
    }

    /**
     * The admin's password, for this service's own pushes.
     *
     * @throws AzureFault 400 when the admin user is disabled, 404 when there is no such registry
     */
    @Transactional
    public String adminPassword(ArmResourceId id) {
        return passwords(withAdminUser(repository.require(id))).passwords().get(0).value();
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
            throw RegistryErrors.adminUserDisabled(registry.armId);
        }
        return registry;
    }

    private static boolean isValid(String name) {
        return name.matches("[A-Za-z0-9]{5,50}");
    }
}
