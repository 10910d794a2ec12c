package io.mltwin.e2e.training;

import static io.mltwin.e2e.training.DataReferenceWorkspace.EXPERIMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * {@code systemDatastoresAuthMode} of a workspace: by which way runs and users reach its own
 * datastores, and what forbidding or regenerating the account's keys does to each way.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
class SystemDatastoresTest {

    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String STORE = "workspaceblobstore";
    private static final Duration CACHED = Duration.ofSeconds(10);

    private DataReferenceWorkspace data;
    private Azure azure;
    private FlowClient client;
    private String account;

    @BeforeAll
    void aWorkspaceThatAsksForIdentity() throws Exception {
        azure = PLATFORM.azure();
        client = PLATFORM.flowClient();
        data = new DataReferenceWorkspace(
                "sysstores1", "sysstoresown1", Map.of("systemDatastoresAuthMode", "identity"));
        account = data.body().at("/properties/storageAccount").asText();
    }

    /** MID-04. */
    @Test
    void theWorkspacesOwnStoreIsReachedAsItsIdentity() throws Exception {
        // Given
        reachBy("identity", "None");
        String path = "made/" + UUID.randomUUID();
        // When
        assertThat(data.run(STORE, "Mount", path, "first.txt")).isEmpty();
        // Then
        assertThat(data.run(STORE, "Download", path)).isEqualTo("first.txt=written\n");
        data.arm("POST", store("/listSecrets"), null).expect(400);
        data.arm("POST", store("/listSecrets"), Map.of("expirableSecret", true)).expect(400);
    }

    @Test
    void byIdentityNothingNeedsTheAccountsKeys() throws Exception {
        // Given
        reachBy("identity", "None");
        String path = "unkeyed/" + UUID.randomUUID();
        try {
            // When
            allowKeys(false);
            regenerateKey();
            // Then
            assertThat(data.run(STORE, "Mount", path, "a.txt")).isEmpty();
            assertThat(data.run("workspaceartifactstore", "Mount", path, "b.txt"))
                    .isEmpty();
            assertThat(client.get(addressOfARunsOutput(path), null).expect(200).text())
                    .isEqualTo("a.txt=written\n");
        } finally {
            allowKeys(true);
            resync();
        }
    }

    private String addressOfARunsOutput(String path) throws Exception {
        String runId = "run-" + UUID.randomUUID();
        String run = "/experiments/" + EXPERIMENT + "/runs/" + runId;
        data.submit(
                        runId,
                        Map.of("dataStoreName", STORE, "mode", "Download", "pathOnDataStore", path),
                        List.of("d", "$AZUREML_DATAREFERENCE_d"))
                .expect(200);
        azure.until(client, data.training("history/v1.0", run), data.owner(), "status", "Completed", "Failed");
        return client.get(
                        data.training(
                                "artifact/v2.0",
                                "/artifacts/ExperimentRun/dcid." + runId + "/contentinfo?path=outputs/seen.txt"),
                        data.owner())
                .expect(200)
                .json()
                .path("contentUri")
                .asText();
    }

    @Test
    void byKeyARunFollowsTheKeyAndIsToldWhatToDo() throws Exception {
        // Given
        reachBy("accessKey", "AccountKey");
        resync();
        assertThat(secret().path("key").asText()).isEqualTo(data.key(account));
        String path = "keyed/" + UUID.randomUUID();
        assertThat(data.run(STORE, "Mount", path, "a.txt")).isEmpty();
        // When
        regenerateKey();
        // Then
        assertThat(data.run(STORE, "Download", path))
                .contains("Failed", "cannot be read", "AuthenticationFailed", "resyncKeys");
        // When
        resync();
        // Then
        assertThat(secret().path("key").asText()).isEqualTo(data.key(account));
        assertThat(data.run(STORE, "Download", path)).isEqualTo("a.txt=written\n");
        try {
            // When
            allowKeys(false);
            // Then
            assertThat(data.run(STORE, "Download", path))
                    .contains(
                            "Failed",
                            "KeyBasedAuthenticationNotPermitted",
                            "systemDatastoresAuthMode of the workspace to identity");
        } finally {
            allowKeys(true);
        }
        assertThat(data.run(STORE, "Download", path)).isEqualTo("a.txt=written\n");
    }

    /** Another service keeps what it knows of a workspace for some seconds. */
    private void reachBy(String mode, String credentials) throws Exception {
        FlowClient.Answer changed =
                data.arm("PATCH", data.id(), Map.of("properties", Map.of("systemDatastoresAuthMode", mode)));
        azure.await(client, changed.expect(200, 202), data.owner());
        assertThat(data.arm("GET", data.id(), null)
                        .expect(200)
                        .json()
                        .at("/properties/systemDatastoresAuthMode")
                        .asText())
                .isEqualTo(mode);
        await().atMost(CACHED)
                .until(() -> data.arm("GET", store(""), null)
                        .expect(200)
                        .json()
                        .at("/properties/credentials/credentialsType")
                        .asText()
                        .equals(credentials));
    }

    private JsonNode secret() throws Exception {
        return data.arm("POST", store("/listSecrets"), null).expect(200).json();
    }

    private String store(String rest) {
        return data.id() + "/datastores/" + STORE + rest;
    }

    private void allowKeys(boolean allowed) throws Exception {
        data.arm("PATCH", account, Map.of("properties", Map.of("allowSharedKeyAccess", allowed)))
                .expect(200);
    }

    private void regenerateKey() throws Exception {
        data.arm("POST", account + "/regenerateKey", Map.of("keyName", "key1")).expect(200);
    }

    private void resync() throws Exception {
        azure.await(client, data.arm("POST", data.id() + "/resyncKeys", null).expect(202), data.owner());
    }
}
