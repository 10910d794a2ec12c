package io.mltwin.workspace.storage.blob.read;

import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.content.StoredBytes;
import io.mltwin.workspace.storage.wire.ByteRange;

/**
 * A blob opened for reading.
 *
 * @param range null for all of it
 * @param content null when the client has this version already
 */
public record OpenBlob(BlobState state, ByteRange range, StoredBytes content) {

    public boolean isNotModified() {
        return content == null;
    }

    public long length() {
        return range == null ? state.length() : range.length();
    }

    public long first() {
        return range == null ? 0 : range.first();
    }
}
