package io.mltwin.workspace.storage.blob.read;

import io.mltwin.workspace.storage.access.Grant;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import io.mltwin.workspace.storage.blob.state.BlobHeaders;
import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.wire.ByteRange;
import io.mltwin.workspace.storage.wire.RangeChecksum;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;

/** Answers Get Blob, Get Blob Properties and Get Blob Metadata. */
@Singleton
public record GetBlobHandler(BlobReader blobs, BlobHeaders headers) {
    /** Answers Get Blob. */
    public Response get(BlobRequest request, Grant grant) throws IOException {
        RangeChecksum checksum = RangeChecksum.of(request.headers());
        OpenBlob read = blobs.read(
                request.account(),
                request.address(),
                request.conditions(),
                request.encryption(),
                length -> ByteRange.of(request.headers(), length));
        BlobState blob = read.state();
        if (read.isNotModified()) {
            return BlobHeaders.notModified(blob);
        }
        ResponseBuilder answer = Response.status(read.range() == null ? 200 : 206);
        headers.describe(answer, blob, grant, request).header("Content-Length", read.length());
        String md5 = BlobHeaders.base64(blob.http().md5());
        if (read.range() != null) {
            answer.header("Content-Range", read.range().contentRange(blob.length()));
            answer.header("x-ms-blob-content-md5", md5);
        } else {
            answer.header("Content-MD5", md5);
        }
        if (checksum != null) {
            return answer.entity(checksum.read(read.content(), read.range(), answer))
                    .build();
        }
        byte[] small = read.content().inMemory(read.first(), read.length());
        return answer.entity(small == null ? read.content().range(read.first(), read.length()) : small)
                .build();
    }

    /** Get Blob Properties (HEAD) and Get Blob Metadata. */
    public Response properties(BlobRequest request, Grant grant) {
        BlobState blob = blobs.get(request.account(), request.address(), request.conditions(), request.encryption());
        if (blob == null) {
            return BlobHeaders.notModified(blobs.version(request.account(), request.address()));
        }
        ResponseBuilder answer = headers.describe(Response.ok(), blob, grant, request)
                .header("Content-MD5", BlobHeaders.base64(blob.http().md5()));
        if (request.original().method().equals("HEAD")) {
            answer.header("Content-Length", blob.length());
        }
        return answer.build();
    }
}
