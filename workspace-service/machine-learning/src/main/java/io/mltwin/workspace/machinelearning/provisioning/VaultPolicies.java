package io.mltwin.workspace.machinelearning.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.machinelearning.Workspace;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Access policies of a workspace's vault: everything for the identity, its own secrets for Azure
 * ML.
 */
public final class VaultPolicies {

    private static final List<String> ALL_KEYS = List.of(
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
            "unwrapKey",
            "wrapKey",
            "verify",
            "sign",
            "rotate",
            "getrotationpolicy",
            "setrotationpolicy",
            "purge");
    private static final List<String> ALL_SECRETS =
            List.of("get", "list", "set", "delete", "recover", "backup", "restore", "purge");
    private static final List<String> ALL_CERTIFICATES = List.of(
            "get",
            "list",
            "update",
            "create",
            "import",
            "delete",
            "recover",
            "backup",
            "restore",
            "managecontacts",
            "manageissuers",
            "getissuers",
            "listissuers",
            "setissuers",
            "deleteissuers",
            "purge");

    /** The permissions of the identity, by kind: all keys, secrets and certificates. */
    public static final Map<String, List<String>> OF_IDENTITY =
            Map.of("keys", ALL_KEYS, "secrets", ALL_SECRETS, "certificates", ALL_CERTIFICATES);

    /** The permissions that a user-assigned identity needs: everything but to purge. */
    public static final Map<String, List<String>> OF_ASSIGNED = Map.of(
            "keys", withoutPurge(ALL_KEYS),
            "secrets", withoutPurge(ALL_SECRETS),
            "certificates", withoutPurge(ALL_CERTIFICATES));

    private static final List<String> OWN_SECRETS = List.of("get", "list", "set");

    private VaultPolicies() {}

    record Body(Properties properties) {}

    record Properties(List<Policy> accessPolicies) {}

    record Policy(String tenantId, String objectId, Permissions permissions) {}

    record Permissions(List<String> keys, List<String> secrets, List<String> certificates) {}

    static Body added(Workspace workspace, String machineLearningObjectId) {
        return new Body(new Properties(List.of(
                ofIdentity(workspace),
                new Policy(
                        workspace.tenantId(),
                        machineLearningObjectId,
                        new Permissions(List.of(), OWN_SECRETS, List.of())))));
    }

    static Body removed(Workspace workspace) {
        return new Body(new Properties(List.of(ofIdentity(workspace))));
    }

    /** {@code accessPolicies/add}, {@code accessPolicies/remove}. */
    static ArmResourceId operation(Workspace workspace, String name) {
        return workspace.keyVault().id().child("accessPolicies", name);
    }

    /** For the primary user-assigned identity. */
    static Body ofAssigned(Workspace workspace) {
        return new Body(new Properties(List.of(new Policy(
                workspace.identity().assigned().tenantId(),
                workspace.identity().objectId(),
                new Permissions(
                        OF_ASSIGNED.get("keys"), OF_ASSIGNED.get("secrets"), OF_ASSIGNED.get("certificates"))))));
    }

    private static Policy ofIdentity(Workspace workspace) {
        return new Policy(
                workspace.tenantId(),
                workspace.ownIdentity().objectId(),
                new Permissions(ALL_KEYS, ALL_SECRETS, ALL_CERTIFICATES));
    }

    private static List<String> withoutPurge(List<String> verbs) {
        return verbs.stream().filter(verb -> !verb.equals("purge")).toList();
    }

    /**
     * {@code keys/wrapKey} and the like, of what the identity that the workspace acts as should
     * have and the vault's policies do not give.
     */
    public static Set<String> missing(JsonNode policies, Workspace workspace) {
        Map<String, List<String>> wanted = workspace.identity().isUserAssigned() ? OF_ASSIGNED : OF_IDENTITY;
        Set<String> missing = new TreeSet<>();
        for (Map.Entry<String, List<String>> kind : wanted.entrySet()) {
            Set<String> given = given(policies, workspace.identity().objectId(), kind.getKey());
            if (!given.contains("all")) {
                kind.getValue().stream()
                        .filter(verb -> !given.contains(AsciiCase.lower(verb)))
                        .forEach(verb -> missing.add(kind.getKey() + "/" + verb));
            }
        }
        return missing;
    }

    private static Set<String> given(JsonNode policies, String objectId, String kind) {
        Set<String> given = new TreeSet<>();
        for (JsonNode policy : policies) {
            if (AsciiCase.equal(policy.path("objectId").asText(), objectId)) {
                policy.path("permissions").path(kind).forEach(verb -> given.add(AsciiCase.lower(verb.asText())));
            }
        }
        return given;
    }
}
