package io.mltwin.workspace.machinelearning;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.workspace.arm.ArmCaller;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * A subscription with a group of its own; vault, registry, component and role assignments are
 * played, and keep what they are given.
 */
class WorkspacePeers {

    static final String AUDIENCE = "https://management.azure.com/";
    static final String CREATOR = UUID.randomUUID().toString();
    static final String VERSION = "?api-version=2022-10-01";
    static final String MACHINE_LEARNING = "0a1d0002-5a1e-4c0f-9d6e-0b6a65637402";
    static final String VAULT_HOST = "kv.vault.mltwin.localhost:1";

    static final String DENIALS = "/_internal/deny-assignments/*";

    static final String SUPPORT = "/_internal/support-applications/*";

    private static final String SUBSCRIPTION_ID = UUID.randomUUID().toString();
    private static final String SUBSCRIPTION = "/subscriptions/" + SUBSCRIPTION_ID;
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final TestIssuer issuer;
    private final TestCalls calls;
    private final ServiceUnderTest service;
    private final ArmCaller arm;
    private final Map<String, String> resources = new ConcurrentHashMap<>();
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final String group;

    WorkspacePeers(TestIssuer issuer, TestDecisions decisions, TestCalls calls, ServiceUnderTest service) {
        this.issuer = issuer;
        this.calls = calls;
        this.service = service;
        for (String action : List.of(
                "Microsoft.Insights/components/read",
                "Microsoft.KeyVault/vaults/read",
                "Microsoft.ContainerRegistry/registries/read",
                "Microsoft.Authorization/roleAssignments/read",
                "Microsoft.Authorization/roleAssignments/write",
                "Microsoft.Authorization/roleAssignments/delete",
                "Microsoft.KeyVault/vaults/accessPolicies/write")) {
            decisions.allow(MACHINE_LEARNING, action, SUBSCRIPTION);
        }
        arm = ArmCaller.of(service, issuer, decisions, CREATOR, SUBSCRIPTION_ID);
        group = SUBSCRIPTION + "/resourceGroups/mlrg" + NAMES.incrementAndGet();
        as(CREATOR)
                .body("{\"location\":\"eastus\"}")
                .put(group + VERSION)
                .then()
                .statusCode(201);
        play(
                "keyvault",
                "{\"id\":\"%s\",\"location\":\"eastus\",\"properties\":{\"vaultUri\":\"https://"
                        + VAULT_HOST
                        + "/\",\"provisioningState\":\"Succeeded\"}}");
        play("scoring", """
                {
                  "id": "%s",
                  "location": "eastus",
                  "properties": {
                    "loginServer": "r.azurecr",
                    "adminUserEnabled": true,
                    "provisioningState": "Succeeded"
                  }
                }""");
        play("telemetry", """
                {
                  "id": "%s",
                  "location": "eastus",
                  "properties": {
                    "InstrumentationKey": "ikey",
                    "provisioningState": "Succeeded"
                  }
                }""");
        password("registry-password");
        calls.answer(
                "identity",
                "PUT",
                SUPPORT,
                request -> PeerAnswer.json(
                        200, Map.of("objectId", UUID.randomUUID().toString())));
        calls.answer("identity", "PUT", SUBSCRIPTION + "/providers/*", PeerAnswer.json(201, "{}"));
        calls.answer("identity", "PUT", DENIALS, PeerAnswer.json(200, "{}"));
        calls.answer("identity", "DELETE", DENIALS, PeerAnswer.json(200, "{}"));
        calls.answer("keyvault", "PUT", "/secrets/*", this::setSecret);
        calls.answer("keyvault", "GET", "/secrets/*", this::secret);
        calls.answer("keyvault", "DELETE", "/secrets/*", this::removeSecret);
        calls.answer("keyvault", "DELETE", "/deletedsecrets/*", PeerAnswer.json(204, ""));
        calls.answer("scoring", "DELETE", "/_internal/workspaces", PeerAnswer.status(204));
        runsOn("[]", "[]");
        calls.answer("identity", "GET", group + "*", PeerAnswer.json(200, "{\"value\":[]}"));
        calls.answer("identity", "PUT", group + "*", PeerAnswer.json(201, "{}"));
        calls.answer("identity", "DELETE", group + "*", PeerAnswer.json(200, "{}"));
    }

    String group() {
        return group;
    }

    String subscription() {
        return SUBSCRIPTION;
    }

    Map<String, String> secrets() {
        return secrets;
    }

    /** What the providers keep, by path. */
    Map<String, String> resources() {
        return resources;
    }

    /** What types of compute targets and web services there are from now on, as JSON. */
    void runsOn(String computes, String services) {
        calls.answer("compute", "GET", "/_internal/computes/types*", PeerAnswer.json(200, computes));
        calls.answer("scoring", "GET", "/_internal/service-types*", PeerAnswer.json(200, services));
    }

    /** What the registry lists as its password from now on. */
    /** The key that components have from now on. */
    void instrumentationKey(String key) {
        resources.replaceAll((path, body) -> body.replace("\"ikey\"", '"' + key + '"'));
    }

    void password(String password) {
        calls.answer("scoring", "POST", group + "*", PeerAnswer.json(200, """
                        {"username": "u", "passwords": [{"name": "password", "value": "%s"}]}""".formatted(password)));
    }

    /** A provider that keeps what is PUT. */
    private void play(String peer, String form) {
        calls.answer(
                peer,
                "GET",
                group + "*",
                request -> resources.containsKey(request.path())
                        ? PeerAnswer.json(200, resources.get(request.path()))
                        : PeerAnswer.error(404, "ResourceNotFound", "none"));
        calls.answer(peer, "PUT", group + "*", request -> {
            String body = String.format(form, request.path());
            return PeerAnswer.json(resources.put(request.path(), body) == null ? 201 : 200, body);
        });
    }

    private PeerAnswer setSecret(PeerRequest request) {
        secrets.put(request.path(), request.json().path("value").asText());
        return PeerAnswer.json(200, "{}");
    }

    private PeerAnswer secret(PeerRequest request) {
        return secrets.containsKey(request.path())
                ? PeerAnswer.json(200, Map.of("value", secrets.get(request.path())))
                : PeerAnswer.error(404, "SecretNotFound", "none");
    }

    private PeerAnswer removeSecret(PeerRequest request) {
        return secrets.remove(request.path()) == null
                ? PeerAnswer.error(404, "SecretNotFound", "none")
                : PeerAnswer.json(200, "{}");
    }

    RequestSpecification as(String objectId) {
        return arm.as(objectId);
    }

    Response create(String id) {
        return as(CREATOR).body("""
                        {"location": "eastus", "identity": {"type": "SystemAssigned"}}""").put(id + VERSION);
    }

    /** Polls an operation to its end. */
    String end(Response started) {
        assertThat(started.statusCode()).as(started.asString()).isEqualTo(202);
        String poll = path(started.header("Azure-AsyncOperation"));
        String token = issuer.aad(AUDIENCE, CREATOR).sign();
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> service.poll("management", poll, token)
                                .path("status")
                                .asText(),
                        status -> !status.equals("InProgress"));
    }

    /** Path and query of a URL that ARM gave. */
    String path(String url) {
        return url.substring(("https://" + service.host("management")).length());
    }

    List<PeerRequest> assignments() {
        return calls.received("identity").stream()
                .filter(call -> call.method().equals("PUT")
                        && call.path().startsWith(group)
                        && call.path().contains("/roleAssignments/"))
                .toList();
    }
}
