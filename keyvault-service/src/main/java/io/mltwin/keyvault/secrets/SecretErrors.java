package io.mltwin.keyvault.secrets;

import static io.mltwin.armweb.AzureException.forbidden;

import io.mltwin.armweb.AzureException;

/** The error codes of Key Vault's secrets alone, each with its status and text in one place. */
final class SecretErrors {

    private SecretErrors() {}

    static AzureException disabled() {
        return forbidden("Forbidden", "Operation get is not allowed on a disabled secret.")
                .withInnerCode("SecretDisabled");
    }
}
