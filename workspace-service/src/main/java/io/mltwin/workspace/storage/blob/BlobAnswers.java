package io.mltwin.workspace.storage.blob;

import io.mltwin.platform.Addresses;
import io.mltwin.workspace.storage.content.ContentStream;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Set;

/** Status and headers of the operations on blobs. */
@Singleton
class BlobAnswers {

    private static final Set<String> TIERS = Set.of("Hot", "Cool", "Cold");

    private final BlobService blobs;
    private final Addresses addresses;

    BlobAnswers(BlobService blobs, Addresses addresses) {
        this.blobs = blobs;
        this.addresses = addresses;
    }

    Response list(BlobCall call) {
        BlobListQuery query = BlobListQuery.of(call.query());
        NamePages.Page<BlobState> page = blobs.page(call.account(), call.container(), query);
        String endpoint = "https://" + addresses.blobHost(call.account().name()) + "/";
        return Response.ok(
                        ListXml.blobs(endpoint, call.container(), query, page), "application/xml")
                .build();
    }

    Response put(BlobCall call, Grant grant, InputStream body) throws IOException {
        String type = call.headers().get("x-ms-blob-type");
        if (type == null) {
            throw BlobErrors.missingHeader("x-ms-blob-type");
        }
        if (type.equals("AppendBlob") || type.equals("PageBlob")) {
            throw BlobErrors.unsupported("A blob of type " + type);
        }
        if (!type.equals("BlockBlob")) {
            throw BlobErrors.invalidHeader(
                    "x-ms-blob-type", "it is BlockBlob, AppendBlob or PageBlob.");
        }
        BlobState blob =
                blobs.put(
                        call.account(),
                        call.container(),
                        call.blob(),
                        write(call, BlobHttpHeaders.ofPut(call.headers()), grant),
                        BlobHttpHeaders.md5(call.headers(), "Content-MD5"),
                        call.contentLength(),
                        body);
        return version(Response.status(201), blob)
                .header("Content-MD5", Base64.getEncoder().encodeToString(blob.http().md5()))
                .header("x-ms-request-server-encrypted", "true")
                .build();
    }

    static BlobWrite write(BlobCall call, BlobHttpHeaders http, Grant grant) {
        String tier = call.headers().get("x-ms-access-tier");
        if (tier != null && !TIERS.contains(tier)) {
            throw BlobErrors.unsupported("The access tier " + tier);
        }
        return new BlobWrite(
                http, tier, Metadata.of(call.headers()), call.conditions(), grant.createOnly());
    }

    Response get(BlobCall call, Grant grant) {
        BlobRead read =
                blobs.read(
                        call.account(),
                        call.container(),
                        call.blob(),
                        call.conditions(),
                        length -> ByteRange.of(call.headers(), length));
        BlobState blob = read.state();
        if (read.isNotModified()) {
            return notModified(blob);
        }
        ResponseBuilder answer = Response.status(read.range() == null ? 200 : 206);
        headers(answer, blob, grant, call);
        answer.header("Content-Length", read.length());
        String md5 = md5(blob);
        if (read.range() != null) {
            answer.header("Content-Range", read.range().contentRange(blob.length()));
            answer.header("x-ms-blob-content-md5", md5);
        } else {
            answer.header("Content-MD5", md5);
        }
        StreamingOutput body =
                out -> {
                    try (ContentStream content = read.content()) {
                        content.transfer(read.first(), read.length(), new PacedOutput(out));
                    }
                };
        return answer.entity(body).build();
    }

    /** Get Blob Properties (HEAD) and Get Blob Metadata. */
    Response properties(BlobCall call, Grant grant) {
        BlobState blob = blobs.get(call.account(), call.container(), call.blob());
        if (!call.conditions().allowRead(blob)) {
            return notModified(blob);
        }
        ResponseBuilder answer =
                headers(Response.ok(), blob, grant, call).header("Content-MD5", md5(blob));
        if (call.original().method().equals("HEAD")) {
            answer.header("Content-Length", blob.length());
        }
        return answer.build();
    }

    Response setMetadata(BlobCall call) {
        BlobState blob =
                blobs.setMetadata(
                        call.account(),
                        call.container(),
                        call.blob(),
                        Metadata.of(call.headers()),
                        call.conditions());
        return version(Response.ok(), blob).header("x-ms-request-server-encrypted", "true").build();
    }

    Response setProperties(BlobCall call) {
        BlobState blob =
                blobs.setHttpHeaders(
                        call.account(),
                        call.container(),
                        call.blob(),
                        BlobHttpHeaders.ofOwnHeaders(call.headers()),
                        call.conditions());
        return version(Response.ok(), blob).build();
    }

    Response delete(BlobCall call) {
        if ("only".equals(call.headers().get("x-ms-delete-snapshots"))) {
            throw BlobErrors.unsupported("Deleting snapshots only");
        }
        blobs.delete(call.account(), call.container(), call.blob(), call.conditions());
        return Response.status(202).header("x-ms-delete-type-permanent", "true").build();
    }

    private static Response notModified(BlobState blob) {
        return version(Response.status(304), blob)
                .header("x-ms-error-code", "ConditionNotMet")
                .build();
    }

    private static ResponseBuilder headers(
            ResponseBuilder answer, BlobState blob, Grant grant, BlobCall call) {
        BlobHttpHeaders http = blob.http();
        // past JAX-RS, which knows only well-formed media types and adds a charset: a blob's is any
        // text
        String type = grant.header("rsct", http.contentType());
        call.context()
                .addHeadersEndHandler(
                        sent -> call.context().response().putHeader("Content-Type", type));
        version(answer, blob)
                .header("Content-Encoding", grant.header("rsce", http.contentEncoding()))
                .header("Content-Language", grant.header("rscl", http.contentLanguage()))
                .header("Content-Disposition", grant.header("rscd", http.contentDisposition()))
                .header("Cache-Control", grant.header("rscc", http.cacheControl()))
                .header("Accept-Ranges", "bytes")
                .header("x-ms-blob-type", "BlockBlob")
                .header("x-ms-creation-time", HttpDates.format(blob.created()))
                .header("x-ms-lease-status", "unlocked")
                .header("x-ms-lease-state", "available")
                .header("x-ms-server-encrypted", "true")
                .header("x-ms-access-tier", blob.accessTier() == null ? "Hot" : blob.accessTier())
                .header("x-ms-access-tier-inferred", blob.accessTier() == null ? "true" : null);
        blob.metadata().forEach((name, value) -> answer.header("x-ms-meta-" + name, value));
        return answer;
    }

    private static String md5(BlobState blob) {
        return blob.http().md5() == null
                ? null
                : Base64.getEncoder().encodeToString(blob.http().md5());
    }

    static ResponseBuilder version(ResponseBuilder answer, BlobState blob) {
        return answer.header("ETag", blob.etag())
                .header("Last-Modified", HttpDates.format(blob.modified()));
    }
}
