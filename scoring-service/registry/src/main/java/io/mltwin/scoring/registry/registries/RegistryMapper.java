package io.mltwin.scoring.registry.registries;

import io.mltwin.customerkeys.CustomerKeys;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.managedidentities.HostedIdentities;
import io.mltwin.managedidentities.HostedIdentity;
import io.mltwin.managedidentities.IdentityBody;
import io.mltwin.platform.Addresses;
import io.mltwin.scoring.registry.registries.RegistryBody.Encryption;
import io.mltwin.scoring.registry.registries.RegistryBody.KeyVaultProperties;
import io.mltwin.scoring.registry.registries.RegistryBody.Policies;
import io.mltwin.scoring.registry.registries.RegistryBody.Properties;
import io.mltwin.scoring.registry.registries.RegistryBody.Retention;
import io.mltwin.scoring.registry.registries.RegistryBody.Sku;
import io.mltwin.scoring.registry.registries.RegistryBody.Status;
import java.util.List;

/** Registry rows as ARM shows them. */
final class RegistryMapper {

    static final String TYPE = "Microsoft.ContainerRegistry/registries";

    private RegistryMapper() {}

    static RegistryBody body(RegistryEntity registry, Addresses addresses) {
        Status off = new Status("disabled");
        Status armAudience = registry.armAudienceEnabled ? new Status("enabled") : off;
        List<HostedIdentity> identities = HostedIdentity.read(registry.identities);
        return new RegistryBody(
                new Sku(registry.sku, registry.sku),
                IdentityBody.of(registry.id, identities),
                new Properties(
                        addresses.registryHost(registry.nameKey),
                        registry.createdAt,
                        "Succeeded",
                        registry.adminUserEnabled,
                        new Policies(off, off, retention(registry), new Status("enabled"), armAudience),
                        encryption(registry),
                        false,
                        false,
                        "Enabled",
                        "AzureServices",
                        "Disabled"));
    }

    private static Retention retention(RegistryEntity registry) {
        return new Retention(
                registry.retentionDays, registry.retentionUpdated, registry.retentionEnabled ? "enabled" : "disabled");
    }

    private static Encryption encryption(RegistryEntity registry) {
        if (registry.keyIdentifier == null) {
            return new Encryption("disabled", null);
        }
        String version = CustomerKeys.versionOf(registry.dataKey);
        return new Encryption(
                "enabled",
                new KeyVaultProperties(
                        registry.keyIdentifier,
                        version,
                        identity(registry),
                        !version.equals(registry.keyIdentifier),
                        registry.keyRotated));
    }

    /**
     * Shows the key's identity as it was given: the client id of a user-assigned one, absent for
     * the registry's own.
     */
    private static String identity(RegistryEntity registry) {
        return AsciiCase.equal(registry.keyIdentity, registry.id)
                ? null
                : HostedIdentities.find(HostedIdentity.read(registry.identities), registry.keyIdentity)
                        .map(HostedIdentity::clientId)
                        .orElse(null);
    }
}
