package io.mltwin.workspace.storage.encryption;

import io.mltwin.datakeys.DataKey;

/**
 * An encryption with its key opened: what content and metadata of a blob are written and read with
 * when it is not the account's own, of which a null stands in place of this.
 */
public record Protection(Encryption encryption, DataKey key) {

    /** Returns the key to use. */
    public static DataKey keyOr(Protection protectionOrNull, DataKey ofAccount) {
        return protectionOrNull == null ? ofAccount : protectionOrNull.key();
    }

    public static Encryption encryption(Protection protectionOrNull) {
        return protectionOrNull == null ? null : protectionOrNull.encryption();
    }
}
