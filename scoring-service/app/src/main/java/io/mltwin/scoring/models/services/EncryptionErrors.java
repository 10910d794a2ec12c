package io.mltwin.scoring.models.services;

import static io.mltwin.scoring.ModelManagementErrors.badRequest;
import static io.mltwin.scoring.ModelManagementErrors.conflict;

import io.mltwin.armweb.AzureException;
import io.mltwin.customerkeys.CustomerKeyException;
import io.mltwin.customerkeys.CustomerKeyException.Reason;
import io.mltwin.platform.Principals;
import io.mltwin.scoring.models.services.DeploymentService.ContentClosedException;
import io.mltwin.scoring.models.services.ServiceRequestBody.EncryptionProperties;

/** Refusals on account of a customer's key. The document names none of their codes. */
final class EncryptionErrors {

    static final String NOT_USABLE = "EncryptionKeyNotUsable";
    private static final String INVALID = "InvalidEncryptionProperties";

    private EncryptionErrors() {}

    static AzureException incomplete(String member) {
        return badRequest(
                INVALID,
                "encryptionProperties needs vaultBaseUrl, keyName and keyVersion, or none of them: '%s' is missing.",
                member);
    }

    static AzureException onAciOnly() {
        return badRequest(
                INVALID,
                "encryptionProperties are of services on ACI; a cluster of AKS is encrypted by the disk encryption set that its"
                        + " diskEncryptionSetID names.");
    }

    static AzureException noKeyOfVault(EncryptionProperties given) {
        return badRequest(
                INVALID,
                "The vault '%s', the key '%s' and the version '%s' name no key: give the address of a vault,"
                        + " https://{vault}.vault…, the name of one of its keys, and the 32 digits of a version.",
                given.vaultBaseUrl(),
                given.keyName(),
                given.keyVersion());
    }

    static AzureException notFit(String key) {
        return badRequest(
                "EncryptionKeyNotFit",
                key
                        + " must be an enabled RSA key of 2048, 3072 or 4096 bits in a vault with soft delete and purge protection.");
    }

    /** Refuses to deploy: the application of ACI does not get and unwrap with the key. */
    static AzureException notUsable(CustomerKeyException refused, Principals.Service application) {
        if (refused.reason() == Reason.VAULT_AWAY) {
            return away(refused);
        }
        return badRequest(
                NOT_USABLE,
                "The application %s (object id %s) cannot use the key: %s. Give it the key permissions get and"
                        + " unwrapKey by an access policy of the vault, or a role that has them.",
                application.displayName(),
                application.objectId(),
                refused.getMessage());
    }

    /** Refuses what needs the content of a deployment while its key cannot be used. */
    static AzureException contentClosed(String service, CustomerKeyException refused) {
        return refused.isLasting() ? conflict(NOT_USABLE, closed(service, refused)) : away(refused);
    }

    /** Returns why a deployment is not healthy. */
    static String closed(String service, CustomerKeyException refused) {
        return "The service '"
                + service
                + "' is encrypted under a customer-managed key that cannot be used: "
                + refused.getMessage();
    }

    /** Refuses to deploy while the content cannot be opened. */
    static AzureException contentClosed(ContentClosedException refused) {
        return refused.isLasting()
                ? conflict(NOT_USABLE, refused.getMessage())
                : new AzureException(503, "ServiceUnavailable", refused.getMessage());
    }

    /** Returns why a deployment on an encrypted cluster is not healthy. */
    static String onClosedDisks(String service, String refusal) {
        return "The service '"
                + service
                + "' runs on a cluster whose disks are encrypted under a customer-managed key that cannot be used: "
                + refusal;
    }

    private static AzureException away(CustomerKeyException refused) {
        return new AzureException(503, "ServiceUnavailable", refused.getMessage());
    }
}
