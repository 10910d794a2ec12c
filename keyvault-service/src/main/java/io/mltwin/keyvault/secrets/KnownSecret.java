package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.vaults.Vault;

/**
 * What is remembered of a secret's version: as an answer shows it, with its value as it lies in the
 * database, encrypted.
 *
 * @param vault as it was: when the vault has changed, this is read again
 * @param shown without the value
 * @param context what the value is bound to
 */
record KnownSecret(
        Vault vault, SecretBody shown, boolean enabled, byte[] ciphertext, String context) {

    /** About what it takes in memory. */
    int bytes() {
        int text = shown.id().length();
        if (shown.tags() != null) {
            for (var tag : shown.tags().entrySet()) {
                text += tag.getKey().length() + tag.getValue().length() + 100;
            }
        }
        return ciphertext.length + text;
    }

    SecretBody withValue(String value) {
        return new SecretBody(
                value,
                shown.id(),
                shown.contentType(),
                shown.attributes(),
                shown.tags(),
                shown.kid(),
                shown.managed());
    }

    @Override
    public String toString() {
        return shown.toString();
    }
}
