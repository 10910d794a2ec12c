package io.mltwin.workspace.storage.blob.properties;

import static io.mltwin.workspace.storage.wire.DataErrors.invalidBlobType;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeader;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeaderIf;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.storage.blob.content.BlobKeys;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import io.mltwin.workspace.storage.blob.state.BlobEntity;
import io.mltwin.workspace.storage.blob.state.BlobHeaders;
import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.blob.versions.BlobUpdateLock;
import io.mltwin.workspace.storage.content.Extents;
import io.mltwin.workspace.storage.wire.ContentHeaders;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

/** Answers Set Blob Properties; a page blob may get another size or sequence number too. */
@Singleton
public record SetBlobPropertiesHandler(BlobUpdateLock lock, Extents extents) {
    public Response set(BlobRequest request) {
        return QuarkusTransaction.requiringNew().call(() -> {
            BlobEntity blob = lock.begin(request, null);
            if (!request.encryption().isNone()) {
                BlobKeys.check(blob.encryption, request.encryption());
            }
            boolean page = blob.kind.equals(BlobState.Kind.PAGE.wire());
            boolean resized = request.headers().contains("x-ms-blob-content-length");
            String action = request.headers().get("x-ms-sequence-number-action");
            if ((resized || action != null) && !page) {
                throw invalidBlobType(blob.kind);
            }
            if (resized) {
                resize(blob, request.pageBlobLength());
            }
            if (action != null) {
                blob.sequenceNumber = sequence(request, action, blob.sequenceNumber);
            }
            if (!resized && action == null || hasHeaders(request)) {
                blob.set(ContentHeaders.ofProperties(request.headers()));
            }
            lock.touch(blob);
            return BlobHeaders.version(Response.ok(), BlobState.of(blob, null))
                    .header("x-ms-blob-sequence-number", page ? blob.sequenceNumber : null)
                    .build();
        });
    }

    private static boolean hasHeaders(BlobRequest request) {
        return request.headers().names().stream()
                .map(name -> AsciiCase.lower(name))
                .anyMatch(name -> name.equals("x-ms-blob-cache-control")
                        || name.startsWith("x-ms-blob-content-") && !name.equals("x-ms-blob-content-length"));
    }

    private void resize(BlobEntity blob, long length) {
        if (length < blob.contentLength) {
            extents.clear(blob.id, length, blob.contentLength - length);
        }
        blob.contentLength = length;
    }

    private static long sequence(BlobRequest request, String action, long is) {
        long given = request.number("x-ms-blob-sequence-number", -1);
        boolean increments = AsciiCase.equal(action, "increment");
        invalidHeaderIf(
                increments != (given < 0),
                "x-ms-blob-sequence-number",
                "give it with max and update, not with increment.");
        if (increments) {
            return is + 1;
        }
        return switch (AsciiCase.lower(action)) {
            case "max" -> Math.max(is, given);
            case "update" -> given;
            default -> throw invalidHeader("x-ms-sequence-number-action", "it is max, update or increment.");
        };
    }
}
