package io.mltwin.workspace.storage.blob.block;

import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeader;
import static io.mltwin.workspace.storage.wire.RequestErrors.missingHeaderIf;

import io.mltwin.workspace.storage.access.Grant;
import io.mltwin.workspace.storage.blob.content.BlobKeys;
import io.mltwin.workspace.storage.blob.content.BlobWrite;
import io.mltwin.workspace.storage.blob.content.NewBlob;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import io.mltwin.workspace.storage.blob.state.BlobHeaders;
import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.blob.versions.BlobWriter;
import io.mltwin.workspace.storage.wire.CheckedBody;
import io.mltwin.workspace.storage.wire.Checksums;
import io.mltwin.workspace.storage.wire.ContentHeaders;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;
import java.io.InputStream;

/** Answers Put Blob of all types; append and page blobs are made empty. */
@Singleton
public record PutBlobHandler(BlockBlobUpload uploads, BlobWriter writer, BlobKeys keys) {
    public Response put(BlobRequest request, Grant grant, InputStream body) throws IOException {
        String type = request.headers().get("x-ms-blob-type");
        missingHeaderIf(type == null, "x-ms-blob-type");
        return switch (type) {
            case "BlockBlob" -> putBlock(request, grant, body);
            case "AppendBlob" ->
                made(putEmpty(request, grant, BlobState.Kind.APPEND, 0)).build();
            case "PageBlob" ->
                made(putEmpty(request, grant, BlobState.Kind.PAGE, request.pageBlobLength()))
                        .build();
            default -> throw invalidHeader("x-ms-blob-type", "it is BlockBlob, AppendBlob or PageBlob.");
        };
    }

    private static ResponseBuilder made(BlobState blob) {
        return BlobHeaders.made(Response.status(201), blob)
                .header("Content-MD5", BlobHeaders.base64(blob.http().md5()));
    }

    /** Where both are sent, {@code x-ms-blob-content-md5} is compared and Content-MD5 is not. */
    private Response putBlock(BlobRequest request, Grant grant, InputStream body) throws IOException {
        ContentHeaders http = ContentHeaders.ofPut(request.headers());
        Checksums said = Checksums.ofBody(request.headers()).unless(http.md5());
        CheckedBody checked = said.checking(body, request.contentLength());
        BlobState blob = uploads.put(
                request.account(),
                request.container(),
                request.blob(),
                BlobWrite.of(request, http, grant).under(keys.ofNew(request)),
                said,
                request.contentLength(),
                checked);
        return made(blob).header("x-ms-content-crc64", checked.crc64()).build();
    }

    private BlobState putEmpty(BlobRequest request, Grant grant, BlobState.Kind kind, long length) {
        if (request.contentLength() != 0) {
            throw invalidHeader("Content-Length", "a blob of type " + kind.wire() + " is made empty.");
        }
        long sequence = request.number("x-ms-blob-sequence-number", 0);
        return writer.replace(
                request.account(),
                request.container(),
                request.blob(),
                BlobWrite.of(request, ContentHeaders.ofPut(request.headers()), grant)
                        .under(keys.ofNew(request)),
                NewBlob.empty(kind, length, sequence));
    }
}
