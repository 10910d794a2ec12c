package io.mltwin.compute.datastores;

import io.mltwin.compute.datastores.DatastoreCredentials.Kind;

/**
 * The form in which a datastore's secret lies in the vault: a storage connection string for a key
 * or a signature (seed: "connection strings of datastores"), the bare secret of a principal.
 */
final class ConnectionString {

    private static final String KEY = "AccountKey=";
    private static final String SIGNATURE = "SharedAccessSignature=";

    private ConnectionString() {}

    static String of(Datastore datastore, DatastoreSecret secret) {
        return switch (datastore.credentials().kind()) {
            case ACCOUNT_KEY ->
                "DefaultEndpointsProtocol=https;AccountName="
                        + datastore.account()
                        + ";"
                        + KEY
                        + secret.value()
                        + ";EndpointSuffix="
                        + datastore.endpoint();
            case SAS ->
                (datastore.type() == DatastoreType.FILE ? "FileEndpoint" : "BlobEndpoint")
                        + "=https://"
                        + datastore.account()
                        + (datastore.type() == DatastoreType.FILE ? ".file." : ".blob.")
                        + datastore.endpoint()
                        + "/;"
                        + SIGNATURE
                        + secret.value();
            default -> secret.value();
        };
    }

    /** The secret in a stored text. */
    static DatastoreSecret secret(Kind kind, String stored) {
        return new DatastoreSecret(
                switch (kind) {
                    case ACCOUNT_KEY -> part(stored, KEY);
                    case SAS -> stored.substring(stored.indexOf(SIGNATURE) + SIGNATURE.length());
                    default -> stored;
                });
    }

    private static String part(String stored, String name) {
        for (String part : stored.split(";")) {
            if (part.startsWith(name)) {
                return part.substring(name.length());
            }
        }
        throw new IllegalStateException("the stored connection string has no " + name);
    }
}
