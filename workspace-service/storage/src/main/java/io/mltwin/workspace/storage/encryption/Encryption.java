package io.mltwin.workspace.storage.encryption;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/**
 * The key of a blob instead of the account's key, for which null stands in place of this.
 *
 * @param keySha256 Base64 of the hash of the client's key, else null
 * @param scope an encryption scope, else null
 */
@Embeddable
public record Encryption(
        String keySha256, @Column(name = "encryption_scope") String scope) {

    /** Null when there is neither. */
    public static Encryption ofColumns(String keySha256, String scope) {
        return keySha256 == null && scope == null ? null : new Encryption(keySha256, scope);
    }

    public static Encryption ofClientKey(String keySha256) {
        return new Encryption(keySha256, null);
    }

    public static Encryption ofScope(String scope) {
        return new Encryption(null, scope);
    }

    public boolean isOfClientKey() {
        return keySha256 != null;
    }
}
