package io.mltwin.compute.datastores;

import io.mltwin.encoding.Sha256;

/**
 * Names of Azure ML's secrets in a workspace's vault, such as {@code
 * aml-{workspaceId}-datastore-{name}}. Datastores may have underscores and long names, secrets may
 * not, so what does not fit is written with its code, and what is too long as a digest: no two
 * datastores share a secret, but for those that belong to the workspace: theirs is the storage
 * account's.
 */
public final class VaultSecretName {

    private static final int LONGEST = 127;

    private VaultSecretName() {}

    static String ofDatastore(String workspaceId, String nameKey) {
        if (BuiltInDatastores.contain(nameKey)) {
            return ofStorageConnection(workspaceId);
        }
        String prefix = "aml-" + workspaceId + "-datastore-";
        String escaped = nameKey.replace("-", "-2d").replace("_", "-5f");
        return prefix.length() + escaped.length() <= LONGEST ? prefix + escaped : prefix + "-00" + Sha256.hex(nameKey);
    }

    static String ofStorageConnection(String workspaceId) {
        return "aml-" + workspaceId + "-storage-connection";
    }

    /** The password of the admin user of the workspace's container registry. */
    public static String ofRegistryPassword(String workspaceId) {
        return "aml-" + workspaceId + "-acr-password";
    }
}
