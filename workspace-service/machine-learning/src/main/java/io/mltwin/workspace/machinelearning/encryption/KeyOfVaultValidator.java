package io.mltwin.workspace.machinelearning.encryption;

import static io.mltwin.workspace.machinelearning.encryption.EncryptionErrors.invalid;

import io.mltwin.encoding.AsciiCase;

/** The key lies in the vault of the request. */
final class KeyOfVaultValidator implements EncryptionValidator {

    @Override
    public void validate(EncryptionRequest request) {
        if (!AsciiCase.equal(request.key().host(), request.vaultHost())) {
            throw invalid(
                    "keyVaultProperties.keyIdentifier",
                    "The key '"
                            + request.given().key()
                            + "' does not lie in the key vault '"
                            + request.vaultId()
                            + "', whose host is "
                            + request.vaultHost()
                            + ".");
        }
    }
}
