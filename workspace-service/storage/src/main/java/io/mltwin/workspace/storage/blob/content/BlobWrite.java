package io.mltwin.workspace.storage.blob.content;

import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.access.Grant;
import io.mltwin.workspace.storage.blob.request.BlobConditions;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.encryption.Protection;
import io.mltwin.workspace.storage.tags.TagSet;
import io.mltwin.workspace.storage.wire.ContentHeaders;
import io.mltwin.workspace.storage.wire.Metadata;
import java.util.Map;

/**
 * The properties of a new state of a blob, apart from its content.
 *
 * @param createOnly the credential lets a blob be created, not overwritten
 * @param copy the copy that it comes from, or null
 * @param protection of content and metadata, null: the account's own
 */
public record BlobWrite(
        ContentHeaders http,
        String accessTier,
        Map<String, String> metadata,
        Map<String, String> tags,
        BlobConditions conditions,
        boolean createOnly,
        BlobState.Copy copy,
        Protection protection) {

    /** Returns what the headers of a request say of the blob that it writes. */
    public static BlobWrite of(BlobRequest request, ContentHeaders http, Grant grant) {
        return new BlobWrite(
                http,
                request.accessTier(),
                Metadata.of(request.headers()),
                TagSet.ofHeader(request.headers().get("x-ms-tags")),
                request.conditions(),
                grant.createOnly(),
                null,
                null);
    }

    /** Returns a state with the content of another. */
    public static BlobWrite ofState(BlobState state, Map<String, String> metadata, Protection own) {
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

    public BlobWrite withMd5(byte[] md5) {
        return new BlobWrite(http.withMd5(md5), accessTier, metadata, tags, conditions, createOnly, copy, protection);
    }

    public BlobWrite under(Protection other) {
        return new BlobWrite(http, accessTier, metadata, tags, conditions, createOnly, copy, other);
    }

    /** Returns the key of content and metadata; tags always have the account's. */
    public DataKey keyOr(DataKey ofAccount) {
        return Protection.keyOr(protection, ofAccount);
    }
}
