package io.mltwin.workspace.machinelearning.encryption;

import static io.mltwin.workspace.machinelearning.encryption.EncryptionErrors.invalid;

/** The key is named by its whole URI, with the version (COS-09). */
final class KeyIdentifierValidator implements EncryptionValidator {

    @Override
    public void validate(EncryptionRequest request) {
        String given = request.given().key();
        if (KeyIdentifier.read(given).isEmpty()) {
            throw invalid(
                    "keyVaultProperties.keyIdentifier",
                    "'" + given + "' is not the URI of a key with its version: https://{vault}/keys/{name}/{version}.");
        }
    }
}
