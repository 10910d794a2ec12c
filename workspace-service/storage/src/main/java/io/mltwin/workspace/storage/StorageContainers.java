package io.mltwin.workspace.storage;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.blob.containers.ContainerService;
import io.mltwin.workspace.storage.file.ShareService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/**
 * Containers and shares that the workspaces provider makes in a storage account, in the same
 * process.
 */
@ApplicationScoped
public class StorageContainers {

    private final StorageAccountService accounts;
    private final ContainerService containers;
    private final ShareService shares;

    StorageContainers(StorageAccountService accounts, ContainerService containers, ShareService shares) {
        this.accounts = accounts;
        this.containers = containers;
        this.shares = shares;
    }

    /**
     * Makes a blob container unless it is there.
     *
     * @throws io.mltwin.armweb.AzureException 404 {@code ResourceNotFound} when there is no such
     *     account
     */
    public void ensure(ArmResourceId account, String container) {
        containers.ensure(accounts.requireOpened(account), container);
    }

    /** True when the account has this container. */
    @Transactional
    public boolean contains(ArmResourceId account, String container) {
        return containers.contains(accounts.require(account), container);
    }

    /** Makes a file share unless it is there. */
    @Transactional
    public void ensureShare(ArmResourceId account, String share) {
        shares.put(accounts.require(account), share, null);
    }
}
