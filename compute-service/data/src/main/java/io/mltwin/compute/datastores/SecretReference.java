package io.mltwin.compute.datastores;

/**
 * Names a datastore's secret in the workspace's key vault for a node, which fetches it there.
 *
 * @param url address of the vaults
 * @param host the virtual host of the vault; the connection goes to {@code url}
 * @param secret name in the vault
 * @param kind AccountKey, Sas or ServicePrincipal
 * @param service of the account: blob or file
 * @param account of the container or share
 * @param container or share
 * @param permissions that a signature made with an account's key grants
 * @param expiry of such a signature
 * @param principal whose secret it is, or null
 */
public record SecretReference(
        String url,
        String host,
        String secret,
        String kind,
        String service,
        String account,
        String container,
        String permissions,
        String expiry,
        Principal principal) {

    /**
     * A service principal, which the secret gets a token for.
     *
     * @param url of the endpoint for tokens
     * @param resource that the token is for
     */
    public record Principal(String url, String clientId, String resource) {}
}
