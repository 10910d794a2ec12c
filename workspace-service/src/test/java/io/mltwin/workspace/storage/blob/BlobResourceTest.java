package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.azure.core.http.HttpClient;
import com.azure.core.http.netty.NettyAsyncHttpClientBuilder;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.blob.specialized.BlockBlobClient;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.mltwin.workspace.storage.StorageContainers;
import io.mltwin.workspace.storage.accounts.StorageAccountRequest;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
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
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The Blob service over HTTPS with Azure's own client for Java, and what lies in the database and
 * on disk.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BlobResourceTest {

    private static final String WRITER = UUID.randomUUID().toString();
    private static final String STRANGER = UUID.randomUUID().toString();
    private static final String AUDIENCE = "https://storage.azure.com";
    private static final String SECRET = "the patient's diagnosis is malignant";
    private static final AtomicInteger NAMES = new AtomicInteger();

    @FromPlatform TestPlatform platform;
    @FromPlatform TestIssuer issuer;
    @FromPlatform TestDecisions decisions;
    @FromPlatform TestDatabase database;
    @FromPlatform ServiceUnderTest service;
    @Inject StorageAccountService accounts;
    @Inject StorageContainers containers;
    @Inject PlatformConfig config;

    private String name;
    private ArmResourceId account;

    @BeforeEach
    void createAnAccountWithAContainer() {
        name = "blobaccount" + NAMES.incrementAndGet();
        account =
                ArmResourceId.subscription(UUID.randomUUID().toString())
                        .resourceGroup("rg1")
                        .provider("Microsoft.Storage", "storageAccounts", name);
        accounts.put(account, request(null), TestIssuer.TENANT);
        containers.ensure(account, "con");
        decisions.allow(WRITER, "*", account.toString());
    }

    private static StorageAccountRequest request(StorageAccountRequest.Properties properties) {
        return new StorageAccountRequest(
                "eastus",
                null,
                new StorageAccountRequest.Sku("Standard_LRS"),
                "StorageV2",
                null,
                properties);
    }

    private BlobServiceClientBuilder client() {
        return new BlobServiceClientBuilder()
                .endpoint(service.uri("/" + name).toString())
                .httpClient(http());
    }

    private HttpClient http() {
        SslContext trusting;
        try {
            trusting =
                    SslContextBuilder.forClient()
                            .trustManager(
                                    platform.trust().folder().trust().resolve("ca.pem").toFile())
                            .build();
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
        return new NettyAsyncHttpClientBuilder(
                        reactor.netty.http.client.HttpClient.create()
                                .secure(tls -> tls.sslContext(trusting)))
                .build();
    }

    private BlobServiceClient withKey() {
        return client().credential(new StorageSharedKeyCredential(name, key(0))).buildClient();
    }

    private String key(int index) {
        return accounts.listKeys(account).keys().get(index).value();
    }

    private BlobContainerClient container() {
        return withKey().getBlobContainerClient("con");
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static void assertRefused(
            int status, String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        BlobStorageException.class,
                        refused -> {
                            assertThat(refused.getStatusCode()).isEqualTo(status);
                            assertThat(String.valueOf(refused.getErrorCode())).isEqualTo(code);
                        });
    }

    private RequestSpecification as(String objectId, String audience) {
        return service.given(name + ".blob.core")
                .header("Authorization", "Bearer " + issuer.aad(audience, objectId).sign())
                .header("x-ms-version", "2025-07-05")
                .header("x-ms-blob-type", "BlockBlob");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, /?comp=list, 200",
        "PUT, /new-container?restype=container, 201",
        "GET, /con?restype=container, 200",
        "GET, /con?restype=container&comp=list, 200",
        "PUT, /con/b, 201",
        "GET, /con/exists, 200",
        "HEAD, /con/exists, 200",
        "PUT, /con/exists?comp=metadata, 200",
        "PUT, /con/exists?comp=properties, 200",
        "PUT, /con/exists?comp=block&blockid=YQ==, 201",
        "GET, /con/exists?comp=blocklist, 200",
        "DELETE, /con/exists, 202",
        "DELETE, /con?restype=container, 202"
    })
    void withoutCredentialWithoutRoleWithRole(String method, String uri, int status) {
        container().getBlobClient("exists").upload(BinaryData.fromString("x"));

        Response anonymous = service.given(name + ".blob.core").body("x").request(method, uri);
        assertThat(anonymous.statusCode()).isEqualTo(401);
        assertThat(anonymous.header("WWW-Authenticate"))
                .startsWith("Bearer authorization_uri=")
                .endsWith("/oauth2/authorize resource_id=" + AUDIENCE);
        assertThat(anonymous.header("x-ms-error-code")).isEqualTo("NoAuthenticationInformation");

        Response stranger = as(STRANGER, AUDIENCE).body("x").request(method, uri);
        assertThat(stranger.statusCode()).isEqualTo(403);
        assertThat(stranger.header("x-ms-error-code")).isEqualTo("AuthorizationPermissionMismatch");

        Response allowed = as(WRITER, AUDIENCE).body("x").request(method, uri);
        assertThat(allowed.statusCode()).isEqualTo(status);
        assertThat(allowed.header("x-ms-version")).isEqualTo("2025-07-05");
    }

    @Test
    void aDataRoleOnOneContainerOpensOnlyThat() {
        containers.ensure(account, "other");
        String reader = UUID.randomUUID().toString();
        decisions.allow(
                reader,
                "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read",
                account + "/blobServices/default/containers/con");
        container().getBlobClient("b").upload(BinaryData.fromString("x"));

        as(reader, AUDIENCE).get("/con/b").then().statusCode(200).body(equalTo("x"));
        as(reader, AUDIENCE).body("y").put("/con/b").then().statusCode(403);
        as(reader, AUDIENCE).get("/other/b").then().statusCode(403);
        as(reader, AUDIENCE).get("/?comp=list").then().statusCode(403);
    }

    @Test
    void tokensForAnotherAudienceOrTenantAreRefused() {
        as(WRITER, "https://management.azure.com/").get("/?comp=list").then().statusCode(401);
        as(WRITER, "https://storage.azure.com/").get("/?comp=list").then().statusCode(200);
        String other = UUID.randomUUID().toString();
        service.given(name + ".blob.core")
                .header(
                        "Authorization",
                        "Bearer "
                                + issuer.aad(AUDIENCE, WRITER)
                                        .issuer(issuer.azureAd(other))
                                        .tenantId(other)
                                        .sign())
                .get("/?comp=list")
                .then()
                .statusCode(401)
                .header("x-ms-error-code", "InvalidAuthenticationInfo");
    }

    @Test
    void smallLargeAndEmptyBlobsReadBack() {
        for (int length : new int[] {0, 1, 65_536, 65_537, 3_500_000}) {
            byte[] content = random(length);
            BlobClient blob = container().getBlobClient("dir/a b+ü%&#?/" + length);
            blob.upload(new ByteArrayInputStream(content), length);

            assertThat(blob.downloadContent().toBytes()).isEqualTo(content);
            assertThat(blob.getProperties().getBlobSize()).isEqualTo(length);
            assertThat(blob.getProperties().isServerEncrypted()).isTrue();
        }
    }

    @Test
    void aRangeIsAPartOfTheContent() {
        byte[] content = random(3_500_000);
        BlobClient blob = container().getBlobClient("large");
        blob.upload(new ByteArrayInputStream(content), content.length);

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        blob.downloadStreamWithResponse(
                out, new BlobRange(1_048_000, 200_000L), null, null, false, null, Context.NONE);

        assertThat(out.toByteArray()).isEqualTo(Arrays.copyOfRange(content, 1_048_000, 1_248_000));
        as(WRITER, AUDIENCE)
                .header("x-ms-range", "bytes=3499990-33554431")
                .get("/con/large")
                .then()
                .statusCode(206)
                .header("Content-Range", "bytes 3499990-3499999/3500000")
                .header("Content-Length", "10");
        as(WRITER, AUDIENCE)
                .header("x-ms-range", "bytes=3500000-")
                .get("/con/large")
                .then()
                .statusCode(416)
                .header("x-ms-error-code", "InvalidRange");
    }

    @Test
    void propertiesAndMetadataStay() {
        BlobClient blob = container().getBlobClient("b");
        blob.upload(BinaryData.fromString("hello"));
        blob.setMetadata(Map.of("k1", "v1", "k_2", "v2"));
        blob.setHttpHeaders(
                new BlobHttpHeaders()
                        .setContentType("odd")
                        .setContentLanguage("de")
                        .setCacheControl("no-cache"));

        BlobProperties properties = blob.getProperties();

        assertThat(properties.getMetadata()).isEqualTo(Map.of("k1", "v1", "k_2", "v2"));
        assertThat(properties.getContentType()).isEqualTo("odd");
        assertThat(properties.getContentLanguage()).isEqualTo("de");
        assertThat(properties.getCacheControl()).isEqualTo("no-cache");
    }

    @Test
    void blocksBecomeABlobWhenTheirListIsCommitted() {
        byte[] content = random(2_100_000);
        BlockBlobClient blob = container().getBlobClient("blocks").getBlockBlobClient();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(
                    Base64.getEncoder()
                            .encodeToString(("?>" + i).getBytes(StandardCharsets.UTF_8)));
            blob.stageBlock(
                    ids.get(i), new ByteArrayInputStream(content, i * 700_000, 700_000), 700_000);
        }

        assertThat(blob.listBlocks(BlockListType.ALL).getUncommittedBlocks()).hasSize(3);
        assertRefused(404, "BlobNotFound", blob::getProperties);

        blob.commitBlockList(ids);
        assertThat(blob.downloadContent().toBytes()).isEqualTo(content);

        blob.commitBlockList(List.of(ids.get(2), ids.get(0)), true);
        assertThat(blob.downloadContent().toBytes())
                .startsWith(Arrays.copyOfRange(content, 1_400_000, 2_100_000))
                .hasSize(1_400_000);
        assertRefused(
                400, "InvalidBlockList", () -> blob.commitBlockList(List.of(ids.get(1)), true));
    }

    @Test
    void listsHavePagesPrefixesAndMetadata() {
        BlobContainerClient container = container();
        for (int i = 0; i < 12; i++) {
            container.getBlobClient("many/" + i % 3 + "/b" + i).upload(BinaryData.fromString("x"));
        }
        container.getBlobClient("top<&>").upload(BinaryData.fromString("x"));
        container.getBlobClient("top<&>").setMetadata(Map.of("a", "1"));

        assertThat(container.listBlobs(new ListBlobsOptions().setMaxResultsPerPage(5), null))
                .hasSize(13);
        // the client gives a page's blobs first and its prefixes after them
        assertThat(container.listBlobsByHierarchy("/", new ListBlobsOptions(), null))
                .extracting(BlobItem::getName)
                .containsExactlyInAnyOrder("many/", "top<&>");
        assertThat(container.listBlobsByHierarchy("many/"))
                .extracting(BlobItem::getName)
                .containsExactly("many/0/", "many/1/", "many/2/");
        ListBlobsOptions options =
                new ListBlobsOptions()
                        .setPrefix("top")
                        .setDetails(new BlobListDetails().setRetrieveMetadata(true));
        assertThat(container.listBlobs(options, null))
                .extracting(BlobItem::getMetadata)
                .containsExactly(Map.of("a", "1"));
    }

    @Test
    void conditionsHoldBack() {
        BlobClient blob = container().getBlobClient("b");
        blob.upload(BinaryData.fromString("hello"));

        assertRefused(409, "BlobAlreadyExists", () -> blob.upload(BinaryData.fromString("x")));
        BlobRequestConditions another = new BlobRequestConditions().setIfMatch("\"0x1\"");
        assertRefused(
                412,
                "ConditionNotMet",
                () -> blob.deleteWithResponse(null, another, null, Context.NONE));
        String etag = blob.getProperties().getETag();
        as(WRITER, AUDIENCE).header("If-None-Match", etag).get("/con/b").then().statusCode(304);
        byte[] wrong = new byte[16];
        assertRefused(
                400,
                "Md5Mismatch",
                () ->
                        blob.getBlockBlobClient()
                                .uploadWithResponse(
                                        new ByteArrayInputStream(new byte[1]),
                                        1,
                                        null,
                                        null,
                                        null,
                                        wrong,
                                        null,
                                        null,
                                        Context.NONE));
        assertThat(blob.downloadContent().toString()).isEqualTo("hello");
    }

    @Test
    void aSignatureOpensWhatItSaysAndNoMore() {
        BlobClient blob = container().getBlobClient("b");
        blob.upload(BinaryData.fromString("hello"));
        OffsetDateTime later = OffsetDateTime.now().plusHours(1);
        String read =
                blob.generateSas(
                        new BlobServiceSasSignatureValues(
                                later, new BlobSasPermission().setReadPermission(true)));
        String create =
                container()
                        .generateSas(
                                new BlobServiceSasSignatureValues(
                                        later, BlobContainerSasPermission.parse("cl")));
        String expired =
                blob.generateSas(
                        new BlobServiceSasSignatureValues(
                                OffsetDateTime.now().minusSeconds(5),
                                new BlobSasPermission().setReadPermission(true)));

        BlobContainerClient reader =
                client().sasToken(read).buildClient().getBlobContainerClient("con");
        assertThat(reader.getBlobClient("b").downloadContent().toString()).isEqualTo("hello");
        assertRefused(
                403,
                "AuthorizationPermissionMismatch",
                () -> reader.getBlobClient("b").upload(BinaryData.fromString("x"), true));
        assertRefused(
                403, "AuthenticationFailed", () -> reader.getBlobClient("other").downloadContent());

        BlobContainerClient creator =
                client().sasToken(create).buildClient().getBlobContainerClient("con");
        creator.getBlobClient("new").upload(BinaryData.fromString("x"));
        assertThat(creator.listBlobs()).hasSize(2);
        assertRefused(
                403,
                "AuthorizationPermissionMismatch",
                () -> creator.getBlobClient("new").upload(BinaryData.fromString("y"), true));

        BlobContainerClient late =
                client().sasToken(expired).buildClient().getBlobContainerClient("con");
        assertRefused(403, "AuthenticationFailed", () -> late.getBlobClient("b").downloadContent());
    }

    @Test
    void aRegeneratedKeySignsNothingMore() {
        BlobServiceClient old = withKey();
        assertThat(old.listBlobContainers()).hasSize(1);

        accounts.regenerateKey(account, "key1");

        assertRefused(403, "AuthenticationFailed", () -> old.listBlobContainers().stream().count());
        assertThat(withKey().listBlobContainers()).hasSize(1);
        BlobServiceClient second =
                client().credential(new StorageSharedKeyCredential(name, key(1))).buildClient();
        assertThat(second.listBlobContainers()).hasSize(1);
    }

    @Test
    void anAccountMayRefuseItsKeys() {
        BlobContainerClient container = container();
        accounts.patch(
                account,
                request(
                        new StorageAccountRequest.Properties(
                                null, null, null, null, null, null, false, null, null, null, null,
                                null, null, null, null, null, null)));

        assertRefused(
                403,
                "KeyBasedAuthenticationNotPermitted",
                () -> container.listBlobs().stream().count());
        as(WRITER, AUDIENCE).get("/con?restype=container&comp=list").then().statusCode(200);
    }

    @Test
    void aStaleDateIsRefused() {
        service.given()
                .header("Authorization", "SharedKey " + name + ":c2ln")
                .header("x-ms-date", "Tue, 24 Nov 2020 14:03:23 GMT")
                .get("/" + name + "/?comp=list")
                .then()
                .statusCode(403)
                .header("x-ms-error-code", "AuthenticationFailed")
                .body(containsString("date header too old"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "PUT, /con/b?comp=lease, x-ms-version, 501, UnsupportedOperation",
        "PUT, /con/b?comp=page, x-ms-version, 501, UnsupportedOperation",
        "POST, /?restype=service&comp=userdelegationkey, x-ms-version, 501, UnsupportedOperation",
        "PUT, /con/b, x-ms-encryption-key, 501, UnsupportedOperation",
        "PUT, /con/b, x-ms-copy-source, 501, UnsupportedOperation",
        "PUT, /con/b, x-ms-lease-id, 412, LeaseNotPresentWithBlobOperation",
        "PUT, /c?restype=container, x-ms-version, 400, InvalidResourceName",
        "GET, /none/b, x-ms-version, 404, ContainerNotFound",
        "GET, /con/none, x-ms-version, 404, BlobNotFound"
    })
    void whatIsNotBuiltOrNotThereIsSaid(
            String method, String uri, String header, int status, String code) {
        as(WRITER, AUDIENCE)
                .header(header, "2025-07-05")
                .body("x")
                .request(method, uri)
                .then()
                .statusCode(status)
                .header("x-ms-error-code", code)
                .contentType("application/xml")
                .body(containsString("<Code>" + code + "</Code>"));
    }

    @Test
    void theFileServiceSaysThatItIsNotBuilt() {
        service.given(name + ".file.core")
                .get("/share/x")
                .then()
                .statusCode(501)
                .contentType("application/xml");
    }

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

        String rows =
                rows(
                                "select row_to_json(a)::text from storage_account a where name = '"
                                        + name
                                        + "'")
                        + rows(
                                "select row_to_json(b)::text || ' ' || encode(coalesce(metadata, ''), 'escape') from blob b")
                        + rows(
                                "select coalesce(encode(ciphertext, 'escape'), 'file') from stored_content");
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
            container()
                    .getBlobClient(blob)
                    .upload(new ByteArrayInputStream(content), content.length);
        }
        long before = fileCount();

        container()
                .getBlobClient("a")
                .upload(new ByteArrayInputStream(content), content.length, true);
        assertThat(fileCount()).isEqualTo(before);
        container().getBlobClient("a").delete();
        assertThat(fileCount()).isEqualTo(before - 1);
        accounts.delete(account);
        assertThat(fileCount()).isEqualTo(before - 3);
        assertThat(
                        rows(
                                "select 1 from blob_container c join storage_account a on a.id = c.account_id where a.name = '"
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
