package io.mltwin.workspace.storage.blob.copy;

import static io.mltwin.workspace.storage.wire.DataErrors.invalidBlobType;
import static io.mltwin.workspace.storage.wire.DataErrors.noPendingCopy;
import static io.mltwin.workspace.storage.wire.DataErrors.unsupportedIf;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeader;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeaderIf;
import static io.mltwin.workspace.storage.wire.RequestErrors.md5Mismatch;
import static io.mltwin.workspace.storage.wire.RequestErrors.missingHeader;
import static io.mltwin.workspace.storage.wire.RequestErrors.missingQuery;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.storage.access.Grant;
import io.mltwin.workspace.storage.blob.content.BlobKeys;
import io.mltwin.workspace.storage.blob.content.BlobWrite;
import io.mltwin.workspace.storage.blob.content.ContentCopier;
import io.mltwin.workspace.storage.blob.content.NewBlob;
import io.mltwin.workspace.storage.blob.read.Rehydration;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import io.mltwin.workspace.storage.blob.state.BlobHeaders;
import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.blob.versions.BlobWriter;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.encryption.Protection;
import io.mltwin.workspace.storage.tags.TagSet;
import io.mltwin.workspace.storage.wire.CheckedBody;
import io.mltwin.workspace.storage.wire.Checksums;
import io.mltwin.workspace.storage.wire.ContentHeaders;
import io.mltwin.workspace.storage.wire.Metadata;
import io.vertx.core.MultiMap;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Answers Copy Blob, Copy Blob From URL, Put Blob From URL and Abort Copy Blob; each copy is
 * complete when it is answered.
 */
@Singleton
public record CopyHandler(CopySources sources, ContentCopier copier, BlobWriter writer, BlobKeys keys, Clock clock) {
    private static final long LARGEST_SYNC = 256L << 20;
    private static final long LARGEST_PUT = 5000L << 20;

    public Response copy(BlobRequest request, Grant grant) throws IOException {
        MultiMap headers = request.headers();
        boolean put = headers.contains("x-ms-blob-type");
        String requiresSync = headers.get("x-ms-requires-sync");
        boolean sync = AsciiCase.equal("true", requiresSync);
        invalidHeaderIf(
                requiresSync != null && !sync && !AsciiCase.equal("false", requiresSync),
                "x-ms-requires-sync",
                "it is true or false.");
        invalidHeaderIf(
                put && !"BlockBlob".equals(headers.get("x-ms-blob-type")),
                "x-ms-blob-type",
                "from another address only a BlockBlob can be put.");
        checkTagOption(headers);
        Rehydration.checkPriority(headers);
        unsupportedIf(headers.contains("x-ms-source-range") && !put, "Copying a range of a blob");
        Protection protection = keys.ofNew(request);
        try (CopySources.Source source = sources.open(request, grant)) {
            if (put || sync) {
                source.requireAtMost(put ? LARGEST_PUT : LARGEST_SYNC);
            }
            return put
                    ? putFrom(request, grant, source, protection)
                    : copyFrom(request, grant, source, protection, sync);
        }
    }

    private Response copyFrom(
            BlobRequest request, Grant grant, CopySources.Source source, Protection protection, boolean sync)
            throws IOException {
        BlobState from = source.state();
        if (sync && from.kind() != BlobState.Kind.BLOCK) {
            throw invalidBlobType(from.kind().wire());
        }
        boolean sealed = sealed(request, from);
        Map<String, String> metadata = Metadata.of(request.headers());
        BlobState.Copy copy = new BlobState.Copy(UUID.randomUUID().toString(), source.address(), clock.instant());
        BlobWrite write = new BlobWrite(
                from.http(),
                from.kind() == BlobState.Kind.BLOCK ? request.accessTier() : null,
                metadata.isEmpty() ? from.metadata() : metadata,
                tags(request, from),
                request.conditions(),
                grant.createOnly(),
                copy,
                protection);
        Checksums said = Checksums.ofSource(request.headers());
        CheckedBody checked = said.checking(source.stream(), source.length());
        NewBlob content = copier.asIs(
                        from, checked, write.keyOr(request.account().dataKey()))
                .withSealed(sealed);
        BlobState made = keep(request, write, content, said);
        return BlobHeaders.made(Response.status(202), made)
                .header("x-ms-copy-id", copy.id())
                .header("x-ms-copy-status", "success")
                .header("Content-MD5", sync ? BlobHeaders.base64(said.md5()) : null)
                .header("x-ms-content-crc64", sync && said.md5() == null ? checked.crc64() : null)
                .build();
    }

    /** As the source is, unless the request says otherwise; append blobs alone can be. */
    private static boolean sealed(BlobRequest request, BlobState from) {
        String said = request.headers().get("x-ms-seal-blob");
        if (said == null) {
            return from.sealed();
        }
        invalidHeaderIf(!said.matches("(?i)true|false"), "x-ms-seal-blob", "it is true or false.");
        boolean seals = Boolean.parseBoolean(said);
        if (seals && from.kind() != BlobState.Kind.APPEND) {
            throw invalidBlobType(from.kind().wire());
        }
        return seals;
    }

    private static Map<String, String> tags(BlobRequest request, BlobState from) {
        return request.copiesTags()
                ? from.tags()
                : TagSet.ofHeader(request.headers().get("x-ms-tags"));
    }

    /** The tags are the source's or the request's. */
    private static void checkTagOption(MultiMap headers) {
        String option = headers.get(BlobRequest.TAG_OPTION);
        if (option == null || option.equals("REPLACE")) {
            return;
        }
        if (!option.equals(BlobRequest.COPY)) {
            throw invalidHeader(BlobRequest.TAG_OPTION, "it is REPLACE or COPY.");
        }
        if (headers.contains("x-ms-tags")) {
            throw invalidHeader("x-ms-tags", "with " + BlobRequest.TAG_OPTION + " COPY they are the source's.");
        }
    }

    private Response putFrom(BlobRequest request, Grant grant, CopySources.Source source, Protection protection)
            throws IOException {
        MultiMap headers = request.headers();
        BlobState from = source.state();
        ContentHeaders own = ContentHeaders.ofOwnHeaders(headers);
        boolean keepsHeaders = !AsciiCase.equal("false", headers.get("x-ms-copy-source-blob-properties"));
        BlobWrite given = BlobWrite.of(request, keepsHeaders ? from.http() : own, grant);
        BlobWrite write = new BlobWrite(
                keepsHeaders ? own.orElse(headers, from.http()) : own,
                given.accessTier(),
                given.metadata(),
                tags(request, from),
                given.conditions(),
                given.createOnly(),
                null,
                protection);
        Checksums said = Checksums.ofSource(headers);
        CheckedBody checked = said.checking(source.stream(), source.length());
        NewBlob content = copier.asBlock(checked, write.keyOr(request.account().dataKey()), List.of());
        BlobState made = keep(request, write.withMd5(content.contents().get(0).md5()), content, said);
        return BlobHeaders.made(Response.status(201), made)
                .header("Content-MD5", BlobHeaders.base64(made.http().md5()))
                .header("x-ms-content-crc64", said.md5() == null ? checked.crc64() : null)
                .build();
    }

    private BlobState keep(BlobRequest request, BlobWrite write, NewBlob content, Checksums said) {
        try {
            if (content.contents().size() == 1
                    && ContentStore.differ(said.md5(), content.contents().get(0).md5())) {
                throw md5Mismatch();
            }
            return writer.replace(request.account(), request.container(), request.blob(), write, content);
        } catch (AzureException refused) {
            copier.discard(content);
            throw refused;
        }
    }

    /** Abort Copy Blob: no copy is ever pending. */
    public Response abort(BlobRequest request) {
        if (!request.query().has("copyid")) {
            throw missingQuery("copyid");
        }
        String action = request.headers().get("x-ms-copy-action");
        if (!"abort".equals(action)) {
            throw action == null
                    ? missingHeader("x-ms-copy-action")
                    : invalidHeader("x-ms-copy-action", "it is abort.");
        }
        throw noPendingCopy();
    }
}
