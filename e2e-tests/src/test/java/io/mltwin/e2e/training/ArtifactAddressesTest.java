package io.mltwin.e2e.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What a job leaves behind, fetched by the addresses that Azure ML gives. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
class ArtifactAddressesTest {

    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private FlowState flows;
    private FlowClient client;
    private Azure azure;
    private String contributor;
    private String reader;
    private String job;

    @BeforeAll
    void aJobThatPrintsAndWrites() throws Exception {
        flows = PLATFORM.flows();
        client = PLATFORM.flowClient();
        azure = PLATFORM.azure();
        contributor = azure.armToken("contributor");
        reader = azure.armToken("reader");
        job = "addresses-" + UUID.randomUUID();
        Map<String, Object> properties = Map.of(
                "jobType",
                "Command",
                "command",
                "echo printed; mkdir -p outputs; echo one >'outputs/a b.txt'; echo two >${{outputs.named}}/n.txt",
                "outputs",
                Map.of("named", Map.of("jobOutputType", "uri_folder")),
                "computeId",
                flows.workspaceId() + "/computes/cpu-cluster",
                "environmentId",
                flows.workspaceId() + "/environments/AzureML-Tribuo-4.3/versions/1");
        client.json("PUT", arm("/jobs/" + job), contributor, Map.of("properties", properties))
                .expect(201);
        await().atMost(PATIENCE)
                .until(() -> client.get(arm("/jobs/" + job), contributor)
                        .json()
                        .at("/properties/status")
                        .asText()
                        .equals("Completed"));
    }

    private String arm(String path) {
        return azure.arm(flows.workspaceId() + path);
    }

    private FlowClient.Answer v1(String method, String service, String path, Object body) throws IOException {
        return client.json(method, azure.training("eastus", service, flows.workspaceId(), path), reader, body);
    }

    private JsonNode logs() throws IOException {
        return v1("GET", "history/v1.0", "/runs/" + job + "/details", null)
                .expect(200)
                .json()
                .path("logFiles");
    }

    @Test
    void aLogsAddressOpensItAndNothingElse() throws Exception {
        // When
        String address = logs().path("user_logs/std_log.txt").asText();

        // Then
        assertThat(client.get(address, null).expect(200).text()).isEqualTo("printed\n");
        client.get(address.replace("std_log.txt", "other.txt"), null).expect(403);
        client.get(address.replace("user_logs/std_log.txt", "outputs/a%20b.txt"), null)
                .expect(403);
        client.send("PUT", address, null, BodyPublishers.ofString("forged"), Map.of("x-ms-blob-type", "BlockBlob"))
                .expect(403);
        client.get(address.substring(0, address.indexOf('?')), null).expect(401, 403, 404, 409);
    }

    @Test
    void anArtifactsAddressReadsOrWritesIt() throws Exception {
        // Given
        String container = "/artifacts/ExperimentRun/dcid." + job;
        String read = v1("GET", "artifact/v2.0", container + "/contentinfo?path=outputs/a%20b.txt", null)
                .expect(200)
                .json()
                .path("contentUri")
                .asText();
        v1("GET", "artifact/v2.0", container + "/write?path=outputs/new.txt", null)
                .expect(403);
        String write = client.get(
                        azure.training(
                                "eastus",
                                "artifact/v2.0",
                                flows.workspaceId(),
                                container + "/write?path=outputs/new.txt"),
                        contributor)
                .expect(200)
                .json()
                .path("contentUri")
                .asText();

        // When
        client.send("PUT", write, null, BodyPublishers.ofString("new"), Map.of("x-ms-blob-type", "BlockBlob"))
                .expect(201);

        // Then
        assertThat(client.get(read, null).expect(200).text()).isEqualTo("one\n");
        client.get(write, null).expect(403);
        assertThat(v1("GET", "artifact/v2.0", container + "/prefix/contentinfo?path=outputs", null)
                        .expect(200)
                        .json()
                        .findValuesAsText("path"))
                .containsExactly("outputs/a b.txt", "outputs/new.txt");
    }

    @Test
    void aNamedOutputIsAnAssetThatIsResolved() throws Exception {
        // When
        String asset = v1("POST", "history/v1.0", "/rundata", Map.of("runId", job, "selectRunMetadata", true))
                .expect(200)
                .json()
                .at("/runMetadata/outputs/named/assetId")
                .asText();

        // Then
        assertThat(v1("POST", "data/v1.0", "/dataversion/batchGetResolvedUris", Map.of("values", List.of(asset)))
                        .expect(200)
                        .json()
                        .findValue("uri")
                        .asText())
                .endsWith("/datastores/workspaceblobstore/paths/azureml/" + job + "/named/");
    }
}
