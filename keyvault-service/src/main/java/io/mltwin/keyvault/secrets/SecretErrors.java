package io.mltwin.keyvault.secrets;

import io.mltwin.armweb.AzureFault;

/** The error codes of Key Vault's secrets, each with its status and text in one place. */
final class SecretErrors {

    private SecretErrors() {}

    static AzureFault badParameter(String why) {
        return new AzureFault(400, "BadParameter", why);
    }

    static AzureFault notFound(SecretName name, String version) {
        return new AzureFault(
                404,
                "SecretNotFound",
                "A secret with (name/id) "
                        + name
                        + (version == null ? "" : "/" + version)
                        + " was not found in this key vault. If you recently deleted this secret you may be able to recover it"
                        + " using the correct recovery command.");
    }

    static AzureFault deletedNotFound(SecretName name) {
        return new AzureFault(404, "SecretNotFound", "Deleted Secret not found: " + name);
    }

    static AzureFault disabled() {
        return new AzureFault(
                        403, "Forbidden", "Operation get is not allowed on a disabled secret.")
                .withInnerCode("SecretDisabled");
    }

    static AzureFault deletedButRecoverable(SecretName name) {
        return new AzureFault(
                        409,
                        "Conflict",
                        "Secret "
                                + name
                                + " is currently in a deleted but recoverable state, and its name cannot be reused; in this"
                                + " state, the secret can only be recovered or purged.")
                .withInnerCode("ObjectIsDeletedButRecoverable");
    }

    static AzureFault purgeProtected() {
        return new AzureFault(
                403,
                "Forbidden",
                "Operation \"purge\" is not enabled for this vault: it has purge protection, so the secret is purged when its"
                        + " retention ends.");
    }
}
