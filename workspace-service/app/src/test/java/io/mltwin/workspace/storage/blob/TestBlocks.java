package io.mltwin.workspace.storage.blob;

import com.azure.storage.blob.specialized.BlockBlobClient;
import io.mltwin.testkit.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A block blob of an account: what is staged and committed of it, and how that lies in storage. */
final class TestBlocks {

    private final TestDatabase database;
    private final Path folder;
    private final String account;
    private BlockBlobClient blob;

    /**
     * @param dataDir of the service under test
     * @param account name of the storage account
     */
    TestBlocks(TestDatabase database, Path dataDir, String account, BlockBlobClient blob) {
        this.database = database;
        this.folder = dataDir.resolve("blobs");
        this.account = account;
        this.blob = blob;
    }

    /** Goes on with another blob of the account. */
    void open(BlockBlobClient other) {
        blob = other;
    }

    /** The id of a block in Base64, of the same length for all. */
    static String id(Object of) {
        return Base64.getEncoder().encodeToString(String.format("%4s", of).getBytes(StandardCharsets.US_ASCII));
    }

    void stage(String block, byte[] bytes) {
        blob.stageBlock(id(block), new ByteArrayInputStream(bytes), bytes.length);
    }

    void commit(String... blocks) {
        blob.commitBlockList(Arrays.stream(blocks).map(TestBlocks::id).toList(), true);
    }

    /** Bytes that are always the same for a seed. */
    static byte[] bytes(int seed, int length) {
        byte[] bytes = new byte[length];
        new java.util.Random(seed).nextBytes(bytes);
        return bytes;
    }

    static byte[] all(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** Returns the bytes of the blob. */
    byte[] content() {
        return blob.downloadContent().toBytes();
    }

    /** Every file of ciphertext with the time when it was written. */
    Set<String> files() {
        if (Files.notExists(folder)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(TestBlocks::written)
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

    /** Returns what a query counts. */
    long count(String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** How many parts the account's blobs have that lie elsewhere than in the blob's own row. */
    long parts() throws SQLException {
        return count("select count(*) from content_extent e join blob b on b.parts_id = e.owner_id"
                + " join blob_container c on c.id = b.container_id join storage_account a on a.id = c.account_id"
                + " where a.name = '"
                + account
                + "'");
    }

    /** How many contents are stored of the account. */
    long contents() throws SQLException {
        return count("select count(*) from stored_content s join blob_container c on c.id = s.container_id"
                + " join storage_account a on a.id = c.account_id where a.name = '"
                + account
                + "'");
    }
}
