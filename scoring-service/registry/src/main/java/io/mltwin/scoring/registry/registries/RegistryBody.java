package io.mltwin.scoring.registry.registries;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import io.mltwin.managedidentities.IdentityBody;
import java.time.Instant;
import java.util.List;

/** Microsoft.ContainerRegistry/registries on the wire, without what each tracked resource has. */
record RegistryBody(Sku sku, IdentityBody identity, Properties properties) {

    record Sku(String name, String tier) {}

    record Status(String status) {}

    record Retention(int days, Instant lastUpdatedTime, String status) {}

    record Policies(
            Status quarantinePolicy,
            Status trustPolicy,
            Retention retentionPolicy,
            Status exportPolicy,
            Status azureADAuthenticationAsArmPolicy) {}

    record Encryption(String status, KeyVaultProperties keyVaultProperties) {}

    record KeyVaultProperties(
            String keyIdentifier,
            String versionedKeyIdentifier,
            String identity,
            boolean keyRotationEnabled,
            Instant lastKeyRotationTimestamp) {}

    record Properties(
            String loginServer,
            Instant creationDate,
            String provisioningState,
            Boolean adminUserEnabled,
            Policies policies,
            Encryption encryption,
            Boolean dataEndpointEnabled,
            Boolean anonymousPullEnabled,
            String publicNetworkAccess,
            String networkRuleBypassOptions,
            String zoneRedundancy) {}

    record Password(String name, String value) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** {@code listCredentials} and {@code regenerateCredential}. */
    record Credentials(String username, List<Password> passwords) {}

    /** A request that names a registry to be, or a password. */
    record Named(String name) {

        void requireName() {
            invalidRequestContentIf(name == null, "The member 'name' is required.");
        }
    }

    /** {@code checkNameAvailability}. */
    record Availability(boolean nameAvailable, String reason, String message) {}
}
