package io.mltwin.e2e.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.WebServices;
import io.mltwin.e2e.platform.Disturbing;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.clock.ClockControl;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The two forms of a web service's authentication: a key that lasts and a token that does not. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
@Disturbing("it moves the clock")
class ServiceAuthenticationTest {
    private static final TestPlatform PLATFORM = TestPlatform.disturbed();
    private static final long HOURS_12 = 12 * 3600;
    private static final long YEAR = 365 * 24 * 3600;

    private WebServices services;
    private JsonNode keyed;
    private JsonNode tokened;

    @BeforeAll
    void aServiceOfEachForm() throws Exception {
        services = WebServices.of(PLATFORM).withCluster();
        keyed = services.ensure("auth-key", WebServices.IMAGE, WebServices.onAks(Map.of()));
        tokened =
                services.ensure(
                        "auth-token",
                        WebServices.IMAGE,
                        WebServices.onAks(Map.of("aadAuthEnabled", true)));
    }

    @AfterEach
    void now() throws Exception {
        clock().set(0);
    }

    @Test
    void bothFormsScore() throws Exception {
        // When, Then
        assertThat(keyed.path("authEnabled").asBoolean()).as("on by default on AKS").isTrue();
        assertThat(keyed.path("aadAuthEnabled").asBoolean()).as("off by default").isFalse();
        assertThat(tokened.path("authEnabled").asBoolean()).isFalse();
        assertThat(tokened.path("aadAuthEnabled").asBoolean()).isTrue();

        services.score(keyed, key("auth-key")).expect(200);
        services.score(tokened, token("reader", 201)).expect(200);
        for (JsonNode service : List.of(keyed, tokened)) {
            services.score(service, null).expect(401);
        }
    }

    @Test
    void oneFormIsNotTakenForTheOther() throws Exception {
        services.score(tokened, key("auth-key")).expect(401);
        services.score(keyed, token("reader", 201)).expect(401);
        services.score(tokened, PLATFORM.azure().armToken("owner")).expect(401);
        token("nobody", 403);
        keys("auth-token", 400);
        services.token("auth-key", PLATFORM.azure().armToken("reader")).expect(400);
    }

    @Test
    void theKeyLastsAndTheTokenIsRefreshed() throws Exception {
        // Given
        String key = key("auth-key");
        JsonNode first = answer("reader").expect(201).json();
        services.score(tokened, first.path("accessToken").asText()).expect(200);
        // When: a minute before and a second after its expiry
        clock().set(HOURS_12 - 60);
        services.score(tokened, first.path("accessToken").asText()).expect(200);
        clock().set(HOURS_12 + 1);
        // Then
        services.score(tokened, first.path("accessToken").asText()).expect(401);
        JsonNode second = answer("reader").expect(201).json();
        assertThat(second.path("expiryOn").asLong()).isGreaterThan(first.path("expiryOn").asLong());
        assertThat(second.path("refreshAfter").asLong())
                .isLessThan(second.path("expiryOn").asLong());
        services.score(tokened, second.path("accessToken").asText()).expect(200);
        // When
        clock().set(YEAR);
        // Then
        services.score(keyed, key).expect(200);
        services.score(tokened, second.path("accessToken").asText()).expect(401);
        // When: back, a token of the future
        clock().set(0);
        services.score(tokened, second.path("accessToken").asText()).expect(401);
    }

    @Test
    void switchingTheFormReplacesTheOldOne() throws Exception {
        // Given
        JsonNode service =
                services.deploy("auth-switch", WebServices.IMAGE, WebServices.onAks(Map.of()));
        String key = key("auth-switch");
        services.score(service, key).expect(200);
        FlowClient client = PLATFORM.flowClient();
        String contributor = PLATFORM.azure().armToken("contributor");
        // When
        client.json(
                        "PATCH",
                        services.address("/services/auth-switch"),
                        contributor,
                        List.of(
                                Map.of("op", "replace", "path", "/authEnabled", "value", false),
                                Map.of("op", "replace", "path", "/aadAuthEnabled", "value", true)))
                .expect(200);
        // Then
        services.score(service, key).expect(401);
        String token =
                services.token("auth-switch", contributor)
                        .expect(201)
                        .json()
                        .path("accessToken")
                        .asText();
        services.score(service, token).expect(200);
        services.score(tokened, token).expect(401);
        services.delete("auth-switch");
        services.score(service, token).expect(404);
    }

    @Test
    void nobodyElseTakesAServicesToken() throws Exception {
        // Given
        String token = token("owner", 201);
        Azure azure = PLATFORM.azure();
        String workspace = PLATFORM.flows().workspaceId();
        // When, Then
        for (String address :
                List.of(
                        azure.arm(workspace),
                        azure.vault("novault", "/secrets?api-version=7.4"),
                        azure.blob(PLATFORM.flows().storageAccount(), "/?comp=list"),
                        azure.training(
                                "eastus",
                                "history/v1.0",
                                workspace,
                                "/experiments/breast-cancer/runs/" + PLATFORM.flows().runId()),
                        services.address("/models"),
                        azure.insights(
                                "/v1/apps/"
                                        + PLATFORM.flows().appId()
                                        + "/query?query=requests"))) {
            PLATFORM.flowClient().get(address, token).expect(401);
        }
    }

    @Test
    void tokensAreNotForAci() throws Exception {
        // Given
        String contributor = PLATFORM.azure().armToken("contributor");
        // When
        String refused =
                PLATFORM.flowClient()
                        .json(
                                "POST",
                                services.address("/services"),
                                contributor,
                                WebServices.request(
                                        "auth-aci",
                                        WebServices.IMAGE,
                                        Map.of("computeType", "ACI", "aadAuthEnabled", true)))
                        .expect(400)
                        .text();
        // Then
        assertThat(refused).contains("not available on ACI");
        // the flows have deployed to ACI
        services.token("cancer-service", contributor).expect(400);
    }

    private String key(String name) throws IOException {
        return services.keys(name).path("primaryKey").asText();
    }

    private void keys(String name, int status) throws IOException {
        PLATFORM.flowClient()
                .json(
                        "POST",
                        services.address("/services/" + name + "/listkeys"),
                        PLATFORM.azure().armToken("contributor"),
                        null)
                .expect(status);
    }

    private FlowClient.Answer answer(String who) throws IOException {
        return services.token("auth-token", PLATFORM.azure().armToken(who));
    }

    private String token(String who, int status) throws IOException {
        return answer(who).expect(status).json().path("accessToken").asText();
    }

    private static ClockControl clock() {
        return new ClockControl(
                PLATFORM.client(), PLATFORM.platform().settings(), PLATFORM.tokens());
    }
}
