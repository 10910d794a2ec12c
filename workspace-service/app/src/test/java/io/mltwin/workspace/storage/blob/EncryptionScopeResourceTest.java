package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.CustomerProvidedKey;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.models.PageRange;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.blob.specialized.AppendBlobClient;
import com.azure.storage.blob.specialized.BlobClientBase;
import com.azure.storage.blob.specialized.BlockBlobClient;
import com.azure.storage.blob.specialized.PageBlobClient;
import io.mltwin.datakeys.DataKey;
import io.mltwin.datakeys.DataKeyException;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Blobs under encryption scopes, by Azure's own client. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class EncryptionScopeResourceTest extends WithEncryptionScopes {

    private static final String OTHER = "BlobCustomerSpecifiedEncryptionMismatch";
    private static final String DISABLED = "EncryptionScopeDisabled";
    private static final byte[] LARGE = random(200_000);

    @Test
    void aBlobIsUnderItsScopeAndReadWithoutNamingIt() throws SQLException {
        TestScopes.upload(blob, "one");
        bare.setTags(Map.of("ward", "7"));

        assertThat(bare.downloadContent()).hasToString("one");
        assertThat(bare.getProperties().getEncryptionScope()).isEqualTo("one");
        assertThat(bare.getProperties().getMetadata()).isEqualTo(Map.of("finding", "one"));
        assertThat(bare.getTags()).isEqualTo(Map.of("ward", "7"));
        BlobItem listed = listed();
        assertThat(listed.getProperties().getEncryptionScope()).isEqualTo("one");
        assertThat(listed.getMetadata()).isEqualTo(Map.of("finding", "one"));
        bare.setMetadata(Map.of("finding", "none"));
        assertThat(bare.getProperties().getMetadata()).isEqualTo(Map.of("finding", "none"));
        String id = column("b.content_id::text", "b");
        byte[] ciphertext = HexFormat.of().parseHex(column("encode(s.ciphertext, 'hex')", "b"));
        DataKey ofAccount = accounts.opened(accounts.find(name).orElseThrow()).dataKey();
        assertThatThrownBy(() -> ofAccount.decrypt(ciphertext, "blob-content:" + id))
                .isInstanceOf(DataKeyException.class);
    }

    private BlobItem listed() {
        return con.listBlobs(new ListBlobsOptions().setDetails(new BlobListDetails().setRetrieveMetadata(true)), null)
                .iterator()
                .next();
    }

    private String column(String column, String of) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select "
                        + column
                        + " from blob b join blob_container c on c.id = b.container_id"
                        + " join storage_account a on a.id = c.account_id"
                        + " left join stored_content s on s.id = b.content_id where b.name = '"
                        + of
                        + "' and a.name = '"
                        + name
                        + "'")) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    @Test
    void aDisabledScopeRefusesReadsAndWritesAndOnlyItsOwn() {
        TestScopes.upload(blob, "one");
        con.getBlobClient("large")
                .getEncryptionScopeClient("one")
                .upload(new ByteArrayInputStream(LARGE), LARGE.length);
        TestScopes.upload(con.getBlobClient("other").getEncryptionScopeClient("two"), "two");
        TestScopes.upload(con.getBlobClient("plain"), "plain");
        AppendBlobClient log =
                con.getBlobClient("log").getEncryptionScopeClient("one").getAppendBlobClient();
        log.create();
        scopes.state("one", "Disabled");

        for (ThrowingCallable refused : List.<ThrowingCallable>of(
                bare::downloadContent,
                () -> con.getBlobClient("large").downloadContent(),
                bare::getProperties,
                () -> bare.setMetadata(Map.of()),
                bare::createSnapshot,
                () -> TestScopes.upload(con.getBlobClient("n").getEncryptionScopeClient("one"), "n"),
                () -> blob.getBlockBlobClient().stageBlock("YQ==", BinaryData.fromString("x")),
                () -> append(log, "x"),
                () -> append(con.getBlobClient("log").getAppendBlobClient(), "x"))) {
            assertRefused(403, DISABLED, refused);
        }
        assertThat(con.getBlobClient("other").downloadContent()).hasToString("two");
        assertThat(con.getBlobClient("plain").downloadContent()).hasToString("plain");
        TestScopes.upload(con.getBlobClient("plain2"), "plain");
        assertThat(listed().getProperties().getEncryptionScope()).isEqualTo("one");
        assertThat(as(WRITER, AUDIENCE).get("/con?restype=container&comp=list&include=metadata"))
                .extracting(Response::asString)
                .asString()
                .contains("<Metadata Encrypted=\"true\"", "<finding>two</finding>")
                .doesNotContain("<finding>one</finding>");
        bare.delete();
        scopes.state("one", "Enabled");
        assertThat(con.getBlobClient("large").downloadContent().toBytes()).isEqualTo(LARGE);
    }

    private static void append(AppendBlobClient log, String text) {
        log.appendBlock(new ByteArrayInputStream(text.getBytes()), text.length());
    }

    @Test
    void everyKindOfBlobIsUnderItsScope() {
        BlockBlobClient blocks = blob.getBlockBlobClient();
        blocks.stageBlock("YQ==", BinaryData.fromString("small"));
        blocks.stageBlock("Yg==", BinaryData.fromBytes(LARGE));
        assertRefused(409, OTHER, () -> bare.getBlockBlobClient().commitBlockList(List.of("YQ==")));
        blocks.commitBlockList(List.of("YQ==", "Yg=="));
        assertThat(bare.downloadContent().toBytes())
                .startsWith("small".getBytes())
                .endsWith(LARGE);
        assertThat(bare.getProperties().getEncryptionScope()).isEqualTo("one");

        AppendBlobClient log =
                con.getBlobClient("log").getEncryptionScopeClient("one").getAppendBlobClient();
        log.create();
        append(log, "one ");
        append(con.getBlobClient("log").getAppendBlobClient(), "two");
        assertThat(con.getBlobClient("log").downloadContent()).hasToString("one two");
        assertRefused(
                409,
                OTHER,
                () -> append(
                        con.getBlobClient("log").getEncryptionScopeClient("two").getAppendBlobClient(), "x"));

        PageBlobClient disk =
                con.getBlobClient("disk").getEncryptionScopeClient("one").getPageBlobClient();
        disk.create(1024);
        byte[] page = random(512);
        con.getBlobClient("disk")
                .getPageBlobClient()
                .uploadPages(new PageRange().setStart(512).setEnd(1023), new ByteArrayInputStream(page));
        assertThat(disk.downloadContent().toBytes()).endsWith(page);

        BlobClientBase snapshot = blob.createSnapshot();
        assertThat(snapshot.getProperties().getEncryptionScope()).isEqualTo("one");
        assertRefused(409, OTHER, () -> bare.getEncryptionScopeClient("two").createSnapshot());
        assertRefused(409, OTHER, () -> bare.getEncryptionScopeClient("two").setMetadata(Map.of("k", "v")));
        bare.upload(BinaryData.fromString("plain"), true);
        assertThat(bare.getProperties().getEncryptionScope()).isNull();
        assertThat(snapshot.downloadContent().toBytes()).endsWith(LARGE);
        assertRefused(409, OTHER, () -> blob.setMetadata(Map.of("k", "v")));
    }

    @Test
    void aCopyIsUnderTheScopeOfItsRequest() {
        TestScopes.upload(blob, "one");
        BlockBlobClient copy =
                con.getBlobClient("copy").getEncryptionScopeClient("two").getBlockBlobClient();
        copy.uploadFromUrl(bare.getBlobUrl() + "?" + signature(bare, "r", null));

        assertThat(con.getBlobClient("copy").downloadContent()).hasToString("one");
        assertThat(copy.getProperties().getEncryptionScope()).isEqualTo("two");
        scopes.state("one", "Disabled");
        assertThat(con.getBlobClient("copy").downloadContent()).hasToString("one");
        assertRefused(
                403,
                DISABLED,
                () -> con.getBlobClient("again")
                        .getBlockBlobClient()
                        .uploadFromUrl(bare.getBlobUrl() + "?" + signature(bare, "r", null)));
    }

    private static String signature(BlobClient of, String permissions, String scope) {
        BlobServiceSasSignatureValues values = new BlobServiceSasSignatureValues(
                OffsetDateTime.now().plusHours(1), BlobSasPermission.parse(permissions));
        BlobClient signing = scope == null ? of : of.getEncryptionScopeClient(scope);
        return signing.generateSas(values);
    }

    @Test
    void aScopeThatIsNotThereOrNotAloneIsRefused() {
        String before = stored();
        assertRefused(
                404, "EncryptionScopeNotFound", () -> TestScopes.upload(bare.getEncryptionScopeClient("none"), "x"));
        CustomerProvidedKey key = new CustomerProvidedKey(random(32));
        Response both = as(WRITER, AUDIENCE)
                .header("x-ms-encryption-key", key.getKey())
                .header("x-ms-encryption-key-sha256", key.getKeySha256())
                .header("x-ms-encryption-algorithm", "AES256")
                .header("x-ms-encryption-scope", "one")
                .body("x")
                .put("/con/n");

        assertThat(both.statusCode() + " " + both.header("x-ms-error-code")).isEqualTo("400 InvalidHeaderValue");
        assertThat(stored()).isEqualTo(before);
        createAnAccountWithAContainer();
        assertRefused(
                404,
                "EncryptionScopeNotFound",
                () -> TestScopes.upload(container().getBlobClient("b").getEncryptionScopeClient("one"), "x"));
    }

    @Test
    void aSignatureMaySayTheScope() {
        BlobClient signed = byHost().sasToken(signature(bare, "rcw", "one"))
                .buildClient()
                .getBlobContainerClient("con")
                .getBlobClient("b");
        TestScopes.upload(signed, "signed");

        assertThat(bare.getProperties().getEncryptionScope()).isEqualTo("one");
        assertThat(signed.downloadContent()).hasToString("signed");
        assertRefused(
                400,
                "InvalidHeaderValue",
                () -> signed.getEncryptionScopeClient("two").upload(BinaryData.fromString("x"), true));
        String query = signature(bare, "rcw", "one");
        for (String tampered : List.of(
                query.replace("ses=one", "ses=two"),
                query.replace("&ses=one", ""),
                query.replaceAll("sv=[0-9-]+", "sv=2020-10-02"))) {
            assertRefused(
                    403,
                    "AuthenticationFailed",
                    () -> TestScopes.upload(
                            byHost().sasToken(tampered)
                                    .buildClient()
                                    .getBlobContainerClient("con")
                                    .getBlobClient("b"),
                            "x"));
        }
    }

    @Test
    void aScopeMayHaveTwoLayers() {
        scopes.put("twice", null, null, null, true);
        BlobClient large = con.getBlobClient("large").getEncryptionScopeClient("twice");
        TestScopes.upload(bare.getEncryptionScopeClient("twice"), "small");
        large.upload(new ByteArrayInputStream(LARGE), LARGE.length);

        assertThat(bare.downloadContent()).hasToString("small");
        assertThat(large.downloadContent().toBytes()).isEqualTo(LARGE);
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        large.downloadStreamWithResponse(part, new BlobRange(130_000, 1000L), null, null, false, null, Context.NONE);
        assertThat(part.toByteArray()).isEqualTo(Arrays.copyOfRange(LARGE, 130_000, 131_000));
    }
}
