package io.mltwin.e2e.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.OnlineEndpoints;
import io.mltwin.e2e.platform.Disturbing;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.clock.ClockControl;
import io.mltwin.local.demo.FlowClient.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@link ServiceAuthenticationTest} shows of web services holds for managed and Kubernetes
 * online endpoints: a key that lasts, a token that does not, one form at a time, and who may call.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
@Disturbing("it moves the clock")
class EndpointAuthenticationTest {
    private static final TestPlatform PLATFORM = TestPlatform.disturbed();
    private static final List<String> KINDS = List.of("Managed", "Kubernetes");
    private static final List<String> MODES = List.of("Key", "AMLToken", "AADToken");
    private static final String AZURE_ML = "https://ml.azure.com";
    private static final long YEAR = 365L * 24 * 3600;

    private final Map<String, String> uris = new HashMap<>();
    private OnlineEndpoints endpoints;

    @BeforeAll
    void anEndpointOfEachKindAndForm() throws Exception {
        endpoints = OnlineEndpoints.of(PLATFORM);
        for (String kind : KINDS) {
            for (String mode : MODES) {
                uris.put(name(kind, mode), endpoints.deploy(name(kind, mode), kind, mode));
            }
        }
    }

    @AfterAll
    void theyGo() throws Exception {
        for (String name : uris.keySet()) {
            endpoints.delete(name);
        }
    }

    @AfterEach
    void now() throws Exception {
        clock().set(0);
    }

    private static String name(String kind, String mode) {
        return "auth-" + (kind + "-" + mode).toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Managed", "Kubernetes"})
    void eachFormScoresAndNoOther(String kind) throws Exception {
        Map<String, String> credentials =
                Map.of(
                        "Key", endpoints.key(name(kind, "Key"), "primaryKey"),
                        "AMLToken", token(kind),
                        "AADToken", PLATFORM.azure().token("contributor", AZURE_ML));

        for (String mode : MODES) {
            for (String given : MODES) {
                assertThat(score(kind, mode, credentials.get(given)).status())
                        .as(given + " at an endpoint with " + mode)
                        .isEqualTo(given.equals(mode) ? 200 : 401);
            }
            score(kind, mode, null).expect(401);
            score(kind, mode, PLATFORM.azure().armToken("contributor")).expect(401);
            String other = kind.equals("Managed") ? "Kubernetes" : "Managed";
            score(other, mode, credentials.get(mode)).expect(mode.equals("AADToken") ? 200 : 401);
            PLATFORM.flowClient()
                    .send(
                            "POST",
                            uris.get(name(kind, mode)),
                            null,
                            BodyPublishers.ofString("{}"),
                            Map.of("Authorization", credentials.get(mode)))
                    .expect(401);
        }
        endpoints.act(name(kind, "Key"), "token", "contributor", null).expect(400);
        endpoints.act(name(kind, "AMLToken"), "listKeys", "contributor", null).expect(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Managed", "Kubernetes"})
    void theKeyLastsAndTheTokenIsRefreshed(String kind) throws Exception {
        // Given
        String key = endpoints.key(name(kind, "Key"), "primaryKey");
        JsonNode first = answer(kind).expect(200).json();
        long expiry = first.path("expiryTimeUtc").asLong();
        long left = expiry - Instant.now().getEpochSecond();
        score(kind, "AMLToken", first.path("accessToken").asText()).expect(200);
        assertThat(first.path("refreshAfterTimeUtc").asLong()).isLessThan(expiry);
        // When
        clock().set(left + 60);
        // Then
        score(kind, "AMLToken", first.path("accessToken").asText()).expect(401);
        JsonNode second = answer(kind).expect(200).json();
        assertThat(second.path("expiryTimeUtc").asLong()).isGreaterThan(expiry);
        score(kind, "AMLToken", second.path("accessToken").asText()).expect(200);
        clock().set(YEAR);
        score(kind, "Key", key).expect(200);
        score(kind, "AMLToken", second.path("accessToken").asText()).expect(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Managed", "Kubernetes"})
    void keysRotateOneByOne(String kind) throws Exception {
        String name = name(kind, "Key");
        String primary = endpoints.key(name, "primaryKey");
        String secondary = endpoints.key(name, "secondaryKey");

        endpoints.regenerate(name, "Primary");

        score(kind, "Key", primary).expect(401);
        score(kind, "Key", endpoints.key(name, "primaryKey")).expect(200);
        score(kind, "Key", secondary).expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Managed", "Kubernetes"})
    void switchingTheFormReplacesTheOldOne(String kind) throws Exception {
        String name = name(kind, "Key");
        String key = endpoints.key(name, "primaryKey");

        endpoints.put(name, kind, "AMLToken", Map.of("blue", 100));

        try {
            score(kind, "Key", key).expect(401);
            String token =
                    endpoints
                            .act(name, "token", "contributor", null)
                            .expect(200)
                            .json()
                            .path("accessToken")
                            .asText();
            score(kind, "Key", token).expect(200);
        } finally {
            endpoints.put(name, kind, "Key", Map.of("blue", 100));
        }
        score(kind, "Key", endpoints.key(name, "primaryKey")).expect(200);
    }

    /** The twelfth operation of the document: who calls a service needs its key or a token. */
    @ParameterizedTest(name = "{0}: listKeys {1}, token {2}, score by Azure AD {3}")
    @CsvSource({
        "owner,200,200,200",
        "contributor,200,200,200",
        "reader,403,403,401",
        "nora,403,403,401"
    })
    void whoMayCall(String who, int keys, int token, int azureAd) throws Exception {
        for (String kind : KINDS) {
            endpoints.act(name(kind, "Key"), "listKeys", who, null).expect(keys);
            Answer given = endpoints.act(name(kind, "AMLToken"), "token", who, null).expect(token);
            if (token == 200) {
                score(kind, "AMLToken", given.json().path("accessToken").asText()).expect(200);
            }
            score(kind, "AADToken", PLATFORM.azure().token(who, AZURE_ML)).expect(azureAd);
        }
    }

    private Answer score(String kind, String mode, String credential) throws IOException {
        return endpoints.score(uris.get(name(kind, mode)), credential);
    }

    private Answer answer(String kind) throws IOException {
        return endpoints.act(name(kind, "AMLToken"), "token", "contributor", null);
    }

    private String token(String kind) throws IOException {
        return answer(kind).expect(200).json().path("accessToken").asText();
    }

    private static ClockControl clock() {
        return new ClockControl(
                PLATFORM.client(), PLATFORM.platform().settings(), PLATFORM.tokens());
    }
}
