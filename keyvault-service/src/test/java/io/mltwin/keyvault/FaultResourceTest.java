package io.mltwin.keyvault;

import static io.mltwin.keyvault.VaultClient.AUDIENCE;
import static io.mltwin.keyvault.VaultClient.OFFICER;
import static io.mltwin.keyvault.VaultClient.policies;
import static io.mltwin.keyvault.VaultClient.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasLength;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a fault does to requests, and who orders one. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class FaultResourceTest {

    private static final String FAULTS = "/_mltwin/faults";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    ServiceUnderTest service;

    private VaultClient vaults;
    private String vault;

    @BeforeEach
    void secret() {
        vaults = new VaultClient(service, issuer);
        vault = vaults.newVault(policies(OFFICER));
        vaults.set(vault, "s", "one");
    }

    @AfterEach
    void clear() {
        operator("DELETE", FAULTS, null).then().statusCode(200);
    }

    private Response operator(String method, String path, String body) {
        return send(vaults.bearer(issuer.admin().sign()), method, path, body);
    }

    private String add(String rule) {
        return operator("POST", FAULTS, rule).then().statusCode(200).extract().path("id");
    }

    @Test
    void anErrorIsInTheFormOfThePlaneAndEndsByItself() {
        // Given
        String id = add("{\"operation\": \"GET /secrets/*\", \"status\": 503, \"times\": 2, \"retryAfterSeconds\": 7}");
        // When, Then
        for (int i = 0; i < 2; i++) {
            vaults.get(vault, "/secrets/s")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "7")
                    .header("x-ms-request-id", hasLength(36))
                    .body("error.code", equalTo("ServiceUnavailable"))
                    .body("error.message", containsString(id));
        }
        vaults.get(vault, "/secrets/s").then().statusCode(200).body("value", equalTo("one"));
        operator("GET", FAULTS, null)
                .then()
                .body("", hasSize(1))
                .body("[0].hits", equalTo(2))
                .body("[0].rule.times", equalTo(2));
    }

    @Test
    void aRefusedTokenIsRefusedAsBefore() {
        // Given
        add("{\"status\": 500}");
        // When, Then
        send(vaults.at(vault, "a.b.c"), "GET", "/secrets/s?api-version=7.4", null)
                .then()
                .statusCode(401);
    }

    @Test
    void aTenantsOrPrincipalsFaultIsNobodyElses() {
        // Given
        add("{\"status\": 500, \"tenant\": \"" + UUID.randomUUID() + "\"}");
        add("{\"status\": 500, \"principal\": \"" + UUID.randomUUID() + "\"}");
        vaults.get(vault, "/secrets/s").then().statusCode(200);
        // When
        add("{\"status\": 429, \"tenant\": \"" + TestIssuer.TENANT + "\", \"principal\": \"" + OFFICER + "\"}");
        // Then
        vaults.get(vault, "/secrets/s").then().statusCode(429).body("error.code", equalTo("Throttled"));
        // When
        operator("DELETE", FAULTS + "?tenant=" + TestIssuer.TENANT, null).then().body("", hasSize(1));
        // Then
        vaults.get(vault, "/secrets/s").then().statusCode(200);
    }

    @Test
    void aLateRequestKeepsItsBody() {
        // Given
        add("{\"operation\": \"PUT *\", \"latencyMillis\": 300}");
        long start = System.nanoTime();
        // When
        vaults.set(vault, "s", "two");
        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
        vaults.get(vault, "/secrets/s").then().body("value", equalTo("two"));
    }

    @Test
    void aConnectionIsLostWithoutAnAnswer() {
        // Given
        add("{\"operation\": \"DELETE /secrets/s\", \"reset\": true}");
        // When, Then
        assertThatThrownBy(() -> vaults.call(vault, "DELETE", "/secrets/s", null))
                .hasStackTraceContaining("failed to respond");
        vaults.get(vault, "/secrets/s").then().statusCode(200);
    }

    @Test
    void callsBetweenServicesAndAdministrationAreNotHit() {
        // Given
        add("{\"status\": 500}");
        // When, Then
        vaults.arm("GET", VaultClient.VAULTS + vault + VaultClient.ARM_VERSION, null)
                .then()
                .statusCode(200);
        operator("GET", "/_mltwin/clock", null).then().statusCode(200);
        send(service.given(), "GET", "/q/health/live", null).then().statusCode(200);
        vaults.get(vault, "/secrets/s").then().statusCode(500);
        // When
        add("{\"status\": 503, \"internal\": true}");
        // Then
        vaults.arm("GET", VaultClient.VAULTS + vault + VaultClient.ARM_VERSION, null)
                .then()
                .statusCode(503)
                .body("error.code", equalTo("ServiceUnavailable"));
        operator("GET", "/_mltwin/clock", null).then().statusCode(200);
    }

    @Test
    void aFaultEndsByItsId() {
        // Given
        String id = add("{\"status\": 500}");
        assertThat(id).startsWith("keyvault-");
        // When
        operator("DELETE", FAULTS + "/" + id, null).then().statusCode(200).body("id", equalTo(id));
        // Then
        vaults.get(vault, "/secrets/s").then().statusCode(200);
        operator("DELETE", FAULTS + "/" + id, null).then().statusCode(404).body("error.code", equalTo("FaultNotFound"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"status\": 503, \"tims\": 1}", "{\"status\": 200}"})
    void aBadRuleIsRefused(String rule) {
        operator("POST", FAULTS, rule).then().statusCode(400).body("error.code", equalTo("InvalidFault"));
        operator("GET", FAULTS, null).then().body("", hasSize(0));
    }

    @Test
    void aServiceHasAHundredFaults() {
        // Given
        for (int i = 0; i < 100; i++) {
            add("{\"status\": 500, \"tenant\": \"" + UUID.randomUUID() + "\"}");
        }
        // When, Then
        operator("POST", FAULTS, "{\"status\": 500}")
                .then()
                .statusCode(409)
                .body("error.message", startsWith("This service has 100 faults"));
        vaults.get(vault, "/secrets/s").then().statusCode(200);
    }

    @Test
    void onlyTheAdministratorOrdersFaults() {
        // When, Then
        send(vaults.bearer(issuer.service("workspace", "keyvault").sign()), "POST", FAULTS, "{\"status\": 500}")
                .then()
                .statusCode(401);
        send(vaults.bearer(issuer.aad(AUDIENCE, OFFICER).sign()), "POST", FAULTS, "{\"status\": 500}")
                .then()
                .statusCode(401);
        operator("GET", FAULTS, null).then().body("", hasSize(0));
    }
}
