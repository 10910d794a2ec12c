package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpClient;
import com.azure.core.http.netty.NettyAsyncHttpClientBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.armweb.Caller;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.resourceprovider.ResourceTypes;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.mltwin.workspace.storage.StorageContainers;
import io.mltwin.workspace.storage.accounts.StorageAccountBody;
import io.mltwin.workspace.storage.accounts.StorageAccountRequest;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeEach;

/**
 * A storage account of its own for each test, with the container {@code con}, and clients of it.
 */
abstract class WithBlobAccount {

    static final String WRITER = UUID.randomUUID().toString();
    static final String STRANGER = UUID.randomUUID().toString();
    static final String AUDIENCE = "https://storage.azure.com";
    static final Caller CALLER = new Caller(TestIssuer.TENANT, WRITER, null, null, null);
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static final List<String> TABLES = List.of(
            "blob_container",
            "blob",
            "deleted_blob",
            "blob_block",
            "stored_content",
            "content_extent",
            "file_share",
            "share_entry");

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    @Inject
    StorageAccountService accounts;

    @Inject
    ResourceTypes types;

    @Inject
    ObjectMapper json;

    @Inject
    StorageContainers containers;

    @Inject
    PlatformConfig config;

    @Inject
    Addresses addresses;

    String name;
    ArmResourceId account;

    @BeforeEach
    void createAnAccountWithAContainer() {
        name = "blobaccount" + NAMES.incrementAndGet();
        account = ArmResourceId.subscription(UUID.randomUUID().toString())
                .resourceGroup("rg1")
                .provider("Microsoft.Storage", "storageAccounts", name);
        put(request(null));
        containers.ensure(account, "con");
        decisions.allow(WRITER, "*", account.toString());
    }

    static StorageAccountRequest request(StorageAccountRequest.Properties properties) {
        return new StorageAccountRequest(new StorageAccountRequest.Sku("Standard_LRS"), "StorageV2", null, properties);
    }

    BlobServiceClientBuilder client() {
        return new BlobServiceClientBuilder()
                .endpoint(service.uri("/" + name).toString())
                .httpClient(http());
    }

    HttpClient http() {
        SslContext trusting;
        try {
            trusting = SslContextBuilder.forClient()
                    .trustManager(
                            platform.trust().folder().trust().resolve("ca.pem").toFile())
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
        return new NettyAsyncHttpClientBuilder(reactor.netty.http.client.HttpClient.create()
                        .resolver(new LoopbackNames())
                        .secure(tls -> tls.sslContext(trusting)))
                .build();
    }

    /** By the account's own host name, as clients in the field have it. */
    BlobServiceClientBuilder byHost() {
        return client().endpoint("https://" + addresses.blobHost(name));
    }

    BlobServiceClient withKey() {
        return client().credential(new StorageSharedKeyCredential(name, key(0))).buildClient();
    }

    String key(int index) {
        return accounts.listKeys(account).keys().get(index).value();
    }

    BlobContainerClient container() {
        return withKey().getBlobContainerClient("con");
    }

    /** What the tables hold and how many files there are: the same after whatever is refused. */
    String stored() {
        StringBuilder all = new StringBuilder();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                try (ResultSet rows = statement.executeQuery(
                        "select count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) from " + table + " t")) {
                    rows.next();
                    all.append(table)
                            .append(rows.getLong(1))
                            .append(rows.getString(2))
                            .append(' ');
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Path blobs = config.dataDir().resolve("blobs");
        if (Files.notExists(blobs)) {
            return all.append(0).toString();
        }
        try (Stream<Path> files = Files.walk(blobs)) {
            return all.append(files.filter(Files::isRegularFile).count()).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    StorageAccountBody put(StorageAccountRequest request) {
        return changed("PUT", json.<ObjectNode>valueToTree(request).put("location", "eastus"));
    }

    StorageAccountBody patch(StorageAccountRequest request) {
        return changed("PATCH", json.valueToTree(request));
    }

    /** The account as Azure Resource Manager shows it. */
    StorageAccountBody shown() {
        return changed("GET", null);
    }

    private StorageAccountBody changed(String method, JsonNode body) {
        return json.convertValue(arm(method, "", body).body(), StorageAccountBody.class);
    }

    void regenerateKey(String keyName) {
        arm("POST", "/regenerateKey", json.createObjectNode().put("keyName", keyName));
    }

    boolean deleteAccount() {
        return arm("DELETE", "", null).status() == 200;
    }

    private ArmAnswer arm(String method, String operation, JsonNode body) {
        return types.handle(new ArmCall(
                method, ArmTarget.parse(account + operation), "2023-01-01", Map.of(), body, CALLER, null, ""));
    }

    /** Changes the account; what is null stays. */
    void patch(String properties) {
        try {
            patch(new com.fasterxml.jackson.databind.ObjectMapper()
                    .readValue(
                            "{\"properties\":{" + properties.replace('\'', '"') + "}}", StorageAccountRequest.class));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static void assertRefused(int status, String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(BlobStorageException.class, refused -> {
            assertThat(refused.getStatusCode()).isEqualTo(status);
            assertThat(String.valueOf(refused.getErrorCode())).isEqualTo(code);
        });
    }

    RequestSpecification as(String objectId, String audience) {
        return service.given(name + ".blob.core")
                .header(
                        "Authorization",
                        "Bearer " + issuer.aad(audience, objectId).sign())
                .header("x-ms-version", "2025-07-05")
                .header("x-ms-blob-type", "BlockBlob");
    }
}
