package io.mltwin.workspace.storage.blob.page;

import static io.mltwin.workspace.storage.wire.DataErrors.invalidBlobType;
import static io.mltwin.workspace.storage.wire.DataErrors.invalidPageRange;
import static io.mltwin.workspace.storage.wire.DataErrors.sequenceNumber;
import static io.mltwin.workspace.storage.wire.DataErrors.unsupportedIf;
import static io.mltwin.workspace.storage.wire.RequestErrors.bodyTooLarge;
import static io.mltwin.workspace.storage.wire.RequestErrors.bodyTruncated;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeader;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeaderIf;
import static io.mltwin.workspace.storage.wire.RequestErrors.md5Mismatch;
import static io.mltwin.workspace.storage.wire.RequestErrors.missingHeaderIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.storage.access.Grant;
import io.mltwin.workspace.storage.blob.containers.ContainerRepository;
import io.mltwin.workspace.storage.blob.content.BlobKeys;
import io.mltwin.workspace.storage.blob.copy.CopySources;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import io.mltwin.workspace.storage.blob.state.BlobConditionValidator;
import io.mltwin.workspace.storage.blob.state.BlobEntity;
import io.mltwin.workspace.storage.blob.state.BlobHeaders;
import io.mltwin.workspace.storage.blob.state.BlobRepository;
import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.blob.versions.BlobUpdateLock;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.content.Extents;
import io.mltwin.workspace.storage.content.NewContent;
import io.mltwin.workspace.storage.encryption.EncryptionErrors;
import io.mltwin.workspace.storage.encryption.Protection;
import io.mltwin.workspace.storage.wire.ByteRange;
import io.mltwin.workspace.storage.wire.CheckedBody;
import io.mltwin.workspace.storage.wire.Checksums;
import io.mltwin.workspace.storage.wire.DataErrors;
import io.mltwin.workspace.storage.wire.XmlWriter;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;

/** Answers Put Page (update, clear, from URL) and Get Page Ranges. */
@Singleton
public record PageHandler(
        BlobUpdateLock lock,
        CopySources sources,
        ContainerRepository containers,
        BlobRepository blobs,
        BlobConditionValidator validator,
        BlobKeys keys,
        ContentStore contents,
        Extents extents) {
    private static final int PAGE = 512;
    private static final long LARGEST = 4L << 20;

    public Response put(BlobRequest request, Grant grant, InputStream body) throws IOException {
        String action = request.headers().get("x-ms-page-write");
        missingHeaderIf(action == null, "x-ms-page-write");
        ByteRange range = range(request);
        return switch (AsciiCase.lower(action)) {
            case "update" -> update(request, grant, range, body);
            case "clear" -> {
                invalidHeaderIf(request.contentLength() != 0, "Content-Length", "clearing has no body.");
                Protection protection = keys.ofPiece(request);
                yield QuarkusTransaction.requiringNew()
                        .call(() -> write(request, range, null, protection))
                        .build();
            }
            default -> throw invalidHeader("x-ms-page-write", "it is update or clear.");
        };
    }

    private Response update(BlobRequest request, Grant grant, ByteRange range, InputStream body) throws IOException {
        if (range.length() > LARGEST) {
            throw bodyTooLarge(LARGEST);
        }
        if (request.headers().contains("x-ms-copy-source")) {
            return updateFromUrl(request, grant, range);
        }
        invalidHeaderIf(request.contentLength() != range.length(), "Content-Length", "it is the length of the range.");
        return update(request, range, Checksums.ofBody(request.headers()), body, true);
    }

    private Response updateFromUrl(BlobRequest request, Grant grant, ByteRange range) throws IOException {
        try (CopySources.Source source = sources.open(request, grant)) {
            invalidHeaderIf(
                    source.length() != range.length(), "x-ms-source-range", "it is as long as the range of the pages.");
            Checksums said = Checksums.ofSource(request.headers());
            return update(request, range, said, source.stream(), said.md5() == null);
        }
    }

    /**
     * @param answersCrc64 whether the answer may have the CRC of the pages
     */
    private Response update(
            BlobRequest request, ByteRange range, Checksums said, InputStream body, boolean answersCrc64)
            throws IOException {
        CheckedBody checked = said.checking(body, range.length());
        Protection protection = keys.ofPiece(request);
        NewContent content =
                contents.write(Protection.keyOr(protection, request.account().dataKey()), checked);
        try {
            if (content.length() != range.length()) {
                throw bodyTruncated();
            }
            if (ContentStore.differ(said.md5(), content.md5())) {
                throw md5Mismatch();
            }
            ResponseBuilder answer =
                    QuarkusTransaction.requiringNew().call(() -> write(request, range, content, protection));
            return answer.header("Content-MD5", BlobHeaders.base64(said.md5()))
                    .header("x-ms-content-crc64", answersCrc64 ? checked.crc64() : null)
                    .build();
        } catch (AzureException refused) {
            contents.discard(content);
            throw refused;
        }
    }

    private ResponseBuilder write(BlobRequest request, ByteRange range, NewContent content, Protection protection) {
        BlobEntity blob = lock.begin(request, BlobState.Kind.PAGE);
        EncryptionErrors.checkSame(blob.encryption, protection);
        checkSequence(request, blob.sequenceNumber);
        if (range.last() >= blob.contentLength) {
            throw invalidPageRange("it goes beyond the end of the blob.");
        }
        if (content == null) {
            extents.clear(blob.id, range.first(), range.length());
        } else {
            contents.keep(blob.containerId, content);
            extents.write(blob.id, range.first(), content);
        }
        blob.contentMd5 = null;
        lock.touch(blob);
        return BlobHeaders.written(BlobHeaders.version(Response.status(201), BlobState.of(blob, null)), blob.encryption)
                .header("x-ms-blob-sequence-number", blob.sequenceNumber);
    }

    private static void checkSequence(BlobRequest request, long is) {
        boolean met = is <= request.number("x-ms-if-sequence-number-le", Long.MAX_VALUE)
                && (!request.headers().contains("x-ms-if-sequence-number-lt")
                        || is < request.number("x-ms-if-sequence-number-lt", 0))
                && is == request.number("x-ms-if-sequence-number-eq", is);
        if (!met) {
            throw sequenceNumber();
        }
    }

    private static ByteRange range(BlobRequest request) {
        ByteRange range = ByteRange.of(request.headers(), Long.MAX_VALUE);
        missingHeaderIf(range == null, "x-ms-range");
        if (range.first() % PAGE != 0 || range.last() % PAGE != PAGE - 1 || range.last() >= Long.MAX_VALUE - PAGE) {
            throw invalidPageRange("it begins and ends at pages of 512 bytes.");
        }
        return range;
    }

    public Response ranges(BlobRequest request) {
        unsupportedIf(request.query().has("prevsnapshot"), "Page ranges since a snapshot (prevsnapshot)");
        return QuarkusTransaction.requiringNew().call(() -> list(request));
    }

    private Response list(BlobRequest request) {
        UUID container = containers.requireId(request.account(), request.container());
        BlobEntity blob = blobs.find(
                        container, request.blob(), request.address().snapshot())
                .orElseThrow(DataErrors::blobNotFound);
        if (!blob.kind.equals(BlobState.Kind.PAGE.wire())) {
            throw invalidBlobType(blob.kind);
        }
        if (!validator.beforeRead(blob, request.conditions(), request.account()::dataKey)) {
            return BlobHeaders.notModified(BlobState.of(blob, null));
        }
        ByteRange range = ByteRange.of(request.headers(), blob.contentLength);
        List<Extents.Stretch> written = range == null
                ? extents.written(blob.id, 0, blob.contentLength)
                : extents.written(blob.id, range.first(), range.length());
        XmlWriter xml = new XmlWriter().open("PageList");
        for (Extents.Stretch each : written) {
            xml.open("PageRange")
                    .element("Start", Long.toString(each.first()))
                    .element("End", Long.toString(each.last()))
                    .close();
        }
        return BlobHeaders.version(Response.ok(xml.close().end(), "application/xml"), BlobState.of(blob, null))
                .header("x-ms-blob-content-length", blob.contentLength)
                .build();
    }
}
