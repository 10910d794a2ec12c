package io.mltwin.compute.containerregistry;

/**
 * A repository of a container registry, with what opens it: a token or the name of a password.
 *
 * @param url where the connection goes
 * @param host of the registry, for the header {@code Host}
 * @param token of the registry, to pull from and push to this repository alone; or null
 * @param password what names the password of the registry's admin user; or null
 */
public record RegistryRepository(String url, String host, String repository, String token, PasswordReference password) {

    /**
     * Names a password in the workspace's key vault for a node, which fetches it there.
     *
     * @param url address of the vaults
     * @param host the virtual host of the vault; the connection goes to {@code url}
     * @param secret name in the vault
     * @param username whose password it is
     */
    public record PasswordReference(String url, String host, String secret, String username) {}

    @Override
    public String toString() {
        return host + "/" + repository;
    }
}
