package io.mltwin.e2e.sdk;

import static io.mltwin.e2e.sdk.SdkSuite.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpMethod;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.models.ConsistentReadControl;
import com.azure.storage.blob.models.DownloadRetryOptions;
import com.azure.storage.blob.models.ParallelTransferOptions;
import com.azure.storage.blob.options.BlobDownloadToFileOptions;
import com.azure.storage.blob.options.BlobInputStreamOptions;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.azure.storage.blob.specialized.BlobInputStream;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import io.mltwin.e2e.clients.SdkAccount;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.layout.PlatformService;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Large blobs: up in parallel blocks, and down over a connection that breaks in the middle. With
 * {@code -Dmltwin.blob.mebibytes=1024} the large one has a gibibyte.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class TransferCases {
    private static final int MEBIBYTES = Integer.getInteger("mltwin.blob.mebibytes", 24);
    private static final int BLOCK = 4 << 20;
    private static final int CUT_BLOB = 3_000_017;

    private BlobContainerClient container;
    private byte[] content;

    @BeforeAll
    void aBlobThatIsWorthResuming() throws Exception {
        container = SdkSuite.get().account.byKey().createBlobContainerIfNotExists("transfers");
        content = new byte[CUT_BLOB];
        new Random(5).nextBytes(content);
        container.getBlobClient("resumed").upload(BinaryData.fromBytes(content), true);
    }

    private static ParallelTransferOptions parallel() {
        return new ParallelTransferOptions()
                .setBlockSizeLong((long) BLOCK)
                .setMaxSingleUploadSizeLong((long) BLOCK)
                .setMaxConcurrency(4);
    }

    @Test
    void aLargeBlobGoesUpInParallelAndComesDownTheSame() throws Exception {
        long length = (long) MEBIBYTES << 20;
        MessageDigest sent = MessageDigest.getInstance("SHA-256");
        BlobClient blob = container.getBlobClient("large");
        blob.uploadWithResponse(
                new BlobParallelUploadOptions(new DigestInputStream(new Numbers(length), sent))
                        .setParallelTransferOptions(parallel()),
                null,
                Context.NONE);

        assertThat(blob.getProperties().getBlobSize()).isEqualTo(length);
        assertThat(blob.getBlockBlobClient().listBlocks(BlockListType.COMMITTED).getCommittedBlocks())
                .hasSize((MEBIBYTES * (1 << 20) + BLOCK - 1) / BLOCK);
        try (InputStream in = blob.openInputStream()) {
            assertThat(digest(in)).isEqualTo(HexFormat.of().formatHex(sent.digest()));
        }
        blob.delete();
    }

    private static com.azure.storage.common.ParallelTransferOptions inParts(long size, int most) {
        return new com.azure.storage.common.ParallelTransferOptions()
                .setBlockSizeLong(size)
                .setMaxConcurrency(most);
    }

    private static String digest(InputStream in) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            digest.update(buffer, 0, read);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Test
    void theAsynchronousClientGoesInParallelTooAndComparesSums(@TempDir Path folder) throws Exception {
        SdkAccount account = SdkSuite.get().account;
        Path up = Files.write(folder.resolve("up"), content);
        Path down = folder.resolve("down");
        var blob = account.client()
                .credential(account.key())
                .buildAsyncClient()
                .getBlobContainerAsyncClient("transfers")
                .getBlobAsyncClient("of a file");
        ParallelTransferOptions small = new ParallelTransferOptions()
                .setBlockSizeLong(1L << 19)
                .setMaxSingleUploadSizeLong(1L << 19)
                .setMaxConcurrency(3);

        blob.uploadWithResponse(new BlobParallelUploadOptions(BinaryData.fromFile(up))
                        .setParallelTransferOptions(small)
                        .setComputeMd5(true))
                .block();
        blob.downloadToFileWithResponse(new BlobDownloadToFileOptions(down.toString())
                        .setParallelTransferOptions(inParts(1L << 19, 3))
                        .setRetrieveContentRangeMd5(true))
                .block();

        assertThat(down).hasBinaryContent(content);
    }

    private record Seen(String range, String condition) {}

    /** The blob through a network that breaks, and what is asked for on it. */
    private BlobClient through(CuttingProxy network, List<Seen> seen) throws IOException {
        SdkAccount account = SdkSuite.get().account;
        return account.client()
                .endpoint(account.url(network.port()))
                .credential(account.key())
                .retryOptions(new RequestRetryOptions(
                        RetryPolicyType.FIXED,
                        4,
                        Duration.ofSeconds(20),
                        Duration.ofMillis(20),
                        Duration.ofMillis(20),
                        null))
                .addPolicy((context, next) -> {
                    HttpHeaders headers = context.getHttpRequest().getHeaders();
                    if (context.getHttpRequest().getHttpMethod() == HttpMethod.GET) {
                        seen.add(new Seen(
                                headers.getValue(HttpHeaderName.fromString("x-ms-range")),
                                headers.getValue(HttpHeaderName.IF_MATCH)));
                    }
                    return next.process();
                })
                .buildClient()
                .getBlobContainerClient("transfers")
                .getBlobClient("resumed");
    }

    private CuttingProxy cutting(int cuts) throws IOException {
        return new CuttingProxy(TestPlatform.get().port(PlatformService.WORKSPACE), CUT_BLOB / 3, cuts);
    }

    @Test
    void aBrokenDownloadIsResumedWhereItBroke() throws Exception {
        List<Seen> seen = new CopyOnWriteArrayList<>();
        try (CuttingProxy network = cutting(2)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            through(network, seen)
                    .downloadStreamWithResponse(
                            out,
                            null,
                            new DownloadRetryOptions().setMaxRetryRequests(4),
                            null,
                            false,
                            null,
                            Context.NONE);

            assertThat(out.toByteArray()).isEqualTo(content);
            assertThat(network.cut()).isEqualTo(2);
        }
        assertThat(seen).hasSize(3);
        String tag = container.getBlobClient("resumed").getProperties().getETag();
        for (Seen resumed : seen.subList(1, 3)) {
            assertThat(resumed.range()).matches("bytes=[1-9][0-9]+-.*");
            assertThat(resumed.condition()).contains(tag.replace("\"", ""));
        }
    }

    @Test
    void aBrokenDownloadToAFileIsResumed(@TempDir Path folder) throws Exception {
        List<Seen> seen = new CopyOnWriteArrayList<>();
        Path file = folder.resolve("resumed");
        try (CuttingProxy network = cutting(2)) {
            through(network, seen)
                    .downloadToFileWithResponse(
                            new BlobDownloadToFileOptions(file.toString())
                                    .setParallelTransferOptions(inParts(2L << 20, 1)),
                            null,
                            Context.NONE);
            assertThat(network.cut()).isEqualTo(2);
        }
        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void aStreamIsReadOnOverABrokenConnection() throws Exception {
        try (CuttingProxy network = cutting(1);
                BlobInputStream in = through(network, new CopyOnWriteArrayList<>())
                        .openInputStream(new BlobInputStreamOptions()
                                .setBlockSize(2 << 20)
                                .setConsistentReadControl(ConsistentReadControl.ETAG))) {
            assertThat(in.readAllBytes()).isEqualTo(content);
            assertThat(network.cut()).isEqualTo(1);
        }
    }

    /** A client that resumes a blob that is another by now gets no mixture of both. */
    @Test
    void aBlobThatChangedIsNotResumed() throws Exception {
        BlobClient blob = container.getBlobClient("changing");
        blob.upload(BinaryData.fromBytes(content), true);
        try (BlobInputStream in = blob.openInputStream(new BlobInputStreamOptions()
                .setBlockSize(1 << 20)
                .setConsistentReadControl(ConsistentReadControl.ETAG))) {
            in.readNBytes(1000);
            blob.upload(new ByteArrayInputStream(content, 1, 2_000_000), 2_000_000, true);

            assertRefused(412, "ConditionNotMet", () -> {
                try {
                    in.readAllBytes();
                } catch (IOException broken) {
                    throw broken.getCause();
                }
            });
        }
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
        public int read(byte[] target, int offset, int length) {
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
}
