package io.mltwin.workspace.storage;

import static io.mltwin.encoding.Absence.isTrue;

import io.mltwin.workspace.storage.blob.containers.ContainerScope;
import io.mltwin.workspace.storage.encryption.ScopeKeys;
import java.util.Map;

/** The body of a PUT or PATCH of a blob container. */
record BlobContainerRequest(Properties properties) {

    record Properties(
            String publicAccess,
            Map<String, String> metadata,
            String defaultEncryptionScope,
            Boolean denyEncryptionScopeOverride) {

        boolean isPublic() {
            return publicAccess != null && !publicAccess.equals("None");
        }

        boolean namesScope() {
            return defaultEncryptionScope != null;
        }

        ContainerScope scope() {
            return ContainerScope.named(
                    namesScope() ? defaultEncryptionScope : ScopeKeys.ACCOUNT_KEY, isTrue(denyEncryptionScopeOverride));
        }
    }

    /** Returns the properties, never null, of a request that may be missing. */
    static Properties properties(BlobContainerRequest requestOrNull) {
        return requestOrNull == null || requestOrNull.properties() == null
                ? new Properties(null, null, null, null)
                : requestOrNull.properties();
    }
}
