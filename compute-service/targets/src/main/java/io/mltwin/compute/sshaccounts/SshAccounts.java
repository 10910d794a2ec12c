package io.mltwin.compute.sshaccounts;

import static io.mltwin.compute.sshaccounts.SshAccountErrors.cannotChange;
import static io.mltwin.compute.workspaces.VaultErrors.malformed;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import io.mltwin.compute.sshaccounts.SshAccounts.SshAccountAccess.SecretName;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceVault;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.util.Objects;

/**
 * Stores the secrets of SSH accounts in the workspace's key vault and hands them to nodes. In a
 * workspace for data of high business impact "the credentials for your SSH account are passed from
 * the execution layer to your clusters by using your key vault" ("Enterprise security and
 * governance", Azure Machine Learning compute): a node is told the name of the secret alone.
 *
 * <p>Deviation: the secret of an SSH account lies in the workspace's key vault in every workspace;
 * where Azure keeps it without hbiWorkspace is not documented.
 */
@Singleton
public record SshAccounts(WorkspaceVault vault, Addresses addresses) {

    /**
     * Stores the secret of a new cluster's account, outside any transaction.
     *
     * @throws AzureException 502 or 503 when the vault refuses
     */
    public void create(Workspace workspace, ArmResourceId compute, SshAccountRequest request) {
        vault.set(workspace, secret(workspace, name(compute)), write(request), "application/json");
    }

    /**
     * Refuses another password or key than the cluster's account has; what is not said stays.
     *
     * @throws AzureException 400 for another one, 502 or 503 when the vault refuses
     */
    public void requireUnchanged(Workspace workspace, ArmResourceId compute, SshAccountRequest request) {
        if (!request.hasSecret()) {
            return;
        }
        SshAccountSecret stored = read(workspace, name(compute));
        boolean same = isSame(request.password(), stored.adminUserPassword())
                && isSame(strip(request.publicKey()), stored.adminUserSshPublicKey());
        if (!same) {
            throw cannotChange(SshAccountRequest.FIELD);
        }
    }

    private static boolean isSame(String given, String stored) {
        return given == null || Objects.equals(given, stored);
    }

    /** Removes the secret of a cluster that is deleted, or could not be made. */
    public void remove(Workspace workspace, ArmResourceId compute) {
        vault.remove(workspace, secret(workspace, name(compute)));
    }

    /**
     * Returns what a node is told of its account.
     *
     * @throws AzureException 502 or 503 when the vault refuses
     */
    public SshAccountAccess open(Workspace workspace, SshAccount account) {
        if (workspace.hbiWorkspace()) {
            SecretName reference = new SecretName(
                    addresses.address(ServiceName.KEYVAULT),
                    WorkspaceVault.requireHost(workspace),
                    secret(workspace, account.compute()));
            return new SshAccountAccess(account.username(), null, null, reference);
        }
        SshAccountSecret secret = read(workspace, account.compute());
        return new SshAccountAccess(
                account.username(), secret.adminUserPassword(), secret.adminUserSshPublicKey(), null);
    }

    private static String name(ArmResourceId compute) {
        return AsciiCase.lower(compute.name());
    }

    /**
     * Names of computes have letters, digits and hyphens, as names of secrets do.
     *
     * @param compute in lower case
     */
    private static String secret(Workspace workspace, String compute) {
        return "aml-" + workspace.workspaceId() + "-ssh-" + compute;
    }

    private static String strip(String key) {
        return key == null ? null : key.strip();
    }

    private static String write(SshAccountRequest request) {
        return Json.write(new SshAccountSecret(request.username(), request.password(), strip(request.publicKey())));
    }

    /** Those who may write to the vault can have stored any text, which no error repeats. */
    private SshAccountSecret read(Workspace workspace, String compute) {
        return Json.read(
                vault.get(workspace, secret(workspace, compute)),
                SshAccountSecret.class,
                e -> malformed(secret(workspace, compute), "SSH account"));
    }

    /** The secret of an account in the vault, as JSON. */
    record SshAccountSecret(String adminUserName, String adminUserPassword, String adminUserSshPublicKey) {

        @Override
        public String toString() {
            return "SSH account " + adminUserName;
        }
    }

    /**
     * The SSH account of a cluster's nodes, without its secret.
     *
     * @param compute name of the cluster in lower case
     * @param isPortOpen whether nodes serve SSH
     */
    public record SshAccount(String compute, String username, boolean isPortOpen) {}

    /**
     * The credentials of a node's SSH account: the password and the public key, or the name of the
     * secret that holds both.
     *
     * @param password or null
     * @param publicKey or null
     * @param secret or null
     */
    public record SshAccountAccess(String username, String password, String publicKey, SecretName secret) {

        /**
         * Names a secret in the workspace's key vault.
         *
         * @param url address of the vaults
         * @param host the virtual host of the vault; the connection goes to {@code url}
         * @param name in the vault
         */
        public record SecretName(String url, String host, String name) {}

        @Override
        public String toString() {
            return "SSH account " + username;
        }
    }
}
