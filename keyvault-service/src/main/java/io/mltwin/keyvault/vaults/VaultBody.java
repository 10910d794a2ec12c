package io.mltwin.keyvault.vaults;

import java.util.List;
import java.util.Map;

/**
 * {@code Microsoft.KeyVault/vaults} on the wire, in requests and answers (API 2023-02-01), without what each tracked
 * resource has.
 */
public record VaultBody(Properties properties) {

    /** {@code properties} of a vault; null is absent. */
    public record Properties(
            String tenantId,
            Sku sku,
            List<AccessPolicy> accessPolicies,
            String vaultUri,
            Boolean enabledForDeployment,
            Boolean enabledForDiskEncryption,
            Boolean enabledForTemplateDeployment,
            Boolean enableSoftDelete,
            Integer softDeleteRetentionInDays,
            Boolean enableRbacAuthorization,
            Boolean enablePurgeProtection,
            NetworkAcls networkAcls,
            String publicNetworkAccess,
            String createMode,
            String provisioningState) {}

    /** Always family {@code A}; {@code standard} or {@code premium}. */
    public record Sku(String family, String name) {}

    /**
     * The permissions of one principal in the vault.
     *
     * @param applicationId only tokens that this application got for the principal; null for any
     */
    public record AccessPolicy(String tenantId, String objectId, String applicationId, Permissions permissions) {}

    /** Verbs by kind of object, null for none. */
    public record Permissions(
            List<String> keys, List<String> secrets, List<String> certificates, List<String> storage) {}

    /** The firewall of the data plane. */
    public record NetworkAcls(
            String bypass, String defaultAction, List<IpRule> ipRules, List<NetworkRule> virtualNetworkRules) {}

    /** An IPv4 address or range. */
    public record IpRule(String value) {}

    /** A subnet. */
    public record NetworkRule(String id, Boolean ignoreMissingVnetServiceEndpoint) {}

    /** Body of {@code accessPolicies/{add|replace|remove}}. */
    public record AccessPoliciesBody(
            String id, String name, String type, String location, AccessPoliciesProperties properties) {}

    /** The policies to add to, to put in place of, or to take from those of the same principals. */
    public record AccessPoliciesProperties(List<AccessPolicy> accessPolicies) {}

    /** A soft-deleted vault. */
    public record Deleted(String id, String name, String type, DeletedProperties properties) {}

    /** When it was deleted and will be purged. */
    public record DeletedProperties(
            String vaultId,
            String location,
            String deletionDate,
            String scheduledPurgeDate,
            Map<String, String> tags,
            Boolean purgeProtectionEnabled) {}

    /** Request of {@code checkNameAvailability}. */
    public record NameQuery(String name, String type) {}

    /** Answer of {@code checkNameAvailability}. */
    public record NameAnswer(boolean nameAvailable, String reason, String message) {}
}
