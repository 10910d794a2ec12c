package io.mltwin.keyvault.objects;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.conflict;
import static io.mltwin.armweb.AzureException.forbidden;

import io.mltwin.armweb.AzureException;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;

/** The error codes that secrets, keys and certificates share, each with its status and text. */
public final class ObjectErrors {

    private ObjectErrors() {}

    public static AzureException badParameter(String why, Object... arguments) {
        return badRequest("BadParameter", why, arguments);
    }

    public static void badParameterIf(boolean wrong, String why, Object... arguments) {
        if (wrong) {
            throw badParameter(why, arguments);
        }
    }

    /** {@code SecretNotFound}, {@code KeyNotFound}, {@code CertificateNotFound}. */
    public static AzureException notFound(Kind kind, ObjectName name, String version) {
        return AzureException.notFound(
                kind.noun() + "NotFound",
                "A %s with (name/id) %s%s was not found in this key vault. If you recently deleted this %s you may"
                        + " be able to recover it using the correct recovery command.",
                kind.word(),
                name,
                version == null ? "" : "/" + version,
                kind.word());
    }

    public static AzureException deletedNotFound(Kind kind, ObjectName name) {
        return AzureException.notFound(kind.noun() + "NotFound", "Deleted %s not found: %s", kind.noun(), name);
    }

    public static AzureException deletedButRecoverable(Kind kind, ObjectName name) {
        return conflict(
                        "Conflict",
                        "%s %s is currently in a deleted but recoverable state, and its name cannot be reused; in this"
                                + " state, the %s can only be recovered or purged.",
                        kind.noun(),
                        name,
                        kind.word())
                .withInnerCode("ObjectIsDeletedButRecoverable");
    }

    public static AzureException purgeProtected(Kind kind) {
        return forbidden(
                "Forbidden",
                "Operation \"purge\" is not enabled for this vault: it has purge protection, so the %s is purged"
                        + " when its retention ends.",
                kind.word());
    }

    /** A certificate's key and secret are changed through the certificate only. */
    public static AzureException managed(Kind kind, ObjectName name) {
        return forbidden(
                        "Forbidden",
                        "The %s %s is managed by the certificate of this name, and changed through it only.",
                        kind.word(),
                        name)
                .withInnerCode(kind.noun() + "IsManaged");
    }

    /** The backup is of another kind, subscription or geography, or is no backup. */
    public static AzureException badBackup(Kind kind) {
        return badParameter(
                "The parameter value is no backup of a %s from a vault of this subscription and geography.",
                kind.word());
    }

    public static AzureException exists(Kind kind, ObjectName name) {
        return conflict("Conflict", "A %s of the name %s exists in this vault.", kind.word(), name)
                .withInnerCode(kind.noun() + "AlreadyExists");
    }
}
