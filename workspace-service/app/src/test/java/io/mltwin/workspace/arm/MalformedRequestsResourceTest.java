package io.mltwin.workspace.arm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.RawAnswer;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Azure Resource Manager refuses what is malformed (tokens, api-versions, ids, methods, bodies,
 * tags, filters, pages) with Azure's status and code in Azure's form, and nothing changes but the
 * activity log, which says who tried.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class MalformedRequestsResourceTest {

    private static final String AUDIENCE = "https://management.azure.com/";
    private static final String OWNER = UUID.randomUUID().toString();
    private static final String STRANGER = UUID.randomUUID().toString();
    private static final String SUBSCRIPTION_ID = UUID.randomUUID().toString();
    private static final String VERSION = "api-version=2022-10-01";
    private static final String SUBSCRIPTION = "/subscriptions/" + SUBSCRIPTION_ID;
    private static final String GROUP = SUBSCRIPTION + "/resourceGroups/standing";
    private static final Map<String, String> NAMES = Map.of(
            "S", SUBSCRIPTION,
            "G", GROUP,
            "A", GROUP + "/providers/Microsoft.Storage/storageAccounts/standing0",
            "L", GROUP + "/providers/Microsoft.Authorization/locks/standing",
            "V", VERSION);
    private static final List<String> TABLES = List.of(
            "arm_subscription",
            "provider_registration",
            "resource_group",
            "indexed_resource",
            "resource_lock",
            "policy_definition",
            "policy_assignment",
            "policy_state",
            "arm_operation",
            "ml_workspace",
            "storage_account",
            "blob_container");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Connection connection;
    private static List<String> standing;

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    @BeforeEach
    void whatStands() throws Exception {
        decisions.allow(OWNER, "*", SUBSCRIPTION);
        if (connection != null) {
            return;
        }
        String seed = """
                {
                  "subscriptions": [
                    {
                      "subscriptionId": "%s",
                      "tenantId": "%s",
                      "displayName": "S"
                    }
                  ]
                }""".formatted(SUBSCRIPTION_ID, TestIssuer.TENANT);
        assertThat(send("PUT", "/_mltwin/seed", "Bearer " + issuer.admin().sign(), seed)
                        .status())
                .isEqualTo(200);
        stands("{G}", """
                {"location": "eastus", "tags": {"stands": "yes"}}""");
        stands("{A}", """
                {
                  "location": "eastus",
                  "kind": "StorageV2",
                  "sku": {"name": "Standard_LRS"}
                }""");
        stands("{L}", "{\"properties\":{\"level\":\"CanNotDelete\"}}");
        connection = database.connect();
        standing = everything();
    }

    private void stands(String name, String body) throws Exception {
        String id = NAMES.get(name.substring(1, 2));
        assertThat(send("PUT", id + "?" + VERSION, token("owner"), body).status())
                .isBetween(200, 202);
    }

    static List<MalformedRequest> requests() {
        return MalformedRequest.all();
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    @Test
    void thereAreEnough() {
        assertThat(requests()).hasSizeGreaterThanOrEqualTo(150);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void isRefusedAndChangesNothing(MalformedRequest wrong) throws Exception {
        int events = events();

        RawAnswer answer = send(wrong.method(), wrong.path(NAMES), token(wrong.token()), wrong.body(NAMES));

        JsonNode error = JSON.readTree(answer.body()).path("error");
        assertThat(answer.status() + " " + error.path("code").asText())
                .as(answer.body())
                .isEqualTo(wrong.status() + " " + wrong.code());
        assertThat(error.path("message").asText()).isNotBlank().doesNotContain("Exception", "io.mltwin");
        assertThat(answer.headers()).containsIgnoringCase("x-ms-request-id: ");
        assertThat(everything()).isEqualTo(standing);
        assertThat(events() - events).isEqualTo(wrong.events());
    }

    private RawAnswer send(String method, String path, String authorization, String body) throws Exception {
        return RawAnswer.of(
                service, path.startsWith("/_mltwin/") ? null : "management", method, path, authorization, body);
    }

    private String token(String kind) throws Exception {
        return switch (kind) {
            case "none" -> null;
            case "basic" -> "Basic bWU6bWU=";
            case "empty" -> "Bearer ";
            case "garbage" -> "Bearer not.a.token";
            case "stranger" -> "Bearer " + issuer.aad(AUDIENCE, STRANGER).sign();
            case "expired" ->
                "Bearer "
                        + issuer.aad(AUDIENCE, OWNER)
                                .expires(Instant.now().minusSeconds(60))
                                .sign();
            case "early" ->
                "Bearer "
                        + issuer.aad(AUDIENCE, OWNER)
                                .notBefore(Instant.now().plusSeconds(900))
                                .sign();
            case "audience" ->
                "Bearer " + issuer.aad("https://vault.azure.net", OWNER).sign();
            case "unsigned" ->
                "Bearer " + issuer.aad(AUDIENCE, OWNER).signedBy("none", null).sign();
            case "key" ->
                "Bearer "
                        + issuer.aad(AUDIENCE, OWNER)
                                .signedBy(
                                        "RS256",
                                        KeyPairGenerator.getInstance("RSA")
                                                .generateKeyPair()
                                                .getPrivate())
                                .sign();
            case "tenant" -> {
                String other = UUID.randomUUID().toString();
                yield "Bearer "
                        + issuer.aad(AUDIENCE, OWNER)
                                .issuer(issuer.azureAd(other))
                                .tenantId(other)
                                .sign();
            }
            default -> "Bearer " + issuer.aad(AUDIENCE, OWNER).sign();
        };
    }

    private List<String> everything() throws SQLException {
        String query = TABLES.stream()
                .map(table ->
                        "select '%1$s ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from %1$s t"
                                .formatted(table))
                .collect(Collectors.joining(" union all "));
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        }
    }

    private int events() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from activity_outbox")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
