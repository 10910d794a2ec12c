package io.mltwin.workspace.machinelearning;

import io.mltwin.access.AccessClient.Check;
import java.util.List;

/**
 * Checks what a workspace's primary user-assigned identity may do with the workspace's resources:
 * Azure has it made Contributor of each before the workspace is made ("Set up service
 * authentication", 2022-09-23). Access to the vault's secrets is asked of the vault.
 *
 * <p>Deviation: Azure documents Contributor of each resource and, for data previews alone, Storage
 * Blob Data Contributor; here the actions that are used are asked for, with Azure's 403 before
 * anything is made, and blobs are reached with the identity's own token, so runs need the data
 * role, and with {@code systemDatastoresAuthMode} identity that for file shares too.
 */
public final class PrimaryPermissions {

    private PrimaryPermissions() {}

    /** Each action at the resource it is for, whether that exists yet or not. */
    public static List<Check> of(Workspace workspace) {
        return List.of(
                new Check(
                        "Microsoft.Storage/storageAccounts/listKeys/action",
                        workspace.storageAccount().id().toString(),
                        false),
                new Check(
                        "Microsoft.KeyVault/vaults/read",
                        workspace.keyVault().id().toString(),
                        false),
                new Check(
                        "Microsoft.ContainerRegistry/registries/listCredentials/action",
                        workspace.containerRegistry().id().toString(),
                        false),
                new Check(
                        "Microsoft.Insights/components/read",
                        workspace.applicationInsights().id().toString(),
                        false));
    }
}
