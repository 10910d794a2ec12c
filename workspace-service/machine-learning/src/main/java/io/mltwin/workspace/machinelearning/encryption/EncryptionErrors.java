package io.mltwin.workspace.machinelearning.encryption;

import io.mltwin.armweb.AzureFault;

/** Refusals of a workspace's {@code properties.encryption}. */
final class EncryptionErrors {

    private static final String TARGET = "properties.encryption.";

    private EncryptionErrors() {}

    /** 400: what was said cannot be taken. */
    static AzureFault invalid(String property, String why) {
        return new AzureFault(400, "ValidationError", why).withTarget(TARGET + property);
    }

    /** 400: what was said is fine, and the vault or the key is not. */
    static AzureFault unfit(String why) {
        return invalid("keyVaultProperties", why);
    }

    /** 403: somebody who takes part may not do what that needs. */
    static AzureFault forbidden(String why) {
        return new AzureFault(403, "AuthorizationFailed", why)
                .withTarget(TARGET + "keyVaultProperties");
    }
}
