package io.mltwin.scoring.registry.registries;

import io.mltwin.datakeys.DataKey;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A registry as its data plane needs it.
 *
 * @param id differs for a registry that was deleted and made again under the same name
 * @param tenantId of its subscription; null for a registry that is older than this field
 * @param name lower case, also the admin's user name
 * @param loginServer {@code name.azurecr.BASE:8445}
 * @param armAudienceEnabled tokens for ARM may be exchanged, not only those for the registry
 *     audience
 * @param retention of untagged manifests
 * @param opening opens the data key
 */
public record RegistryAccount(
        UUID id,
        String armId,
        String tenantId,
        String name,
        String loginServer,
        boolean adminUserEnabled,
        boolean armAudienceEnabled,
        RetentionPolicy retention,
        Supplier<DataKey> opening) {

    /**
     * Returns the key of its layers and manifests.
     *
     * @throws io.mltwin.armweb.AzureException 403 {@code DENIED} while the customer's key does not
     *     open it
     */
    public DataKey dataKey() {
        return opening.get();
    }

    @Override
    public String toString() {
        return "registry " + name;
    }

    /**
     * {@code policies.retentionPolicy} of a registry: untagged manifests are deleted after so many
     * days. It counts for manifests that lost their last tag after it was enabled.
     *
     * @param days 0 to 365
     * @param lastUpdated null when it was never set
     */
    public record RetentionPolicy(boolean enabled, int days, Instant lastUpdated) {}
}
