package io.mltwin.compute.diskencryption;

import static io.mltwin.armweb.ArmErrors.invalidParameter;
import static io.mltwin.armweb.ArmErrors.missingParameter;
import static io.mltwin.encoding.Absence.isTrue;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Rules;
import io.mltwin.compute.diskencryption.DiskEncryptionSetBody.ActiveKey;
import io.mltwin.customerkeys.KeyIdentifier;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.managedidentities.IdentityRequest;
import io.mltwin.platform.Addresses;
import io.mltwin.resourceprovider.NameRule;
import jakarta.inject.Singleton;
import java.util.Set;

/** Validates requests for disk encryption sets: a key of a vault, and an identity that uses it. */
@Singleton
record DiskEncryptionSetValidator(Addresses addresses) {

    static final String BY_CUSTOMER = "EncryptionAtRestWithCustomerKey";

    private static final Set<String> TYPES = Set.of(BY_CUSTOMER, "EncryptionAtRestWithPlatformAndCustomerKeys");
    private static final String VAULT = "Microsoft.KeyVault/vaults";
    static final NameRule NAME =
            NameRule.of("[A-Za-z0-9_.-]{1,80}", "a disk encryption set has 1 to 80 letters, digits, '.', '-' and '_'.");

    private static final Rules<DiskEncryptionSetBody> SETTINGS = Rules.of(
                    DiskEncryptionSetBody.class, "", ArmErrors::invalidParameter)
            .notBuiltFor(
                    "The encryption type '%s'", "properties.encryptionType", "ConfidentialVmEncryptedWithCustomerKey")
            .oneOf(TYPES, "it is one of " + TYPES.stream().sorted().toList() + ".", "properties.encryptionType")
            .notBuilt("%s of a disk encryption set", "properties.federatedClientId");

    /** Validates a PUT. */
    void validate(DiskEncryptionSetBody body) {
        IdentityRequest identity = IdentityRequest.read(body.identity());
        if (identity == null || !identity.systemAssigned() && !identity.userAssigned()) {
            throw missingParameter("identity.type");
        }
        if (body.properties() == null || body.properties().activeKey() == null) {
            throw missingParameter("properties.activeKey");
        }
        validateSettings(body);
        requireVersionOrRotation(
                key(body.properties().activeKey()), isTrue(body.properties().rotationToLatestKeyVersionEnabled()));
    }

    /** Validates a PATCH, which may leave out everything. */
    void validatePatch(DiskEncryptionSetBody body) {
        IdentityRequest.read(body.identity());
        if (body.properties() != null) {
            validateSettings(body);
        }
    }

    private void validateSettings(DiskEncryptionSetBody body) {
        SETTINGS.check(body);
        if (body.properties().activeKey() != null) {
            key(body.properties().activeKey());
        }
    }

    /** Refuses a key without a version unless newer versions take over. */
    static void requireVersionOrRotation(KeyIdentifier key, boolean rotates) {
        if (!key.isVersioned() && !rotates) {
            throw invalidParameter(
                    "properties.activeKey.keyUrl",
                    "it must name a version, or rotationToLatestKeyVersionEnabled be true.");
        }
    }

    /** Returns the key that a request names. */
    KeyIdentifier key(ActiveKey given) {
        KeyIdentifier key = KeyIdentifier.parse(given.keyUrl(), addresses)
                .orElseThrow(() ->
                        invalidParameter("properties.activeKey.keyUrl", "give https://{vault}/keys/{name}/{version}."));
        if (given.sourceVault() != null && !names(given.sourceVault().id(), key)) {
            throw invalidParameter(
                    "properties.activeKey.sourceVault.id", "it is not the vault of the key " + key + ".");
        }
        return key;
    }

    private static boolean names(String vaultId, KeyIdentifier key) {
        if (vaultId == null) {
            throw missingParameter("properties.activeKey.sourceVault.id");
        }
        ArmResourceId vault = ArmResourceId.parse(vaultId);
        return AsciiCase.equal(VAULT, vault.type()) && AsciiCase.equal(vault.name(), key.vault());
    }

    /** Returns the spelling of Azure's own for an encryption type. */
    static String type(String given) {
        return TYPES.stream()
                .filter(known -> AsciiCase.equal(known, given))
                .findFirst()
                .orElse(BY_CUSTOMER);
    }
}
