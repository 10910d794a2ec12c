package io.mltwin.keyvault.vaults;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.encoding.Absence.isFalse;
import static io.mltwin.encoding.Absence.orEmpty;
import static io.mltwin.keyvault.vaults.VaultErrors.badProperty;
import static io.mltwin.keyvault.vaults.VaultErrors.badPropertyIf;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.Rules;
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

    private static final Rules<Properties> GIVEN = Rules.of(Properties.class, "", VaultErrors::badProperty)
            .part("tenantId", (String id) -> guid("tenantId", id))
            .part("sku", VaultValidator::sku)
            .refuse(
                    properties -> isFalse(properties.enableSoftDelete()),
                    "enableSoftDelete",
                    "soft delete cannot be switched off; leave it out.")
            .range(7, 90, "it must be from 7 to 90.", "softDeleteRetentionInDays")
            .part("accessPolicies", VaultValidator::validatePolicies)
            .oneOf(List.of("default", "recover"), "it must be default or recover.", "createMode")
            .and(NetworkRuleValidator::check);

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
        Properties properties = body.properties();
        invalidRequestContentIf(properties == null, "The property 'properties' is required: give tenantId and sku.");
        badPropertyIf(properties.tenantId() == null, "tenantId", "it is required.");
        badPropertyIf(
                properties.sku() == null || properties.sku().name() == null,
                "sku",
                "it is required: family A, name standard or premium.");
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
        GIVEN.check(properties);
    }

    private static void sku(VaultBody.Sku sku) {
        String name = sku.name() == null ? "" : AsciiCase.lower(sku.name());
        badPropertyIf(
                !name.equals("standard") && !name.equals("premium"), "sku", "its name must be standard or premium.");
        badPropertyIf(AsciiCase.isOther(sku.family(), "A"), "sku", "its family must be A.");
    }

    /** Validates {@code add}, {@code replace} or {@code remove} of access policies. */
    static void validateChangeOfPolicies(ArmCall call, AccessPoliciesBody body) {
        AccessPolicyOperation.of(call.id().name());
        badPropertyIf(
                body.properties() == null || body.properties().accessPolicies() == null,
                "accessPolicies",
                "it is required.");
        validatePolicies(body.properties().accessPolicies());
    }

    private static void validatePolicies(List<AccessPolicy> policies) {
        badPropertyIf(policies.size() > MOST_POLICIES, "accessPolicies", "a vault has at most %s.", MOST_POLICIES);
        for (AccessPolicy policy : policies) {
            guid("accessPolicies.tenantId", policy.tenantId());
            guid("accessPolicies.objectId", policy.objectId());
            if (policy.applicationId() != null) {
                guid("accessPolicies.applicationId", policy.applicationId());
            }
            Permissions permissions = policy.permissions();
            badPropertyIf(permissions == null, "accessPolicies.permissions", "it is required.");
            verbs("keys", permissions.keys(), KEY_VERBS);
            verbs("secrets", permissions.secrets(), SECRET_VERBS);
            verbs("certificates", permissions.certificates(), CERTIFICATE_VERBS);
        }
    }

    private static void verbs(String kind, List<String> given, Set<String> known) {
        for (String verb : orEmpty(given)) {
            if (verb == null || !known.contains(AsciiCase.lower(verb))) {
                throw badProperty("accessPolicies.permissions." + kind, "'%s' is no permission of %s.", verb, kind);
            }
        }
    }

    private static void guid(String property, String text) {
        try {
            if (text != null && AsciiCase.equal(UUID.fromString(text).toString(), text)) {
                return;
            }
        } catch (IllegalArgumentException none) {
            throw badProperty(property, "'%s' is no GUID.", text);
        }
        throw badProperty(property, "it must be a GUID.");
    }
}
