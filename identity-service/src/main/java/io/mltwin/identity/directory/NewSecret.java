package io.mltwin.identity.directory;

/**
 * A secret that was just created. Its text is shown this once.
 *
 * @param text 256 bits; only its SHA-256 is stored
 */
public record NewSecret(ClientCredential credential, String text) {

    @Override
    public String toString() {
        return "NewSecret[" + credential.keyId() + "]";
    }
}
