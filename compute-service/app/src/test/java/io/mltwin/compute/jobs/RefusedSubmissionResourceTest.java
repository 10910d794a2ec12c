package io.mltwin.compute.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.compute.TestCluster;
import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Submissions that are refused, each with Azure's code and status, and leave nothing behind: no
 * run, no experiment, no snapshot, no token, no row of any table.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class RefusedSubmissionResourceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ML = "Microsoft.MachineLearningServices/workspaces/";
    private static final List<String> ACTIONS = List.of(
            "read",
            "computes/read",
            "environments/read",
            "environments/write",
            "environments/build/action",
            "environments/readSecrets/action",
            "experiments/runs/submit/action",
            "experiments/runs/write",
            "metadata/artifacts/write",
            "metadata/snapshots/read",
            "metadata/snapshots/write",
            "codes/versions/read",
            "components/versions/read",
            "data/versions/read",
            "data/versions/write",
            "datastores/read");
    private static final String COMMAND = """
            {'jobType':'Command','command':'true','experimentName':'refused','computeId':'WS/computes/cpu',
             'environmentId':'WS/environments/AzureML-Python-3-Stdlib/versions/1'}
            """;
    private static final Map<String, String> RIGHT = Map.of(
            "command",
            "{'properties':" + COMMAND + "}",
            "sweep",
            """
                    {'properties':{'jobType':'Sweep','experimentName':'refused','computeId':'WS/computes/cpu',
                     'objective':{'goal':'Maximize','primaryMetric':'accuracy'},
                     'samplingAlgorithm':{'samplingAlgorithmType':'Grid'},'searchSpace':{'lr':['choice',[[0.1,0.2]]]},
                     'limits':{'jobLimitsType':'Sweep','maxTotalTrials':2},
                     'trial':{'command':'train ${{search_space.lr}}',
                              'environmentId':'WS/environments/AzureML-Python-3-Stdlib/versions/1'}}}
                    """,
            "pipeline",
            """
                    {'properties':{'jobType':'Pipeline','experimentName':'refused','computeId':'WS/computes/cpu','jobs':{
                     'first':{'type':'command','command':'true','outputs':{'o':{'job_output_type':'uri_folder'}},
                              'environmentId':'WS/environments/AzureML-Python-3-Stdlib/versions/1'},
                     'second':{'type':'command','command':'true',
                              'inputs':{'x':{'job_input_type':'uri_folder','value':'${{parent.jobs.first.outputs.o}}'}},
                              'environmentId':'WS/environments/AzureML-Python-3-Stdlib/versions/1'}}}}
                    """,
            "schedule",
            """
                    {'properties':{'trigger':{'triggerType':'Cron','expression':'30 2 1 1 *','startTime':'2090-01-01T00:00:00'},
                     'action':{'actionType':'CreateJob','jobDefinition':%s}}}
                    """.formatted(COMMAND),
            "run",
            """
                    {'snapshotId':'20000000-0000-4000-8000-000000000001','configuration':{'script':'train.py','target':'cpu',
                     'environment':{'name':'AzureML-Python-3-Stdlib'}}}
                    """);

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    private final String principal = UUID.randomUUID().toString();
    private TestCluster cluster;

    @BeforeEach
    void aWorkspace() throws SQLException {
        cluster = new TestCluster(platform, service, database, 1);
        ACTIONS.forEach(action -> platform.decisions().allow(principal, ML + action, "/"));
        cluster.addTarget("zero", "AmlCompute", 0);
        cluster.addTarget("bare-vm", "VirtualMachine", 0);
        arm(
                        "PUT",
                        "/data/file/versions/1",
                        "{'properties':{'dataType':'uri_file','dataUri':'azureml://datastores/workspaceblobstore/paths/a'}}")
                .statusCode(201);
    }

    @AfterEach
    void clean() throws SQLException {
        cluster.execute("delete from schedule");
        cluster.close();
        platform.decisions().revoke(principal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"command", "sweep", "pipeline", "schedule"})
    void whatIsRightIsTaken(String kind) throws Exception {
        submit(kind, "right", "{}").statusCode(201);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "/refused-submissions.csv", delimiter = '|', quoteCharacter = '`')
    void whatIsRefusedLeavesNothingBehind(String what, String change, int status, String code, String says)
            throws Exception {
        // Given
        String[] words = what.split(" ");
        boolean isRun = words[0].equals("run");
        String kind = RIGHT.containsKey(words[0]) ? words[0] : "command";
        takeRight(after(words, "without"));
        Map<String, Long> before = traces();

        // When
        ValidatableResponse refused = submit(kind, after(words, "named"), change);

        // Then
        assertThat(refused.extract().asString()).contains(says);
        assertThat(refused.extract().statusCode()).isEqualTo(status);
        assertThat(code(refused, isRun)).isEqualTo(code);
        assertThat(traces()).isEqualTo(before);
    }

    private static String after(String[] words, String word) {
        return Stream.iterate(0, i -> i + 1 < words.length, i -> i + 1)
                .filter(i -> words[i].equals(word))
                .map(i -> words[i + 1])
                .findFirst()
                .orElse(null);
    }

    private void takeRight(String action) {
        if (action == null) {
            return;
        }
        platform.decisions().revoke(principal);
        ACTIONS.stream()
                .filter(one -> !one.equals(action))
                .forEach(one -> platform.decisions().allow(principal, ML + one, "/"));
    }

    private ValidatableResponse submit(String kind, String name, String change) throws Exception {
        String own = name == null ? "x" + UUID.randomUUID().toString().substring(0, 8) : name;
        String body = merged(RIGHT.get(kind), change).toString();
        return switch (kind) {
            case "run" -> run(body, name);
            case "schedule" -> arm("PUT", "/schedules/" + own, body);
            default -> arm("PUT", "/jobs/" + own, body);
        };
    }

    private ValidatableResponse run(String body, String name) {
        return service.given()
                .header(
                        "Authorization",
                        "Bearer "
                                + platform.issuer()
                                        .aad("https://management.azure.com/", principal)
                                        .sign())
                .contentType("application/json")
                .body(body)
                .urlEncodingEnabled(false)
                .post("/execution/v1.0"
                        + cluster.id()
                        + "/experiments/refused/snapshotrun"
                        + (name == null ? "" : "?runId=" + name))
                .then();
    }

    private ValidatableResponse arm(String method, String path, String body) {
        return new AssertedArm(service, platform.issuer(), principal)
                .send(method, cluster.id() + path, body.replace("WS", cluster.id()));
    }

    /** The right request with the change merged into it (RFC 7396), WS being the workspace's id. */
    private JsonNode merged(String right, String change) throws JsonProcessingException {
        return merge(json(right), json(change));
    }

    private JsonNode json(String text) throws JsonProcessingException {
        return JSON.readTree(text.replace('\'', '"').replace("WS2", other()).replace("WS", cluster.id()));
    }

    private String other() {
        return cluster.id().replaceAll("[^/]+$", "another");
    }

    private static JsonNode merge(JsonNode target, JsonNode change) {
        if (!change.isObject()) {
            return change;
        }
        ObjectNode result = target.isObject() ? (ObjectNode) target : JSON.createObjectNode();
        change.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                result.remove(field.getKey());
            } else {
                result.set(field.getKey(), merge(result.path(field.getKey()), field.getValue()));
            }
        });
        return result;
    }

    /** Run history's errors have the code of the cause within that of its class. */
    private static String code(ValidatableResponse refused, boolean isRun) {
        JsonNode error;
        try {
            error = JSON.readTree(refused.extract().asByteArray()).path("error");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return isRun && error.at("/innerError/code").isTextual()
                ? error.at("/innerError/code").asText()
                : error.path("code").asText();
    }

    /** Rows of the workspace in each table, tokens that were asked for, blobs that were written. */
    private Map<String, Long> traces() throws SQLException {
        Map<String, Long> found = new TreeMap<>();
        try (Connection connection = database.connect()) {
            for (String table : tables(connection)) {
                try (PreparedStatement count = connection.prepareStatement(
                        "select count(*) from " + table + " where workspace_id::text = ?")) {
                    count.setString(1, cluster.workspaceId());
                    try (ResultSet rows = count.executeQuery()) {
                        rows.next();
                        found.put(table, rows.getLong(1));
                    }
                }
            }
        }
        assertThat(found).containsKeys("run", "job", "experiment", "snapshot", "schedule");
        found.put("tokens", (long) platform.calls()
                .received("identity", "POST", "/_internal/run-tokens")
                .size());
        found.put(
                "blobs",
                platform.calls().received("workspace").stream()
                        .filter(request -> request.method().equals("PUT"))
                        .count());
        return found;
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (PreparedStatement names = connection.prepareStatement(
                        "select distinct c.table_name from information_schema.columns c join information_schema.tables t"
                                + " using (table_schema, table_name) where c.column_name = 'workspace_id'"
                                + " and c.table_schema = 'public' and t.table_type = 'BASE TABLE'"
                                // written from time to time, whatever is submitted
                                + " and c.table_name not in ('node_sample', 'compute_node')");
                ResultSet rows = names.executeQuery()) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }
}
