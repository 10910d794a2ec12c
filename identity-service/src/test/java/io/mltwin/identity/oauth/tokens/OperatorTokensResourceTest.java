package io.mltwin.identity.oauth.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.identity.DirectoryUnderTest;
import io.mltwin.identity.DirectoryUnderTest.User;
import io.mltwin.local.trust.TrustMaterial;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operators administer the platform through the console, under their own names; nobody else. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class OperatorTokensResourceTest {

    private static final String ADMINISTRATION = "api://mltwin-admin/.default";

    @FromPlatform
    TestPlatform platform;

    private DirectoryUnderTest directory;
    private ConsoleUnderTest console;
    private User user;

    @BeforeEach
    void aUser() {
        directory = new DirectoryUnderTest(platform);
        console = new ConsoleUnderTest(platform, directory);
        user = directory.user(directory.tenant(false), false);
    }

    @ParameterizedTest(name = "a member by another group: {0}")
    @CsvSource({"false", "true"})
    void anOperatorAdministersThePlatform(boolean byAnotherGroup) {
        // Given
        String member = user.objectId();
        if (byAnotherGroup) {
            member = UUID.randomUUID().toString();
            group(member, "inner", user.objectId());
        }
        group(TrustMaterial.OPERATORS_GROUP, "mltwin operators", member);

        // When
        Response answer = administration(console.signIn(user.tenantId(), user));

        // Then
        JsonNode claims = DirectoryUnderTest.claims(answer);
        assertThat(claims.path("aud").asText()).isEqualTo("api://mltwin-admin");
        assertThat(claims.path("oid").asText()).isEqualTo(user.objectId());
        assertThat(claims.path("upn").asText()).isEqualTo(user.name());
        assertThat(claims.path("appid").asText()).isEqualTo(ConsoleUnderTest.ID);
        assertThat(claims.path("idtyp").asText()).isEqualTo("user");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(60);
        assertThat(calls(answer.path("access_token"), UUID.randomUUID().toString())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void operatorsActionIsLoggedUnderTheOwnName() {
        // Given
        group(TrustMaterial.OPERATORS_GROUP, "mltwin operators", user.objectId());
        String token = administration(console.signIn(user.tenantId(), user)).path("access_token");
        String correlationId = UUID.randomUUID().toString();

        // When
        calls(token, correlationId);

        // Then
        assertThat((String) calls(token, correlationId).path("[0].caller")).isEqualTo(user.name());
    }

    @ParameterizedTest
    @CsvSource({
        "in no group, 400 50105",
        "another group of that name, 400 50105",
        "no member any more, 400 50105",
        "disabled, 400 50057",
        "the key of a service, 401 700027",
        "a token of Azure CLI, 400 500131",
        "by refresh token, 400 500011",
        "by password through Azure CLI, 400 500011",
        "by the name with more behind, 400 500011",
    })
    void everybodyElseIsRefused(String situation, String refusal) {
        // Given
        group(TrustMaterial.OPERATORS_GROUP, "mltwin operators", user.objectId());
        Response signedIn = console.signIn(user.tenantId(), user);
        arrange(situation);

        // When
        Response answer = ask(situation, signedIn);

        // Then
        assertThat(answer.statusCode() + " " + answer.path("error_codes[0]")).isEqualTo(refusal);
        if (refusal.endsWith("50105")) {
            assertThat((String) answer.path("error")).isEqualTo("access_denied");
        }
    }

    private void arrange(String situation) {
        switch (situation) {
            case "in no group", "no member any more" -> group(TrustMaterial.OPERATORS_GROUP, "mltwin operators");
            case "another group of that name" -> {
                group(TrustMaterial.OPERATORS_GROUP, "mltwin operators");
                group(UUID.randomUUID().toString(), "mltwin operators", user.objectId());
            }
            case "disabled" ->
                directory.seed(("{'users':[{'tenantId':'%s','objectId':'%s','userPrincipalName':'%s',"
                                + "'displayName':'User','password':'%s',"
                                + "'accountEnabled':false}]}")
                        .formatted(user.tenantId(), user.objectId(), user.name(), user.password()));
            default -> {}
        }
    }

    private Response ask(String situation, Response signedIn) {
        String tenant = user.tenantId();
        String token = signedIn.path("access_token");
        return switch (situation) {
            case "the key of a service" ->
                console.token(
                        tenant,
                        new ConsoleUnderTest.Proof(ConsoleUnderTest.ID, "client-key.pem", tenant),
                        ConsoleUnderTest.onBehalfOf(token, ADMINISTRATION));
            case "a token of Azure CLI" ->
                console.onBehalfOf(
                        tenant,
                        directory.password(tenant, user.name(), user.password()).path("access_token"),
                        ADMINISTRATION);
            case "by refresh token" ->
                console.token(
                        tenant,
                        ConsoleUnderTest.Proof.good(tenant),
                        Map.of(
                                "grant_type",
                                "refresh_token",
                                "refresh_token",
                                signedIn.path("refresh_token"),
                                "scope",
                                ADMINISTRATION));
            case "by password through Azure CLI" ->
                directory.token(
                        tenant,
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                DirectoryUnderTest.AZURE_CLI,
                                "username",
                                user.name(),
                                "password",
                                user.password(),
                                "scope",
                                ADMINISTRATION));
            case "by the name with more behind" ->
                console.onBehalfOf(tenant, token, "api://mltwin-admin/more/.default");
            default -> administration(signedIn);
        };
    }

    @ParameterizedTest(name = "an operator: {0}")
    @CsvSource({"true", "false"})
    void theLogNamesWhoGotAnAdministratorsTokenAndWhoDidNot(boolean operator) {
        // Given
        if (operator) {
            group(TrustMaterial.OPERATORS_GROUP, "mltwin operators", user.objectId());
        } else {
            group(TrustMaterial.OPERATORS_GROUP, "mltwin operators");
        }
        Response signedIn = console.signIn(user.tenantId(), user);
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        Logger logger = Logger.getLogger(OperatorTokens.class.getName());
        Handler handler = collecting(lines);
        logger.addHandler(handler);

        // When
        administration(signedIn);

        // Then
        logger.removeHandler(handler);
        String text = lines.stream().collect(Collectors.joining("\n"));
        assertThat(text).contains(user.name()).contains(user.objectId());
        assertThat(text.startsWith("An administrator's token")).isEqualTo(operator);
    }

    private static Handler collecting(Queue<String> lines) {
        return new Handler() {
            @Override
            public void publish(LogRecord logged) {
                lines.add(logged.getMessage() + Arrays.toString(logged.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private Response administration(Response signedIn) {
        return console.onBehalfOf(user.tenantId(), signedIn.path("access_token"), ADMINISTRATION);
    }

    /** The calls that the service has recorded, which the administrator alone may read. */
    private Response calls(String token, String correlationId) {
        return platform.service()
                .given()
                .header("Authorization", "Bearer " + token)
                .header("x-ms-correlation-request-id", correlationId)
                .get("/_mltwin/calls?correlationId=" + correlationId);
    }

    private void group(String objectId, String name, String... members) {
        String all = Arrays.stream(members).map(member -> "'" + member + "'").collect(Collectors.joining(","));
        directory.seed("{'groups':[{'tenantId':'%s','objectId':'%s','displayName':'%s','members':[%s]}]}"
                .formatted(user.tenantId(), objectId, name, all));
    }
}
