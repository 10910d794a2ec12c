package io.mltwin.workspace.storage.file;

import io.mltwin.workspace.storage.wire.ContentHeaders;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** A directory or file as it stands, without its content. */
record EntryState(
        UUID id,
        String name,
        boolean directory,
        long length,
        ContentHeaders http,
        Map<String, String> metadata,
        String etag,
        Instant created,
        Instant modified) {

    static EntryState of(EntryEntity row, Map<String, String> metadata) {
        return new EntryState(
                row.id,
                row.name,
                row.directory,
                row.length,
                new ContentHeaders(
                        row.contentType,
                        row.contentEncoding,
                        row.contentLanguage,
                        row.contentDisposition,
                        row.cacheControl,
                        row.contentMd5),
                metadata,
                row.etag,
                row.created,
                row.modified);
    }

    /** A 64-bit number, as the protocol has it. */
    String fileId() {
        return Long.toUnsignedString(id.getMostSignificantBits());
    }
}
