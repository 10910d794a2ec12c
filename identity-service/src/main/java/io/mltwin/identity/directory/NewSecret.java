package io.mltwin.identity.directory;

/**
 * A secret that was just made: the only time that anybody sees its text.
 *
 * @param text 256 bits; what is kept of it is its SHA-256
 */
public record NewSecret(ClientCredential credential, String text) {

    @Override
    public String toString() {
        return "NewSecret[" + credential.keyId() + "]";
    }
}
