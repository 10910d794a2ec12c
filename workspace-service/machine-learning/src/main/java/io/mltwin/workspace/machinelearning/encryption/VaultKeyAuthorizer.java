package io.mltwin.workspace.machinelearning.encryption;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.access.AccessClient;
import io.mltwin.access.AccessClient.Check;
import io.mltwin.armweb.Caller;
import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells what somebody may do with a key of a vault, whichever of Azure's two permission models it
 * has: its access policies, or Azure RBAC's data actions, which identity decides.
 */
@Singleton
record VaultKeyAuthorizer(AccessClient access) {
    /** A permission on keys in both models. */
    enum KeyPermission {
        GET("get", "read"),
        CREATE("create", "create/action"),
        DELETE("delete", "delete"),
        PURGE("purge", "purge/action"),
        WRAP("wrapKey", "wrap/action"),
        UNWRAP("unwrapKey", "unwrap/action");

        private final String verb;
        private final String dataAction;

        KeyPermission(String verb, String dataAction) {
            this.verb = verb;
            this.dataAction = "Microsoft.KeyVault/vaults/keys/" + dataAction;
        }

        String verb() {
            return verb;
        }
    }

    /** Those of {@code wanted} that the principal has not. */
    List<KeyPermission> missing(EncryptionRequest request, Caller principal, List<KeyPermission> wanted) {
        return request.vaultProperties().path("enableRbacAuthorization").asBoolean(false)
                ? missingRoles(request, principal, wanted)
                : wanted.stream()
                        .filter(permission -> !hasPolicy(request.vaultProperties(), principal, permission))
                        .toList();
    }

    private List<KeyPermission> missingRoles(EncryptionRequest request, Caller principal, List<KeyPermission> wanted) {
        String scope = request.vaultId() + "/keys/" + request.key().name();
        List<Boolean> decisions = access.decide(
                principal,
                wanted.stream()
                        .map(permission -> new Check(permission.dataAction, scope, true))
                        .toList());
        List<KeyPermission> missing = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (!decisions.get(i)) {
                missing.add(wanted.get(i));
            }
        }
        return missing;
    }

    private static boolean hasPolicy(JsonNode vault, Caller principal, KeyPermission permission) {
        String tenant = vault.path("tenantId").asText();
        for (JsonNode policy : vault.path("accessPolicies")) {
            if (AsciiCase.equal(policy.path("tenantId").asText(), tenant)
                    && names(policy, principal)
                    && gives(policy, permission)) {
                return true;
            }
        }
        return false;
    }

    private static boolean names(JsonNode policy, Caller principal) {
        String objectId = policy.path("objectId").asText();
        boolean who = AsciiCase.equal(objectId, principal.objectId())
                || principal.groups().stream().anyMatch(AsciiCase.equalTo(objectId));
        return who
                && (!policy.hasNonNull("applicationId")
                        || AsciiCase.equal(policy.path("applicationId").asText(), principal.applicationId()));
    }

    private static boolean gives(JsonNode policy, KeyPermission permission) {
        for (JsonNode verb : policy.path("permissions").path("keys")) {
            if (AsciiCase.equal(verb.asText(), "all") || AsciiCase.equal(verb.asText(), permission.verb)) {
                return true;
            }
        }
        return false;
    }
}
