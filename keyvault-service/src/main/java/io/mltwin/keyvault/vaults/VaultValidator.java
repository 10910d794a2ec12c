package io.mltwin.keyvault.vaults;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.keyvault.vaults.VaultBody.AccessPoliciesBody;
import io.mltwin.keyvault.vaults.VaultBody.AccessPolicy;
import io.mltwin.keyvault.vaults.VaultBody.Permissions;
import io.mltwin.keyvault.vaults.VaultBody.Properties;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Checks a vault's properties as Azure does, and refuses settings that mltwin does not enforce. */
final class VaultValidator {

    private static final Set<String> KEY_VERBS = Set.of(
            "all",
            "get",
            "list",
            "update",
            "create",
            "import",
            "delete",
            "recover",
            "backup",
            "restore",
            "decrypt",
            "encrypt",
            "unwrapkey",
            "wrapkey",
            "verify",
            "sign",
            "purge",
            "release",
            "rotate",
            "getrotationpolicy",
            "setrotationpolicy");
    private static final Set<String> SECRET_VERBS =
            Set.of("all", "get", "list", "set", "delete", "recover", "backup", "restore", "purge");
    private static final Set<String> CERTIFICATE_VERBS = Set.of(
            "all",
            "get",
            "list",
            "delete",
            "create",
            "import",
            "update",
            "managecontacts",
            "getissuers",
            "listissuers",
            "setissuers",
            "deleteissuers",
            "manageissuers",
            "recover",
            "backup",
            "restore",
            "purge");
    private static final int MOST_POLICIES = 1024;

    private VaultValidator() {}

    /** Validates a PUT that creates, replaces or recovers. */
    static void validatePut(String name, VaultBody body) {
        VaultName.of(name);
        if (!isRecovery(body)) {
            validate(body);
        }
    }

    /** Returns whether a PUT recovers a deleted vault; then its other members do not count. */
    static boolean isRecovery(VaultBody body) {
        return body.properties() != null
                && AsciiCase.equal("recover", body.properties().createMode());
    }

    static void validate(VaultBody body) {
        if (body.location() == null || body.location().isBlank()) {
            throw ArmErrors.locationRequired();
        }
        Properties properties = body.properties();
        if (properties == null) {
            throw ArmErrors.invalidRequestContent("The property 'properties' is required: give tenantId and sku.");
        }
        if (properties.tenantId() == null) {
            throw VaultErrors.badProperty("tenantId", "it is required.");
        }
        if (properties.sku() == null || properties.sku().name() == null) {
            throw VaultErrors.badProperty("sku", "it is required: family A, name standard or premium.");
        }
        validateGiven(properties);
    }

    /** Validates a PATCH. */
    static void validatePatch(VaultBody body) {
        if (body.properties() != null) {
            validateGiven(body.properties());
        }
    }

    /** Validates the properties that a body names. */
    private static void validateGiven(Properties properties) {
        if (properties.tenantId() != null) {
            guid("tenantId", properties.tenantId());
        }
        if (properties.sku() != null) {
            sku(properties.sku());
        }
        if (Boolean.FALSE.equals(properties.enableSoftDelete())) {
            throw VaultErrors.badProperty("enableSoftDelete", "soft delete cannot be switched off; leave it out.");
        }
        Integer days = properties.softDeleteRetentionInDays();
        if (days != null && (days < 7 || days > 90)) {
            throw VaultErrors.badProperty("softDeleteRetentionInDays", "it must be from 7 to 90.");
        }
        if (properties.accessPolicies() != null) {
            validatePolicies(properties.accessPolicies());
        }
        String mode = properties.createMode();
        if (mode != null && !AsciiCase.equal(mode, "default") && !AsciiCase.equal(mode, "recover")) {
            throw VaultErrors.badProperty("createMode", "it must be default or recover.");
        }
        NetworkRuleValidator.check(properties);
    }

    private static void sku(VaultBody.Sku sku) {
        String name = sku.name() == null ? "" : AsciiCase.lower(sku.name());
        if (!name.equals("standard") && !name.equals("premium")) {
            throw VaultErrors.badProperty("sku", "its name must be standard or premium.");
        }
        if (sku.family() != null && !AsciiCase.equal(sku.family(), "A")) {
            throw VaultErrors.badProperty("sku", "its family must be A.");
        }
    }

    /** Validates {@code add}, {@code replace} or {@code remove} of access policies. */
    static void validateChangeOfPolicies(ArmCall call, AccessPoliciesBody body) {
        AccessPolicyOperation.of(call.id().name());
        if (body.properties() == null || body.properties().accessPolicies() == null) {
            throw VaultErrors.badProperty("accessPolicies", "it is required.");
        }
        validatePolicies(body.properties().accessPolicies());
    }

    private static void validatePolicies(List<AccessPolicy> policies) {
        if (policies.size() > MOST_POLICIES) {
            throw VaultErrors.badProperty("accessPolicies", "a vault has at most " + MOST_POLICIES + ".");
        }
        for (AccessPolicy policy : policies) {
            guid("accessPolicies.tenantId", policy.tenantId());
            guid("accessPolicies.objectId", policy.objectId());
            if (policy.applicationId() != null) {
                guid("accessPolicies.applicationId", policy.applicationId());
            }
            Permissions permissions = policy.permissions();
            if (permissions == null) {
                throw VaultErrors.badProperty("accessPolicies.permissions", "it is required.");
            }
            verbs("keys", permissions.keys(), KEY_VERBS);
            verbs("secrets", permissions.secrets(), SECRET_VERBS);
            verbs("certificates", permissions.certificates(), CERTIFICATE_VERBS);
        }
    }

    private static void verbs(String kind, List<String> given, Set<String> known) {
        for (String verb : given == null ? List.<String>of() : given) {
            if (verb == null || !known.contains(AsciiCase.lower(verb))) {
                throw VaultErrors.badProperty(
                        "accessPolicies.permissions." + kind, "'" + verb + "' is no permission of " + kind + ".");
            }
        }
    }

    private static void guid(String property, String text) {
        try {
            if (text != null && AsciiCase.equal(UUID.fromString(text).toString(), text)) {
                return;
            }
        } catch (IllegalArgumentException none) {
            throw VaultErrors.badProperty(property, "'" + text + "' is no GUID.");
        }
        throw VaultErrors.badProperty(property, "it must be a GUID.");
    }
}
