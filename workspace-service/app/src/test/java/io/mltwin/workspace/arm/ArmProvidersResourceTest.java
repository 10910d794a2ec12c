package io.mltwin.workspace.arm;

import static io.mltwin.workspace.arm.ArmCaller.VERSION;
import static io.mltwin.workspace.arm.ArmCaller.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Azure Resource Manager sends to providers, and makes of what they answer. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ArmProvidersResourceTest {

    private static final String STRANGER = UUID.randomUUID().toString();
    private static final AtomicInteger NAMES = new AtomicInteger();

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    ServiceUnderTest service;

    private ArmCaller arm;
    private String group;

    @BeforeEach
    void seed() {
        arm = ArmCaller.ofNewSubscription(service, issuer, decisions);
        group = arm.group("rg" + NAMES.incrementAndGet(), "{}");
    }

    @Test
    void anUnregisteredProviderWritesNothing() {
        String provider = arm.subscription() + "/providers/Microsoft.DataFactory";
        arm.asOwner()
                .post(provider + "/unregister" + VERSION)
                .then()
                .statusCode(200)
                .body("registrationState", equalTo("Unregistered"));

        String factory = group + "/providers/Microsoft.DataFactory/factories/f";
        code(arm.asOwner().body("{}").put(factory + VERSION).then(), 409, "MissingSubscriptionRegistration");

        arm.asOwner()
                .post(provider + "/register" + VERSION)
                .then()
                .statusCode(200)
                .body("registrationState", equalTo("Registered"));
        calls.answer("compute", "PUT", factory, PeerAnswer.json(201, "{\"id\":\"x\"}"));
        arm.asOwner().body("{}").put(factory + VERSION).then().statusCode(201);
    }

    @Test
    void aProviderGetsTheCallAndTheCallerFromTheAssertion() {
        String vault = group + "/providers/Microsoft.KeyVault/vaults/kv" + NAMES.incrementAndGet();
        calls.answer("keyvault", "PUT", vault, PeerAnswer.json(201, "{\"id\":\"" + vault + "\"}"));

        arm.asOwner()
                .header("x-ms-correlation-request-id", "correlation-1")
                .body("{\"location\":\"eastus\"}")
                .put(vault.replace("/vaults", "//vaults") + VERSION)
                .then()
                .statusCode(201)
                .header("x-ms-correlation-request-id", equalTo("correlation-1"));

        PeerRequest received = calls.received("keyvault", "PUT", vault).get(0);
        assertThat(received.uri()).isEqualTo(vault + VERSION);
        assertThat(received.text()).isEqualTo("{\"location\":\"eastus\"}");
        assertThat(received.headers()).containsEntry("x-ms-correlation-request-id", "correlation-1");
        String claims = new String(
                java.util.Base64.getUrlDecoder().decode(received.bearer().split("\\.")[1]));
        assertThat(claims).contains("api://mltwin/keyvault", arm.owner(), "Microsoft.KeyVault/vaults/write", vault);
        service.given().get("/.well-known/jwks.json").then().statusCode(200).body("keys", hasSize(1));
    }

    @Test
    void aProvidersErrorReachesTheClientWhole() {
        String vault = group + "/providers/Microsoft.KeyVault/vaults/kv" + NAMES.incrementAndGet();
        String error = """
                {
                  "error": {
                    "code": "VaultAlreadyExists",
                    "message": "taken",
                    "target": "name",
                    "details": [{"code": "c", "message": "m"}]
                  }
                }""";
        calls.answer("keyvault", "PUT", vault, PeerAnswer.json(409, error));

        arm.asOwner()
                .body("{}")
                .put(vault + VERSION)
                .then()
                .statusCode(409)
                .body("error.code", equalTo("VaultAlreadyExists"))
                .body("error.target", equalTo("name"))
                .body("error.details[0].code", equalTo("c"));
        arm.asOwner().get(group + "/resources" + VERSION).then().body("value.id", everyItem(not(equalTo(vault))));
        code(arm.asOwner().get(vault + "/secrets" + VERSION).then(), 404, "ParentResourceNotFound");
    }

    @Test
    void armPollsAProvidersOperationByItself() {
        String registry = group + "/providers/Microsoft.ContainerRegistry/registries/r" + NAMES.incrementAndGet();
        String operation = UUID.randomUUID().toString();
        calls.answer(
                "scoring",
                "PUT",
                registry,
                PeerAnswer.json(201, """
                                {
                                  "id": "%s",
                                  "location": "eastus",
                                  "properties": {"provisioningState": "Creating"}
                                }""".formatted(registry)).withHeader("x-mltwin-operation-id", operation));
        calls.answer(
                "scoring",
                "GET",
                "/_internal/operations/" + operation,
                PeerAnswer.json(200, "{\"status\":\"InProgress\"}"));

        Response created = arm.asOwner().body("{\"location\":\"eastus\"}").put(registry + VERSION);

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.header("Retry-After")).isEqualTo("1");
        String base = "https://" + service.host("management");
        String status = created.header("Azure-AsyncOperation");
        String location = created.header("Location");
        assertThat(status)
                .startsWith(base
                        + arm.subscription()
                        + "/providers/Microsoft.ContainerRegistry/locations/eastus/operationStatuses/");
        arm.asOwner()
                .get(status.substring(base.length()))
                .then()
                .statusCode(200)
                .body("status", equalTo("InProgress"));
        arm.asOwner()
                .get(location.substring(base.length()))
                .then()
                .statusCode(202)
                .header("Location", equalTo(location));
        code(arm.as(STRANGER).get(status.substring(base.length())).then(), 403, "AuthorizationFailed");

        calls.answer(
                "scoring",
                "GET",
                "/_internal/operations/" + operation,
                PeerAnswer.json(200, "{\"status\":\"Succeeded\"}"));
        Awaitility.await()
                .untilAsserted(() -> arm.asOwner()
                        .get(status.substring(base.length()))
                        .then()
                        .body("status", equalTo("Succeeded")));
        calls.answer(
                "scoring", "GET", registry, PeerAnswer.json(200, "{\"id\":\"" + registry + "\",\"name\":\"made\"}"));
        arm.follow(location).statusCode(200).body("name", equalTo("made"));
        arm.asOwner()
                .get(group + "/resources" + VERSION + "&$expand=provisioningState")
                .then()
                .body("value.find { it.id == '" + registry + "' }.provisioningState", equalTo("Succeeded"));
    }

    @ParameterizedTest
    @CsvSource({"PUT, true, 200", "PATCH, true, 200", "PATCH, false, 204", "DELETE, true, 204"})
    void theResultOfAWriteIsTheResourceForWhoMayReadIt(String method, boolean mayRead, int expected) {
        // Given
        String registry = group + "/providers/Microsoft.ContainerRegistry/registries/r" + NAMES.incrementAndGet();
        String body = "{\"id\":\"" + registry + "\",\"location\":\"eastus\",\"name\":\"r\"}";
        calls.answer("scoring", "PUT", registry, PeerAnswer.json(201, body));
        arm.send("PUT", registry, "{'location':'eastus'}").statusCode(201);
        String operation = UUID.randomUUID().toString();
        calls.answer(
                "scoring", method, registry, PeerAnswer.status(202).withHeader("x-mltwin-operation-id", operation));
        calls.answer("scoring", "GET", registry, PeerAnswer.json(200, body));
        calls.answer(
                "scoring",
                "GET",
                "/_internal/operations/" + operation,
                PeerAnswer.json(200, "{\"status\":\"Succeeded\"}"));
        String writer = UUID.randomUUID().toString();
        for (String action : List.of("write", "delete")) {
            decisions.allow(writer, "Microsoft.ContainerRegistry/registries/" + action, arm.subscription());
        }
        if (mayRead) {
            decisions.allow(writer, "Microsoft.ContainerRegistry/registries/read", arm.subscription());
        }
        // When
        Response accepted = arm.as(writer).body("{\"location\":\"eastus\"}").request(method, registry + VERSION);
        // Then
        assertThat(accepted.statusCode()).isEqualTo(202);
        String location = accepted.header("Location").substring(("https://" + service.host("management")).length());
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> arm.as(writer).get(location).statusCode() != 202);
        Response result = arm.as(writer).get(location);
        assertThat(result.statusCode()).isEqualTo(expected);
        if (expected == 200) {
            result.then().body("id", equalTo(registry)).body("name", equalTo("r"));
        }
    }

    @Test
    void aGroupIsDeletedWithWhatIsInIt() {
        String vault = group + "/providers/Microsoft.KeyVault/vaults/kv" + NAMES.incrementAndGet();
        calls.answer("keyvault", "PUT", vault, PeerAnswer.json(201, """
                        {"id": "%s", "location": "eastus"}""".formatted(vault)));
        calls.answer("keyvault", "DELETE", vault, PeerAnswer.status(200));
        arm.asOwner()
                .body("{\"location\":\"eastus\"}")
                .put(vault + VERSION)
                .then()
                .statusCode(201);

        arm.asOwner().delete(group + VERSION).then().statusCode(202);

        Awaitility.await().until(() -> arm.asOwner().head(group + VERSION).statusCode() == 404);
        assertThat(calls.received("keyvault", "DELETE", vault)).hasSize(1);
    }
}
