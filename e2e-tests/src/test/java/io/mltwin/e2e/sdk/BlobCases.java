package io.mltwin.e2e.sdk;

import static io.mltwin.e2e.sdk.SdkSuite.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobAsyncClient;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.Block;
import com.azure.storage.blob.models.BlockList;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.mltwin.e2e.clients.SdkAccount;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Block blobs: content, blocks, properties, tags, tiers, sums. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class BlobCases {

    private BlobContainerClient container;

    @BeforeAll
    void connect() throws Exception {
        container = SdkSuite.get().account.byKey().createBlobContainerIfNotExists("blobs");
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static String id(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void comeBackWholeAndInRanges() throws Exception {
        BlobClient blob = container.getBlobClient("folder/big ü.bin");
        byte[] content = random(300_017);
        blob.upload(new ByteArrayInputStream(content), content.length);
        assertThat(blob.exists()).isTrue();
        assertThat(blob.downloadContent().toBytes()).isEqualTo(content);
        assertRefused(409, "BlobAlreadyExists", () -> blob.upload(BinaryData.fromString("again"), false));

        ByteArrayOutputStream part = new ByteArrayOutputStream();
        byte[] sum = blob.downloadStreamWithResponse(
                        part, new BlobRange(200_000, 1000L), null, null, true, null, Context.NONE)
                .getDeserializedHeaders()
                .getContentMd5();
        byte[] expected = Arrays.copyOfRange(content, 200_000, 201_000);
        assertThat(part.toByteArray()).isEqualTo(expected);
        assertThat(sum).isEqualTo(MessageDigest.getInstance("MD5").digest(expected));
        assertRefused(
                416,
                "InvalidRange",
                () -> blob.downloadStreamWithResponse(
                        part, new BlobRange(400_000), null, null, false, null, Context.NONE));
        blob.delete();
        assertThat(blob.exists()).isFalse();
        assertThat(blob.deleteIfExists()).isFalse();
        assertRefused(404, "BlobNotFound", blob::downloadContent);
    }

    @Test
    void areStagedInBlocks() {
        BlockBlobClient blob = container.getBlobClient("staged").getBlockBlobClient();
        byte[] content = random(90_000);
        for (int i = 0; i < 3; i++) {
            byte[] part = Arrays.copyOfRange(content, i * 30_000, (i + 1) * 30_000);
            blob.stageBlock(id("b" + i), new ByteArrayInputStream(part), part.length);
        }
        assertThat(blob.exists()).isFalse();
        assertThat(blob.listBlocks(BlockListType.UNCOMMITTED).getUncommittedBlocks())
                .extracting(Block::getName)
                .containsExactlyInAnyOrder(id("b0"), id("b1"), id("b2"));
        blob.commitBlockList(List.of(id("b0"), id("b1"), id("b2")));
        assertThat(blob.downloadContent().toBytes()).isEqualTo(content);

        blob.stageBlock(id("b9"), BinaryData.fromString("more"));
        BlockList all = blob.listBlocks(BlockListType.ALL);
        assertThat(all.getCommittedBlocks()).hasSize(3);
        assertThat(all.getUncommittedBlocks()).hasSize(1);
        blob.commitBlockList(List.of(id("b2"), id("b9"), id("b2")), true);
        assertThat(blob.downloadContent().toBytes())
                .hasSize(60_004)
                .startsWith(Arrays.copyOfRange(content, 60_000, 90_000))
                .endsWith(Arrays.copyOfRange(content, 60_000, 90_000));
        assertThat(blob.listBlocks(BlockListType.COMMITTED).getCommittedBlocks())
                .extracting(Block::getName)
                .containsExactly(id("b2"), id("b9"), id("b2"));
    }

    @Test
    void haveHeadersMetadataTagsAndTiers() {
        BlobClient blob = container.getBlobClient("described");
        blob.upload(BinaryData.fromString("x"));
        blob.setHttpHeaders(new BlobHttpHeaders().setContentType("text/x").setCacheControl("no-cache"));
        blob.setMetadata(Map.of("m", "1"));
        blob.setTags(Map.of("kind", "model"));
        blob.setAccessTier(AccessTier.COOL);

        BlobProperties properties = blob.getProperties();
        assertThat(properties.getContentType()).isEqualTo("text/x");
        assertThat(properties.getCacheControl()).isEqualTo("no-cache");
        assertThat(properties.getMetadata()).isEqualTo(Map.of("m", "1"));
        assertThat(properties.getTagCount()).isEqualTo(1);
        assertThat(properties.getAccessTier()).isEqualTo(AccessTier.COOL);
        assertThat(properties.isServerEncrypted()).isTrue();
        assertThat(blob.getTags()).isEqualTo(Map.of("kind", "model"));
        blob.setAccessTier(AccessTier.ARCHIVE);
        assertRefused(409, "BlobArchived", blob::downloadContent);
        blob.setAccessTier(AccessTier.HOT);
        assertThat(blob.downloadContent()).hasToString("x");
    }

    @Test
    void areCheckedAgainstTheirSums() throws Exception {
        byte[] bytes = random(1000);
        byte[] right = MessageDigest.getInstance("MD5").digest(bytes);
        BlockBlobClient blob = container.getBlobClient("sum").getBlockBlobClient();

        assertRefused(400, "Md5Mismatch", () -> stage(blob, bytes, new byte[16]));
        assertThat(blob.exists()).isFalse();
        assertRefused(404, "BlobNotFound", () -> blob.listBlocks(BlockListType.ALL));
        stage(blob, bytes, right);
        blob.commitBlockList(List.of("YQ=="));
        assertRefused(400, "Md5Mismatch", () -> upload(blob, bytes, new byte[16]));
        upload(blob, bytes, right);
        assertThat(blob.getProperties().getContentMd5()).isEqualTo(right);
    }

    private static void stage(BlockBlobClient blob, byte[] bytes, byte[] md5) {
        blob.stageBlockWithResponse(
                "YQ==", new ByteArrayInputStream(bytes), bytes.length, md5, null, null, Context.NONE);
    }

    private static void upload(BlockBlobClient blob, byte[] bytes, byte[] md5) {
        blob.uploadWithResponse(
                new ByteArrayInputStream(bytes), bytes.length, null, null, null, md5, null, null, Context.NONE);
    }

    @Test
    void areWrittenAndReadByTheAsynchronousClient() throws Exception {
        SdkAccount account = SdkSuite.get().account;
        BlobAsyncClient blob = account.client()
                .credential(account.key())
                .buildAsyncClient()
                .getBlobContainerAsyncClient("blobs")
                .getBlobAsyncClient("async");
        byte[] content = random(64_000);

        BinaryData read = blob.upload(BinaryData.fromBytes(content), true)
                .then(blob.downloadContent())
                .block();

        assertThat(read.toBytes()).isEqualTo(content);
    }
}
