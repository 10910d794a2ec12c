package io.mltwin.workspace.arm;

import static io.mltwin.workspace.arm.ArmCaller.VERSION;
import static io.mltwin.workspace.arm.ArmCaller.code;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Locks of groups and of what lies in them, which bind every caller. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ArmLocksResourceTest {

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

    @ParameterizedTest
    @ValueSource(strings = {"group", "subscription"})
    void locksAreInheritedAndBindOwnersToo(String locked) {
        String scope = locked.equals("group") ? group : arm.subscription();
        String lock = scope + "/providers/Microsoft.Authorization/locks/l" + VERSION;
        arm.asOwner()
                .body("{\"properties\":{\"level\":\"CanNotDelete\"}}")
                .put(lock)
                .then()
                .statusCode(201);
        String vault = group + "/providers/Microsoft.KeyVault/vaults/kv" + NAMES.incrementAndGet();
        calls.answer("keyvault", "PUT", vault, PeerAnswer.json(201, """
                        {"id": "%s", "location": "eastus"}""".formatted(vault)));

        arm.asOwner()
                .body("{\"location\":\"eastus\"}")
                .put(vault + VERSION)
                .then()
                .statusCode(201);
        code(arm.asOwner().delete(vault + VERSION).then(), 409, "ScopeLocked");
        code(arm.asOwner().delete(group + VERSION).then(), 409, "ScopeLocked");

        arm.asOwner()
                .body("{\"properties\":{\"level\":\"ReadOnly\"}}")
                .put(lock)
                .then()
                .statusCode(200);
        code(arm.asOwner().body("{}").put(vault + VERSION).then(), 409, "ScopeLocked");
        code(arm.asOwner().body("{}").post(vault + "/anything" + VERSION).then(), 409, "ScopeLocked");
        arm.asOwner().get(group + "/resources" + VERSION).then().statusCode(200).body("value.id", hasItem(vault));

        arm.asOwner().delete(lock).then().statusCode(200);
        arm.asOwner().delete(lock).then().statusCode(204);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "group, CanNotDelete, 409",
        "group, ReadOnly, 409",
        "subscription, CanNotDelete, 409",
        "cluster, CanNotDelete, 204",
        "neighbour, CanNotDelete, 204"
    })
    void aLockAboveAClusterKeepsItsNodes(String locked, String level, int status) {
        // Given: a resource stands for the cluster
        String cluster = group + "/providers/Microsoft.KeyVault/vaults/kv" + NAMES.incrementAndGet();
        calls.answer(
                "keyvault",
                "PUT",
                cluster,
                PeerAnswer.json(201, "{\"id\":\"" + cluster + "\",\"location\":\"eastus\"}"));
        arm.asOwner()
                .body("{\"location\":\"eastus\"}")
                .put(cluster + VERSION)
                .then()
                .statusCode(201);
        String scope = switch (locked) {
            case "group" -> group;
            case "subscription" -> arm.subscription();
            case "cluster" -> cluster;
            default -> arm.group("rg" + NAMES.incrementAndGet(), "{}");
        };
        String lock = scope + "/providers/Microsoft.Authorization/locks/l" + VERSION;
        arm.asOwner()
                .body("{\"properties\":{\"level\":\"%s\"}}".formatted(level))
                .put(lock)
                .then()
                .statusCode(201);
        // When, Then
        removal("compute", cluster).statusCode(status);
        arm.asOwner().delete(lock).then().statusCode(200);
        removal("compute", cluster).statusCode(204);
    }

    @Test
    void onlyComputeServiceAsksWhetherNodesMayBeRemoved() {
        removal("compute", group).statusCode(204);
        removal("scoring", group).statusCode(403).body("error.code", equalTo("Forbidden"));
        for (String token : List.of(
                issuer.admin().sign(),
                issuer.aad("https://management.azure.com/", arm.owner()).sign())) {
            service.given()
                    .header("Authorization", "Bearer " + token)
                    .get("/_internal/locks/removal?id=" + group)
                    .then()
                    .statusCode(401);
        }
        service.given()
                .header(
                        "Authorization",
                        "Bearer " + issuer.service("compute", "workspace").sign())
                .get("/_internal/locks/removal")
                .then()
                .statusCode(400);
    }

    private ValidatableResponse removal(String caller, String id) {
        return service.given()
                .header(
                        "Authorization",
                        "Bearer " + issuer.service(caller, "workspace").sign())
                .get("/_internal/locks/removal?id=" + id)
                .then();
    }

    @Test
    void aLockOnAResourceHoldsItsGroup() {
        String vault = group + "/providers/Microsoft.KeyVault/vaults/kv" + NAMES.incrementAndGet();
        calls.answer("keyvault", "PUT", vault, PeerAnswer.json(201, """
                        {"id": "%s", "location": "eastus"}""".formatted(vault)));
        arm.asOwner()
                .body("{\"location\":\"eastus\"}")
                .put(vault + VERSION)
                .then()
                .statusCode(201);
        arm.asOwner()
                .body("{\"properties\":{\"level\":\"CanNotDelete\"}}")
                .put(vault + "/providers/Microsoft.Authorization/locks/l" + VERSION)
                .then()
                .statusCode(201);

        ValidatableResponse response = arm.asOwner().delete(group + VERSION).then();

        code(response, 409, "ScopeLocked");
        response.body("error.message", containsString(vault));
    }
}
