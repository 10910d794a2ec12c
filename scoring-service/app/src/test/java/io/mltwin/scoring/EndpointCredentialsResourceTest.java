package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.platform.clock.ClockStore;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and tokens of a managed and of a Kubernetes online endpoint, one form at a time. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@TestInstance(Lifecycle.PER_CLASS)
class EndpointCredentialsResourceTest {

    private static final String ML = "https://ml.azure.com";
    private static final String VERSION = "?api-version=2023-04-01";
    private static final Duration YEAR = Duration.ofDays(365);

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestCalls calls;

    @Inject
    ClockStore clock;

    private OnlineRequests online;

    @BeforeAll
    void anEndpointOfEachKind() throws IOException {
        online = OnlineRequests.inNewWorkspace(service, issuer, calls, decisions);
        for (String kind : new String[] {"Managed", "Kubernetes"}) {
            String body = OnlineRequests.body("blue", "", 1);
            online.putEndpoint(name(kind), properties(kind, "Key")).statusCode(201);
            online.ended(
                    online.arm(
                                    "PUT",
                                    online.deployment(name(kind), "blue"),
                                    kind.equals("Managed") ? body : OnlineRequests.onKubernetes(body))
                            .statusCode(201),
                    "Succeeded");
        }
    }

    private String name(String kind) {
        return kind.toLowerCase(java.util.Locale.ROOT)
                + "-"
                + online.workspace().substring(online.workspace().lastIndexOf('/') + 1);
    }

    private String properties(String kind, String authMode) {
        return "'authMode':'"
                + authMode
                + "'"
                + (kind.equals("Managed") ? "" : ",'compute':'" + online.workspace() + "/computes/aks1'");
    }

    private void form(String kind, String authMode) {
        online.putEndpoint(name(kind), properties(kind, authMode) + ",'traffic':{'blue':100}")
                .statusCode(200);
    }

    private ValidatableResponse score(String kind, String credential) {
        return online.score(name(kind), credential, null, "{}");
    }

    /** Asks for a token of the endpoint, also when the clock was moved. */
    private JsonPath token(String kind) {
        String uri = online.endpoint(name(kind)) + "/token" + VERSION;
        String assertion = issuer.assertion(
                        "scoring", "POST", uri, null, UUID.randomUUID().toString())
                .expires(Instant.now().plus(YEAR).plus(YEAR))
                .sign();
        return service.given()
                .header("Authorization", "Bearer " + assertion)
                .post(uri)
                .then()
                .statusCode(200)
                .body("tokenType", equalTo("Bearer"))
                .extract()
                .jsonPath();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Managed", "Kubernetes"})
    void keysRotateOneByOne(String kind) {
        // Given
        form(kind, "Key");
        String endpoint = online.endpoint(name(kind));
        JsonPath old =
                online.arm("POST", endpoint + "/listKeys", null).extract().jsonPath();
        // When
        online.ended(
                online.arm(
                                "POST",
                                endpoint + "/regenerateKeys",
                                "{'keyType':'Primary','keyValue':'" + old.getString("primaryKey") + "'}")
                        .statusCode(202),
                "Succeeded");
        // Then
        score(kind, old.getString("primaryKey")).statusCode(401);
        score(kind, old.getString("secondaryKey")).statusCode(200);
        score(kind, online.key(name(kind))).statusCode(200);
        online.arm("POST", endpoint + "/regenerateKeys", "{'keyType':'Third'}").statusCode(400);
        online.arm("POST", endpoint + "/token", null).statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Managed", "Kubernetes"})
    void tokensOfAzureMLAndOfAzureADAreTakenInTheirForm(String kind) {
        // Given
        form(kind, "AMLToken");
        String caller = UUID.randomUUID().toString();
        String token = token(kind).getString("accessToken");
        String azureAd = issuer.aad(ML, caller).sign();
        // When, Then
        score(kind, token).statusCode(200);
        score(kind, azureAd).statusCode(401);
        online.arm("POST", online.endpoint(name(kind)) + "/listKeys", null).statusCode(400);
        form(kind, "AADToken");
        score(kind, token).statusCode(401);
        score(kind, azureAd).statusCode(401).body("error.message", containsString("onlineEndpoints/score/action"));
        decisions.allow(
                caller,
                "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/score/action",
                online.endpoint(name(kind)));
        score(kind, azureAd).statusCode(200);
        score(kind, issuer.aad(ScoringRequests.ARM, caller).sign()).statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Managed", "Kubernetes"})
    void switchingTheFormReplacesTheOldOne(String kind) {
        // Given
        form(kind, "Key");
        String key = online.key(name(kind));
        score(kind, key).statusCode(200);
        // When
        form(kind, "AMLToken");
        // Then
        score(kind, key).statusCode(401);
        String token = token(kind).getString("accessToken");
        score(kind, token).statusCode(200);
        // When
        form(kind, "Key");
        // Then
        score(kind, token).statusCode(401);
        score(kind, online.key(name(kind))).statusCode(200);
    }

    /** WSA-04, WSA-09 and WSA-10 for online endpoints. */
    @ParameterizedTest
    @ValueSource(strings = {"Managed", "Kubernetes"})
    void theKeyLastsAndTheTokenIsRefreshed(String kind) throws SQLException {
        // Given
        form(kind, "AMLToken");
        JsonPath first = token(kind);
        long expiry = first.getLong("expiryTimeUtc");
        assertThat(first.getLong("refreshAfterTimeUtc")).isLessThan(expiry);
        score(kind, first.getString("accessToken")).statusCode(200);
        try {
            // When
            clock.move(expiry - Instant.now().getEpochSecond() - 60);
            score(kind, first.getString("accessToken")).statusCode(200);
            clock.move(expiry - Instant.now().getEpochSecond() + 60);
            // Then
            score(kind, first.getString("accessToken")).statusCode(401);
            JsonPath second = token(kind);
            assertThat(second.getLong("expiryTimeUtc")).isGreaterThan(expiry);
            score(kind, second.getString("accessToken")).statusCode(200);
            clock.move(YEAR.toSeconds());
            score(kind, second.getString("accessToken")).statusCode(401);
            clock.move(0);
            form(kind, "Key");
            String key = online.key(name(kind));
            clock.move(YEAR.toSeconds());
            score(kind, key).statusCode(200);
        } finally {
            clock.move(0);
        }
    }
}
