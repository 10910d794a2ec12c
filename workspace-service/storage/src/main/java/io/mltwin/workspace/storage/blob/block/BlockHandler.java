package io.mltwin.workspace.storage.blob.block;

import static io.mltwin.workspace.storage.wire.DataErrors.invalidBlockList;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeaderIf;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidQueryIf;
import static io.mltwin.workspace.storage.wire.RequestErrors.md5Mismatch;
import static io.mltwin.workspace.storage.wire.RequestErrors.missingQuery;

import io.mltwin.workspace.storage.access.Grant;
import io.mltwin.workspace.storage.blob.content.BlobKeys;
import io.mltwin.workspace.storage.blob.content.BlobWrite;
import io.mltwin.workspace.storage.blob.copy.CopySources;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import io.mltwin.workspace.storage.blob.state.BlobHeaders;
import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.blob.state.CommittedBlocks;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.encryption.Protection;
import io.mltwin.workspace.storage.wire.CheckedBody;
import io.mltwin.workspace.storage.wire.Checksums;
import io.mltwin.workspace.storage.wire.ContentHeaders;
import io.mltwin.workspace.storage.wire.RangeChecksum;
import io.mltwin.workspace.storage.wire.XmlWriter;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/** Answers Put Block, Put Block From URL, Put Block List and Get Block List. */
@Singleton
public record BlockHandler(BlockService blocks, CopySources sources, BlobKeys keys) {
    /** 50 000 ids of 64 bytes with their tags. */
    private static final int LONGEST_LIST = 8 << 20;

    private static final long LARGEST_FROM_URL = 100L << 20;

    /** Put Block, and Put Block From URL. */
    public Response put(BlobRequest request, Grant grant, InputStream body) throws IOException {
        if (!request.query().has("blockid")) {
            throw missingQuery("blockid");
        }
        boolean copies = request.headers().contains("x-ms-copy-source");
        Checksums said = copies ? Checksums.ofSource(request.headers()) : Checksums.ofBody(request.headers());
        Protection protection = keys.ofNew(request);
        String crc64;
        if (!copies) {
            crc64 = store(request, protection, said, request.contentLength(), body);
        } else {
            try (CopySources.Source source = sources.open(request, grant)) {
                source.requireAtMost(LARGEST_FROM_URL);
                crc64 = store(request, protection, said, source.length(), source.stream());
            }
        }
        boolean answersCrc64 = !copies || said.md5() == null;
        return BlobHeaders.written(Response.status(201), Protection.encryption(protection))
                .header("Content-MD5", BlobHeaders.base64(said.md5()))
                .header("x-ms-content-crc64", answersCrc64 ? crc64 : null)
                .build();
    }

    /** Stores the block; returns its CRC, or null where it was not computed. */
    private String store(BlobRequest request, Protection protection, Checksums said, long length, InputStream body)
            throws IOException {
        invalidHeaderIf(length == 0, "Content-Length", "a block has at least one byte.");
        CheckedBody checked = said.checking(body, length);
        blocks.put(
                request.account(),
                request.container(),
                request.blob(),
                request.query().get("blockid"),
                request.conditions(),
                protection,
                said,
                length,
                checked);
        return checked.crc64();
    }

    public Response commit(BlobRequest request, Grant grant, InputStream body) throws IOException {
        byte[] list = body.readNBytes(LONGEST_LIST + 1);
        if (list.length > LONGEST_LIST) {
            throw invalidBlockList("it is longer than " + LONGEST_LIST + " bytes.");
        }
        Checksums said = Checksums.ofBody(request.headers());
        CheckedBody checked = said.checking(new ByteArrayInputStream(list), list.length);
        checked.readAllBytes();
        if (ContentStore.differ(said.md5(), RangeChecksum.md5(list))) {
            throw md5Mismatch();
        }
        BlobState blob = blocks.commit(
                request.account(),
                request.container(),
                request.blob(),
                BlobWrite.of(request, ContentHeaders.ofOwnHeaders(request.headers()), grant)
                        .under(keys.ofNew(request)),
                BlockList.read(new ByteArrayInputStream(list)));
        // of the list, not of the blob
        return BlobHeaders.made(Response.status(201), blob)
                .header("Content-MD5", BlobHeaders.base64(said.md5()))
                .header("x-ms-content-crc64", checked.crc64())
                .build();
    }

    public Response list(BlobRequest request) {
        String which = request.query().has("blocklisttype") ? request.query().get("blocklisttype") : "committed";
        invalidQueryIf(
                !Set.of("committed", "uncommitted", "all").contains(which),
                "blocklisttype",
                which,
                "it is committed, uncommitted or all.");
        BlockService.Blocks found = blocks.list(request.account(), request.address(), request.conditions());
        ResponseBuilder answer = Response.ok(xml(which, found), "application/xml");
        if (found.blobOrNull() != null) {
            BlobHeaders.version(answer, found.blobOrNull())
                    .header("x-ms-blob-content-length", found.blobOrNull().length());
        }
        return answer.build();
    }

    private static String xml(String which, BlockService.Blocks blocks) {
        XmlWriter xml = new XmlWriter().open("BlockList");
        if (!which.equals("uncommitted")) {
            blocks(xml, "CommittedBlocks", blocks.committed());
        }
        if (!which.equals("committed")) {
            blocks(xml, "UncommittedBlocks", blocks.uncommitted());
        }
        return xml.close().end();
    }

    private static void blocks(XmlWriter xml, String name, List<CommittedBlocks.Block> blocks) {
        xml.open(name);
        for (CommittedBlocks.Block block : blocks) {
            xml.open("Block")
                    .element("Name", block.id())
                    .element("Size", Long.toString(block.length()))
                    .close();
        }
        xml.close();
    }
}
