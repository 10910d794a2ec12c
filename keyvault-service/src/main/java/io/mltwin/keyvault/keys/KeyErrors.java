package io.mltwin.keyvault.keys;

import io.mltwin.armweb.AzureFault;

/** The error codes of Key Vault's keys alone, each with its status and text in one place. */
final class KeyErrors {

    private KeyErrors() {}

    static AzureFault disabled(String operation) {
        return forbidden(
                "Operation " + operation + " is not allowed on a disabled key.", "KeyDisabled");
    }

    static AzureFault notYetValid(String operation) {
        return forbidden(
                "Operation " + operation + " is not allowed on a key that is not yet valid.",
                "KeyNotYetValid");
    }

    static AzureFault expired(String operation) {
        return forbidden(
                "Operation " + operation + " is not allowed on an expired key.", "KeyExpired");
    }

    static AzureFault notPermitted(String operation) {
        return forbidden(
                "Operation " + operation + " is not permitted on this key.",
                "KeyOperationForbidden");
    }

    private static AzureFault forbidden(String message, String code) {
        return new AzureFault(403, "Forbidden", message).withInnerCode(code);
    }
}
