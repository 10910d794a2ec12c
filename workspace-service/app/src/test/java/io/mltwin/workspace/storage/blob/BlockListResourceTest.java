package io.mltwin.workspace.storage.blob;

import static io.mltwin.workspace.storage.blob.TestBlocks.all;
import static io.mltwin.workspace.storage.blob.TestBlocks.bytes;
import static io.mltwin.workspace.storage.blob.TestBlocks.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.Block;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Put Block List: blocks become a blob by reference, in any mix of committed and new ones. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BlockListResourceTest extends WithBlobAccount {

    private static final int LARGE = 200_000;

    private BlobContainerClient container;
    private BlockBlobClient blob;
    private TestBlocks blocks;

    @BeforeEach
    void open() {
        container = container();
        blob = container.getBlobClient("b").getBlockBlobClient();
        blocks = new TestBlocks(database, config.dataDir(), name, blob);
    }

    @Test
    void noFileIsWrittenWhenBlocksInFilesAreCommitted() throws SQLException {
        byte[][] parts = {bytes(1, LARGE), bytes(2, LARGE), bytes(3, LARGE)};
        blocks.stage("a", parts[0]);
        blocks.stage("b", parts[1]);
        blocks.stage("c", parts[2]);
        Set<String> staged = blocks.files();

        blocks.commit("a", "b", "c");

        assertThat(blocks.files()).isEqualTo(staged);
        assertThat(blocks.parts()).isEqualTo(3);
        assertThat(blocks.content()).isEqualTo(all(parts));
    }

    @Test
    void committedAndNewBlocksMakeTheNextVersion() throws SQLException {
        byte[] a = bytes(1, LARGE);
        byte[] b = bytes(2, LARGE);
        byte[] newB = bytes(4, LARGE + 7);
        byte[] c = bytes(3, LARGE);
        byte[] d = bytes(5, 10);
        blocks.stage("a", a);
        blocks.stage("b", b);
        blocks.stage("c", c);
        blocks.commit("a", "b", "c");
        Set<String> first = blocks.files();

        blocks.stage("b", newB);
        blocks.stage("d", d);
        service.given(name + ".blob.core")
                .header(
                        "Authorization",
                        "Bearer " + issuer.aad(AUDIENCE, WRITER).sign())
                .header("x-ms-version", "2025-07-05")
                .urlEncodingEnabled(false)
                .body("<BlockList><Committed>"
                        + id("c")
                        + "</Committed><Committed>"
                        + id("b")
                        + "</Committed><Uncommitted>"
                        + id("b")
                        + "</Uncommitted><Latest>"
                        + id("d")
                        + "</Latest><Latest>"
                        + id("c")
                        + "</Latest></BlockList>")
                .put("/con/b?comp=blocklist")
                .then()
                .statusCode(201);

        assertThat(blocks.content()).isEqualTo(all(c, b, newB, d, c));
        assertThat(blob.listBlocks(BlockListType.ALL).getCommittedBlocks())
                .extracting(Block::getSizeLong)
                .containsExactly(200_000L, 200_000L, 200_007L, 10L, 200_000L);
        assertThat(blob.listBlocks(BlockListType.ALL).getUncommittedBlocks()).isEmpty();
        // a went; b was put again, and the file for d came
        assertThat(blocks.files()).hasSize(first.size() - 1 + 2);
        assertThat(blocks.contents()).isEqualTo(4);
        blocks.commit("d");
        assertThat(blocks.content()).isEqualTo(d);
        assertThat(blocks.contents()).isEqualTo(1);
        blob.delete();
        assertThat(blocks.contents()).isZero();
        assertThat(blocks.files()).hasSize(first.size() - 3);
    }

    @Test
    void littleBlocksAreWrittenTogether() throws SQLException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            String line = "line " + i + "\n";
            text.append(line);
            blocks.stage("" + i, line.getBytes(StandardCharsets.US_ASCII));
        }
        String[] all = IntStream.range(0, 60).mapToObj(i -> "" + i).toArray(String[]::new);
        blocks.commit(all);
        assertThat(blob.downloadContent().toString()).hasToString(text.toString());
        assertThat(blocks.contents()).isEqualTo(1);
        assertThat(blocks.parts()).as("in its row").isZero();

        byte[] large = bytes(1, LARGE);
        blocks.stage("big", large);
        blocks.commit("0", "1", "big", "2", "7", "3");
        assertThat(blocks.content())
                .isEqualTo(all(
                        "line 0\nline 1\n".getBytes(StandardCharsets.US_ASCII),
                        large,
                        "line 2\nline 7\nline 3\n".getBytes(StandardCharsets.US_ASCII)));
        assertThat(blocks.parts()).isEqualTo(3);
        assertThat(blocks.contents()).isEqualTo(3);
        // of one content: by reference, little as they are
        Set<String> before = blocks.files();
        blocks.commit("7");
        assertThat(blob.downloadContent().toString()).hasToString("line 7\n");
        assertThat(before).containsAll(blocks.files());
    }

    @Test
    void repeatedlyAddedBlocksStayFewParts() throws SQLException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        String[] ids = {};
        for (int i = 0; i < 40; i++) {
            byte[] more = bytes(i, 5_000);
            all.writeBytes(more);
            blocks.stage("" + i, more);
            ids = Arrays.copyOf(ids, i + 1);
            ids[i] = "" + i;
            blocks.commit(ids);
        }
        assertThat(blocks.content()).isEqualTo(all.toByteArray());
        assertThat(blocks.parts()).isLessThanOrEqualTo(4);
        assertThat(blocks.contents()).isEqualTo(blocks.parts());
    }

    /**
     * A copy has its bytes in one file and its blocks all the same, as blobs of older data have.
     */
    @Test
    void blocksOfABlobInOneFileAreCommittedFromThere() throws SQLException {
        byte[] a = bytes(1, LARGE);
        byte[] b = bytes(2, LARGE);
        blocks.stage("a", a);
        blocks.stage("b", b);
        blocks.commit("a", "b");
        BlockBlobClient source = blob;
        blob = container.getBlobClient("copy").getBlockBlobClient();
        blocks.open(blob);
        blob.copyFromUrl(source.getBlobUrl());
        byte[] little = bytes(3, 5);
        blocks.stage("c", little);

        blocks.commit("b", "c", "a");

        assertThat(blocks.content()).isEqualTo(all(b, little, a));
        blocks.commit("a");
        assertThat(blocks.content()).isEqualTo(a);
        assertThat(source.downloadContent().toBytes()).isEqualTo(all(a, b));
        assertThat(blocks.contents()).isEqualTo(3);
        blob.delete();
        source.delete();
        assertThat(blocks.contents()).isZero();
    }

    @Test
    void refusedListLeavesAllAsItWas() {
        blocks.stage("a", bytes(1, LARGE));
        blocks.stage("b", bytes(2, 5));
        blocks.commit("a", "b");
        blocks.stage("c", bytes(3, 5));
        blocks.stage("d", bytes(4, 5));
        String before = stored();

        assertRefused(400, "InvalidBlockList", () -> blocks.commit("a", "nowhere"));
        assertRefused(
                412,
                "ConditionNotMet",
                () -> blob.commitBlockListWithResponse(
                        List.of(id("a"), id("b"), id("c"), id("d")),
                        null,
                        null,
                        null,
                        new BlobRequestConditions().setIfMatch("\"0x1\""),
                        null,
                        Context.NONE));
        assertRefused(409, "BlobAlreadyExists", () -> blob.commitBlockList(List.of(id("a"))));

        assertThat(stored()).isEqualTo(before);
    }

    /** The last writer wins, whole; nothing is mixed, lost or left behind. */
    @Test
    void commitsAndBlocksAtOnceLeaveOneWholeVersion() throws Exception {
        byte[] base = bytes(1, LARGE);
        blocks.stage("base", base);
        blocks.commit("base");
        List<CompletableFuture<Void>> writers = IntStream.range(0, 4)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 5; i++) {
                        writeOnce(writer);
                    }
                }))
                .toList();
        writers.forEach(CompletableFuture::join);

        byte[] is = blocks.content();
        assertThat(is.length).isIn(LARGE, LARGE + 1_000, LARGE + 90_000);
        assertThat(Arrays.copyOf(is, LARGE)).isEqualTo(base);
        blob.delete();
        assertThat(blocks.count(
                        "select count(*) from blob_block k join blob_container c on c.id = k.container_id join storage_account a on a.id = c.account_id where a.name = '"
                                + name
                                + "'"))
                .isEqualTo(blocks.contents());
    }

    private void writeOnce(int writer) {
        try {
            blocks.stage("mine", bytes(writer, writer % 2 == 0 ? 1_000 : 90_000));
            blocks.commit("base", "mine");
        } catch (com.azure.storage.blob.models.BlobStorageException taken) {
            // another one's commit took the block with it
            assertThat(String.valueOf(taken.getErrorCode())).isEqualTo("InvalidBlockList");
        }
    }
}
