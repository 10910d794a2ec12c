package io.mltwin.scoring.registries;

import io.mltwin.platform.Addresses;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.registries.RegistryBody.Encryption;
import io.mltwin.scoring.registries.RegistryBody.Policies;
import io.mltwin.scoring.registries.RegistryBody.Properties;
import io.mltwin.scoring.registries.RegistryBody.Sku;
import io.mltwin.scoring.registries.RegistryBody.Status;

/** Registry rows as ARM shows them. */
final class RegistryMapper {

    static final String TYPE = "Microsoft.ContainerRegistry/registries";

    private RegistryMapper() {}

    static RegistryBody body(RegistryEntity registry, Addresses addresses) {
        Status off = new Status("disabled");
        Status armAudience = registry.armAudienceEnabled ? new Status("enabled") : off;
        return new RegistryBody(
                registry.armId,
                registry.name,
                TYPE,
                registry.location,
                JsonText.map(registry.tags),
                new Sku(registry.sku, registry.sku),
                new Properties(
                        addresses.registryHost(registry.nameKey),
                        registry.createdAt,
                        "Succeeded",
                        registry.adminUserEnabled,
                        new Policies(off, off, off, new Status("enabled"), armAudience),
                        new Encryption("disabled"),
                        false,
                        false,
                        "Enabled",
                        "AzureServices",
                        "Disabled"));
    }
}
