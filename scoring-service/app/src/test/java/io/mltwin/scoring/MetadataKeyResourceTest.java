package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Metadata of models, images, services, endpoints and deployments is ciphertext under the key of
 * its workspace, and stops with the customer's.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class MetadataKeyResourceTest {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String REVOKED = "KeyVaultWrapUnwrapFailure";
    private static final Duration KEY_CHECK = Duration.ofSeconds(30);

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestCalls calls;

    private WorkspacePeers peers;
    private OnlineRequests online;
    private String endpoint;

    @BeforeEach
    void aWorkspaceUnderACustomersKey() throws IOException {
        String name = "sealed" + NAMES.incrementAndGet();
        peers = new WorkspacePeers(name, name);
        peers.putUnderKey();
        online = OnlineRequests.inWorkspace(peers, service, issuer, calls, decisions);
        endpoint = online.newName();
    }

    private ValidatableResponse send(String request, String body) {
        String[] parts =
                request.replace("ENDPOINT", "/onlineEndpoints/" + endpoint).split(" ");
        return switch (parts[0]) {
            case "mm" -> online.models(parts[1], parts[2], body);
            default -> online.arm(parts[1], peers.workspace() + parts[2], body);
        };
    }

    /** One of each: what says SECRET is secret. */
    private void plant() {
        String texts = "'description':'SECRET-d','kvTags':{'SECRET-k':'SECRET-t'}";
        send(
                        "mm POST /assets",
                        "{'name':'a','url':'aml://artifact/LocalUpload/m1/weights.txt',"
                                + texts
                                + ",'properties':{'p':'SECRET-p'}}")
                .statusCode(200);
        send(
                        "mm POST /models",
                        "{'name':'mm','url':'aml://artifact/LocalUpload/m1/weights.txt','mimeType':'x',"
                                + texts
                                + ",'properties':{'p':'SECRET-p'},'datasets':[{'name':'SECRET-s'}]}")
                .statusCode(200);
        send(
                        "arm PUT /models/v2",
                        "{'properties':{'description':'SECRET-d','tags':{'k':'SECRET-t'},'properties':{'p':'SECRET-p'}}}")
                .statusCode(201);
        online.arm(
                        "PUT",
                        online.endpoint(endpoint),
                        "{'location':'eastus','tags':{'t':'SECRET-t'},'properties':{'authMode':'Key','description':'SECRET-d','properties':{'p':'SECRET-p'}}}")
                .statusCode(201);
        online.ended(
                online.arm(
                                "PUT",
                                online.deployment(endpoint, "blue"),
                                OnlineRequests.body("blue", ",'V':'SECRET-v'", 1)
                                        .replace(
                                                "'location':'eastus',", "'location':'eastus','tags':{'t':'SECRET-t'},"))
                        .statusCode(201),
                "Succeeded");
        online.traffic(endpoint, "{'blue':100}");
    }

    @Test
    void noTableHasWhatIsEncrypted() throws SQLException {
        // When
        plant();
        // Then
        send("mm GET /models/mm:1", null)
                .body("description", equalTo("SECRET-d"))
                .body("kvTags.SECRET-k", equalTo("SECRET-t"))
                .body("datasets[0].name", equalTo("SECRET-s"));
        send("arm GET ENDPOINT/deployments/blue", null).body("properties.environmentVariables.V", equalTo("SECRET-v"));
        String hex = HexFormat.of().formatHex("SECRET".getBytes(StandardCharsets.UTF_8));
        assertThat(rows()).isNotEmpty().noneMatch(row -> row.contains("SECRET") || row.contains(hex));
    }

    private List<String> rows() throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            List<String> tables =
                    column(statement, "select table_name from information_schema.tables where table_schema = 'public'");
            for (String table : tables) {
                found.addAll(column(statement, "select t::text from " + table + " t"));
            }
        }
        return found;
    }

    private static List<String> column(Statement statement, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    mm GET /assets                     |
                    mm GET /models                     |
                    mm GET /models/mm:1                |
                    mm PATCH /models/mm:1              | [{'op':'replace','path':'/description','value':'x'}]
                    mm POST /models                    | {'name':'n','url':'aml://artifact/LocalUpload/m1/weights.txt','mimeType':'x'}
                    mm GET /images                     |
                    arm GET /models                    |
                    arm GET /models/v2                 |
                    arm PUT /models/v2                 | {'properties':{'description':'x'}}
                    arm GET /models/mm/versions        |
                    arm GET /models/mm/versions/1      |
                    arm GET /onlineEndpoints           |
                    arm GET ENDPOINT                   |
                    arm PATCH ENDPOINT                 | {'tags':{}}
                    arm GET ENDPOINT/deployments       |
                    arm GET ENDPOINT/deployments/blue  |
                    """)
    void aRevokedKeyRefusesIt(String request, String body) {
        // Given
        plant();
        send(request.replace("PATCH", "GET").replace("PUT", "GET").replace("POST", "GET"), null)
                .statusCode(200);
        // When
        peers.refuseKey(REVOKED);
        // Then
        send(request, body)
                .statusCode(403)
                .body(containsString(WorkspacePeers.KEY_REFUSED))
                .body(containsString("Forbidden"));
        peers.refuseKey(null);
        send(request, body).statusCode(200);
    }

    @Test
    void loadedMetadataEndsWithTheKeyAndComesBackWithIt() {
        // Given
        plant();
        String key = online.key(endpoint);
        online.score(endpoint, key, null, "{}").statusCode(200);
        peers.refuseKey("KeyVaultServiceUnavailable");
        int asked = peers.refusals();
        await().atMost(KEY_CHECK).until(() -> peers.refusals() > asked + 1);
        online.score(endpoint, key, null, "{}").statusCode(200);
        // When
        peers.refuseKey(REVOKED);
        // Then
        await().atMost(KEY_CHECK)
                .untilAsserted(() -> online.score(endpoint, key, null, "{}").statusCode(403));
        peers.refuseKey(null);
        online.score(endpoint, key, null, "{}").statusCode(200).body("name", equalTo("blue"));
    }

    @Test
    void anOperationWaitsForTheKey() {
        // Given the key is revoked while its request is prepared
        online.putEndpoint(endpoint, "'authMode':'Key'").statusCode(201);
        calls.answer("compute", "GET", "/_internal/codes", request -> {
            peers.refuseKey(REVOKED);
            return PeerAnswer.json(200, Map.of("container", "azureml", "path", OnlineRequests.CODE));
        });
        // When
        ValidatableResponse started = online.arm(
                        "PUT", online.deployment(endpoint, "blue"), OnlineRequests.body("blue", "", 1))
                .statusCode(201);
        // Then
        int asked = peers.refusals();
        await().atMost(KEY_CHECK).until(() -> peers.refusals() > asked + 3);
        OnlineRequests.program(calls);
        peers.refuseKey(null);
        online.ended(started, "Succeeded");
    }

    /** Deleting needs nothing that is encrypted, and it ends what costs. */
    @Test
    void deletionNeedsNoKey() {
        // Given
        plant();
        online.traffic(endpoint, "{'blue':0}");
        peers.refuseKey(REVOKED);
        // When, Then
        online.arm("DELETE", online.deployment(endpoint, "blue"), null).statusCode(202);
        online.arm("DELETE", online.endpoint(endpoint), null).statusCode(202);
        send("mm DELETE /models/mm:1", null).statusCode(200);
        peers.refuseKey(null);
        online.arm("GET", online.endpoint(endpoint), null).statusCode(404);
        send("mm GET /models/mm:1", null).statusCode(404);
    }
}
