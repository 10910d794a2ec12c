package io.mltwin.compute.datastores;

import io.mltwin.compute.datastores.ContainerSas.SigningKey;
import io.mltwin.compute.datastores.DatastoreCredentials.DatastoreSecret;
import java.time.Instant;
import java.util.Map;

/**
 * A datastore of a workspace: where data lies and how it is reached, in neither of Azure ML's two
 * wire forms.
 *
 * @param account storage account, null for a Data Lake of the first generation
 * @param place container, share, file system or store
 * @param endpoint suffix of the account's hosts, {@code core.windows.net}
 * @param accessIdentity ARM's {@code serviceDataAccessAuthIdentity}
 */
record Datastore(
        String name,
        DatastoreType type,
        String description,
        Map<String, String> tags,
        Map<String, String> properties,
        String account,
        String place,
        String endpoint,
        String protocol,
        String subscriptionId,
        String resourceGroup,
        String accessIdentity,
        DatastoreCredentials credentials) {

    static final String WORKSPACE_IDENTITY = "WorkspaceSystemAssignedIdentity";

    /** A signature that opens its container or share, made with the account's key. */
    String signature(String accountKey, String permissions, Instant expiry) {
        return type == DatastoreType.FILE
                ? ShareSas.of(account, accountKey, place, permissions, expiry)
                : ContainerSas.of(account, SigningKey.ofAccount(accountKey), place, permissions, expiry);
    }

    /** A datastore as a client sends it, with the secret if it sent one. */
    record DatastoreRequest(Datastore datastore, DatastoreSecret secret) {}

    /** A datastore as it is shown. */
    record Shown(Datastore datastore, boolean isDefault) {

        boolean isBuiltIn() {
            return BuiltInDatastores.contain(datastore.name());
        }
    }
}
