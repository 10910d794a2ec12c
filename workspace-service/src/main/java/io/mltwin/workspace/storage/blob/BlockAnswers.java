package io.mltwin.workspace.storage.blob;

import io.mltwin.workspace.storage.content.ContentStore;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;

/** Status and headers of the operations on blocks. */
@Singleton
class BlockAnswers {

    /** 50 000 ids of 64 bytes with their tags. */
    private static final int LONGEST_LIST = 8 << 20;

    private final BlockService blocks;

    BlockAnswers(BlockService blocks) {
        this.blocks = blocks;
    }

    Response put(BlobCall call, InputStream body) throws IOException {
        long length = call.contentLength();
        if (length == 0) {
            throw BlobErrors.invalidHeader("Content-Length", "a block has at least one byte.");
        }
        if (!call.query().has("blockid")) {
            throw BlobErrors.invalidQuery("blockid", "it is mandatory.");
        }
        byte[] md5 = BlobHttpHeaders.md5(call.headers(), "Content-MD5");
        blocks.put(
                call.account(),
                call.container(),
                call.blob(),
                call.query().get("blockid"),
                md5,
                length,
                body);
        return Response.status(201)
                .header("Content-MD5", md5 == null ? null : Base64.getEncoder().encodeToString(md5))
                .header("x-ms-request-server-encrypted", "true")
                .build();
    }

    Response commit(BlobCall call, Grant grant, InputStream body) throws IOException {
        byte[] list = body.readNBytes(LONGEST_LIST + 1);
        if (list.length > LONGEST_LIST) {
            throw BlobErrors.invalidBlockList("it is longer than " + LONGEST_LIST + " bytes.");
        }
        if (ContentStore.differ(BlobHttpHeaders.md5(call.headers(), "Content-MD5"), md5(list))) {
            throw BlobErrors.md5Mismatch();
        }
        BlobState blob =
                blocks.commit(
                        call.account(),
                        call.container(),
                        call.blob(),
                        BlobAnswers.write(
                                call, BlobHttpHeaders.ofOwnHeaders(call.headers()), grant),
                        BlockList.read(new ByteArrayInputStream(list)));
        return BlobAnswers.version(Response.status(201), blob)
                .header("x-ms-request-server-encrypted", "true")
                .build();
    }

    Response list(BlobCall call) {
        String which =
                call.query().has("blocklisttype") ? call.query().get("blocklisttype") : "committed";
        if (!Set.of("committed", "uncommitted", "all").contains(which)) {
            throw BlobErrors.invalidQuery("blocklisttype", "it is committed, uncommitted or all.");
        }
        BlockService.Blocks found = blocks.list(call.account(), call.container(), call.blob());
        ResponseBuilder answer = Response.ok(ListXml.blocks(which, found), "application/xml");
        if (found.blobOrNull() != null) {
            BlobAnswers.version(answer, found.blobOrNull())
                    .header("x-ms-blob-content-length", found.blobOrNull().length());
        }
        return answer.build();
    }

    private static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
