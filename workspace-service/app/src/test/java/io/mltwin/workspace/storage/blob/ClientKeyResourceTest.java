package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.CustomerProvidedKey;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.models.PageRange;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.azure.storage.blob.specialized.AppendBlobClient;
import com.azure.storage.blob.specialized.BlobClientBase;
import com.azure.storage.blob.specialized.BlockBlobClient;
import com.azure.storage.blob.specialized.PageBlobClient;
import io.mltwin.datakeys.DataKey;
import io.mltwin.datakeys.DataKeyException;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.workspace.storage.encryption.ClientKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blobs under keys that the client provides with each request, by Azure's own client. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ClientKeyResourceTest extends WithBlobAccount {

    private static final String NEEDED = "BlobUsesCustomerSpecifiedEncryption";
    private static final String NOT_NEEDED = "BlobDoesNotUseCustomerSpecifiedEncryption";
    private static final String OTHER = "BlobCustomerSpecifiedEncryptionMismatch";

    private static final byte[] KEY = random(32);
    private static final CustomerProvidedKey MINE = new CustomerProvidedKey(KEY);
    private static final CustomerProvidedKey ANOTHER = new CustomerProvidedKey(Arrays.copyOf(random(33), 32));

    @Inject
    ClientKeys clientKeys;

    private BlobContainerClient con;
    private BlobClient bare;
    private BlobClient blob;

    @BeforeEach
    void open() {
        con = container();
        bare = con.getBlobClient("b");
        blob = bare.getCustomerProvidedKeyClient(MINE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 11, 64 * 1024, 200_000, 9_000_000})
    void aBlobIsReadWithItsKeyAlone(int length) {
        byte[] content = random(length);
        blob.uploadWithResponse(
                new BlobParallelUploadOptions(BinaryData.fromBytes(content)).setMetadata(Map.of("finding", "benign")),
                null,
                Context.NONE);

        BlobProperties properties = blob.getProperties();
        assertThat(properties.getEncryptionKeySha256()).isEqualTo(MINE.getKeySha256());
        assertThat(properties.isServerEncrypted()).isTrue();
        assertThat(properties.getMetadata()).isEqualTo(Map.of("finding", "benign"));
        assertThat(blob.downloadContent().toBytes()).isEqualTo(content);
        assertRefused(409, NEEDED, bare::downloadContent);
        assertRefused(409, NEEDED, bare::getProperties);
        BlobClient other = bare.getCustomerProvidedKeyClient(ANOTHER);
        assertRefused(409, OTHER, other::downloadContent);
        assertRefused(409, OTHER, other::getProperties);
        assertThat(bare.exists()).isTrue();
    }

    @Test
    void aBlobUnderTheAccountsKeyTakesNoOther() {
        bare.upload(BinaryData.fromString("plain"));

        assertRefused(409, NOT_NEEDED, blob::downloadContent);
        assertRefused(409, NOT_NEEDED, blob::getProperties);
        assertRefused(409, NOT_NEEDED, () -> blob.setMetadata(Map.of("k", "v")));
        assertRefused(409, NOT_NEEDED, blob::createSnapshot);
        assertThat(bare.downloadContent()).hasToString("plain");
        assertThat(bare.getProperties().getEncryptionKeySha256()).isNull();
    }

    @Test
    void aWriterChangesTheKeyByOverwriting() {
        blob.upload(BinaryData.fromString("one"));
        bare.getCustomerProvidedKeyClient(ANOTHER).upload(BinaryData.fromString("two"), true);
        assertRefused(409, OTHER, blob::downloadContent);
        bare.upload(BinaryData.fromString("three"), true);

        assertThat(bare.downloadContent()).hasToString("three");
        assertRefused(409, NOT_NEEDED, blob::downloadContent);
    }

    @Test
    void metadataIsUnderTheKeyAndTagsAreNot() throws SQLException {
        blob.upload(BinaryData.fromString("x"));
        blob.setMetadata(Map.of("finding", "malignant"));
        bare.setTags(Map.of("ward", "7"));

        assertThat(blob.getProperties().getMetadata()).isEqualTo(Map.of("finding", "malignant"));
        assertThat(bare.getTags()).isEqualTo(Map.of("ward", "7"));
        assertThat(con.findBlobsByTags("ward='7'")).hasSize(1);
        assertRefused(409, NEEDED, () -> bare.setMetadata(Map.of()));
        assertRefused(
                409, OTHER, () -> bare.getCustomerProvidedKeyClient(ANOTHER).setMetadata(Map.of()));
        BlobItem listed = con.listBlobs(
                        new ListBlobsOptions()
                                .setDetails(new BlobListDetails()
                                        .setRetrieveMetadata(true)
                                        .setRetrieveTags(true)),
                        null)
                .iterator()
                .next();
        assertThat(listed.getProperties().getCustomerProvidedKeySha256()).isEqualTo(MINE.getKeySha256());
        assertThat(listed.getTags()).isEqualTo(Map.of("ward", "7"));
        assertThat(listed.getMetadata() == null || listed.getMetadata().isEmpty())
                .isTrue();
        assertThat(as(WRITER, AUDIENCE).get("/con?restype=container&comp=list&include=metadata"))
                .extracting(Response::asString)
                .asString()
                .contains("<Metadata Encrypted=\"true\"")
                .doesNotContain("malignant");
        UUID id = UUID.fromString(column("select id::text from blob where name = 'b'"));
        byte[] metadata =
                HexFormat.of().parseHex(column("select encode(metadata, 'hex') from blob where id = '" + id + "'"));
        assertThatThrownBy(() -> accountKey().decrypt(metadata, "blob-metadata:" + id))
                .isInstanceOf(DataKeyException.class);
    }

    @Test
    void operationWithoutContentNeedsNoKey() {
        blob.upload(BinaryData.fromString("x"));

        bare.setAccessTier(AccessTier.COOL);
        bare.setHttpHeaders(new com.azure.storage.blob.models.BlobHttpHeaders().setContentType("text/x"));
        assertThat(blob.getProperties().getContentType()).isEqualTo("text/x");
        assertThat(blob.getProperties().getAccessTier()).isEqualTo(AccessTier.COOL);
        bare.delete();
        assertThat(bare.exists()).isFalse();
    }

    @Test
    void blocksBecomeABlobUnderTheirOwnKeyAlone() {
        BlockBlobClient mine = blob.getBlockBlobClient();
        byte[] large = random(150_000);
        mine.stageBlock("YQ==", BinaryData.fromString("small"));
        mine.stageBlock("Yg==", BinaryData.fromBytes(large));
        BlockBlobClient plain = bare.getBlockBlobClient();
        assertRefused(409, NEEDED, () -> plain.commitBlockList(List.of("YQ==", "Yg==")));
        assertRefused(
                409,
                OTHER,
                () -> bare.getCustomerProvidedKeyClient(ANOTHER)
                        .getBlockBlobClient()
                        .commitBlockList(List.of("YQ==")));
        assertThat(bare.exists()).isFalse();
        mine.commitBlockList(List.of("YQ==", "Yg=="));
        assertThat(blob.downloadContent().toBytes())
                .startsWith("small".getBytes())
                .endsWith(large);

        plain.stageBlock("Yw==", BinaryData.fromString("more"));
        assertRefused(409, NOT_NEEDED, () -> mine.commitBlockList(List.of("YQ==", "Yw=="), true));
        mine.stageBlock("Yw==", BinaryData.fromString("more"));
        mine.commitBlockList(List.of("Yw==", "YQ=="), true);
        assertThat(blob.downloadContent()).hasToString("moresmall");
    }

    @Test
    void anAppendBlobGrowsUnderItsKey() {
        AppendBlobClient log = blob.getAppendBlobClient();
        log.create();
        append(log, "one ");
        append(log, "two");
        AppendBlobClient plain = bare.getAppendBlobClient();
        assertRefused(409, NEEDED, () -> append(plain, "x"));
        assertRefused(
                409,
                OTHER,
                () -> append(bare.getCustomerProvidedKeyClient(ANOTHER).getAppendBlobClient(), "x"));

        assertThat(log.downloadContent()).hasToString("one two");
        assertRefused(409, NEEDED, plain::downloadContent);
        bare.delete();
        plain.create();
        assertRefused(409, NOT_NEEDED, () -> append(log, "x"));
        bare.delete();
        assertRefused(404, "BlobNotFound", () -> append(log, "x"));
    }

    private static void append(AppendBlobClient log, String text) {
        log.appendBlock(new ByteArrayInputStream(text.getBytes()), text.length());
    }

    @Test
    void aPageBlobIsWrittenUnderItsKey() {
        PageBlobClient disk = blob.getPageBlobClient();
        disk.create(2048);
        byte[] pages = random(1024);
        PageRange range = new PageRange().setStart(0).setEnd(1023);
        disk.uploadPages(range, new ByteArrayInputStream(pages));
        PageBlobClient plain = bare.getPageBlobClient();
        assertRefused(409, NEEDED, () -> plain.uploadPages(range, new ByteArrayInputStream(pages)));
        assertRefused(409, NEEDED, () -> plain.clearPages(range));
        assertRefused(
                409,
                OTHER,
                () -> bare.getCustomerProvidedKeyClient(ANOTHER)
                        .getPageBlobClient()
                        .resize(512));
        disk.clearPages(new PageRange().setStart(512).setEnd(1023));
        disk.resize(1024);

        byte[] expected = new byte[1024];
        System.arraycopy(pages, 0, expected, 0, 512);
        assertThat(disk.downloadContent().toBytes()).isEqualTo(expected);
    }

    @Test
    void aSnapshotKeepsTheKeyOfItsTime() {
        blob.upload(BinaryData.fromString("then"));
        assertRefused(409, NEEDED, bare::createSnapshot);
        BlobClientBase snapshot = blob.createSnapshot();
        bare.upload(BinaryData.fromString("now"), true);

        assertThat(snapshot.downloadContent()).hasToString("then");
        assertThat(snapshot.getProperties().getEncryptionKeySha256()).isEqualTo(MINE.getKeySha256());
        assertRefused(
                409,
                NEEDED,
                () -> bare.getSnapshotClient(snapshot.getSnapshotId()).downloadContent());
        assertThat(bare.downloadContent()).hasToString("now");
    }

    @Test
    void softDeletedBlobComesBackUnderItsKey() {
        accounts.setSoftDelete(
                accounts.find(name).orElseThrow(), new io.mltwin.workspace.storage.accounts.SoftDelete(3, null));
        blob.upload(BinaryData.fromString("x"));
        bare.delete();
        bare.undelete();

        assertThat(blob.downloadContent()).hasToString("x");
        assertRefused(409, NEEDED, bare::downloadContent);
    }

    /** Neither the account's key nor what is stored opens a blob: its client's key alone does. */
    @Test
    void theClientsKeyIsNowhereAndNothingElseOpensTheBlob() throws SQLException, IOException {
        blob.upload(BinaryData.fromString("the patient's diagnosis"));
        blob.setMetadata(Map.of("finding", "malignant"));
        con.getBlobClient("large")
                .getCustomerProvidedKeyClient(MINE)
                .upload(BinaryData.fromString("the patient's diagnosis".repeat(5000)));
        String id = column("select content_id::text from blob where name = 'b'");
        byte[] ciphertext = HexFormat.of()
                .parseHex(column("select encode(ciphertext, 'hex') from stored_content where id = '" + id + "'"));

        assertThatThrownBy(() -> accountKey().decrypt(ciphertext, "blob-content:" + id))
                .isInstanceOf(DataKeyException.class);
        String rows = column("select string_agg(row_to_json(b)::text, ' ') from blob b")
                + column("select string_agg(row_to_json(k)::text || encode(wrapped, 'escape'), ' ') from client_key k");
        String bytes = new String(KEY, StandardCharsets.ISO_8859_1);
        assertThat(rows)
                .contains(MINE.getKeySha256())
                .doesNotContain(MINE.getKey(), HexFormat.of().formatHex(KEY), bytes, "malignant");
        try (Stream<Path> files = Files.walk(config.dataDir().resolve("blobs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("diagnosis", bytes);
            }
        }
    }

    @Test
    void aDataKeyGoesWhenNothingIsUnderItAnyMore() throws SQLException {
        blob.upload(BinaryData.fromString("x"));
        con.getBlobClient("gone").getCustomerProvidedKeyClient(ANOTHER).upload(BinaryData.fromString("x"));
        con.getBlobClient("gone").delete();
        clientKeys.sweep();
        assertThat(keys()).isEqualTo("2");
        execute("update client_key set used = used - interval '25 hours'");
        clientKeys.sweep();

        assertThat(keys()).isEqualTo("1");
        assertThat(blob.downloadContent()).hasToString("x");
    }

    private String keys() throws SQLException {
        return column(
                "select count(*)::text from client_key k join storage_account a on a.id = k.account_id where a.name = '"
                        + name
                        + "'");
    }

    private DataKey accountKey() {
        return accounts.opened(accounts.find(name).orElseThrow()).dataKey();
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = database.connect();
                Statement executed = connection.createStatement()) {
            executed.execute(statement);
        }
    }

    /** Of this account's blobs alone, since each test has one of its own. */
    private String column(String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query.replace(
                        "from blob where name = 'b'",
                        "from blob where name = 'b' and container_id in (select c.id from blob_container c"
                                + " join storage_account a on a.id = c.account_id where a.name = '"
                                + name
                                + "')"))) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
