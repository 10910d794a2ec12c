package io.mltwin.workspace.storage.blob;

import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import io.mltwin.workspace.storage.access.Grant;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.content.Extents;
import io.mltwin.workspace.storage.content.NewContent;
import io.mltwin.workspace.storage.encryption.EncryptionErrors;
import io.mltwin.workspace.storage.encryption.Protection;
import io.mltwin.workspace.storage.wire.ByteRange;
import io.mltwin.workspace.storage.wire.CheckedBody;
import io.mltwin.workspace.storage.wire.Checksums;
import io.mltwin.workspace.storage.wire.ContentHeaders;
import io.mltwin.workspace.storage.wire.DataErrors;
import io.mltwin.workspace.storage.wire.RequestErrors;
import io.mltwin.workspace.storage.wire.XmlText;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;

/**
 * Put Page (update, clear, from URL), Get Page Ranges, and what Set Blob Properties does to page
 * blobs.
 */
@Singleton
class PageAnswers {

    private static final int PAGE = 512;
    private static final long LARGEST = 4L << 20;

    private final Changes changes;
    private final CopySources sources;
    private final ContainerRepository containers;
    private final BlobRepository blobs;
    private final BlobGuard guard;
    private final BlobKeys keys;
    private final ContentStore contents;
    private final Extents extents;

    PageAnswers(
            Changes changes,
            CopySources sources,
            ContainerRepository containers,
            BlobRepository blobs,
            BlobGuard guard,
            BlobKeys keys,
            ContentStore contents,
            Extents extents) {
        this.changes = changes;
        this.sources = sources;
        this.containers = containers;
        this.blobs = blobs;
        this.guard = guard;
        this.keys = keys;
        this.contents = contents;
        this.extents = extents;
    }

    Response put(BlobCall call, Grant grant, InputStream body) throws IOException {
        String action = call.headers().get("x-ms-page-write");
        if (action == null) {
            throw RequestErrors.missingHeader("x-ms-page-write");
        }
        ByteRange range = range(call);
        return switch (AsciiCase.lower(action)) {
            case "update" -> update(call, grant, range, body);
            case "clear" -> {
                if (call.contentLength() != 0) {
                    throw RequestErrors.invalidHeader("Content-Length", "clearing has no body.");
                }
                Protection protection = keys.ofPiece(call);
                yield QuarkusTransaction.requiringNew()
                        .call(() -> write(call, range, null, protection))
                        .build();
            }
            default ->
                    throw RequestErrors.invalidHeader("x-ms-page-write", "it is update or clear.");
        };
    }

    private Response update(BlobCall call, Grant grant, ByteRange range, InputStream body)
            throws IOException {
        if (range.length() > LARGEST) {
            throw RequestErrors.bodyTooLarge(LARGEST);
        }
        if (call.headers().contains("x-ms-copy-source")) {
            return updateFromUrl(call, grant, range);
        }
        if (call.contentLength() != range.length()) {
            throw RequestErrors.invalidHeader("Content-Length", "it is the length of the range.");
        }
        return update(call, range, Checksums.ofBody(call.headers()), body, true);
    }

    private Response updateFromUrl(BlobCall call, Grant grant, ByteRange range) throws IOException {
        try (CopySources.Source source = sources.open(call, grant)) {
            if (source.length() != range.length()) {
                throw RequestErrors.invalidHeader(
                        "x-ms-source-range", "it is as long as the range of the pages.");
            }
            Checksums said = Checksums.ofSource(call.headers());
            return update(call, range, said, source.stream(), said.md5() == null);
        }
    }

    /**
     * @param answersCrc64 whether the answer may have the CRC of the pages
     */
    private Response update(
            BlobCall call, ByteRange range, Checksums said, InputStream body, boolean answersCrc64)
            throws IOException {
        CheckedBody checked = said.checking(body, range.length());
        Protection protection = keys.ofPiece(call);
        NewContent content =
                contents.write(Protection.keyOr(protection, call.account().dataKey()), checked);
        try {
            if (content.length() != range.length()) {
                throw RequestErrors.bodyTruncated();
            }
            if (ContentStore.differ(said.md5(), content.md5())) {
                throw RequestErrors.md5Mismatch();
            }
            ResponseBuilder answer =
                    QuarkusTransaction.requiringNew()
                            .call(() -> write(call, range, content, protection));
            return answer.header("Content-MD5", BlobHeaders.base64(said.md5()))
                    .header("x-ms-content-crc64", answersCrc64 ? checked.crc64() : null)
                    .build();
        } catch (AzureFault refused) {
            contents.discard(content);
            throw refused;
        }
    }

    private ResponseBuilder write(
            BlobCall call, ByteRange range, NewContent content, Protection protection) {
        BlobEntity blob = changes.begin(call, BlobState.Kind.PAGE);
        EncryptionErrors.checkSame(blob.encryption, protection);
        checkSequence(call, blob.sequenceNumber);
        if (range.last() >= blob.contentLength) {
            throw DataErrors.invalidPageRange("it goes beyond the end of the blob.");
        }
        if (content == null) {
            extents.clear(blob.id, range.first(), range.length());
        } else {
            contents.keep(blob.containerId, content);
            extents.write(blob.id, range.first(), content);
        }
        blob.contentMd5 = null;
        changes.touch(blob);
        return BlobHeaders.written(
                        BlobHeaders.version(Response.status(201), BlobState.of(blob, null)),
                        blob.encryption)
                .header("x-ms-blob-sequence-number", blob.sequenceNumber);
    }

    private static void checkSequence(BlobCall call, long is) {
        boolean met =
                is <= BlobAnswers.number(call, "x-ms-if-sequence-number-le", Long.MAX_VALUE)
                        && (!call.headers().contains("x-ms-if-sequence-number-lt")
                                || is < BlobAnswers.number(call, "x-ms-if-sequence-number-lt", 0))
                        && is == BlobAnswers.number(call, "x-ms-if-sequence-number-eq", is);
        if (!met) {
            throw DataErrors.sequenceNumber();
        }
    }

    private static ByteRange range(BlobCall call) {
        ByteRange range = ByteRange.of(call.headers(), Long.MAX_VALUE);
        if (range == null) {
            throw RequestErrors.missingHeader("x-ms-range");
        }
        if (range.first() % PAGE != 0
                || range.last() % PAGE != PAGE - 1
                || range.last() >= Long.MAX_VALUE - PAGE) {
            throw DataErrors.invalidPageRange("it begins and ends at pages of 512 bytes.");
        }
        return range;
    }

    Response ranges(BlobCall call) {
        if (call.query().has("prevsnapshot")) {
            throw DataErrors.unsupported("Page ranges since a snapshot (prevsnapshot)");
        }
        return QuarkusTransaction.requiringNew().call(() -> list(call));
    }

    private Response list(BlobCall call) {
        UUID container = containers.requireId(call.account(), call.container());
        BlobEntity blob =
                blobs.find(container, call.blob(), call.address().snapshot())
                        .orElseThrow(DataErrors::blobNotFound);
        if (!blob.kind.equals(BlobState.Kind.PAGE.wire())) {
            throw DataErrors.invalidBlobType(blob.kind);
        }
        if (!guard.beforeRead(blob, call.conditions(), call.account()::dataKey)) {
            return BlobHeaders.notModified(BlobState.of(blob, null));
        }
        ByteRange range = ByteRange.of(call.headers(), blob.contentLength);
        List<Extents.Stretch> written =
                range == null
                        ? extents.written(blob.id, 0, blob.contentLength)
                        : extents.written(blob.id, range.first(), range.length());
        XmlText xml = new XmlText().open("PageList");
        for (Extents.Stretch each : written) {
            xml.open("PageRange")
                    .element("Start", Long.toString(each.first()))
                    .element("End", Long.toString(each.last()))
                    .close();
        }
        return BlobHeaders.version(
                        Response.ok(xml.close().end(), "application/xml"), BlobState.of(blob, null))
                .header("x-ms-blob-content-length", blob.contentLength)
                .build();
    }

    /** Set Blob Properties of any blob; a page blob may get another size or sequence number too. */
    Response setProperties(BlobCall call) {
        return QuarkusTransaction.requiringNew()
                .call(
                        () -> {
                            BlobEntity blob = changes.begin(call, null);
                            if (!call.encryption().isNone()) {
                                BlobKeys.check(blob.encryption, call.encryption());
                            }
                            boolean page = blob.kind.equals(BlobState.Kind.PAGE.wire());
                            boolean resized = call.headers().contains("x-ms-blob-content-length");
                            String action = call.headers().get("x-ms-sequence-number-action");
                            if ((resized || action != null) && !page) {
                                throw DataErrors.invalidBlobType(blob.kind);
                            }
                            if (resized) {
                                resize(blob, BlobAnswers.pageLength(call));
                            }
                            if (action != null) {
                                blob.sequenceNumber = sequence(call, action, blob.sequenceNumber);
                            }
                            if (!resized && action == null || hasHeaders(call)) {
                                blob.set(ContentHeaders.ofProperties(call.headers()));
                            }
                            changes.touch(blob);
                            return BlobHeaders.version(Response.ok(), BlobState.of(blob, null))
                                    .header(
                                            "x-ms-blob-sequence-number",
                                            page ? blob.sequenceNumber : null)
                                    .build();
                        });
    }

    private static boolean hasHeaders(BlobCall call) {
        return call.headers().names().stream()
                .map(name -> AsciiCase.lower(name))
                .anyMatch(
                        name ->
                                name.equals("x-ms-blob-cache-control")
                                        || name.startsWith("x-ms-blob-content-")
                                                && !name.equals("x-ms-blob-content-length"));
    }

    private void resize(BlobEntity blob, long length) {
        if (length < blob.contentLength) {
            extents.clear(blob.id, length, blob.contentLength - length);
        }
        blob.contentLength = length;
    }

    private static long sequence(BlobCall call, String action, long is) {
        long given = BlobAnswers.number(call, "x-ms-blob-sequence-number", -1);
        boolean increments = AsciiCase.equal(action, "increment");
        if (increments != (given < 0)) {
            throw RequestErrors.invalidHeader(
                    "x-ms-blob-sequence-number",
                    "give it with max and update, not with increment.");
        }
        if (increments) {
            return is + 1;
        }
        return switch (AsciiCase.lower(action)) {
            case "max" -> Math.max(is, given);
            case "update" -> given;
            default ->
                    throw RequestErrors.invalidHeader(
                            "x-ms-sequence-number-action", "it is max, update or increment.");
        };
    }
}
