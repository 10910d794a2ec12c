package io.mltwin.workspace.machinelearning.encryption;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.armweb.AzureException;

/** Refusals of a workspace's {@code properties.encryption}. */
final class EncryptionErrors {

    private static final String TARGET = "properties.encryption.";

    private EncryptionErrors() {}

    /** 400: what was said cannot be taken. */
    static AzureException invalid(String property, String why, Object... arguments) {
        return badRequest("ValidationError", why, arguments).withTarget(TARGET + property);
    }

    /** 400: what was said is fine, and the vault or the key is not. */
    static AzureException unfit(String why, Object... arguments) {
        return invalid("keyVaultProperties", why, arguments);
    }

    /** 403: somebody who takes part may not do what that needs. */
    static AzureException forbidden(String why, Object... arguments) {
        return AzureException.forbidden("AuthorizationFailed", why, arguments)
                .withTarget(TARGET + "keyVaultProperties");
    }
}
