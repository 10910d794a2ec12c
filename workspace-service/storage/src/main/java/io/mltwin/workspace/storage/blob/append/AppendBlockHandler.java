package io.mltwin.workspace.storage.blob.append;

import static io.mltwin.workspace.storage.wire.DataErrors.appendPosition;
import static io.mltwin.workspace.storage.wire.DataErrors.maxBlobSize;
import static io.mltwin.workspace.storage.wire.DataErrors.sealed;
import static io.mltwin.workspace.storage.wire.DataErrors.tooManyBlocks;
import static io.mltwin.workspace.storage.wire.RequestErrors.bodyTooLarge;
import static io.mltwin.workspace.storage.wire.RequestErrors.bodyTruncated;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeaderIf;
import static io.mltwin.workspace.storage.wire.RequestErrors.md5Mismatch;

import io.mltwin.armweb.AzureException;
import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.access.Grant;
import io.mltwin.workspace.storage.blob.content.BlobKeys;
import io.mltwin.workspace.storage.blob.copy.CopySources;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import io.mltwin.workspace.storage.blob.state.BlobEntity;
import io.mltwin.workspace.storage.blob.state.BlobHeaders;
import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.blob.versions.BlobUpdateLock;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.content.Extents;
import io.mltwin.workspace.storage.content.NewContent;
import io.mltwin.workspace.storage.encryption.EncryptionErrors;
import io.mltwin.workspace.storage.encryption.Protection;
import io.mltwin.workspace.storage.wire.CheckedBody;
import io.mltwin.workspace.storage.wire.Checksums;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;
import java.io.InputStream;

/** Answers Append Block, Append Block From URL and Append Blob Seal. */
@Singleton
public record AppendBlockHandler(
        BlobUpdateLock lock, CopySources sources, BlobKeys keys, ContentStore contents, Extents extents) {
    private static final int MOST_BLOCKS = 50_000;
    private static final long LARGEST = 100L << 20;

    public Response append(BlobRequest request, Grant grant, InputStream body) throws IOException {
        if (!request.headers().contains("x-ms-copy-source")) {
            Checksums said = Checksums.ofBody(request.headers());
            return append(request, said, request.contentLength(), body)
                    .header("Content-MD5", BlobHeaders.base64(said.md5()))
                    .build();
        }
        Checksums said = Checksums.ofSource(request.headers());
        try (CopySources.Source source = sources.open(request, grant)) {
            ResponseBuilder answer = append(request, said, source.length(), source.stream());
            return said.md5() == null
                    ? answer.build()
                    : answer.header("Content-MD5", BlobHeaders.base64(said.md5()))
                            .header("x-ms-content-crc64", null)
                            .build();
        }
    }

    private ResponseBuilder append(BlobRequest request, Checksums said, long length, InputStream body)
            throws IOException {
        invalidHeaderIf(length == 0, "Content-Length", "a block has at least one byte.");
        if (length > LARGEST) {
            throw bodyTooLarge(LARGEST);
        }
        Protection protection = keys.ofPiece(request);
        DataKey key = Protection.keyOr(protection, request.account().dataKey());
        CheckedBody checked = said.checking(body, length);
        NewContent content = contents.write(key, checked);
        try {
            if (content.length() != length) {
                throw bodyTruncated();
            }
            if (ContentStore.differ(said.md5(), content.md5())) {
                throw md5Mismatch();
            }
            return QuarkusTransaction.requiringNew()
                    .call(() -> keep(request, content, protection, key))
                    .header("x-ms-content-crc64", checked.crc64());
        } catch (AzureException refused) {
            contents.discard(content);
            throw refused;
        }
    }

    private ResponseBuilder keep(BlobRequest request, NewContent content, Protection protection, DataKey key) {
        BlobEntity blob = lock.begin(request, BlobState.Kind.APPEND);
        EncryptionErrors.checkSame(blob.encryption, protection);
        if (blob.sealed) {
            throw sealed();
        }
        long offset = blob.contentLength;
        long position = request.number("x-ms-blob-condition-appendpos", offset);
        long most = request.number("x-ms-blob-condition-maxsize", Long.MAX_VALUE);
        if (offset + content.length() > most) {
            throw maxBlobSize();
        }
        if (position != offset) {
            throw appendPosition();
        }
        if (blob.committedBlocks == MOST_BLOCKS) {
            throw tooManyBlocks(MOST_BLOCKS);
        }
        extents.append(blob.containerId, blob.id, offset, content, key);
        blob.contentLength = offset + content.length();
        blob.committedBlocks++;
        blob.contentMd5 = null;
        lock.touch(blob);
        return BlobHeaders.written(BlobHeaders.version(Response.status(201), BlobState.of(blob, null)), blob.encryption)
                .header("x-ms-blob-append-offset", offset)
                .header("x-ms-blob-committed-block-count", blob.committedBlocks);
    }

    /** Answers Append Blob Seal; entity tag and time stay. */
    public Response seal(BlobRequest request) {
        return QuarkusTransaction.requiringNew().call(() -> {
            BlobEntity blob = lock.begin(request, BlobState.Kind.APPEND);
            long position = request.number("x-ms-blob-condition-appendpos", blob.contentLength);
            if (position != blob.contentLength) {
                throw appendPosition();
            }
            blob.sealed = true;
            return BlobHeaders.version(Response.ok(), BlobState.of(blob, null))
                    .header("x-ms-blob-sealed", "true")
                    .build();
        });
    }
}
