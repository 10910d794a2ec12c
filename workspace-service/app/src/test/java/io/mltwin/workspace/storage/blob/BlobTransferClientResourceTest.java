package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.models.ParallelTransferOptions;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How Azure's own client for Java sends contents: in parallel blocks, and with checksums. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BlobTransferClientResourceTest extends WithBlobAccount {

    private static final int MEBIBYTES = Integer.getInteger("mltwin.blob.mebibytes", 64);

    private BlobContainerClient con;

    @BeforeEach
    void connect() {
        con = byHost().credential(new StorageSharedKeyCredential(name, key(0)))
                .buildClient()
                .getBlobContainerClient("con");
    }

    /** In parallel blocks, with {@code -Dmltwin.blob.mebibytes=1024} a gibibyte. */
    @Test
    void aLargeBlobGoesUpInParallelAndComesDownTheSame() throws Exception {
        long length = (long) MEBIBYTES << 20;
        MessageDigest sent = MessageDigest.getInstance("SHA-256");
        BlobClient blob = con.getBlobClient("large");
        blob.uploadWithResponse(
                new BlobParallelUploadOptions(new DigestInputStream(new Numbers(length), sent))
                        .setParallelTransferOptions(new ParallelTransferOptions()
                                .setBlockSizeLong(4L << 20)
                                .setMaxSingleUploadSizeLong(4L << 20)
                                .setMaxConcurrency(4)),
                null,
                Context.NONE);

        assertThat(blob.getProperties().getBlobSize()).isEqualTo(length);
        MessageDigest received = MessageDigest.getInstance("SHA-256");
        try (InputStream in = blob.openInputStream()) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                received.update(buffer, 0, read);
            }
        }
        assertThat(HexFormat.of().formatHex(received.digest()))
                .isEqualTo(HexFormat.of().formatHex(sent.digest()));
    }

    /** Bytes that need no memory. */
    private static final class Numbers extends InputStream {

        private long left;

        Numbers(long length) {
            this.left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? (int) (left * 31 >> 3 & 0xFF) : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(length, left);
            for (int i = 0; i < count; i++) {
                target[offset + i] = (byte) read();
            }
            return count;
        }
    }

    @Test
    void checksumsAreCompared() throws NoSuchAlgorithmException {
        byte[] bytes = random(1000);
        byte[] md5 = MessageDigest.getInstance("MD5").digest(bytes);
        BlockBlobClient blob = con.getBlobClient("sum").getBlockBlobClient();
        blob.stageBlockWithResponse("YQ==", new ByteArrayInputStream(bytes), 1000, md5, null, null, Context.NONE);
        assertRefused(
                400,
                "Md5Mismatch",
                () -> blob.stageBlockWithResponse(
                        "Yg==", new ByteArrayInputStream(bytes), 1000, new byte[16], null, null, Context.NONE));
        assertThat(blob.listBlocks(BlockListType.ALL).getUncommittedBlocks()).hasSize(1);
        String crc = Base64.getEncoder().encodeToString(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        as(WRITER, AUDIENCE)
                .header("x-ms-content-crc64", crc)
                .body("hello")
                .put("/con/crc")
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "Crc64Mismatch");
        as(WRITER, AUDIENCE).get("/con/crc").then().statusCode(404);
    }
}
