package io.mltwin.compute.datastores;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.clock.PlatformClock;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * The file share {@code code-{workspaceId}} of a workspace's default storage account, opened with
 * the account's key, as compute instances open it. The key is the one that lies in the workspace's
 * vault: after a regeneration it is good again once {@code resyncKeys} has taken the new one.
 */
@Singleton
public class CodeShareClient {

    private static final Duration VALIDITY = Duration.ofMinutes(5);

    private final DatastoreKeys keys;
    private final Addresses addresses;
    private final PlatformClock clock;

    CodeShareClient(DatastoreKeys keys, Addresses addresses, PlatformClock clock) {
        this.keys = keys;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** Where it is, whether it can be reached or not. */
    public String address(Workspace workspace) {
        return "https://" + addresses.fileHost(workspace.storageAccountName()) + "/" + workspace.codeShare();
    }

    /**
     * The share with a signature.
     *
     * @throws AzureException when the vault does not give the key, or what it gives is none
     */
    public CodeShare open(Workspace workspace) {
        return new CodeShare(
                addresses.fileHost(workspace.storageAccountName()),
                workspace.codeShare(),
                FilesSas.of(
                        workspace.storageAccountName(),
                        keys.accountKey(workspace),
                        clock.wall().instant().plus(VALIDITY)));
    }
}
