package io.mltwin.keyvault.keys;

import io.mltwin.armweb.AzureException;

/** The error codes of Key Vault's keys alone, each with its status and text in one place. */
final class KeyErrors {

    private KeyErrors() {}

    static AzureException disabled(String operation) {
        return forbidden("Operation " + operation + " is not allowed on a disabled key.", "KeyDisabled");
    }

    static AzureException notYetValid(String operation) {
        return forbidden(
                "Operation " + operation + " is not allowed on a key that is not yet valid.", "KeyNotYetValid");
    }

    static AzureException expired(String operation) {
        return forbidden("Operation " + operation + " is not allowed on an expired key.", "KeyExpired");
    }

    static AzureException notPermitted(String operation) {
        return forbidden("Operation " + operation + " is not permitted on this key.", "KeyOperationForbidden");
    }

    private static AzureException forbidden(String message, String code) {
        return AzureException.forbidden("Forbidden", message).withInnerCode(code);
    }
}
