package io.mltwin.compute.datastores;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names of Azure ML's secrets in a workspace's vault, {@code aml-{workspaceId}-datastore-{name}}.
 * Datastores may have underscores and long names, secrets may not, so what does not fit is written
 * with its code, and what is too long as a digest: no two datastores share a secret.
 */
final class VaultSecretName {

    private static final int LONGEST = 127;

    private VaultSecretName() {}

    static String ofDatastore(String workspaceId, String nameKey) {
        String prefix = "aml-" + workspaceId + "-datastore-";
        String escaped = nameKey.replace("-", "-2d").replace("_", "-5f");
        return prefix.length() + escaped.length() <= LONGEST
                ? prefix + escaped
                : prefix + "-00" + sha256(nameKey);
    }

    static String ofStorageConnection(String workspaceId) {
        return "aml-" + workspaceId + "-storage-connection";
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
