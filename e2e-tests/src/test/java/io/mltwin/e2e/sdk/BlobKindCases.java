package io.mltwin.e2e.sdk;

import static io.mltwin.e2e.sdk.SdkSuite.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.AppendBlobRequestConditions;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobType;
import com.azure.storage.blob.models.CopyStatusType;
import com.azure.storage.blob.models.PageBlobRequestConditions;
import com.azure.storage.blob.models.PageRange;
import com.azure.storage.blob.models.PageRangeItem;
import com.azure.storage.blob.models.SequenceNumberActionType;
import com.azure.storage.blob.options.AppendBlobSealOptions;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.blob.specialized.AppendBlobClient;
import com.azure.storage.blob.specialized.BlobClientBase;
import com.azure.storage.blob.specialized.BlockBlobClient;
import com.azure.storage.blob.specialized.PageBlobClient;
import java.io.ByteArrayInputStream;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Append blobs, page blobs and copies. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class BlobKindCases {
    private BlobContainerClient container;

    @BeforeAll
    void connect() throws Exception {
        container = SdkSuite.get().account.byKey().createBlobContainerIfNotExists("kinds");
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void anAppendBlobGrowsAtItsEnd() {
        AppendBlobClient log = container.getBlobClient("log").getAppendBlobClient();
        log.create();
        append(log, "one\n", null);
        append(log, "two\n", new AppendBlobRequestConditions().setAppendPosition(4L));
        assertRefused(
                412,
                "AppendPositionConditionNotMet",
                () -> append(log, "x", new AppendBlobRequestConditions().setAppendPosition(4L)));
        assertRefused(
                412,
                "MaxBlobSizeConditionNotMet",
                () -> append(log, "x", new AppendBlobRequestConditions().setMaxSize(8L)));
        assertThat(log.getProperties().getCommittedBlockCount()).isEqualTo(2);
        assertRefused(
                409,
                "InvalidBlobType",
                () -> container
                        .getBlobClient("log")
                        .getBlockBlobClient()
                        .stageBlock("YQ==", BinaryData.fromString("x")));
        log.sealWithResponse(new AppendBlobSealOptions(), null, Context.NONE);
        assertRefused(409, "BlobIsSealed", () -> append(log, "x", null));
        assertThat(log.getProperties().isSealed()).isTrue();
        assertThat(log.downloadContent()).hasToString("one\ntwo\n");
    }

    private static void append(AppendBlobClient log, String text, AppendBlobRequestConditions conditions) {
        log.appendBlockWithResponse(
                new ByteArrayInputStream(text.getBytes()), text.length(), null, conditions, null, Context.NONE);
    }

    @Test
    void aPageBlobIsWrittenAnywhere() {
        PageBlobClient disk = container.getBlobClient("disk").getPageBlobClient();
        disk.create(4096);
        byte[] pages = random(1024);
        disk.uploadPages(range(512, 1535), new ByteArrayInputStream(pages));
        disk.clearPages(range(1024, 1535));
        byte[] expected = new byte[4096];
        System.arraycopy(pages, 0, expected, 512, 512);

        assertThat(disk.downloadContent().toBytes()).isEqualTo(expected);
        assertThat(disk.listPageRanges(new BlobRange(0)).stream().map(PageRangeItem::getRange))
                .extracting(range -> range.getOffset())
                .containsExactly(512L);
        disk.updateSequenceNumber(SequenceNumberActionType.UPDATE, 7L);
        disk.updateSequenceNumber(SequenceNumberActionType.INCREMENT, null);
        disk.updateSequenceNumber(SequenceNumberActionType.MAX, 3L);
        assertThat(disk.getProperties().getBlobSequenceNumber()).isEqualTo(8);
        assertRefused(
                412,
                "SequenceNumberConditionNotMet",
                () -> disk.clearPagesWithResponse(
                        range(0, 511),
                        new PageBlobRequestConditions().setIfSequenceNumberLessThan(8L),
                        null,
                        Context.NONE));
        assertRefused(
                416,
                "InvalidPageRange",
                () -> disk.uploadPages(range(8192, 8703), new ByteArrayInputStream(random(512))));
        disk.resize(1024);
        assertThat(disk.getProperties().getBlobSize()).isEqualTo(1024);
        assertThat(disk.getProperties().getBlobType()).isEqualTo(BlobType.PAGE_BLOB);
    }

    private static PageRange range(long start, long end) {
        return new PageRange().setStart(start).setEnd(end);
    }

    @Test
    void copiesAreOfTheirOwn() {
        BlobClient source = container.getBlobClient("source");
        byte[] content = random(200_000);
        source.upload(new ByteArrayInputStream(content), content.length);
        source.setMetadata(Map.of("k", "v"));
        String url = source.getBlobUrl() + "?" + readable(source);

        BlobClient async = container.getBlobClient("async");
        assertThat(async.beginCopy(source.getBlobUrl(), SdkSuite.POLL)
                        .waitForCompletion()
                        .getValue()
                        .getCopyStatus())
                .isEqualTo(CopyStatusType.SUCCESS);
        BlobClient sync = container.getBlobClient("sync");
        sync.copyFromUrl(url);
        BlockBlobClient put = container.getBlobClient("put").getBlockBlobClient();
        put.uploadFromUrl(url);
        BlockBlobClient block = container.getBlobClient("block").getBlockBlobClient();
        block.stageBlockFromUrl("YQ==", url, new BlobRange(5, 1000L));
        block.commitBlockList(List.of("YQ=="));
        AppendBlobClient appended = container.getBlobClient("appended").getAppendBlobClient();
        appended.create();
        appended.appendBlockFromUrl(url, new BlobRange(0, 7L));
        PageBlobClient disk = container.getBlobClient("copied disk").getPageBlobClient();
        disk.create(1024);
        disk.uploadPagesFromUrl(range(512, 1023), url, 1024L);

        assertThat(async.downloadContent().toBytes()).isEqualTo(content);
        assertThat(async.getProperties().getMetadata()).isEqualTo(Map.of("k", "v"));
        assertThat(async.getProperties().getCopySource()).doesNotContain("sig=");
        assertThat(sync.downloadContent().toBytes()).isEqualTo(content);
        assertThat(put.downloadContent().toBytes()).isEqualTo(content);
        assertThat(block.downloadContent().toBytes()).isEqualTo(Arrays.copyOfRange(content, 5, 1005));
        assertThat(appended.downloadContent().toBytes()).isEqualTo(Arrays.copyOf(content, 7));
        assertThat(disk.downloadContent().toBytes())
                .isEqualTo(concat(new byte[512], Arrays.copyOfRange(content, 1024, 1536)));
        assertRefused(
                409,
                "NoPendingCopyOperation",
                () -> async.abortCopyFromUrl(async.getProperties().getCopyId()));
        assertRefused(
                404,
                "CannotVerifyCopySource",
                () -> container
                        .getBlobClient("n")
                        .copyFromUrl(source.getBlobUrl().replace("source", "none")));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static String readable(BlobClientBase blob) {
        return blob.generateSas(new BlobServiceSasSignatureValues(
                OffsetDateTime.now().plusHours(1), new BlobSasPermission().setReadPermission(true)));
    }

    /** What is not built says so, to Azure's own client too. */
    @Test
    void whatIsNotBuiltSaysSo() {
        BlobClient blob = container.getBlobClient("simple");
        blob.upload(BinaryData.fromString("x"));

        blob.undelete();
        assertThat(blob.downloadContent().toString()).isEqualTo("x");
        assertRefused(501, "UnsupportedOperation", () -> blob.setLegalHold(true));
        assertRefused(501, "UnsupportedOperation", () -> blob.openQueryInputStream("SELECT * from BlobStorage"));
    }
}
