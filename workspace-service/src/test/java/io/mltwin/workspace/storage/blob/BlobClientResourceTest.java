package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.AppendBlobRequestConditions;
import com.azure.storage.blob.models.BlobContainerItem;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobSignedIdentifier;
import com.azure.storage.blob.models.BlobType;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.models.CopyStatusType;
import com.azure.storage.blob.models.DeleteSnapshotsOptionType;
import com.azure.storage.blob.models.LeaseStateType;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.models.PageRange;
import com.azure.storage.blob.models.ParallelTransferOptions;
import com.azure.storage.blob.models.TaggedBlobItem;
import com.azure.storage.blob.options.AppendBlobSealOptions;
import com.azure.storage.blob.options.BlobBeginCopyOptions;
import com.azure.storage.blob.options.BlobBreakLeaseOptions;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.blob.specialized.AppendBlobClient;
import com.azure.storage.blob.specialized.BlobClientBase;
import com.azure.storage.blob.specialized.BlobLeaseClient;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import com.azure.storage.blob.specialized.BlockBlobClient;
import com.azure.storage.blob.specialized.PageBlobClient;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the Blob service can do, done by Azure's own client for Java under the account's host name:
 * more than sixty operations, each seen in what the client reads back.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BlobClientResourceTest extends WithBlobAccount {

    private static final int MEBIBYTES = Integer.getInteger("mltwin.blob.mebibytes", 64);

    private BlobServiceClient azure;
    private BlobContainerClient con;

    @BeforeEach
    void connect() {
        azure = byHost().credential(new StorageSharedKeyCredential(name, key(0))).buildClient();
        con = azure.getBlobContainerClient("con");
    }

    @Test
    void containersHaveMetadataPoliciesAndLeases() {
        BlobContainerClient other = azure.createBlobContainer("other");
        assertThat(other.exists()).isTrue();
        other.setMetadata(Map.of("k", "v"));
        assertThat(other.getProperties().getMetadata()).isEqualTo(Map.of("k", "v"));
        BlobSignedIdentifier policy = new BlobSignedIdentifier().setId("reading");
        policy.setAccessPolicy(
                new com.azure.storage.blob.models.BlobAccessPolicy()
                        .setPermissions("r")
                        .setExpiresOn(OffsetDateTime.now().plusHours(1)));
        other.setAccessPolicy(null, List.of(policy));
        assertThat(other.getAccessPolicy().getIdentifiers())
                .extracting(BlobSignedIdentifier::getId)
                .containsExactly("reading");

        BlobLeaseClient lease = new BlobLeaseClientBuilder().containerClient(other).buildClient();
        lease.acquireLease(15);
        assertRefused(412, "LeaseIdMissing", other::delete);
        assertThat(other.getProperties().getLeaseState()).isEqualTo(LeaseStateType.LEASED);
        lease.releaseLease();

        assertThat(azure.listBlobContainers())
                .extracting(BlobContainerItem::getName)
                .containsExactly("con", "other");
        other.delete();
        assertThat(other.exists()).isFalse();
        assertThat(azure.getAccountInfo().getSkuName().toString()).isEqualTo("Standard_LRS");
        assertThat(azure.getProperties().getDeleteRetentionPolicy().isEnabled()).isFalse();
        azure.setProperties(azure.getProperties().setDefaultServiceVersion("2023-11-03"));
        assertThat(azure.getProperties().getDefaultServiceVersion()).isEqualTo("2023-11-03");
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
    void aLeaseKeepsOthersOut() {
        BlobClient blob = con.getBlobClient("b");
        blob.upload(BinaryData.fromString("one"));
        BlobLeaseClient lease = new BlobLeaseClientBuilder().blobClient(blob).buildClient();
        String id = lease.acquireLease(-1);

        assertRefused(412, "LeaseIdMissing", () -> blob.upload(BinaryData.fromString("x"), true));
        assertRefused(412, "LeaseIdMissing", () -> blob.setMetadata(Map.of()));
        assertRefused(412, "LeaseIdMissing", blob::delete);
        BlockBlobClient block = blob.getBlockBlobClient();
        assertRefused(
                412,
                "LeaseIdMissing",
                () -> block.stageBlock("YQ==", new ByteArrayInputStream(new byte[1]), 1));
        assertRefused(
                409,
                "LeaseAlreadyPresent",
                () -> new BlobLeaseClientBuilder().blobClient(blob).buildClient().acquireLease(15));
        BlobRequestConditions held = new BlobRequestConditions().setLeaseId(id);
        blob.setMetadataWithResponse(Map.of("k", "v"), held, null, Context.NONE);
        lease.renewLease();
        String changed = lease.changeLease("33333333-3333-3333-3333-333333333333");
        assertRefused(
                412,
                "LeaseIdMismatchWithBlobOperation",
                () -> blob.setMetadataWithResponse(Map.of(), held, null, Context.NONE));
        assertThat(changed).startsWith("3333");
        assertThat(blob.getProperties().getLeaseDuration().toString()).isEqualTo("infinite");

        int seconds =
                lease.breakLeaseWithResponse(
                                new BlobBreakLeaseOptions()
                                        .setBreakPeriod(java.time.Duration.ofSeconds(20)),
                                null,
                                Context.NONE)
                        .getValue();
        assertThat(seconds).isEqualTo(20);
        assertThat(blob.getProperties().getLeaseState()).isEqualTo(LeaseStateType.BREAKING);
        lease.breakLeaseWithResponse(
                new BlobBreakLeaseOptions().setBreakPeriod(java.time.Duration.ZERO),
                null,
                Context.NONE);
        blob.upload(BinaryData.fromString("two"), true);
        assertThat(blob.getProperties().getLeaseState()).isEqualTo(LeaseStateType.AVAILABLE);
        blob.delete();
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
        log.downloadStreamWithResponse(
                range, new BlobRange(60_000, 30_000L), null, null, false, null, Context.NONE);
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
                () ->
                        con.getBlobClient("log")
                                .getBlockBlobClient()
                                .stageBlock("YQ==", new ByteArrayInputStream(more), more.length));
        log.sealWithResponse(new AppendBlobSealOptions(), null, Context.NONE);
        assertThat(log.getProperties().isSealed()).isTrue();
        assertRefused(409, "BlobIsSealed", () -> append(log, more, null));
        log.delete();
    }

    private static void append(
            AppendBlobClient log, byte[] bytes, AppendBlobRequestConditions conditions) {
        log.appendBlockWithResponse(
                new ByteArrayInputStream(bytes),
                bytes.length,
                null,
                conditions,
                null,
                Context.NONE);
    }

    @Test
    void aPageBlobIsWrittenAnywhere() {
        PageBlobClient disk = con.getBlobClient("disk").getPageBlobClient();
        disk.create(4096);
        byte[] page = random(1024);
        disk.uploadPages(
                new PageRange().setStart(512).setEnd(1535), new ByteArrayInputStream(page));
        disk.clearPages(new PageRange().setStart(1024).setEnd(1535));
        byte[] expected = new byte[4096];
        System.arraycopy(page, 0, expected, 512, 512);

        assertThat(disk.downloadContent().toBytes()).isEqualTo(expected);
        assertThat(disk.listPageRanges(new BlobRange(0)))
                .hasSize(1)
                .first()
                .satisfies(
                        range -> {
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
        String sas =
                source.generateSas(
                        new BlobServiceSasSignatureValues(
                                OffsetDateTime.now().plusHours(1),
                                new BlobSasPermission().setReadPermission(true)));

        BlobClient async = con.getBlobClient("async");
        assertThat(
                        async.beginCopy(source.getBlobUrl(), null)
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
        assertThat(block.downloadContent().toBytes())
                .isEqualTo(Arrays.copyOfRange(content, 5, 1005));
        assertThat(appended.downloadContent().toBytes()).isEqualTo(Arrays.copyOf(content, 7));
        assertRefused(409, "NoPendingCopyOperation", () -> async.abortCopyFromUrl("none"));

        BlobClientBase snapshot = source.createSnapshot();
        source.upload(BinaryData.fromString("new"), true);
        assertThat(snapshot.downloadContent().toBytes()).isEqualTo(content);
        assertThat(source.downloadContent().toString()).isEqualTo("new");
        assertThat(
                        con.listBlobs(
                                new ListBlobsOptions()
                                        .setPrefix("source")
                                        .setDetails(
                                                new BlobListDetails().setRetrieveSnapshots(true)),
                                null))
                .extracting(item -> item.getSnapshot() != null)
                .containsExactly(true, false);
        assertRefused(409, "SnapshotsPresent", source::delete);
        source.deleteWithResponse(DeleteSnapshotsOptionType.INCLUDE, null, null, Context.NONE);
        assertThat(snapshot.exists()).isFalse();
    }

    @Test
    void tagsAreFoundAndBind() {
        BlobClient blob = con.getBlobClient("tagged");
        blob.uploadWithResponse(
                new BlobParallelUploadOptions(BinaryData.fromString("x"))
                        .setTags(Map.of("kind", "model", "year", "2026"))
                        .setMetadata(Map.of("m", "1"))
                        .setHeaders(new BlobHttpHeaders().setContentLanguage("de")),
                null,
                Context.NONE);
        con.getBlobClient("plain").upload(BinaryData.fromString("x"));

        assertThat(blob.getTags()).isEqualTo(Map.of("kind", "model", "year", "2026"));
        assertThat(azure.findBlobsByTags("\"kind\" = 'model' AND \"year\" >= '2020'"))
                .extracting(TaggedBlobItem::getName)
                .containsExactly("tagged");
        assertThat(con.findBlobsByTags("\"kind\" = 'data'")).isEmpty();
        BlobRequestConditions other =
                new BlobRequestConditions().setTagsConditions("\"kind\" = 'data'");
        assertRefused(
                412,
                "ConditionNotMet",
                () -> blob.deleteWithResponse(null, other, null, Context.NONE));
        blob.setTags(Map.of("kind", "data"));
        assertThat(
                        con.listBlobs(
                                new ListBlobsOptions()
                                        .setPrefix("tagged")
                                        .setDetails(new BlobListDetails().setRetrieveTags(true)),
                                null))
                .extracting(BlobItem::getTags)
                .containsExactly(Map.of("kind", "data"));
        assertThat(blob.getProperties().getTagCount()).isEqualTo(1);
        blob.deleteWithResponse(null, other, null, Context.NONE);
    }

    @Test
    void tiersBlocksAndListsOfThem() {
        BlobClient blob = con.getBlobClient("t");
        blob.upload(BinaryData.fromString("x"));
        blob.setAccessTier(AccessTier.COOL);
        assertThat(blob.getProperties().getAccessTier()).isEqualTo(AccessTier.COOL);
        blob.setAccessTier(AccessTier.ARCHIVE);
        assertRefused(409, "BlobArchived", blob::downloadContent);
        blob.setAccessTier(AccessTier.HOT);
        assertThat(blob.downloadContent().toString()).isEqualTo("x");

        BlockBlobClient staged = con.getBlobClient("staged").getBlockBlobClient();
        staged.stageBlock("YQ==", new ByteArrayInputStream(new byte[3]), 3);
        assertThat(staged.listBlocks(BlockListType.UNCOMMITTED).getUncommittedBlocks()).hasSize(1);
        ListBlobsOptions uncommitted =
                new ListBlobsOptions()
                        .setDetails(new BlobListDetails().setRetrieveUncommittedBlobs(true));
        assertThat(con.listBlobs(uncommitted, null))
                .extracting(BlobItem::getName)
                .containsExactly("staged", "t");
        assertThat(con.listBlobs()).extracting(BlobItem::getName).containsExactly("t");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        blob.downloadStreamWithResponse(
                out, new BlobRange(0, 1L), null, null, true, null, Context.NONE);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("x");
    }

    /** In parallel blocks, with {@code -Dmltwin.blob.mebibytes=1024} a gibibyte. */
    @Test
    void aLargeBlobGoesUpInParallelAndComesDownTheSame() throws Exception {
        long length = (long) MEBIBYTES << 20;
        MessageDigest sent = MessageDigest.getInstance("SHA-256");
        BlobClient blob = con.getBlobClient("large");
        blob.uploadWithResponse(
                new BlobParallelUploadOptions(new DigestInputStream(new Numbers(length), sent))
                        .setParallelTransferOptions(
                                new ParallelTransferOptions()
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
        blob.stageBlockWithResponse(
                "YQ==", new ByteArrayInputStream(bytes), 1000, md5, null, null, Context.NONE);
        assertRefused(
                400,
                "Md5Mismatch",
                () ->
                        blob.stageBlockWithResponse(
                                "Yg==",
                                new ByteArrayInputStream(bytes),
                                1000,
                                new byte[16],
                                null,
                                null,
                                Context.NONE));
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
