package io.mltwin.workspace.storage.blob;

import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.encryption.Protection;
import io.mltwin.workspace.storage.wire.ContentHeaders;
import java.util.Map;

/**
 * What a new version of a blob gets beside its content.
 *
 * @param createOnly the credential lets a blob be created, not overwritten
 * @param copy the copy that it comes from, or null
 * @param protection of content and metadata, null: the account's own
 */
record BlobWrite(
        ContentHeaders http,
        String accessTier,
        Map<String, String> metadata,
        Map<String, String> tags,
        BlobConditions conditions,
        boolean createOnly,
        BlobState.Copy copy,
        Protection protection) {

    /** Of a state with the content of another. */
    static BlobWrite ofState(BlobState state, Map<String, String> metadata, Protection own) {
        return new BlobWrite(
                state.http(),
                state.accessTier(),
                metadata,
                state.tags(),
                BlobConditions.NONE,
                false,
                state.copy(),
                own);
    }

    BlobWrite withMd5(byte[] md5) {
        return new BlobWrite(
                http.withMd5(md5),
                accessTier,
                metadata,
                tags,
                conditions,
                createOnly,
                copy,
                protection);
    }

    BlobWrite under(Protection other) {
        return new BlobWrite(http, accessTier, metadata, tags, conditions, createOnly, copy, other);
    }

    /** What content and metadata are encrypted with; tags always with the account's. */
    DataKey keyOr(DataKey ofAccount) {
        return Protection.keyOr(protection, ofAccount);
    }
}
