package io.mltwin.workspace.storage.blob;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A blob as it stands, without its content.
 *
 * @param accessTier null: the account's, inferred
 */
record BlobState(
        String name,
        UUID contentId,
        long length,
        BlobHttpHeaders http,
        String accessTier,
        Map<String, String> metadata,
        String etag,
        Instant created,
        Instant modified)
        implements BlobConditions.Version {

    /** Without metadata, which needs the data key. */
    static BlobState of(BlobEntity entity, Map<String, String> metadata) {
        return new BlobState(
                entity.name,
                entity.contentId,
                entity.contentLength,
                new BlobHttpHeaders(
                        entity.contentType,
                        entity.contentEncoding,
                        entity.contentLanguage,
                        entity.contentDisposition,
                        entity.cacheControl,
                        entity.contentMd5),
                entity.accessTier,
                metadata,
                entity.etag,
                entity.created,
                entity.modified);
    }
}
