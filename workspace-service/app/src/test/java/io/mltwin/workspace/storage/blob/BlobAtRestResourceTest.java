package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What of blobs and accounts lies in the database and on disk, and for how long. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BlobAtRestResourceTest extends WithBlobAccount {

    private static final String SECRET = "the patient's diagnosis is malignant";

    @Test
    void nothingReadableIsStored() throws SQLException {
        BlobContainerClient container = container();
        BlobClient small = container.getBlobClient("small");
        small.upload(BinaryData.fromString(SECRET));
        small.setMetadata(Map.of("finding", "malignant"));
        BlobClient large = container.getBlobClient("large");
        String text = SECRET.repeat(5000);
        large.upload(BinaryData.fromString(text));
        String connection = accounts.connectionString(account);

        String rows = rows("select row_to_json(a)::text from storage_account a where name = '" + name + "'")
                + rows("select row_to_json(b)::text || ' ' || encode(coalesce(metadata, ''), 'escape')"
                        + " || encode(coalesce(ciphertext, ''), 'escape') from blob b")
                + rows("select coalesce(encode(ciphertext, 'escape'), 'file') from stored_content");
        String files = files();

        assertThat(rows)
                .contains(name, "file")
                .doesNotContain("malignant", "diagnosis", key(0), hex(key(0)), hex(key(1)));
        assertThat(files).isNotEmpty().doesNotContain("malignant", "diagnosis");
        assertThat(connection).contains("AccountKey=" + key(0));
        assertThat(large.downloadContent().toString()).isEqualTo(text);
    }

    private static String hex(String key) {
        return java.util.HexFormat.of().formatHex(Base64.getDecoder().decode(key));
    }

    private String rows(String query) throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                all.append(rows.getString(1)).append('\n');
            }
        }
        return all.toString();
    }

    private String files() {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> paths = Files.walk(config.dataDir().resolve("blobs"))) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString();
    }

    @Test
    void filesGoWithTheirBlobContainerAndAccount() throws SQLException {
        byte[] content = random(70_000);
        for (String blob : List.of("a", "b", "c")) {
            container().getBlobClient(blob).upload(new ByteArrayInputStream(content), content.length);
        }
        long before = fileCount();

        container().getBlobClient("a").upload(new ByteArrayInputStream(content), content.length, true);
        assertThat(fileCount()).isEqualTo(before);
        container().getBlobClient("a").delete();
        assertThat(fileCount()).isEqualTo(before - 1);
        deleteAccount();
        assertThat(fileCount()).isEqualTo(before - 3);
        assertThat(rows("select 1 from blob_container c join storage_account a on a.id = c.account_id where a.name = '"
                        + name
                        + "'"))
                .isEmpty();
    }

    private long fileCount() {
        try (Stream<Path> paths = Files.walk(config.dataDir().resolve("blobs"))) {
            return paths.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
