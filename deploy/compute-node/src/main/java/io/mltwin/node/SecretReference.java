package io.mltwin.node;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Names a datastore's secret in the workspace's key vault, and what it opens. The secret itself is
 * never sent with it.
 *
 * @param url address of the vaults
 * @param host the virtual host of the vault; the connection goes to {@code url}
 * @param secret name in the vault
 * @param kind AccountKey or Sas
 * @param service of the account: blob or file
 * @param account of the container or share
 * @param container or share
 * @param permissions that a signature made with an account's key grants
 * @param expiry of such a signature
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record SecretReference(
        String url,
        String host,
        String secret,
        String kind,
        String service,
        String account,
        String container,
        String permissions,
        String expiry) {

    boolean isShare() {
        return ComputeServiceClient.FILE_SERVICE.equals(service);
    }

    boolean isAccountKey() {
        return kind.equals("AccountKey");
    }
}
