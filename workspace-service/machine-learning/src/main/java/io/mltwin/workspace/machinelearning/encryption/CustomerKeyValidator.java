package io.mltwin.workspace.machinelearning.encryption;

import static io.mltwin.workspace.machinelearning.encryption.EncryptionErrors.invalid;
import static io.mltwin.workspace.machinelearning.encryption.EncryptionErrors.unfit;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Regions;
import io.mltwin.encoding.AsciiCase;
import java.util.List;

/** Validates the vault and the key that a request names. */
final class CustomerKeyValidator {

    private static final String VAULTS = "Microsoft.KeyVault/vaults";
    private static final List<Integer> SIZES = List.of(2048, 3072, 4096);

    private CustomerKeyValidator() {}

    /**
     * Vault and key must both be named (COS-07), the vault by the ARM id of a key vault (COS-10), the
     * status with them, the key by its whole URI, with the version (COS-09), and it lies in the vault.
     */
    static void requireNamed(EncryptionRequest request) {
        EncryptionBody given = request.given();
        if (given.status() == null) {
            throw invalid("status", "encryption.status is missing: say Enabled or Disabled.");
        }
        require("keyVaultArmId", given.vault());
        require("keyIdentifier", given.key());
        if (!isVault(given.vault())) {
            throw invalid(
                    "keyVaultProperties.keyVaultArmId", "'%s' is not the resource id of a key vault.", given.vault());
        }
        if (KeyIdentifier.read(given.key()).isEmpty()) {
            throw invalid(
                    "keyVaultProperties.keyIdentifier",
                    "'%s' is not the URI of a key with its version: https://{vault}/keys/{name}/{version}.",
                    given.key());
        }
        if (!AsciiCase.equal(request.key().host(), request.vaultHost())) {
            throw invalid(
                    "keyVaultProperties.keyIdentifier",
                    "The key '%s' does not lie in the key vault '%s', whose host is %s.",
                    given.key(),
                    request.vaultId(),
                    request.vaultHost());
        }
    }

    private static void require(String property, String value) {
        if (value == null) {
            throw invalid(
                    "keyVaultProperties." + property,
                    "A customer-managed key needs both keyVaultArmId and keyIdentifier; %s is missing.",
                    property);
        }
    }

    static boolean isVault(String text) {
        try {
            ArmResourceId id = ArmResourceId.parse(text);
            return id.resourceGroup() != null && AsciiCase.equal(id.type(), VAULTS);
        } catch (AzureException malformed) {
            return false;
        }
    }

    /** The vault lies in the workspace's subscription and region (COS-10, COS-11). */
    static void requireNear(EncryptionRequest request) {
        requireSame(
                request,
                "subscription",
                request.vaultId().subscriptionId(),
                request.call().id().subscriptionId());
        requireSame(
                request,
                "region",
                Regions.normalise(request.vault().path("location").asText("")),
                request.region());
    }

    private static void requireSame(EncryptionRequest request, String place, String ofVault, String ofWorkspace) {
        if (!AsciiCase.equal(ofWorkspace, ofVault)) {
            throw unfit(
                    "%s lies in %s '%s'; it must lie in the workspace's, '%s'.",
                    request.vaultName(), place, ofVault, ofWorkspace);
        }
    }

    /** Soft delete and purge protection are on, so that the key cannot be lost (COS-18). */
    static void requireProtected(EncryptionRequest request) {
        requireProtection(request, "enableSoftDelete", "soft delete");
        requireProtection(request, "enablePurgeProtection", "purge protection");
    }

    private static void requireProtection(EncryptionRequest request, String property, String words) {
        if (!request.vaultProperties().path(property).asBoolean(false)) {
            throw unfit("%s has no %s, which a customer-managed key needs.", request.vaultName(), words);
        }
    }

    /** The key is there, in force, and RSA of 2048, 3072 or 4096 bits; times are seconds of the epoch. */
    static void requireUsable(EncryptionRequest request, long now) {
        JsonNode key = request.keyVersion()
                .orElseThrow(() -> unusable(request, "does not exist"))
                .path("properties");
        if (!key.path("attributes").path("enabled").asBoolean(false)) {
            throw unusable(request, "is disabled");
        }
        if (key.path("attributes").path("nbf").asLong(now) > now
                || key.path("attributes").path("exp").asLong(now + 1) <= now) {
            throw unusable(request, "is not in its time of validity");
        }
        boolean rsa = key.path("kty").asText().startsWith("RSA");
        if (!rsa || !SIZES.contains(key.path("keySize").asInt())) {
            throw unusable(request, "is not an RSA key of 2048, 3072 or 4096 bits");
        }
    }

    private static AzureException unusable(EncryptionRequest request, String why) {
        return unfit("The key '%s' %s.", request.given().key(), why);
    }
}
