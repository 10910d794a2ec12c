package io.mltwin.scoring.registry.registries;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.ArmErrors.invalidResourceNameIf;
import static io.mltwin.armweb.ArmErrors.locationRequired;
import static io.mltwin.scoring.registry.registries.RegistryErrors.nameTaken;
import static io.mltwin.scoring.registry.registries.RegistryErrors.premiumOnly;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Caller;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.keys.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Registries: made, changed and deleted as ARM says. {@code prepare…} and {@code end…} call other
 * services, before the transaction of the change.
 */
@ApplicationScoped
public class RegistryService {

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

    PreparedRegistry preparePut(ArmCall call, JsonNode body) {
        RegistrySettings settings = RegistrySettings.read(body);
        RegistryEntity draft = find(call.id());
        if (draft == null) {
            draft = make(call.id(), settings, call.caller());
        }
        return prepare(call, settings, draft);
    }

    PreparedRegistry preparePatch(ArmCall call, JsonNode body) {
        RegistrySettings settings = RegistrySettings.read(body);
        return prepare(call, settings, RowTransactions.inOne(() -> repository.require(call.id())));
    }

    private PreparedRegistry prepare(ArmCall call, RegistrySettings settings, RegistryEntity draft) {
        change(draft, settings);
        return new PreparedRegistry(settings, draft, encryption.prepare(draft, settings, call.isPut(), call.caller()));
    }

    private RegistryEntity make(ArmResourceId id, RegistrySettings settings, Caller caller) {
        invalidResourceNameIf(!isValid(id.name()), id.name(), NAME_RULE);
        if (settings.location() == null) {
            throw locationRequired();
        }
        invalidRequestContentIf(
                settings.sku() == null, "The sku of the registry is required: {\"sku\":{\"name\":\"Basic\"}}.");
        if (find(id.name()) != null) {
            throw nameTaken(id.name());
        }
        RegistryEntity registry = new RegistryEntity();
        registry.id = UUID.randomUUID();
        registry.armId = id.toString();
        registry.armKey = id.key();
        registry.scopeKey = id.parent().key();
        registry.subscriptionKey =
                ArmResourceId.subscription(id.subscriptionId()).key();
        registry.tenantId = caller.tenantId();
        registry.name = id.name();
        registry.nameKey = AsciiCase.lower(id.name());
        registry.tags = JsonText.of(Map.of());
        registry.armAudienceEnabled = true;
        registry.createdAt = clock.instant();
        registry.dataKey = keys.generate(registry.id);
        registry.passwordsByRoot = true;
        registry.password = keys.sealPassword(registry, secrets.generate(RegistryAccountService.PASSWORD_LENGTH), 1);
        registry.password2 = keys.sealPassword(registry, secrets.generate(RegistryAccountService.PASSWORD_LENGTH), 2);
        return registry;
    }

    Outcome put(ArmCall call, JsonNode body, PreparedRegistry prepared) {
        lock(call.id());
        RegistryEntity registry = repository.findByArmId(call.id());
        if (registry != null) {
            return Outcome.ok(change(registry, prepared));
        }
        if (repository.findByName(call.id().name()) != null) {
            throw nameTaken(call.id().name());
        }
        repository.persistAndFlush(prepared.draft());
        return Outcome.created(RegistryMapper.body(prepared.draft(), addresses));
    }

    Outcome patch(ArmCall call, JsonNode body, PreparedRegistry prepared) {
        lock(call.id());
        return Outcome.ok(change(repository.require(call.id()), prepared));
    }

    private void lock(ArmResourceId id) {
        repository.lockName(AsciiCase.lower(id.name()));
    }

    private RegistryBody change(RegistryEntity registry, PreparedRegistry prepared) {
        change(registry, prepared.settings());
        encryption.apply(registry, prepared.draft(), prepared.encryption());
        return RegistryMapper.body(registry, addresses);
    }

    private void change(RegistryEntity registry, RegistrySettings settings) {
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
        changeRetention(registry, settings);
    }

    private void changeRetention(RegistryEntity registry, RegistrySettings settings) {
        boolean enabled = settings.retentionEnabled() == null ? registry.retentionEnabled : settings.retentionEnabled();
        int days = settings.retentionDays() == null ? registry.retentionDays : settings.retentionDays();
        if (enabled && !"Premium".equals(registry.sku)) {
            throw premiumOnly("A retention policy for untagged manifests", registry.name, registry.sku);
        }
        if (enabled != registry.retentionEnabled || days != registry.retentionDays) {
            registry.retentionEnabled = enabled;
            registry.retentionDays = days;
            registry.retentionUpdated = clock.instant();
        }
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

    /**
     * Ends the identities of a registry that is to be deleted; its row goes after them, so that a
     * deletion that broke off can be repeated.
     */
    void endIdentities(ArmResourceId id) {
        RegistryEntity registry = find(id);
        if (registry != null) {
            encryption.endIdentities(registry);
        }
    }

    Outcome delete(ArmResourceId id) {
        lock(id);
        RegistryEntity registry = repository.findByArmId(id);
        if (registry == null) {
            return Outcome.noContent();
        }
        repository.delete(registry);
        deleted.fire(new RegistryDeleted(registry.id));
        return Outcome.ok(null);
    }

    @Transactional
    RegistryBody.Availability availability(String name) {
        if (!isValid(name)) {
            return new RegistryBody.Availability(
                    false, "Invalid", "The name '" + name + "' is not valid: " + NAME_RULE);
        }
        return repository.findByName(name) == null
                ? new RegistryBody.Availability(true, null, null)
                : new RegistryBody.Availability(false, "AlreadyExists", "The registry " + name + " is already in use.");
    }

    private RegistryEntity find(String name) {
        return RowTransactions.inOne(() -> repository.findByName(name));
    }

    private RegistryEntity find(ArmResourceId id) {
        return RowTransactions.inOne(() -> repository.findByArmId(id));
    }

    private static boolean isValid(String name) {
        return name.matches("[A-Za-z0-9]{5,50}");
    }
}
