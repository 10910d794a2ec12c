package io.mltwin.e2e.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.fixtures.GrantedRole;
import io.mltwin.e2e.fixtures.WebServices;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowClient.Answer;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roles of one's own for models, for the endpoints that serve them, and for running only. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
@ResourceLock(GrantedRole.OF_NORA)
class ServingRolesTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    /** An allowed answer is kept for at most one second. */
    private static final long KEPT_MILLIS = 1100;

    private static final List<Map<String, Object>> PATCH =
            List.of(Map.of("op", "replace", "path", "/description", "value", "by role"));
    private static final Map<String, Object> ACI =
            Map.of("computeType", "ACI", "authEnabled", true);

    private final Map<String, Long> revoked = new HashMap<>();
    private WebServices services;
    private Azure azure;
    private FlowClient client;
    private String contributor;
    private String nora;
    private DocumentOperations operations;

    @BeforeAll
    void somebodyWithoutARole() throws Exception {
        services = WebServices.of(PLATFORM);
        azure = PLATFORM.azure();
        client = PLATFORM.flowClient();
        contributor = azure.armToken("contributor");
        nora = azure.armToken("nora");
        operations = new DocumentOperations(PLATFORM);
    }

    /** Nora's role is one cell; of the three verbs on things of its kind she may do this one. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "model,read,models/read",
        "endpoint,read,services/read",
        "model,write,models/write",
        "endpoint,write,services/aci/write",
        "model,delete,models/delete",
        "endpoint,delete,services/aci/delete"
    })
    void onlyTheGrantedVerbIsAllowed(String kind, String granted, String action) throws Exception {
        awaitNothingAllowed(kind);
        String thing = kind.equals("model") ? "/models/" + model() : "/services/" + service();
        GrantedRole role = GrantedRole.to(PLATFORM, "nora", PLATFORM.flows().workspaceId(), action);
        try {
            for (String verb : List.of("read", "write", "delete")) {
                Answer answer = onThing(verb, thing, nora);
                assertThat(answer.status())
                        .as(answer.request() + " " + answer.text())
                        .isEqualTo(verb.equals(granted) ? 200 : 403);
            }
        } finally {
            revoke(role, kind);
            onThing("delete", thing, contributor).expect(200, 204);
        }
    }

    @Test
    void whoDeploysNeedsNoKeys() throws Exception {
        awaitNothingAllowed("endpoint");
        GrantedRole role =
                GrantedRole.to(
                        PLATFORM,
                        "nora",
                        PLATFORM.flows().workspaceId(),
                        "services/*/write",
                        "*/read");
        try {
            client.json(
                            "POST",
                            services.address("/services"),
                            nora,
                            WebServices.request("by-role", WebServices.IMAGE, ACI))
                    .expect(202);
            String service = services.address("/services/by-role");
            client.get(service, nora).expect(200);
            client.json("POST", service + "/listkeys", nora, null).expect(403);
            client.json("POST", service + "/regenerateKeys", nora, Map.of("keyType", "Primary"))
                    .expect(403);
            client.json("DELETE", service, nora, null).expect(403);
        } finally {
            revokeBoth(role);
            services.delete("by-role");
        }
    }

    @Test
    void whoSubmitsRunsRegistersNoModel() throws Exception {
        awaitNothingAllowed("model");
        GrantedRole role =
                GrantedRole.to(
                        PLATFORM,
                        "nora",
                        PLATFORM.flows().workspaceId(),
                        "*/read",
                        "environments/write",
                        "environments/build/action",
                        "environments/readSecrets/action",
                        "experiments/runs/write",
                        "experiments/runs/submit/action",
                        "metadata/artifacts/write",
                        "metadata/snapshots/write");
        try {
            assertThat(operations.runExperiment("nora"))
                    .extracting(Answer::status)
                    .containsExactly(200);
            assertThat(operations.registerModel("nora"))
                    .extracting(Answer::status)
                    .containsExactly(403);
        } finally {
            revokeBoth(role);
        }
    }

    private Answer onThing(String verb, String thing, String token) throws IOException {
        String address = services.address(thing);
        return switch (verb) {
            case "read" -> client.get(address, token);
            case "write" -> client.json("PATCH", address, token, PATCH);
            default -> client.json("DELETE", address, token, null);
        };
    }

    private String model() throws Exception {
        return client.json(
                        "POST",
                        services.address("/models"),
                        contributor,
                        Map.of(
                                "name",
                                "by-role",
                                "url",
                                "aml://artifact/ExperimentRun/dcid."
                                        + PLATFORM.flows().runId()
                                        + "/outputs/model.onnx",
                                "mimeType",
                                "application/octet-stream"))
                .expect(200)
                .json()
                .path("id")
                .asText();
    }

    /** One that is being deployed: whether it ever scores does not matter. */
    private String service() throws IOException {
        return client.json(
                        "POST",
                        services.address("/services"),
                        contributor,
                        WebServices.request("by-cell", WebServices.IMAGE, ACI))
                .expect(202)
                .json()
                .path("id")
                .asText();
    }

    private void revoke(GrantedRole role, String kind) throws IOException {
        role.close();
        revoked.put(kind, System.nanoTime());
    }

    private void revokeBoth(GrantedRole role) throws IOException {
        revoke(role, "model");
        revoked.put("endpoint", System.nanoTime());
    }

    private void awaitNothingAllowed(String kind) throws InterruptedException {
        Long since = revoked.get(kind);
        if (since != null) {
            long passed = (System.nanoTime() - since) / 1_000_000;
            Thread.sleep(Math.max(0, KEPT_MILLIS - passed));
        }
    }
}
