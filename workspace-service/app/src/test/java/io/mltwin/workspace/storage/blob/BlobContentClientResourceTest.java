package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.AppendBlobRequestConditions;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobType;
import com.azure.storage.blob.models.CopyStatusType;
import com.azure.storage.blob.models.DeleteSnapshotsOptionType;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.models.PageRange;
import com.azure.storage.blob.options.AppendBlobSealOptions;
import com.azure.storage.blob.options.BlobBeginCopyOptions;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.blob.specialized.AppendBlobClient;
import com.azure.storage.blob.specialized.BlobClientBase;
import com.azure.storage.blob.specialized.BlockBlobClient;
import com.azure.storage.blob.specialized.PageBlobClient;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What Azure's own client for Java writes into blobs of each type, copies between them, and reads
 * back.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BlobContentClientResourceTest extends WithBlobAccount {

    private BlobContainerClient con;

    @BeforeEach
    void connect() {
        con = byHost().credential(new StorageSharedKeyCredential(name, key(0)))
                .buildClient()
                .getBlobContainerClient("con");
    }

    @Test
    void aCopyOfAnAppendBlobIsSealedAsAsked() {
        AppendBlobClient open = con.getBlobClient("open").getAppendBlobClient();
        open.create();
        BlobClient closed = con.getBlobClient("closed");
        BlobClient again = con.getBlobClient("again");

        copy(open, closed, true);
        assertThat(closed.getProperties().isSealed()).isTrue();
        copy(closed, again, null);
        assertThat(again.getProperties().isSealed()).isTrue();
        copy(closed, again, false);
        assertThat(again.getProperties().isSealed()).isNotEqualTo(true);
        BlobClient block = con.getBlobClient("block");
        block.upload(BinaryData.fromString("x"));
        assertRefused(409, "InvalidBlobType", () -> copy(block, again, true));
    }

    private static void copy(BlobClientBase source, BlobClient target, Boolean seals) {
        target.beginCopy(new BlobBeginCopyOptions(source.getBlobUrl()).setSealDestination(seals))
                .waitForCompletion();
    }

    @Test
    void anAppendBlobGrowsAtItsEndAlone() {
        AppendBlobClient log = con.getBlobClient("log").getAppendBlobClient();
        log.create();
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            byte[] line = ("line " + i + "x".repeat(4000) + "\n").getBytes(StandardCharsets.UTF_8);
            log.appendBlock(new ByteArrayInputStream(line), line.length);
            all.append(new String(line, StandardCharsets.UTF_8));
        }
        assertThat(log.downloadContent().toString()).isEqualTo(all.toString());
        assertThat(log.getProperties().getCommittedBlockCount()).isEqualTo(40);
        ByteArrayOutputStream range = new ByteArrayOutputStream();
        log.downloadStreamWithResponse(range, new BlobRange(60_000, 30_000L), null, null, false, null, Context.NONE);
        assertThat(range.toString(StandardCharsets.UTF_8)).isEqualTo(all.substring(60_000, 90_000));

        byte[] more = random(100_000);
        assertRefused(
                412,
                "AppendPositionConditionNotMet",
                () -> append(log, more, new AppendBlobRequestConditions().setAppendPosition(1L)));
        assertRefused(
                412,
                "MaxBlobSizeConditionNotMet",
                () -> append(log, more, new AppendBlobRequestConditions().setMaxSize(100_000L)));
        append(log, more, new AppendBlobRequestConditions().setAppendPosition((long) all.length()));
        assertThat(log.downloadContent().toBytes()).endsWith(more).hasSize(all.length() + 100_000);
        assertRefused(
                409,
                "InvalidBlobType",
                () -> con.getBlobClient("log")
                        .getBlockBlobClient()
                        .stageBlock("YQ==", new ByteArrayInputStream(more), more.length));
        log.sealWithResponse(new AppendBlobSealOptions(), null, Context.NONE);
        assertThat(log.getProperties().isSealed()).isTrue();
        assertRefused(409, "BlobIsSealed", () -> append(log, more, null));
        log.delete();
    }

    private static void append(AppendBlobClient log, byte[] bytes, AppendBlobRequestConditions conditions) {
        log.appendBlockWithResponse(
                new ByteArrayInputStream(bytes), bytes.length, null, conditions, null, Context.NONE);
    }

    @Test
    void aPageBlobIsWrittenAnywhere() {
        PageBlobClient disk = con.getBlobClient("disk").getPageBlobClient();
        disk.create(4096);
        byte[] page = random(1024);
        disk.uploadPages(new PageRange().setStart(512).setEnd(1535), new ByteArrayInputStream(page));
        disk.clearPages(new PageRange().setStart(1024).setEnd(1535));
        byte[] expected = new byte[4096];
        System.arraycopy(page, 0, expected, 512, 512);

        assertThat(disk.downloadContent().toBytes()).isEqualTo(expected);
        assertThat(disk.listPageRanges(new BlobRange(0))).hasSize(1).first().satisfies(range -> {
            assertThat(range.getRange().getOffset()).isEqualTo(512);
            assertThat(range.getRange().getLength()).isEqualTo(512);
        });
        disk.resize(1024);
        assertThat(disk.getProperties().getBlobSize()).isEqualTo(1024);
        assertThat(disk.getProperties().getBlobType()).isEqualTo(BlobType.PAGE_BLOB);
    }

    @Test
    void copiesAndSnapshotsAreOfTheirOwn() {
        BlobClient source = con.getBlobClient("source");
        byte[] content = random(200_000);
        source.upload(new ByteArrayInputStream(content), content.length);
        source.setMetadata(Map.of("k", "v"));
        source.setTags(Map.of("kind", "source"));
        String sas = source.generateSas(new BlobServiceSasSignatureValues(
                OffsetDateTime.now().plusHours(1), new BlobSasPermission().setReadPermission(true)));

        BlobClient async = con.getBlobClient("async");
        assertThat(async.beginCopy(source.getBlobUrl(), null)
                        .waitForCompletion()
                        .getValue()
                        .getCopyStatus())
                .isEqualTo(CopyStatusType.SUCCESS);
        BlobClient sync = con.getBlobClient("sync");
        sync.copyFromUrl(source.getBlobUrl() + "?" + sas);
        BlockBlobClient put = con.getBlobClient("put").getBlockBlobClient();
        put.uploadFromUrl(source.getBlobUrl() + "?" + sas);
        BlockBlobClient block = con.getBlobClient("block").getBlockBlobClient();
        block.stageBlockFromUrl("YQ==", source.getBlobUrl() + "?" + sas, new BlobRange(5, 1000L));
        block.commitBlockList(List.of("YQ=="));
        AppendBlobClient appended = con.getBlobClient("appended").getAppendBlobClient();
        appended.create();
        appended.appendBlockFromUrl(source.getBlobUrl() + "?" + sas, new BlobRange(0, 7L));

        assertThat(async.downloadContent().toBytes()).isEqualTo(content);
        assertThat(async.getProperties().getMetadata()).isEqualTo(Map.of("k", "v"));
        assertThat(async.getProperties().getCopySource()).doesNotContain("sig=");
        assertThat(sync.downloadContent().toBytes()).isEqualTo(content);
        assertThat(put.downloadContent().toBytes()).isEqualTo(content);
        assertThat(block.downloadContent().toBytes()).isEqualTo(Arrays.copyOfRange(content, 5, 1005));
        assertThat(appended.downloadContent().toBytes()).isEqualTo(Arrays.copyOf(content, 7));
        assertRefused(409, "NoPendingCopyOperation", () -> async.abortCopyFromUrl("none"));

        BlobClientBase snapshot = source.createSnapshot();
        source.upload(BinaryData.fromString("new"), true);
        assertThat(snapshot.downloadContent().toBytes()).isEqualTo(content);
        assertThat(source.downloadContent().toString()).isEqualTo("new");
        assertThat(con.listBlobs(
                        new ListBlobsOptions()
                                .setPrefix("source")
                                .setDetails(new BlobListDetails().setRetrieveSnapshots(true)),
                        null))
                .extracting(item -> item.getSnapshot() != null)
                .containsExactly(true, false);
        assertRefused(409, "SnapshotsPresent", source::delete);
        source.deleteWithResponse(DeleteSnapshotsOptionType.INCLUDE, null, null, Context.NONE);
        assertThat(snapshot.exists()).isFalse();
    }
}
