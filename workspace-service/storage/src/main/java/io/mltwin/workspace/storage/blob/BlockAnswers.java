package io.mltwin.workspace.storage.blob;

import io.mltwin.workspace.storage.access.Grant;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.encryption.Protection;
import io.mltwin.workspace.storage.wire.CheckedBody;
import io.mltwin.workspace.storage.wire.Checksums;
import io.mltwin.workspace.storage.wire.ContentHeaders;
import io.mltwin.workspace.storage.wire.DataErrors;
import io.mltwin.workspace.storage.wire.RangeChecksum;
import io.mltwin.workspace.storage.wire.RequestErrors;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/** Status and headers of the operations on blocks. */
@Singleton
class BlockAnswers {

    /** 50 000 ids of 64 bytes with their tags. */
    private static final int LONGEST_LIST = 8 << 20;

    private static final long LARGEST_FROM_URL = 100L << 20;

    private final BlockService blocks;
    private final CopySources sources;
    private final BlobKeys keys;

    BlockAnswers(BlockService blocks, CopySources sources, BlobKeys keys) {
        this.blocks = blocks;
        this.sources = sources;
        this.keys = keys;
    }

    /** Put Block, and Put Block From URL. */
    Response put(BlobCall call, Grant grant, InputStream body) throws IOException {
        if (!call.query().has("blockid")) {
            throw RequestErrors.missingQuery("blockid");
        }
        boolean copies = call.headers().contains("x-ms-copy-source");
        Checksums said =
                copies ? Checksums.ofSource(call.headers()) : Checksums.ofBody(call.headers());
        Protection protection = keys.ofNew(call);
        String crc64;
        if (!copies) {
            crc64 = store(call, protection, said, call.contentLength(), body);
        } else {
            try (CopySources.Source source = sources.open(call, grant)) {
                source.requireAtMost(LARGEST_FROM_URL);
                crc64 = store(call, protection, said, source.length(), source.stream());
            }
        }
        boolean answersCrc64 = !copies || said.md5() == null;
        return BlobHeaders.written(Response.status(201), Protection.encryption(protection))
                .header("Content-MD5", BlobHeaders.base64(said.md5()))
                .header("x-ms-content-crc64", answersCrc64 ? crc64 : null)
                .build();
    }

    /** The CRC of the block, or null where it was not computed. */
    private String store(
            BlobCall call, Protection protection, Checksums said, long length, InputStream body)
            throws IOException {
        if (length == 0) {
            throw RequestErrors.invalidHeader("Content-Length", "a block has at least one byte.");
        }
        CheckedBody checked = said.checking(body, length);
        blocks.put(
                call.account(),
                call.container(),
                call.blob(),
                call.query().get("blockid"),
                call.conditions(),
                protection,
                said,
                length,
                checked);
        return checked.crc64();
    }

    Response commit(BlobCall call, Grant grant, InputStream body) throws IOException {
        byte[] list = body.readNBytes(LONGEST_LIST + 1);
        if (list.length > LONGEST_LIST) {
            throw DataErrors.invalidBlockList("it is longer than " + LONGEST_LIST + " bytes.");
        }
        Checksums said = Checksums.ofBody(call.headers());
        CheckedBody checked = said.checking(new ByteArrayInputStream(list), list.length);
        checked.readAllBytes();
        if (ContentStore.differ(said.md5(), RangeChecksum.md5(list))) {
            throw RequestErrors.md5Mismatch();
        }
        BlobState blob =
                blocks.commit(
                        call.account(),
                        call.container(),
                        call.blob(),
                        BlobAnswers.write(call, ContentHeaders.ofOwnHeaders(call.headers()), grant)
                                .under(keys.ofNew(call)),
                        BlockList.read(new ByteArrayInputStream(list)));
        // of the list, not of the blob
        return BlobHeaders.made(Response.status(201), blob)
                .header("Content-MD5", BlobHeaders.base64(said.md5()))
                .header("x-ms-content-crc64", checked.crc64())
                .build();
    }

    Response list(BlobCall call) {
        String which =
                call.query().has("blocklisttype") ? call.query().get("blocklisttype") : "committed";
        if (!Set.of("committed", "uncommitted", "all").contains(which)) {
            throw RequestErrors.invalidQuery(
                    "blocklisttype", which, "it is committed, uncommitted or all.");
        }
        BlockService.Blocks found = blocks.list(call.account(), call.address(), call.conditions());
        ResponseBuilder answer = Response.ok(ListXml.blocks(which, found), "application/xml");
        if (found.blobOrNull() != null) {
            BlobHeaders.version(answer, found.blobOrNull())
                    .header("x-ms-blob-content-length", found.blobOrNull().length());
        }
        return answer.build();
    }
}
