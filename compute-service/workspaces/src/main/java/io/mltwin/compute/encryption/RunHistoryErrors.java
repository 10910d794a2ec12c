package io.mltwin.compute.encryption;

import static io.mltwin.armweb.AzureException.forbidden;

import io.mltwin.armweb.AzureException;
import io.mltwin.customerkeys.CustomerKeyException;

/** Refuses what the customer-managed key of run history does not open. */
final class RunHistoryErrors {

    private RunHistoryErrors() {}

    /**
     * Azure Cosmos DB's 403 while a customer-managed key is revoked; inside it the name of its sub
     * status.
     */
    static AzureException keyRefused(CustomerKeyException refused) {
        String subStatus = switch (refused.reason()) {
            case NO_TOKEN -> "AadClientCredentialsGrantFailure";
            case NO_ACCESS -> "KeyVaultAuthenticationFailure";
            case KEY_NOT_FOUND -> "KeyVaultKeyNotFound";
            case KEY_DISABLED, OTHER_VERSION -> "KeyVaultWrapUnwrapFailure";
            case VAULT_NOT_FOUND, VAULT_AWAY -> "KeyVaultServiceUnavailable";
        };
        return forbidden(
                        "Forbidden",
                        "The run history of this workspace is encrypted under a customer-managed key that cannot be used: "
                                + refused.getMessage())
                .withInnerCode(subStatus);
    }
}
