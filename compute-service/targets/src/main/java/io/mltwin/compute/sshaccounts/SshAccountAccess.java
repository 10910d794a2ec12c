package io.mltwin.compute.sshaccounts;

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
