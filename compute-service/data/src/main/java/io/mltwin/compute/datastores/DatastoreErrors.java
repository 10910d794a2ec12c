package io.mltwin.compute.datastores;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.conflict;
import static io.mltwin.armweb.AzureException.forbidden;

import io.mltwin.armweb.AzureException;

/** Azure ML's errors about datastores. */
final class DatastoreErrors {

    private DatastoreErrors() {}

    static AzureException notFound(String name) {
        return AzureException.notFound(
                "DatastoreNotFound", "The datastore '%s' was not found in this workspace.", name);
    }

    static AzureException exists(String name) {
        return conflict("DatastoreAlreadyExists", "A datastore named '%s' exists already; PUT changes it.", name);
    }

    /** The built-in datastores of a workspace cannot be registered, changed or deleted. */
    static AzureException builtIn(String name) {
        return conflict(
                "BuiltInDatastore",
                "The datastore '%s' belongs to the workspace; it cannot be registered, changed or deleted.",
                name);
    }

    /** Returns the error of data that is registered without a datastore among the artifacts of runs. */
    static AzureException notForDefault(String name) {
        return conflict(
                "BuiltInDatastore", "The datastore '%s' holds artifacts of runs; it cannot be the default.", name);
    }

    static AzureException secretMissing(String field) {
        return badRequest("DatastoreCredentialsMissing", "The datastore's credentials have no secret: give %s.", field)
                .withTarget(field);
    }

    static AzureException noSecret(String name) {
        return badRequest(
                "DatastoreHasNoSecret", "The data of '%s' is reached with identities; it has no secret.", name);
    }

    static AzureException noIdentity(String name) {
        return forbidden(
                "NoManagedIdentity",
                "The datastore '%s' has no credential, and an attached machine acts as no managed identity. Run on a"
                        + " cluster, or use a datastore with a credential; the workspace's own have one while its"
                        + " systemDatastoresAuthMode is accessKey.",
                name);
    }

    /** The account's answer to this service's own look into a datastore. */
    static AzureException refusedByAccount(String name, int status, String code) {
        return new AzureException(
                status == 403 ? 403 : 502,
                "AzureStorageError",
                "The storage account of the datastore '%s' answered with %s %s. If its key was regenerated,"
                        + " resyncKeys takes the new one for the workspace's own datastores, and an update for others; if it"
                        + " allows no keys (allowSharedKeyAccess), set systemDatastoresAuthMode to identity.",
                name,
                status,
                code);
    }

    /** Anyone who may write to the vault can have stored any text. */
    static AzureException noConnectionString(String secret) {
        return new AzureException(
                502,
                "StorageConnectionInvalid",
                "The secret '%s' in the workspace's key vault is no connection string with an account key;"
                        + " resyncKeys, or an update of the datastore, writes it again.",
                secret);
    }

    /** Azure AD's refusal is the datastore's matter, not the caller's. */
    static AzureException principalRefused(String datastore, String clientId, AzureException refused) {
        if (refused.status() >= 500) {
            return refused;
        }
        return forbidden(
                "DatastoreCredentialsRefused",
                "Azure AD refuses the service principal '%s' of the datastore '%s': %s Update the datastore's"
                        + " credentials.",
                clientId,
                datastore,
                refused.getMessage());
    }
}
