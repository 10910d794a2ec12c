package io.mltwin.workspace.machinelearning.notebooks;

import static io.mltwin.armweb.AzureException.forbidden;

import io.mltwin.access.AccessClient;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.storage.StorageContainers;
import io.mltwin.workspace.storage.file.ShareFiles;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The users' files of a workspace: in {@code Users/} of a share in its own storage account,
 * readable by all who may read that account ("Manage and increase quotas", "Customize compute
 * instance": the code file share). They are reached as long as the workspace's identity may have
 * the account's keys.
 */
@Singleton
public record NotebookFiles(StorageContainers storage, ShareFiles files, AccessClient access) {
    /** The directory that everything lies in. */
    public static final String USERS = "Users";

    private static final String LIST_KEYS = "Microsoft.Storage/storageAccounts/listKeys/action";

    /** Makes the share and the directory unless they are there. */
    void prepare(Workspace workspace) {
        ArmResourceId account = workspace.storageAccount().id();
        storage.ensureShare(account, workspace.codeShare());
        if (files.find(account, workspace.codeShare(), USERS).isEmpty()) {
            createUsers(account, workspace.codeShare());
        }
    }

    private void createUsers(ArmResourceId account, String share) {
        try {
            files.createDirectory(account, share, USERS);
        } catch (AzureException fault) {
            if (fault.status() != 409) {
                throw fault;
            }
            // another operation has made it meanwhile
        }
    }

    /**
     * @param path as in a URL, names percent-encoded
     */
    public Optional<ShareFiles.Item> find(Workspace workspace, String path) {
        return files.find(account(workspace), workspace.codeShare(), path);
    }

    public List<ShareFiles.Item> list(Workspace workspace, String path) {
        return files.list(account(workspace), workspace.codeShare(), path);
    }

    public byte[] read(Workspace workspace, String path, int most) throws IOException {
        return files.read(account(workspace), workspace.codeShare(), path, most);
    }

    public void write(Workspace workspace, String path, String contentType, byte[] bytes) throws IOException {
        files.write(account(workspace), workspace.codeShare(), path, contentType, bytes);
    }

    public void createDirectory(Workspace workspace, String path) {
        files.createDirectory(account(workspace), workspace.codeShare(), path);
    }

    public void delete(Workspace workspace, String path, boolean directory) {
        files.delete(account(workspace), workspace.codeShare(), path, directory);
    }

    /** Asked each time: a grant that was taken away counts at once. */
    private ArmResourceId account(Workspace workspace) {
        ArmResourceId account = workspace.storageAccount().id();
        boolean allowed = access.isAllowed(
                workspace.identity().caller(workspace.tenantId()),
                new AccessClient.Check(LIST_KEYS, account.toString(), false));
        if (!allowed) {
            throw forbidden(
                    "StorageAccountAccessDenied",
                    "The workspace's managed identity may not have the keys of its storage account '%s' any more. Call"
                            + " resyncKeys to restore its role.",
                    account.name());
        }
        return account;
    }
}
