package io.mltwin.scoring.registry.registries;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.AzureException.notBuiltIf;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.managedidentities.IdentityRequest;
import java.util.Set;

/**
 * The settings in a PUT or PATCH of a registry, absent ones null. Settings of network and
 * authentication that are not enforced here are refused, never stored.
 */
record RegistrySettings(
        String sku,
        Boolean adminUserEnabled,
        Boolean armAudienceEnabled,
        Boolean retentionEnabled,
        Integer retentionDays,
        IdentityRequest identity,
        EncryptionSettings encryption) {

    private static final Set<String> SKUS = Set.of("Basic", "Standard", "Premium");

    private static final int LONGEST_DAYS = 365;

    static RegistrySettings read(JsonNode body) {
        JsonNode properties = body.path("properties");
        refuseWhatIsNotEnforced(properties);
        return new RegistrySettings(
                sku(body.path("sku").path("name")),
                flag(properties.path("adminUserEnabled"), "properties.adminUserEnabled"),
                enabled(
                        properties
                                .path("policies")
                                .path("azureADAuthenticationAsArmPolicy")
                                .path("status"),
                        "properties.policies.azureADAuthenticationAsArmPolicy.status"),
                enabled(
                        properties.path("policies").path("retentionPolicy").path("status"),
                        "properties.policies.retentionPolicy.status"),
                days(properties.path("policies").path("retentionPolicy").path("days")),
                IdentityRequest.read(body.get("identity")),
                EncryptionSettings.read(properties.path("encryption")));
    }

    private static void refuseWhatIsNotEnforced(JsonNode properties) {
        refuse(
                AsciiCase.equal(
                                "Deny",
                                properties
                                        .path("networkRuleSet")
                                        .path("defaultAction")
                                        .asText())
                        || AsciiCase.equal(
                                "Disabled",
                                properties.path("publicNetworkAccess").asText()),
                "Restricting the network access of a registry");
        refuse(properties.path("anonymousPullEnabled").asBoolean(), "Anonymous pull from a registry");
        for (String policy : new String[] {"quarantinePolicy", "trustPolicy", "softDeletePolicy"}) {
            refuse(
                    AsciiCase.equal(
                            "enabled",
                            properties
                                    .path("policies")
                                    .path(policy)
                                    .path("status")
                                    .asText()),
                    "The " + policy + " of a registry");
        }
    }

    private static void refuse(boolean asked, String what) {
        notBuiltIf(asked, what);
    }

    private static String sku(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        return SKUS.stream()
                .filter(sku -> AsciiCase.equal(sku, node.asText()))
                .findFirst()
                .orElseThrow(() ->
                        invalidRequestContent("The sku '%s' is none of Basic, Standard, Premium.", node.asText()));
    }

    private static Boolean flag(JsonNode node, String where) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        invalidRequestContentIf(!node.isBoolean(), "'%s' must be true or false.", where);
        return node.asBoolean();
    }

    private static Boolean enabled(JsonNode node, String where) {
        String text = text(node, where);
        if (text == null) {
            return null;
        }
        invalidRequestContentIf(
                !AsciiCase.equal(text, "enabled") && !AsciiCase.equal(text, "disabled"),
                "'%s' must be enabled or disabled.",
                where);
        return AsciiCase.equal(text, "enabled");
    }

    private static Integer days(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        invalidRequestContentIf(
                !node.isIntegralNumber() || node.longValue() < 0 || node.longValue() > LONGEST_DAYS,
                "'properties.policies.retentionPolicy.days' must be a number from 0 to %s.",
                LONGEST_DAYS);
        return node.intValue();
    }

    private static String text(JsonNode node, String where) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        invalidRequestContentIf(!node.isTextual(), "'%s' must be a string.", where);
        return node.asText();
    }

    /**
     * {@code properties.encryption} of a registry as it is asked for.
     *
     * @param enabled by the customer's key
     * @param identity client id of a user-assigned identity, or null for the registry's own
     */
    record EncryptionSettings(boolean enabled, String keyIdentifier, String identity) {

        /** Returns null when the request says nothing about it. */
        static EncryptionSettings read(JsonNode encryption) {
            if (encryption.isMissingNode() || encryption.isNull()) {
                return null;
            }
            JsonNode key = encryption.path("keyVaultProperties");
            String status = encryption.path("status").asText(key.isObject() ? "enabled" : "disabled");
            boolean enabled = AsciiCase.equal(status, "enabled");
            invalidRequestContentIf(
                    !enabled && !AsciiCase.equal(status, "disabled"),
                    "'properties.encryption.status' must be enabled or disabled.");
            invalidRequestContentIf(
                    enabled && !key.path("keyIdentifier").isTextual(),
                    "'properties.encryption' needs keyVaultProperties.keyIdentifier when its status is enabled.");
            String identity = key.path("identity").asText("");
            boolean own = identity.isEmpty() || AsciiCase.equal(identity, "system");
            return new EncryptionSettings(enabled, key.path("keyIdentifier").asText(null), own ? null : identity);
        }
    }
}
