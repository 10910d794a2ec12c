package io.mltwin.console.workspaces;

import static io.mltwin.encoding.Absence.isEmpty;

import io.mltwin.armweb.ArmResourceId;

/**
 * A workspace that the signed-in user may read.
 *
 * @param region {@code eastus}
 * @param guid the workspace's own id, which names containers and secrets
 * @param state Azure's provisioning state, {@code Succeeded}
 * @param identity object id of its own identity; null for none
 * @param storageAccount this and the other parts are null while it is made
 * @param customerKey null for a key of Microsoft's
 */
public record Workspace(
        WorkspaceId id,
        String region,
        String guid,
        String friendlyName,
        String state,
        String identity,
        ArmResourceId storageAccount,
        ArmResourceId keyVault,
        ArmResourceId applicationInsights,
        ArmResourceId containerRegistry,
        boolean highBusinessImpact,
        CustomerKey customerKey) {

    /**
     * A customer's key that encrypts the workspace.
     *
     * @param identifier the key's URI with its version
     * @param identity ARM id of the user-assigned identity that reads it; null for Azure Cosmos DB
     */
    public record CustomerKey(ArmResourceId vault, String identifier, String identity) {}

    static Workspace of(WorkspaceBody body) {
        WorkspaceBody.Properties properties = body.properties();
        return new Workspace(
                WorkspaceId.of(ArmResourceId.parse(body.id())),
                body.location(),
                properties.workspaceId(),
                properties.friendlyName(),
                properties.provisioningState(),
                body.identity() == null ? null : body.identity().principalId(),
                id(properties.storageAccount()),
                id(properties.keyVault()),
                id(properties.applicationInsights()),
                id(properties.containerRegistry()),
                properties.hbiWorkspace(),
                key(properties.encryption()));
    }

    private static CustomerKey key(WorkspaceBody.Encryption encryption) {
        return encryption == null || encryption.keyVaultProperties() == null
                ? null
                : new CustomerKey(
                        id(encryption.keyVaultProperties().keyVaultArmId()),
                        encryption.keyVaultProperties().keyIdentifier(),
                        encryption.identity() == null
                                ? null
                                : encryption.identity().userAssignedIdentity());
    }

    private static ArmResourceId id(String text) {
        return isEmpty(text) ? null : ArmResourceId.parse(text);
    }
}
