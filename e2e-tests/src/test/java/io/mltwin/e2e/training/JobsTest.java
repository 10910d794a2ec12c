package io.mltwin.e2e.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.FlowClient;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Command jobs by Azure Resource Manager: run history has them, and a node really runs them. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
class JobsTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private WorkspaceJobs jobs;

    @BeforeAll
    void aWorkspaceWithACluster() throws Exception {
        jobs = WorkspaceJobs.of(PLATFORM);
    }

    @Test
    void aCommandRunsAndItsTextsChange() throws Exception {
        // Given
        String name = "job-" + UUID.randomUUID();
        Map<String, Object> properties = properties("mkdir -p outputs && echo $((6 * 7)) > outputs/answer.txt");
        // When
        JsonNode made = put(name, properties).expect(201).json();
        // Then
        assertThat(made.at("/properties/services/Studio/endpoint").isTextual()).isTrue();
        assertThat(made.at("/properties/properties").isObject()).isTrue();
        await().atMost(PATIENCE).until(() -> jobs.status(name).equals("Completed"));

        assertThat(jobs.artifact(name, "outputs/answer.txt").strip()).isEqualTo("42");
        // When
        Map<String, Object> changed = new HashMap<>(properties);
        changed.put("displayName", "Answered");
        changed.put("isArchived", true);
        put(name, changed).expect(200);
        // Then
        assertThat(names("")).doesNotContain(name);
        assertThat(names("&listViewType=All")).contains(name);
        changed.put("command", "echo other");
        assertThat(put(name, changed).expect(400).text()).contains("command cannot be changed");
    }

    @Test
    void aJobIsCanceledAndUnknownOnesAreNot() throws Exception {
        String name = "job-" + UUID.randomUUID();
        put(name, properties("sleep 600")).expect(201);

        jobs.send("POST", "/jobs/" + name + "/cancel", null).expect(202);
        await().atMost(PATIENCE).until(() -> jobs.status(name).equals("Canceled"));
        jobs.send("POST", "/jobs/none-" + name + "/cancel", null).expect(404);
        jobs.send("GET", "/jobs/none-" + name, null).expect(404);
        jobs.send("DELETE", "/jobs/" + name, null).expect(501);
        put("job-" + UUID.randomUUID(), Map.of("jobType", "Spark")).expect(501);
    }

    @Test
    void curatedEnvironmentsAreSeen() throws Exception {
        JsonNode container = jobs.send("GET", "/environments/AzureML-Tribuo-4.3", null)
                .expect(200)
                .json();
        assertThat(container.at("/properties/latestVersion").asText()).isEqualTo("1");
        jobs.send("GET", "/environments/AzureML-Tribuo-4.3/versions/1", null).expect(200);
        jobs.send("GET", "/environments/AzureML-Tribuo-4.3/versions/9", null).expect(404);
        assertThat(jobs.send("GET", "/environments", null).expect(200).text()).contains("AzureML-Python-3-Stdlib");
        jobs.send("PUT", "/environments/mine/versions/1", Map.of("properties", Map.of()))
                .expect(400);
    }

    private Map<String, Object> properties(String command) {
        return Map.of(
                "jobType",
                "Command",
                "command",
                command,
                "experimentName",
                "jobs",
                "computeId",
                jobs.workspace() + "/computes/cpu-cluster",
                "environmentId",
                jobs.workspace() + "/environments/AzureML-Tribuo-4.3/versions/1");
    }

    private FlowClient.Answer put(String name, Map<String, Object> properties) throws IOException {
        return jobs.send("PUT", "/jobs/" + name, Map.of("properties", properties));
    }

    private String names(String query) throws IOException {
        return jobs.client()
                .json("GET", address("/jobs", query), jobs.token(), null)
                .expect(200)
                .text();
    }

    private String address(String path, String query) {
        return jobs.azure().arm(jobs.workspace() + path) + query;
    }
}
