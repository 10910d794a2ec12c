package io.mltwin.workspace.storage.blob.state;

import io.mltwin.workspace.storage.access.Grant;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import io.mltwin.workspace.storage.encryption.Encryption;
import io.mltwin.workspace.storage.lease.Lease;
import io.mltwin.workspace.storage.wire.ContentHeaders;
import io.mltwin.workspace.storage.wire.HttpDates;
import io.vertx.core.MultiMap;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;

/** Writes the headers that describe a blob. */
@Singleton
public record BlobHeaders(Clock clock) {
    public ResponseBuilder describe(ResponseBuilder answer, BlobState blob, Grant grant, BlobRequest request) {
        ContentHeaders http = blob.http();
        // past JAX-RS, which knows only well-formed media types and adds a charset: a blob's is any
        // text
        String type = grant.header("rsct", http.contentType());
        request.context()
                .addHeadersEndHandler(
                        sent -> setType(request.context().response().headers(), type));
        version(answer, blob)
                .header("Content-Encoding", grant.header("rsce", http.contentEncoding()))
                .header("Content-Language", grant.header("rscl", http.contentLanguage()))
                .header("Content-Disposition", grant.header("rscd", http.contentDisposition()))
                .header("Cache-Control", grant.header("rscc", http.cacheControl()))
                .header("Accept-Ranges", "bytes")
                .header("x-ms-blob-type", blob.kind().wire())
                .header("x-ms-creation-time", HttpDates.format(blob.created()))
                .header("x-ms-server-encrypted", "true")
                .header("x-ms-encryption-key-sha256", keySha256(blob.encryption()))
                .header("x-ms-encryption-scope", scope(blob.encryption()))
                .header("x-ms-tag-count", blob.tagCount() == 0 ? null : blob.tagCount());
        if (blob.versionId() != null) {
            answer.header("x-ms-version-id", blob.versionId())
                    .header("x-ms-is-current-version", blob.isCurrentVersion() ? "true" : null);
        }
        if (blob.snapshot().isEmpty()) {
            lease(answer, blob.lease());
        }
        ofKind(answer, blob, request);
        copy(answer, blob.copy(), blob.length());
        blob.metadata().forEach((name, value) -> answer.header("x-ms-meta-" + name, value));
        return answer;
    }

    private static void setType(MultiMap headers, String type) {
        if (type.isEmpty()) {
            headers.remove("Content-Type");
        } else {
            headers.set("Content-Type", type);
        }
    }

    public void lease(ResponseBuilder answer, Lease lease) {
        Instant now = clock.instant();
        Lease.State state = Lease.state(lease, now);
        answer.header("x-ms-lease-status", state.status())
                .header("x-ms-lease-state", state.wire())
                .header("x-ms-lease-duration", Lease.duration(lease, now));
    }

    private static void ofKind(ResponseBuilder answer, BlobState blob, BlobRequest request) {
        switch (blob.kind()) {
            case BLOCK -> {
                String tier = blob.accessTier();
                answer.header(
                                "x-ms-access-tier",
                                tier == null ? defaultTier(request.account().accessTier()) : tier)
                        .header("x-ms-access-tier-inferred", tier == null ? "true" : null);
            }
            case APPEND ->
                answer.header("x-ms-blob-committed-block-count", blob.committedBlocks())
                        .header("x-ms-blob-sealed", blob.sealed() ? "true" : null);
            case PAGE -> answer.header("x-ms-blob-sequence-number", blob.sequenceNumber());
        }
    }

    public static String defaultTier(String ofAccount) {
        return ofAccount == null ? "Hot" : ofAccount;
    }

    static void copy(ResponseBuilder answer, BlobState.Copy copy, long length) {
        if (copy != null) {
            answer.header("x-ms-copy-id", copy.id())
                    .header("x-ms-copy-source", copy.source())
                    .header("x-ms-copy-status", "success")
                    .header("x-ms-copy-progress", length + "/" + length)
                    .header("x-ms-copy-completion-time", HttpDates.format(copy.completed()));
        }
    }

    /** Adds the headers of a write that makes a new state of a blob. */
    public static ResponseBuilder made(ResponseBuilder answer, BlobState blob) {
        return written(version(answer, blob), blob.encryption()).header("x-ms-version-id", blob.versionId());
    }

    public static ResponseBuilder version(ResponseBuilder answer, BlobState blob) {
        return answer.header("ETag", blob.etag()).header("Last-Modified", HttpDates.format(blob.modified()));
    }

    public static Response notModified(BlobState blob) {
        return version(Response.status(304), blob)
                .header("x-ms-error-code", "ConditionNotMet")
                .build();
    }

    /** Adds the headers that name the encryption of a write. */
    public static ResponseBuilder written(ResponseBuilder answer, Encryption encryption) {
        return answer.header("x-ms-request-server-encrypted", "true")
                .header("x-ms-encryption-key-sha256", keySha256(encryption))
                .header("x-ms-encryption-scope", scope(encryption));
    }

    private static String keySha256(Encryption encryption) {
        return encryption == null ? null : encryption.keySha256();
    }

    private static String scope(Encryption encryption) {
        return encryption == null ? null : encryption.scope();
    }

    public static String base64(byte[] bytesOrNull) {
        return bytesOrNull == null ? null : Base64.getEncoder().encodeToString(bytesOrNull);
    }
}
