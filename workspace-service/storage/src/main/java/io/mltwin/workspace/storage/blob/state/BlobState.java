package io.mltwin.workspace.storage.blob.state;

import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.blob.request.BlobConditions;
import io.mltwin.workspace.storage.blob.request.VersionId;
import io.mltwin.workspace.storage.encryption.Encryption;
import io.mltwin.workspace.storage.lease.Lease;
import io.mltwin.workspace.storage.wire.ContentHeaders;
import io.mltwin.workspace.storage.wire.Metadata;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;

/**
 * A blob as it stands, without its content.
 *
 * @param contentId null when the content lies in the blob's row, in parts or in extents
 * @param partsId null unless it is a block blob put together by reference
 * @param snapshot empty for the blob itself, {@link VersionId#place} of a previous version
 * @param versionId null of a snapshot, and of what was written without versioning
 * @param accessTier null: the account's, inferred
 * @param metadata none when it was not asked for, null when it cannot be read
 * @param copy null when it was never copied to
 * @param encryption null: the account's own
 */
public record BlobState(
        UUID id,
        String name,
        String snapshot,
        String versionId,
        Kind kind,
        UUID contentId,
        UUID partsId,
        long length,
        ContentHeaders http,
        String accessTier,
        Map<String, String> metadata,
        Map<String, String> tags,
        int tagCount,
        boolean sealed,
        int committedBlocks,
        long sequenceNumber,
        String blocks,
        Lease lease,
        Copy copy,
        String etag,
        Instant created,
        Instant modified,
        Encryption encryption)
        implements BlobConditions.Version {

    /** The order of names in lists and in the database: by code point. */
    public static final Comparator<String> BY_CODE_POINT = (one, other) ->
            Arrays.compare(one.codePoints().toArray(), other.codePoints().toArray());

    /** The types of blobs. */
    public enum Kind {
        BLOCK("BlockBlob"),
        APPEND("AppendBlob"),
        PAGE("PageBlob");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }

        static Kind of(String wire) {
            for (Kind kind : values()) {
                if (kind.wire.equals(wire)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(wire);
        }
    }

    /** Its content lies in its own row, under its own id. */
    public boolean isInRow() {
        return kind == Kind.BLOCK && contentId == null && partsId == null;
    }

    public boolean isSnapshot() {
        return !snapshot.isEmpty() && versionId == null;
    }

    public boolean isCurrentVersion() {
        return versionId != null && snapshot.isEmpty();
    }

    /** The copy that made it. */
    public record Copy(String id, String source, Instant completed) {}

    /**
     * @param key the account's; null: without metadata and tags
     */
    public static BlobState of(BlobEntity entity, DataKey key) {
        return of(entity, entity.encryption == null ? key : null, key);
    }

    /**
     * @param own the key that the blob is under; null: without metadata
     * @param ofAccount the account's, which tags are always under; null: without tags
     */
    public static BlobState of(BlobEntity entity, DataKey own, DataKey ofAccount) {
        return new BlobState(
                entity.id,
                entity.name,
                entity.snapshot,
                entity.versionId,
                Kind.of(entity.kind),
                entity.contentId,
                entity.partsId,
                entity.contentLength,
                new ContentHeaders(
                        entity.contentType,
                        entity.contentEncoding,
                        entity.contentLanguage,
                        entity.contentDisposition,
                        entity.cacheControl,
                        entity.contentMd5),
                entity.accessTier,
                own == null
                        ? entity.encryption == null ? Map.of() : null
                        : Metadata.decrypt(entity.metadata, own, entity.metadataContext()),
                ofAccount == null ? Map.of() : Metadata.decrypt(entity.tags, ofAccount, entity.tagsContext()),
                entity.tagCount,
                entity.sealed,
                entity.committedBlocks,
                entity.sequenceNumber,
                entity.blocks,
                entity.lease,
                entity.copyId == null ? null : new Copy(entity.copyId, entity.copySource, entity.copyCompleted),
                entity.etag,
                entity.created,
                entity.modified,
                entity.encryption);
    }

    /**
     * One name may stand for a blob, its snapshots and its previous versions: in lists they come
     * before it, in this order.
     */
    public String listKey() {
        return listKey(name, snapshot);
    }

    public static String listKey(String name, String snapshot) {
        return name + '\0' + (snapshot.isEmpty() ? "~" : snapshot);
    }
}
