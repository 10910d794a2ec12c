package io.mltwin.workspace.machinelearning;

import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;

/** A storage account's connection string. */
public final class ConnectionString {

    private ConnectionString() {}

    public static String of(Addresses addresses, String account, String key) {
        return "DefaultEndpointsProtocol=https;AccountName="
                + account
                + ";AccountKey="
                + key
                + ";BlobEndpoint=https://"
                + addresses.blobHost(account)
                + "/"
                + ";FileEndpoint=https://"
                + addresses.fileHost(account)
                + "/"
                + ";EndpointSuffix="
                + addresses.host("core", ServiceName.WORKSPACE);
    }

    public static String accountKey(String connection) {
        for (String part : connection.split(";")) {
            if (part.startsWith("AccountKey=")) {
                return part.substring("AccountKey=".length());
            }
        }
        throw new IllegalStateException("the kept connection string has no account key");
    }
}
