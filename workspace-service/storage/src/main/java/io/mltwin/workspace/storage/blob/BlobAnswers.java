package io.mltwin.workspace.storage.blob;

import io.mltwin.platform.Addresses;
import io.mltwin.workspace.storage.access.Grant;
import io.mltwin.workspace.storage.content.StoredBytes;
import io.mltwin.workspace.storage.tags.TagSet;
import io.mltwin.workspace.storage.wire.ByteRange;
import io.mltwin.workspace.storage.wire.CheckedBody;
import io.mltwin.workspace.storage.wire.Checksums;
import io.mltwin.workspace.storage.wire.ContentHeaders;
import io.mltwin.workspace.storage.wire.Metadata;
import io.mltwin.workspace.storage.wire.PacedOutput;
import io.mltwin.workspace.storage.wire.RangeChecksum;
import io.mltwin.workspace.storage.wire.RequestErrors;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/** Status and headers of the operations on blobs. */
@Singleton
class BlobAnswers {

    private static final Set<String> TIERS = Set.of("Hot", "Cool", "Cold", "Archive");
    private static final long LARGEST_PAGE_BLOB = 8L << 40;

    private final BlobService blobs;
    private final BlobReads reads;
    private final PermanentDelete forGood;
    private final BlobPages pages;
    private final BlobKeys keys;
    private final BlobHeaders headers;
    private final ListXml lists;
    private final Addresses addresses;

    BlobAnswers(
            BlobService blobs,
            BlobReads reads,
            PermanentDelete forGood,
            BlobPages pages,
            BlobKeys keys,
            BlobHeaders headers,
            ListXml lists,
            Addresses addresses) {
        this.blobs = blobs;
        this.reads = reads;
        this.forGood = forGood;
        this.pages = pages;
        this.keys = keys;
        this.headers = headers;
        this.lists = lists;
        this.addresses = addresses;
    }

    Response list(BlobCall call) {
        BlobListQuery query = BlobListQuery.of(call.query());
        NamePages.Page<ListedBlob> page = pages.page(call.account(), call.container(), query);
        String endpoint = "https://" + addresses.blobHost(call.account().name()) + "/";
        return Response.ok(
                        lists.blobs(endpoint, call.account(), call.container(), query, page),
                        "application/xml")
                .build();
    }

    Response put(BlobCall call, Grant grant, InputStream body) throws IOException {
        String type = call.headers().get("x-ms-blob-type");
        if (type == null) {
            throw RequestErrors.missingHeader("x-ms-blob-type");
        }
        return switch (type) {
            case "BlockBlob" -> putBlock(call, grant, body);
            case "AppendBlob" -> made(putEmpty(call, grant, BlobState.Kind.APPEND, 0)).build();
            case "PageBlob" ->
                    made(putEmpty(call, grant, BlobState.Kind.PAGE, pageLength(call))).build();
            default ->
                    throw RequestErrors.invalidHeader(
                            "x-ms-blob-type", "it is BlockBlob, AppendBlob or PageBlob.");
        };
    }

    private static ResponseBuilder made(BlobState blob) {
        return BlobHeaders.made(Response.status(201), blob)
                .header("Content-MD5", BlobHeaders.base64(blob.http().md5()));
    }

    /** Where both are sent, {@code x-ms-blob-content-md5} is compared and Content-MD5 is not. */
    private Response putBlock(BlobCall call, Grant grant, InputStream body) throws IOException {
        ContentHeaders http = ContentHeaders.ofPut(call.headers());
        Checksums said = Checksums.ofBody(call.headers()).unless(http.md5());
        CheckedBody checked = said.checking(body, call.contentLength());
        BlobState blob =
                blobs.put(
                        call.account(),
                        call.container(),
                        call.blob(),
                        write(call, http, grant).under(keys.ofNew(call)),
                        said,
                        call.contentLength(),
                        checked);
        return made(blob).header("x-ms-content-crc64", checked.crc64()).build();
    }

    private BlobState putEmpty(BlobCall call, Grant grant, BlobState.Kind kind, long length) {
        if (call.contentLength() != 0) {
            throw RequestErrors.invalidHeader(
                    "Content-Length", "a blob of type " + kind.wire() + " is made empty.");
        }
        long sequence = number(call, "x-ms-blob-sequence-number", 0);
        return blobs.create(
                call.account(),
                call.container(),
                call.blob(),
                write(call, ContentHeaders.ofPut(call.headers()), grant).under(keys.ofNew(call)),
                NewBlob.empty(kind, length, sequence));
    }

    static long pageLength(BlobCall call) {
        long length = number(call, "x-ms-blob-content-length", -1);
        if (length < 0) {
            throw RequestErrors.missingHeader("x-ms-blob-content-length");
        }
        if (length % 512 != 0 || length > LARGEST_PAGE_BLOB) {
            throw RequestErrors.invalidHeader(
                    "x-ms-blob-content-length", "it is a multiple of 512, at most 8 TiB.");
        }
        return length;
    }

    /** A header that is a number of 0 or more. */
    static long number(BlobCall call, String name, long otherwise) {
        String text = call.headers().get(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("\\d{1,18}")) {
            throw RequestErrors.invalidHeader(name, "give a number.");
        }
        return Long.parseLong(text);
    }

    static BlobWrite write(BlobCall call, ContentHeaders http, Grant grant) {
        return new BlobWrite(
                http,
                tier(call),
                Metadata.of(call.headers()),
                TagSet.ofHeader(call.headers().get("x-ms-tags")),
                call.conditions(),
                grant.createOnly(),
                null,
                null);
    }

    static String tier(BlobCall call) {
        String tier = call.headers().get("x-ms-access-tier");
        if (tier != null && !TIERS.contains(tier)) {
            throw RequestErrors.invalidHeader(
                    "x-ms-access-tier", "it is Hot, Cool, Cold or Archive for block blobs.");
        }
        return tier;
    }

    Response get(BlobCall call, Grant grant) throws IOException {
        RangeChecksum checksum = RangeChecksum.of(call.headers());
        BlobRead read =
                reads.read(
                        call.account(),
                        call.address(),
                        call.conditions(),
                        call.encryption(),
                        length -> ByteRange.of(call.headers(), length));
        BlobState blob = read.state();
        if (read.isNotModified()) {
            return BlobHeaders.notModified(blob);
        }
        ResponseBuilder answer = Response.status(read.range() == null ? 200 : 206);
        headers.describe(answer, blob, grant, call).header("Content-Length", read.length());
        String md5 = BlobHeaders.base64(blob.http().md5());
        if (read.range() != null) {
            answer.header("Content-Range", read.range().contentRange(blob.length()));
            answer.header("x-ms-blob-content-md5", md5);
        } else {
            answer.header("Content-MD5", md5);
        }
        if (checksum != null) {
            return answer.entity(checksum.read(read.content(), read.range(), answer)).build();
        }
        byte[] small = read.content().inMemory(read.first(), read.length());
        return answer.entity(small == null ? body(read) : small).build();
    }

    private static StreamingOutput body(BlobRead read) {
        return out -> {
            try (StoredBytes content = read.content()) {
                content.transfer(read.first(), read.length(), new PacedOutput(out));
            }
        };
    }

    /** Get Blob Properties (HEAD) and Get Blob Metadata. */
    Response properties(BlobCall call, Grant grant) {
        BlobState blob =
                reads.get(call.account(), call.address(), call.conditions(), call.encryption());
        if (blob == null) {
            return BlobHeaders.notModified(reads.version(call.account(), call.address()));
        }
        ResponseBuilder answer =
                headers.describe(Response.ok(), blob, grant, call)
                        .header("Content-MD5", BlobHeaders.base64(blob.http().md5()));
        if (call.original().method().equals("HEAD")) {
            answer.header("Content-Length", blob.length());
        }
        return answer.build();
    }

    Response setTier(BlobCall call) {
        String tier = tier(call);
        if (tier == null) {
            throw RequestErrors.missingHeader("x-ms-access-tier");
        }
        Rehydration.checkPriority(call.headers());
        String before = blobs.setTier(call.account(), call.address(), tier, call.conditions());
        return Response.status("Archive".equals(before) && !tier.equals("Archive") ? 202 : 200)
                .build();
    }

    Response delete(BlobCall call) {
        String snapshots = call.headers().get("x-ms-delete-snapshots");
        if (snapshots != null && !call.address().snapshot().isEmpty()) {
            throw RequestErrors.invalidHeader(
                    "x-ms-delete-snapshots", "a snapshot or version has no snapshots.");
        }
        if (call.operation() == BlobOperation.DELETE_BLOB_FOR_GOOD) {
            forGood.delete(call.account(), call.address(), call.conditions());
            return Response.status(202).header("x-ms-delete-type-permanent", true).build();
        }
        boolean permanent =
                blobs.delete(
                        call.account(),
                        call.address(),
                        call.conditions(),
                        snapshots == null
                                ? BlobService.Snapshots.REFUSE
                                : switch (snapshots) {
                                    case "include" -> BlobService.Snapshots.INCLUDE;
                                    case "only" -> BlobService.Snapshots.ONLY;
                                    default ->
                                            throw RequestErrors.invalidHeader(
                                                    "x-ms-delete-snapshots",
                                                    "it is include or only.");
                                });
        return Response.status(202).header("x-ms-delete-type-permanent", permanent).build();
    }

    Response undelete(BlobCall call) {
        blobs.undelete(call.account(), call.address());
        return Response.ok().build();
    }
}
