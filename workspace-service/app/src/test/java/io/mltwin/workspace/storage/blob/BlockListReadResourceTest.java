package io.mltwin.workspace.storage.blob;

import static io.mltwin.workspace.storage.blob.TestBlocks.all;
import static io.mltwin.workspace.storage.blob.TestBlocks.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.Context;
import com.azure.storage.blob.models.BlobRange;
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
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading a blob of blocks: any range of it, a snapshot, and one that is overwritten meanwhile. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BlockListReadResourceTest extends WithBlobAccount {

    private static final int LARGE = 200_000;

    @Inject
    BlobReader reads;

    private BlockBlobClient blob;
    private TestBlocks blocks;

    @BeforeEach
    void open() {
        blob = container().getBlobClient("b").getBlockBlobClient();
        blocks = new TestBlocks(database, config.dataDir(), name, blob);
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
        blocks.stage("a", bytes(1, LARGE));
        blocks.stage("b", bytes(2, LARGE));
        blocks.stage("c", bytes(3, 3));
        blocks.stage("d", bytes(4, LARGE));
        blocks.commit("a", "b", "c", "d");

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        blob.downloadStreamWithResponse(
                out, new BlobRange(first, (long) length), null, null, false, null, Context.NONE);

        assertThat(out.toByteArray())
                .isEqualTo(Arrays.copyOfRange(whole, first, Math.min(whole.length, first + length)));
    }

    @Test
    void aSnapshotKeepsItsBytesWhenTheBlobGetsOthers() {
        byte[] a = bytes(1, LARGE);
        byte[] b = bytes(2, LARGE);
        blocks.stage("a", a);
        blocks.stage("b", b);
        blocks.commit("a", "b");
        var snapshot = blob.createSnapshot();
        blocks.stage("c", bytes(3, 100));
        blocks.commit("c");

        assertThat(snapshot.downloadContent().toBytes()).isEqualTo(all(a, b));
        assertThat(blocks.content()).isEqualTo(bytes(3, 100));
    }

    /** Who has begun to read reads on, and the files go when he is done. */
    @Test
    void overwrittenBlobStaysReadableWhileItIsRead() throws Exception {
        byte[] a = bytes(1, LARGE);
        byte[] b = bytes(2, LARGE);
        blocks.stage("a", a);
        blocks.stage("b", b);
        int before = blocks.files().size() - 2;
        blocks.commit("a", "b");
        StorageAccount of = accounts.opened(accounts.find(name).orElseThrow());
        OpenBlob read = reads.read(
                of,
                new BlobAddress(name, "con", "b", ""),
                BlobConditions.NONE,
                RequestedEncryption.NONE,
                length -> new ByteRange(0, length - 1));
        try (InputStream in = read.content().range(0, 2 * LARGE)) {
            assertThat(in.readNBytes(10)).isEqualTo(Arrays.copyOf(a, 10));
            blocks.stage("c", bytes(3, 5));
            blocks.commit("c");
            assertThat(blocks.content()).isEqualTo(bytes(3, 5));
            assertThat(all(Arrays.copyOf(a, 10), in.readAllBytes())).isEqualTo(all(a, b));
            assertThat(blocks.files()).hasSize(before + 2);
        }
        assertThat(blocks.files()).hasSize(before);
    }
}
