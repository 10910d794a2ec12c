package io.mltwin.workspace.machinelearning.provisioning;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.machinelearning.Workspace;
import java.util.List;
import java.util.Map;

/**
 * Access policies of a workspace's vault: everything for the identity, its own secrets for Azure
 * ML.
 */
public final class VaultPolicies {

    private static final List<String> ALL_KEYS =
            List.of(
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
    private static final List<String> ALL_CERTIFICATES =
            List.of(
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

    /** What the identity gets, by kind: all keys, secrets and certificates (seed L94). */
    public static final Map<String, List<String>> OF_IDENTITY =
            Map.of("keys", ALL_KEYS, "secrets", ALL_SECRETS, "certificates", ALL_CERTIFICATES);

    private static final List<String> OWN_SECRETS = List.of("get", "list", "set");

    private VaultPolicies() {}

    record Body(Properties properties) {}

    record Properties(List<Policy> accessPolicies) {}

    record Policy(String tenantId, String objectId, Permissions permissions) {}

    record Permissions(List<String> keys, List<String> secrets, List<String> certificates) {}

    static Body added(Workspace workspace, String machineLearningObjectId) {
        return new Body(
                new Properties(
                        List.of(
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

    private static Policy ofIdentity(Workspace workspace) {
        return new Policy(
                workspace.tenantId(),
                workspace.identity().objectId(),
                new Permissions(ALL_KEYS, ALL_SECRETS, ALL_CERTIFICATES));
    }
}
