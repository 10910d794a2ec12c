package io.mltwin.workspace.storage.file;

import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.workspace.storage.wire.AccessErrors.permissionMismatch;
import static io.mltwin.workspace.storage.wire.RequestErrors.bodyTooLarge;
import static io.mltwin.workspace.storage.wire.RequestErrors.bodyTruncated;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeaderIf;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidQueryIf;
import static io.mltwin.workspace.storage.wire.RequestErrors.md5Mismatch;
import static io.mltwin.workspace.storage.wire.RequestErrors.missingHeader;
import static io.mltwin.workspace.storage.wire.RequestErrors.missingHeaderIf;
import static io.mltwin.workspace.storage.wire.RequestErrors.outOfRangeQuery;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.workspace.storage.access.Grant;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.content.Extents;
import io.mltwin.workspace.storage.content.NewContent;
import io.mltwin.workspace.storage.wire.ByteRange;
import io.mltwin.workspace.storage.wire.Checksums;
import io.mltwin.workspace.storage.wire.ContentHeaders;
import io.mltwin.workspace.storage.wire.HttpDates;
import io.mltwin.workspace.storage.wire.Metadata;
import io.mltwin.workspace.storage.wire.RangeChecksum;
import io.mltwin.workspace.storage.wire.XmlWriter;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;

/** Answers the operations on directories and files with status and headers. */
@Singleton
record EntryHandler(EntryService entries, ContentStore contents, Addresses addresses) {
    private static final long LARGEST_RANGE = 4L << 20;
    private static final long LARGEST_FILE = 4L << 40;
    private static final int LARGEST_PAGE = 5000;

    Response list(FileRequest request) {
        String prefix = request.query().orEmpty("prefix");
        String marker = request.query().orEmpty("marker");
        invalidQueryIf(
                prefix.indexOf('\0') >= 0 || marker.indexOf('\0') >= 0,
                "prefix",
                prefix,
                "no name has a NUL, nor has a marker.");
        int most = most(request.query().get("maxresults"));
        List<EntryState> found = entries.list(request, prefix, marker, most);
        XmlWriter xml = new XmlWriter()
                .open(
                        "EnumerationResults",
                        "ServiceEndpoint",
                        "https://" + addresses.fileHost(request.account().name()) + "/",
                        "ShareName",
                        request.share(),
                        "DirectoryPath",
                        String.join("/", request.address().path()));
        xml.optional("Prefix", prefix.isEmpty() ? null : prefix).open("Entries");
        for (EntryState entry : found.subList(0, Math.min(most, found.size()))) {
            xml.open(entry.directory() ? "Directory" : "File")
                    .element("FileId", entry.fileId())
                    .name(entry.name())
                    .open("Properties");
            xml.optional("Content-Length", entry.directory() ? null : Long.toString(entry.length()))
                    .close()
                    .close();
        }
        xml.close();
        xml.element("NextMarker", found.size() > most ? found.get(most).name() : "");
        return Response.ok(xml.close().end(), "application/xml").build();
    }

    private static int most(String text) {
        if (isEmpty(text)) {
            return LARGEST_PAGE;
        }
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) == 0) {
            throw outOfRangeQuery("maxresults", text, "give a number from 1 to " + LARGEST_PAGE + ".");
        }
        return Math.min(Integer.parseInt(text), LARGEST_PAGE);
    }

    Response createDirectory(FileRequest request) {
        return describe(Response.status(201), entries.createDirectory(request, Metadata.of(request.headers())))
                .header("x-ms-request-server-encrypted", "true")
                .build();
    }

    Response createFile(FileRequest request, Grant grant) {
        missingHeaderIf(!AsciiCase.equal("file", request.headers().get("x-ms-type")), "x-ms-type");
        if (grant.createOnly()) {
            throw permissionMismatch("Create File replaces what is there: sp needs w.");
        }
        Long length = request.number("x-ms-content-length");
        missingHeaderIf(length == null, "x-ms-content-length");
        return describe(
                        Response.status(201),
                        entries.createFile(
                                request,
                                checked(length),
                                ContentHeaders.ofFile(request.headers()),
                                Metadata.of(request.headers())))
                .header("x-ms-request-server-encrypted", "true")
                .build();
    }

    private static long checked(long length) {
        invalidHeaderIf(length > LARGEST_FILE, "x-ms-content-length", "a file has at most 4 TiB.");
        return length;
    }

    Response putRange(FileRequest request, InputStream body) throws IOException {
        String action = request.headers().get("x-ms-write");
        ByteRange range = ByteRange.of(request.headers(), Long.MAX_VALUE);
        if (action == null || range == null) {
            throw missingHeader(action == null ? "x-ms-write" : "x-ms-range");
        }
        if (AsciiCase.equal(action, "clear")) {
            return written(entries.write(request, range, null), null);
        }
        invalidHeaderIf(!AsciiCase.equal(action, "update"), "x-ms-write", "it is update or clear.");
        if (range.length() > LARGEST_RANGE) {
            throw bodyTooLarge(LARGEST_RANGE);
        }
        invalidHeaderIf(
                !Long.valueOf(range.length()).equals(request.number("Content-Length")),
                "Content-Length",
                "it is the length of the range.");
        return store(request, range, body);
    }

    private Response store(FileRequest request, ByteRange range, InputStream body) throws IOException {
        Checksums said = Checksums.ofBody(request.headers());
        NewContent content = contents.write(request.account().dataKey(), said.checking(body));
        try {
            if (content.length() != range.length()) {
                throw bodyTruncated();
            }
            if (ContentStore.differ(said.md5(), content.md5())) {
                throw md5Mismatch();
            }
            return written(entries.write(request, range, content), content.md5());
        } catch (AzureException refused) {
            contents.discard(content);
            throw refused;
        }
    }

    private static Response written(EntryState file, byte[] md5) {
        return describe(Response.status(201), file)
                .header("Content-MD5", base64(md5))
                .header("x-ms-request-server-encrypted", "true")
                .build();
    }

    Response ranges(FileRequest request) {
        EntryState file = entries.get(request, false);
        ByteRange range = ByteRange.of(request.headers(), file.length());
        XmlWriter xml = new XmlWriter().open("Ranges");
        for (Extents.Stretch each : entries.ranges(request, range)) {
            xml.open("Range")
                    .element("Start", Long.toString(each.first()))
                    .element("End", Long.toString(each.last()))
                    .close();
        }
        return describe(Response.ok(xml.close().end(), "application/xml"), file)
                .header("x-ms-content-length", file.length())
                .build();
    }

    Response get(FileRequest request, Grant grant) throws IOException {
        RangeChecksum checksum = RangeChecksum.of(request.headers());
        EntryService.Opened opened = entries.open(request);
        EntryState file = opened.state();
        ByteRange range = ByteRange.of(request.headers(), file.length());
        ResponseBuilder answer = Response.status(range == null ? 200 : 206);
        headers(answer, request, file, grant);
        String md5 = base64(file.http().md5());
        answer.header("Content-Length", range == null ? file.length() : range.length());
        if (range == null) {
            answer.header("Content-MD5", md5);
        } else {
            answer.header("Content-Range", range.contentRange(file.length())).header("x-ms-content-md5", md5);
        }
        if (checksum != null) {
            return answer.entity(checksum.read(opened.content(), range, answer)).build();
        }
        return answer.entity(opened.content()
                        .range(range == null ? 0 : range.first(), range == null ? file.length() : range.length()))
                .build();
    }

    Response properties(FileRequest request, boolean directory, Grant grant) {
        EntryState entry = entries.get(request, directory);
        ResponseBuilder answer = Response.ok();
        headers(answer, request, entry, grant);
        if (!directory) {
            answer.header("Content-MD5", base64(entry.http().md5()));
            if (request.original().method().equals("HEAD")) {
                answer.header("Content-Length", entry.length());
            }
        }
        return answer.build();
    }

    private static void headers(ResponseBuilder answer, FileRequest request, EntryState entry, Grant grant) {
        describe(answer, entry).header("x-ms-server-encrypted", "true");
        if (!entry.directory()) {
            ContentHeaders http = entry.http();
            // past JAX-RS, which knows only well-formed media types
            String type = grant.header("rsct", http.contentType());
            request.context()
                    .addHeadersEndHandler(sent -> request.context().response().putHeader("Content-Type", type));
            answer.header("x-ms-type", "File")
                    .header("Accept-Ranges", "bytes")
                    .header("Content-Encoding", grant.header("rsce", http.contentEncoding()))
                    .header("Content-Language", grant.header("rscl", http.contentLanguage()))
                    .header("Content-Disposition", grant.header("rscd", http.contentDisposition()))
                    .header("Cache-Control", grant.header("rscc", http.cacheControl()))
                    .header("x-ms-lease-status", "unlocked")
                    .header("x-ms-lease-state", "available");
        }
        entry.metadata().forEach((name, value) -> answer.header("x-ms-meta-" + name, value));
    }

    Response setMetadata(FileRequest request, boolean directory) {
        return describe(Response.ok(), entries.setMetadata(request, directory, Metadata.of(request.headers())))
                .header("x-ms-request-server-encrypted", "true")
                .build();
    }

    Response setProperties(FileRequest request) {
        Long length = request.number("x-ms-content-length");
        return describe(
                        Response.ok(),
                        entries.setProperties(
                                request,
                                length == null ? null : Long.valueOf(checked(length)),
                                ContentHeaders.ofFile(request.headers())))
                .header("x-ms-request-server-encrypted", "true")
                .build();
    }

    Response delete(FileRequest request, boolean directory) {
        entries.delete(request, directory);
        return Response.accepted().build();
    }

    private static ResponseBuilder describe(ResponseBuilder answer, EntryState entry) {
        return answer.header("ETag", entry.etag())
                .header("Last-Modified", HttpDates.format(entry.modified()))
                .header("x-ms-file-attributes", entry.directory() ? "Directory" : "Archive")
                .header("x-ms-file-creation-time", entry.created().toString())
                .header("x-ms-file-last-write-time", entry.modified().toString())
                .header("x-ms-file-change-time", entry.modified().toString())
                .header("x-ms-file-id", entry.fileId())
                .header("x-ms-file-parent-id", "0");
    }

    private static String base64(byte[] bytes) {
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
    }
}
