package io.mltwin.keyvault.objects;

import io.mltwin.armweb.AzureException;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;

/** The error codes that secrets, keys and certificates share, each with its status and text. */
public final class ObjectErrors {

    private ObjectErrors() {}

    public static AzureException badParameter(String why) {
        return new AzureException(400, "BadParameter", why);
    }

    /** {@code SecretNotFound}, {@code KeyNotFound}, {@code CertificateNotFound}. */
    public static AzureException notFound(Kind kind, ObjectName name, String version) {
        return new AzureException(
                404,
                kind.noun() + "NotFound",
                "A "
                        + kind.word()
                        + " with (name/id) "
                        + name
                        + (version == null ? "" : "/" + version)
                        + " was not found in this key vault. If you recently deleted this "
                        + kind.word()
                        + " you may be able to recover it using the correct recovery command.");
    }

    public static AzureException deletedNotFound(Kind kind, ObjectName name) {
        return new AzureException(404, kind.noun() + "NotFound", "Deleted " + kind.noun() + " not found: " + name);
    }

    public static AzureException deletedButRecoverable(Kind kind, ObjectName name) {
        return new AzureException(
                        409,
                        "Conflict",
                        kind.noun()
                                + " "
                                + name
                                + " is currently in a deleted but recoverable state, and its name cannot be reused; in this"
                                + " state, the "
                                + kind.word()
                                + " can only be recovered or purged.")
                .withInnerCode("ObjectIsDeletedButRecoverable");
    }

    public static AzureException purgeProtected(Kind kind) {
        return new AzureException(
                403,
                "Forbidden",
                "Operation \"purge\" is not enabled for this vault: it has purge protection, so the "
                        + kind.word()
                        + " is purged when its retention ends.");
    }

    /** A certificate's key and secret are changed through the certificate only. */
    public static AzureException managed(Kind kind, ObjectName name) {
        return new AzureException(
                        403,
                        "Forbidden",
                        "The "
                                + kind.word()
                                + " "
                                + name
                                + " is managed by the certificate of this name, and changed through it only.")
                .withInnerCode(kind.noun() + "IsManaged");
    }

    /** The backup is of another kind, subscription or geography, or is no backup. */
    public static AzureException badBackup(Kind kind) {
        return badParameter("The parameter value is no backup of a "
                + kind.word()
                + " from a vault of this subscription and geography.");
    }

    public static AzureException exists(Kind kind, ObjectName name) {
        return new AzureException(
                        409, "Conflict", "A " + kind.word() + " of the name " + name + " exists in this vault.")
                .withInnerCode(kind.noun() + "AlreadyExists");
    }
}
