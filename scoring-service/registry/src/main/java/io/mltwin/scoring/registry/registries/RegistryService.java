package io.mltwin.scoring.registry.registries;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.scoring.registry.registries.RegistryErrors.premiumOnly;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.Caller;
import io.mltwin.platform.Addresses;
import io.mltwin.resourceprovider.NameRule;
import io.mltwin.scoring.keys.Secrets;
import io.mltwin.scoring.registry.registries.RegistryEncryption.PreparedEncryption;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;

/**
 * Registries: made, changed and deleted as ARM says. {@code prepare…} and {@code end…} call other
 * services, before the transaction of the change.
 */
@Singleton
public record RegistryService(
        RegistryRepository repository,
        RegistryKeys keys,
        RegistryEncryption encryption,
        Secrets secrets,
        Addresses addresses,
        Clock clock,
        Event<RegistryDeleted> deleted) {

    static final NameRule NAME = NameRule.of("[A-Za-z0-9]{5,50}", "registry names have 5 to 50 letters and digits.");

    /** Fired inside the deleting transaction; the content goes after it has been committed. */
    public record RegistryDeleted(UUID id) {}

    /** Prepares a PUT or PATCH, and on a new row all that it is to have. */
    PreparedRegistry prepare(ArmCall call, JsonNode body, RegistryEntity draft) {
        RegistrySettings settings = RegistrySettings.read(body);
        if (draft.isNew()) {
            invalidRequestContentIf(
                    settings.sku() == null, "The sku of the registry is required: {\"sku\":{\"name\":\"Basic\"}}.");
            begin(draft, call.caller());
        }
        change(draft, settings);
        return new PreparedRegistry(settings, draft, encryption.prepare(draft, settings, call.isPut(), call.caller()));
    }

    private void begin(RegistryEntity registry, Caller caller) {
        registry.uid = UUID.randomUUID();
        registry.tenantId = caller.tenantId();
        registry.armAudienceEnabled = true;
        registry.dataKey = keys.generate(registry.uid);
        registry.passwordsByRoot = true;
        registry.password = keys.sealPassword(registry, secrets.generate(RegistryAccountService.PASSWORD_LENGTH), 1);
        registry.password2 = keys.sealPassword(registry, secrets.generate(RegistryAccountService.PASSWORD_LENGTH), 2);
    }

    void change(RegistryEntity registry, PreparedRegistry prepared) {
        if (!registry.isNew()) {
            change(registry, prepared.settings());
            encryption.apply(registry, prepared.draft(), prepared.encryption());
        }
    }

    private void change(RegistryEntity registry, RegistrySettings settings) {
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

    /**
     * Ends the identities of a registry that is to be deleted; its row goes after them, so that a
     * deletion that broke off can be repeated.
     */
    void endIdentities(RegistryEntity registry) {
        encryption.endIdentities(registry);
    }

    void end(RegistryEntity registry) {
        deleted.fire(new RegistryDeleted(registry.uid));
    }

    RegistryBody body(RegistryEntity registry) {
        return RegistryMapper.body(registry, addresses);
    }

    RegistryBody.Availability availability(String name) {
        if (!NAME.names().matcher(name).matches()) {
            return new RegistryBody.Availability(
                    false, "Invalid", "The name '" + name + "' is not valid: " + NAME.text());
        }
        return repository.findByName(name) == null
                ? new RegistryBody.Availability(true, null, null)
                : new RegistryBody.Availability(false, "AlreadyExists", "The registry " + name + " is already in use.");
    }

    /**
     * A PUT or PATCH of a registry after other services were asked.
     *
     * @param draft the registry as it is to be: a copy of its row, or a new one
     */
    record PreparedRegistry(RegistrySettings settings, RegistryEntity draft, PreparedEncryption encryption) {}
}
