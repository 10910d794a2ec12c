package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.workspace.storage.blob.versions.SoftDeleteSweep;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contents in the rows of their blobs, and what becomes of them when blob or container go. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BlobRowResourceTest extends WithBlobAccount {

    @Inject
    SoftDeleteSweep sweep;

    private BlobContainerClient con;
    private BlobClient blob;

    @BeforeEach
    void putOneInARow() throws SQLException {
        con = byHost().credential(new StorageSharedKeyCredential(name, key(0)))
                .buildClient()
                .getBlobContainerClient("con");
        blob = con.getBlobClient("b");
        blob.upload(BinaryData.fromString("in the row"));
        assertThat(inRows("b")).isOne();
    }

    private long inRows(String of) throws SQLException {
        return number("select count(*) from blob b join blob_container c on c.id = b.container_id"
                + " join storage_account a on a.id = c.account_id where a.name = '"
                + name
                + "' and b.ciphertext is not null and b.name = '"
                + of
                + "'");
    }

    private long number(String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private String containerId() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select c.id::text from blob_container c join storage_account a on a.id = c.account_id"
                                + " where a.name = '"
                                + name
                                + "'")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private enum Overwriting {
        SMALL(blob -> blob.upload(BinaryData.fromString("new"), true), "new"),
        LARGE(blob -> blob.upload(BinaryData.fromString("x".repeat(100_000)), true), "x".repeat(100_000)),
        EMPTY(blob -> blob.upload(BinaryData.fromString(""), true), ""),
        APPEND(
                blob -> {
                    blob.getAppendBlobClient().create(true);
                    blob.getAppendBlobClient().appendBlock(new ByteArrayInputStream(new byte[] {'a', 'b'}), 2);
                },
                "ab"),
        BLOCKS(
                blob -> {
                    blob.getBlockBlobClient().stageBlock("YQ==", new ByteArrayInputStream(new byte[] {'c'}), 1);
                    blob.getBlockBlobClient().commitBlockList(List.of("YQ=="), true);
                },
                "c");

        private final Consumer<BlobClient> write;
        private final String after;

        Overwriting(Consumer<BlobClient> write, String after) {
            this.write = write;
            this.after = after;
        }
    }

    @ParameterizedTest
    @EnumSource
    void overwrittenContentLeavesTheRow(Overwriting by) throws SQLException {
        by.write.accept(blob);

        assertThat(blob.downloadContent().toString()).isEqualTo(by.after);
        assertThat(inRows("b")).isZero();
    }

    @Test
    void aSnapshotAndACopyHaveTheContentToo() {
        BlobClient snapshot =
                con.getBlobClient("b").getSnapshotClient(blob.createSnapshot().getSnapshotId());
        BlobClient copy = con.getBlobClient("copy");
        copy.beginCopy(blob.getBlobUrl(), null).waitForCompletion();
        blob.upload(BinaryData.fromString("changed"), true);

        assertThat(snapshot.downloadContent().toString()).isEqualTo("in the row");
        assertThat(copy.downloadContent().toString()).isEqualTo("in the row");
    }

    @Test
    void aContainerTakesItsBlobsAlong() throws SQLException {
        String id = containerId();
        con.delete();

        assertThat(number("select count(*) from blob where container_id = '" + id + "'"))
                .isZero();
    }

    @Test
    void anAccountTakesThemAlongToo() throws SQLException {
        String id = containerId();
        deleteAccount();

        assertThat(number("select count(*) from blob where container_id = '" + id + "'"))
                .isZero();
    }

    /** Played by a row that is there though its container went: as one that came too late. */
    @Test
    void lateContentIsSwept() throws SQLException {
        String id = containerId();
        con.delete();
        change("insert into blob (id, container_id, name, content_length, content_type, blocks, etag, created,"
                + " modified, kind, ciphertext) values (gen_random_uuid(), '"
                + id
                + "', 'late', 0, 'text/plain', '', '0x1', now(), now(), 'BlockBlob', '')");
        String late = "select count(*) from blob where container_id = '" + id + "'";

        sweep.sweep();
        assertThat(number(late)).as("a statement may still be on its way").isOne();
        change("update gone_container set gone_at = gone_at - interval '1 hour'");
        sweep.sweep();
        assertThat(number(late)).isZero();
        assertThat(number("select count(*) from gone_container where id = '" + id + "'"))
                .isZero();
    }
}
