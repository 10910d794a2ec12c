package io.mltwin.workspace.storage.blob;

import io.mltwin.workspace.storage.content.StoredBytes;
import io.mltwin.workspace.storage.wire.ByteRange;

/**
 * A blob opened for reading.
 *
 * @param range null for all of it
 * @param content null when the client has this version already
 */
record BlobRead(BlobState state, ByteRange range, StoredBytes content) {

    boolean isNotModified() {
        return content == null;
    }

    long length() {
        return range == null ? state.length() : range.length();
    }

    long first() {
        return range == null ? 0 : range.first();
    }
}
