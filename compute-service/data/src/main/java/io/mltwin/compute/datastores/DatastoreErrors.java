package io.mltwin.compute.datastores;

import io.mltwin.armweb.AzureException;

/** Azure ML's errors about datastores. */
final class DatastoreErrors {

    private DatastoreErrors() {}

    static AzureException notFound(String name) {
        return new AzureException(
                404, "DatastoreNotFound", "The datastore '" + name + "' was not found in this workspace.");
    }

    static AzureException exists(String name) {
        return new AzureException(
                409, "DatastoreAlreadyExists", "A datastore named '" + name + "' exists already; PUT changes it.");
    }

    /** The built-in datastores of a workspace cannot be registered, changed or deleted. */
    static AzureException builtIn(String name) {
        return new AzureException(
                409,
                "BuiltInDatastore",
                "The datastore '" + name + "' belongs to the workspace; it cannot be registered, changed or deleted.");
    }

    /** Returns the error of data that is registered without a datastore among the artifacts of runs. */
    static AzureException notForDefault(String name) {
        return new AzureException(
                409,
                "BuiltInDatastore",
                "The datastore '" + name + "' holds artifacts of runs; it cannot be the default.");
    }

    static AzureException secretMissing(String field) {
        return new AzureException(
                        400,
                        "DatastoreCredentialsMissing",
                        "The datastore's credentials have no secret: give " + field + ".")
                .withTarget(field);
    }

    static AzureException noSecret(String name) {
        return new AzureException(
                400,
                "DatastoreHasNoSecret",
                "The data of '" + name + "' is reached with identities; it has no secret.");
    }

    static AzureException noIdentity(String name) {
        return new AzureException(
                403,
                "NoManagedIdentity",
                "The datastore '"
                        + name
                        + "' has no credential, and an attached machine acts as no managed identity."
                        + " Run on a cluster, or use a datastore with a credential; the workspace's own have one"
                        + " while its systemDatastoresAuthMode is accessKey.");
    }

    /** The account's answer to this service's own look into a datastore. */
    static AzureException refusedByAccount(String name, int status, String code) {
        return new AzureException(
                status == 403 ? 403 : 502,
                "AzureStorageError",
                "The storage account of the datastore '"
                        + name
                        + "' answered with "
                        + status
                        + " "
                        + code
                        + ". If its key was regenerated, resyncKeys takes the new one for the"
                        + " workspace's own datastores, and an update for others; if it allows no keys"
                        + " (allowSharedKeyAccess), set systemDatastoresAuthMode to identity.");
    }

    /** Anyone who may write to the vault can have stored any text. */
    static AzureException noConnectionString(String secret) {
        return new AzureException(
                502,
                "StorageConnectionInvalid",
                "The secret '"
                        + secret
                        + "' in the workspace's key vault is no connection string with an account key; resyncKeys, or an update of the datastore, writes it again.");
    }

    /** Azure AD's refusal is the datastore's matter, not the caller's. */
    static AzureException principalRefused(String datastore, String clientId, AzureException refused) {
        if (refused.status() >= 500) {
            return refused;
        }
        return new AzureException(
                403,
                "DatastoreCredentialsRefused",
                "Azure AD refuses the service principal '"
                        + clientId
                        + "' of the datastore '"
                        + datastore
                        + "': "
                        + refused.getMessage()
                        + " Update the datastore's credentials.");
    }
}
