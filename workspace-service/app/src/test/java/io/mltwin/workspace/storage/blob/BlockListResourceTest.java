package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.Block;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.blob.read.BlobReader;
import io.mltwin.workspace.storage.blob.read.OpenBlob;
import io.mltwin.workspace.storage.blob.request.BlobAddress;
import io.mltwin.workspace.storage.blob.request.BlobConditions;
import io.mltwin.workspace.storage.blob.request.RequestedEncryption;
import io.mltwin.workspace.storage.wire.ByteRange;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Put Block List: blocks become a blob by reference, in any mix of committed and new ones. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BlockListResourceTest extends WithBlobAccount {

    private static final int LARGE = 200_000;

    @Inject BlobReader reads;

    private BlobContainerClient container;
    private BlockBlobClient blob;

    @BeforeEach
    void open() {
        container = container();
        blob = container.getBlobClient("b").getBlockBlobClient();
    }

    private static String id(Object of) {
        return Base64.getEncoder()
                .encodeToString(String.format("%4s", of).getBytes(StandardCharsets.US_ASCII));
    }

    private void stage(String block, byte[] bytes) {
        blob.stageBlock(id(block), new ByteArrayInputStream(bytes), bytes.length);
    }

    private void commit(String... blocks) {
        blob.commitBlockList(Arrays.stream(blocks).map(BlockListResourceTest::id).toList(), true);
    }

    private static byte[] bytes(int seed, int length) {
        byte[] bytes = new byte[length];
        new java.util.Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] all(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private byte[] content() {
        return blob.downloadContent().toBytes();
    }

    /** Every file of ciphertext with the time when it was written. */
    private Set<String> files() {
        Path folder = config.dataDir().resolve("blobs");
        if (Files.notExists(folder)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(BlockListResourceTest::written)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String written(Path file) {
        try {
            return file.getFileName() + " " + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long count(String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private long parts() throws SQLException {
        return count(
                "select count(*) from content_extent e join blob b on b.parts_id = e.owner_id"
                        + " join blob_container c on c.id = b.container_id join storage_account a on a.id = c.account_id"
                        + " where a.name = '"
                        + name
                        + "'");
    }

    private long contents() throws SQLException {
        return count(
                "select count(*) from stored_content s join blob_container c on c.id = s.container_id"
                        + " join storage_account a on a.id = c.account_id where a.name = '"
                        + name
                        + "'");
    }

    @Test
    void noFileIsWrittenWhenBlocksInFilesAreCommitted() throws SQLException {
        byte[][] blocks = {bytes(1, LARGE), bytes(2, LARGE), bytes(3, LARGE)};
        stage("a", blocks[0]);
        stage("b", blocks[1]);
        stage("c", blocks[2]);
        Set<String> staged = files();

        commit("a", "b", "c");

        assertThat(files()).isEqualTo(staged);
        assertThat(parts()).isEqualTo(3);
        assertThat(content()).isEqualTo(all(blocks));
    }

    @Test
    void committedAndNewBlocksMakeTheNextVersion() throws SQLException {
        byte[] a = bytes(1, LARGE);
        byte[] b = bytes(2, LARGE);
        byte[] newB = bytes(4, LARGE + 7);
        byte[] c = bytes(3, LARGE);
        byte[] d = bytes(5, 10);
        stage("a", a);
        stage("b", b);
        stage("c", c);
        commit("a", "b", "c");
        Set<String> first = files();

        stage("b", newB);
        stage("d", d);
        service.given(name + ".blob.core")
                .header("Authorization", "Bearer " + issuer.aad(AUDIENCE, WRITER).sign())
                .header("x-ms-version", "2025-07-05")
                .urlEncodingEnabled(false)
                .body(
                        "<BlockList><Committed>"
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

        assertThat(content()).isEqualTo(all(c, b, newB, d, c));
        assertThat(blob.listBlocks(BlockListType.ALL).getCommittedBlocks())
                .extracting(Block::getSizeLong)
                .containsExactly(200_000L, 200_000L, 200_007L, 10L, 200_000L);
        assertThat(blob.listBlocks(BlockListType.ALL).getUncommittedBlocks()).isEmpty();
        // a went; b was put again, and the file for d came
        assertThat(files()).hasSize(first.size() - 1 + 2);
        assertThat(contents()).isEqualTo(4);
        commit("d");
        assertThat(content()).isEqualTo(d);
        assertThat(contents()).isEqualTo(1);
        blob.delete();
        assertThat(contents()).isZero();
        assertThat(files()).hasSize(first.size() - 3);
    }

    @Test
    void littleBlocksAreWrittenTogether() throws SQLException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            String line = "line " + i + "\n";
            text.append(line);
            stage("" + i, line.getBytes(StandardCharsets.US_ASCII));
        }
        String[] all = IntStream.range(0, 60).mapToObj(i -> "" + i).toArray(String[]::new);
        commit(all);
        assertThat(blob.downloadContent().toString()).hasToString(text.toString());
        assertThat(contents()).isEqualTo(1);
        assertThat(parts()).as("in its row").isZero();

        byte[] large = bytes(1, LARGE);
        stage("big", large);
        commit("0", "1", "big", "2", "7", "3");
        assertThat(content())
                .isEqualTo(
                        all(
                                "line 0\nline 1\n".getBytes(StandardCharsets.US_ASCII),
                                large,
                                "line 2\nline 7\nline 3\n".getBytes(StandardCharsets.US_ASCII)));
        assertThat(parts()).isEqualTo(3);
        assertThat(contents()).isEqualTo(3);
        // of one content: by reference, little as they are
        Set<String> before = files();
        commit("7");
        assertThat(blob.downloadContent().toString()).hasToString("line 7\n");
        assertThat(before).containsAll(files());
    }

    @Test
    void whatIsAddedAgainAndAgainStaysFewParts() throws SQLException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        String[] blocks = {};
        for (int i = 0; i < 40; i++) {
            byte[] more = bytes(i, 5_000);
            all.writeBytes(more);
            stage("" + i, more);
            blocks = Arrays.copyOf(blocks, i + 1);
            blocks[i] = "" + i;
            commit(blocks);
        }
        assertThat(content()).isEqualTo(all.toByteArray());
        assertThat(parts()).isLessThanOrEqualTo(4);
        assertThat(contents()).isEqualTo(parts());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "199999, 2",
        "200000, 1",
        "100000, 350000",
        "200001, 199998",
        "399999, 4",
        "400000, 3",
        "400002, 100",
        "600002, 1",
        "0, 600003"
    })
    void anyRangeIsReadAcrossParts(int first, int length) {
        byte[] whole = all(bytes(1, LARGE), bytes(2, LARGE), bytes(3, 3), bytes(4, LARGE));
        stage("a", bytes(1, LARGE));
        stage("b", bytes(2, LARGE));
        stage("c", bytes(3, 3));
        stage("d", bytes(4, LARGE));
        commit("a", "b", "c", "d");

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        blob.downloadStreamWithResponse(
                out, new BlobRange(first, (long) length), null, null, false, null, Context.NONE);

        assertThat(out.toByteArray())
                .isEqualTo(
                        Arrays.copyOfRange(whole, first, Math.min(whole.length, first + length)));
    }

    /**
     * A copy has its bytes in one file and its blocks all the same, as blobs of older data have.
     */
    @Test
    void blocksOfABlobInOneFileAreCommittedFromThere() throws SQLException {
        byte[] a = bytes(1, LARGE);
        byte[] b = bytes(2, LARGE);
        stage("a", a);
        stage("b", b);
        commit("a", "b");
        BlockBlobClient source = blob;
        blob = container.getBlobClient("copy").getBlockBlobClient();
        blob.copyFromUrl(source.getBlobUrl());
        byte[] little = bytes(3, 5);
        stage("c", little);

        commit("b", "c", "a");

        assertThat(content()).isEqualTo(all(b, little, a));
        commit("a");
        assertThat(content()).isEqualTo(a);
        assertThat(source.downloadContent().toBytes()).isEqualTo(all(a, b));
        assertThat(contents()).isEqualTo(3);
        blob.delete();
        source.delete();
        assertThat(contents()).isZero();
    }

    @Test
    void aSnapshotKeepsItsBytesWhenTheBlobGetsOthers() {
        byte[] a = bytes(1, LARGE);
        byte[] b = bytes(2, LARGE);
        stage("a", a);
        stage("b", b);
        commit("a", "b");
        var snapshot = blob.createSnapshot();
        stage("c", bytes(3, 100));
        commit("c");

        assertThat(snapshot.downloadContent().toBytes()).isEqualTo(all(a, b));
        assertThat(content()).isEqualTo(bytes(3, 100));
    }

    /** Who has begun to read reads on, and the files go when he is done. */
    @Test
    void whatIsBeingReadStaysReadableThoughItIsOverwritten() throws Exception {
        byte[] a = bytes(1, LARGE);
        byte[] b = bytes(2, LARGE);
        stage("a", a);
        stage("b", b);
        int before = files().size() - 2;
        commit("a", "b");
        StorageAccount of = accounts.opened(accounts.find(name).orElseThrow());
        OpenBlob read =
                reads.read(
                        of,
                        new BlobAddress(name, "con", "b", ""),
                        BlobConditions.NONE,
                        RequestedEncryption.NONE,
                        length -> new ByteRange(0, length - 1));
        try (InputStream in = read.content().range(0, 2 * LARGE)) {
            assertThat(in.readNBytes(10)).isEqualTo(Arrays.copyOf(a, 10));
            stage("c", bytes(3, 5));
            commit("c");
            assertThat(content()).isEqualTo(bytes(3, 5));
            assertThat(all(Arrays.copyOf(a, 10), in.readAllBytes())).isEqualTo(all(a, b));
            assertThat(files()).hasSize(before + 2);
        }
        assertThat(files()).hasSize(before);
    }

    @Test
    void whatIsRefusedLeavesAllAsItWas() {
        stage("a", bytes(1, LARGE));
        stage("b", bytes(2, 5));
        commit("a", "b");
        stage("c", bytes(3, 5));
        stage("d", bytes(4, 5));
        String before = stored();

        assertRefused(400, "InvalidBlockList", () -> commit("a", "nowhere"));
        assertRefused(
                412,
                "ConditionNotMet",
                () ->
                        blob.commitBlockListWithResponse(
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
        stage("base", base);
        commit("base");
        List<CompletableFuture<Void>> writers =
                IntStream.range(0, 4)
                        .mapToObj(
                                writer ->
                                        CompletableFuture.runAsync(
                                                () -> {
                                                    for (int i = 0; i < 5; i++) {
                                                        writeOnce(writer);
                                                    }
                                                }))
                        .toList();
        writers.forEach(CompletableFuture::join);

        byte[] is = content();
        assertThat(is.length).isIn(LARGE, LARGE + 1_000, LARGE + 90_000);
        assertThat(Arrays.copyOf(is, LARGE)).isEqualTo(base);
        blob.delete();
        assertThat(
                        count(
                                "select count(*) from blob_block k join blob_container c on c.id = k.container_id join storage_account a on a.id = c.account_id where a.name = '"
                                        + name
                                        + "'"))
                .isEqualTo(contents());
    }

    private void writeOnce(int writer) {
        try {
            stage("mine", bytes(writer, writer % 2 == 0 ? 1_000 : 90_000));
            commit("base", "mine");
        } catch (com.azure.storage.blob.models.BlobStorageException taken) {
            // another one's commit took the block with it
            assertThat(String.valueOf(taken.getErrorCode())).isEqualTo("InvalidBlockList");
        }
    }
}
