package io.mltwin.compute.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.compute.mlflow.search.SearchField;
import io.mltwin.compute.mlflow.search.SearchFilter;
import io.mltwin.compute.mlflow.search.SearchOrder;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Searches of runs: SQL and batches give what a plain evaluation of all runs gives. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class MlflowRunSearchResourceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long BEGIN = 1_700_000_000_000L;
    private static final List<String> FILTERS = List.of(
            "",
            "attributes.status = 'FINISHED'",
            "status != 'FINISHED'",
            "status LIKE '%ED'",
            "status = 'none'",
            "run_name = 'n3'",
            "run_name != 'n3'",
            "run_name LIKE 'n_'",
            "tags.mlflow.runName = 'n3'",
            "run_id IN ('A', 'B')",
            "run_id != 'A'",
            "start_time >= 1700000000003",
            "start_time > 1700000000003",
            "start_time < 1700000000003.5",
            "start_time <= 1700000000003",
            "start_time = 1700000000003",
            "start_time != 1700000000003",
            "start_time = 1700000000003.5",
            "start_time < 1e300",
            "end_time > 0",
            "end_time <= 1700000100002 and status = 'FINISHED'",
            "tags.team = 'blue'",
            "tags.team != 'blue'",
            "tags.team LIKE 'b%' and params.lr = '1' and metrics.acc > 2",
            "params.lr = '1'",
            "metrics.acc <= 2",
            "metrics.acc != 1 and status = 'FAILED'",
            "tags.mlflow.parentRunId = 'A'",
            "tags.mlflow.rootRunId = 'A'",
            "tags.mlflow.rootRunId = 'A' and run_id != 'A'");
    private static final List<List<String>> ORDERS = List.of(
            List.of(),
            List.of("start_time DESC"),
            List.of("start_time ASC"),
            List.of("created DESC", "run_id"),
            List.of("end_time"),
            List.of("attributes.end_time DESC"),
            List.of("end_time DESC", "metrics.acc"),
            List.of("run_id"),
            List.of("run_id DESC"),
            List.of("run_name", "start_time"),
            List.of("metrics.acc DESC"),
            List.of("metrics.acc", "params.lr DESC"),
            List.of("tags.team", "start_time ASC"),
            List.of("status"));

    @FromPlatform
    TestPlatform platform;

    private MlflowWorkspace workspace;
    private final List<JsonNode> all = new ArrayList<>();
    private final List<String> experiments = new ArrayList<>();

    @BeforeEach
    void fill() throws IOException {
        workspace = new MlflowWorkspace(platform);
        experiments.add(workspace.createExperiment("one"));
        experiments.add(workspace.createExperiment("two"));
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            ids.add(add(i, ids));
        }
        for (String id : ids) {
            JsonNode run =
                    JSON.readTree(workspace.run(id).extract().asByteArray()).path("run");
            all.add(((ObjectNode) run)
                    .set(
                            "history",
                            JSON.readTree(workspace
                                    .history("GET", "/runs/" + id, null)
                                    .then()
                                    .extract()
                                    .asByteArray())));
        }
    }

    private String add(int i, List<String> ids) {
        ObjectNode body = JSON.createObjectNode().put("experiment_id", experiments.get(i % 4 == 3 ? 1 : 0));
        if (i % 6 > 0) {
            body.put("start_time", BEGIN + i % 5);
        }
        if (i % 3 > 0) {
            body.put("run_name", "n" + i % 4);
        }
        if (i > 2 && i % 5 == 0) {
            body.putArray("tags").addObject().put("key", "mlflow.parentRunId").put("value", ids.get(0));
        }
        String id = workspace
                .post("runs/create", body.toString())
                .statusCode(200)
                .extract()
                .path("run.info.run_id");
        ObjectNode log = JSON.createObjectNode().put("run_id", id);
        if (i % 4 > 0) {
            log.putArray("metrics")
                    .addObject()
                    .put("key", "acc")
                    .put("value", i % 4)
                    .put("timestamp", 1);
        }
        log.putArray("params").addObject().put("key", "lr").put("value", "" + i % 3);
        if (i % 2 > 0) {
            log.putArray("tags").addObject().put("key", "team").put("value", i % 3 == 0 ? "blue" : "black");
        }
        workspace.post("runs/log-batch", log.toString()).statusCode(200);
        if (i % 3 > 0) {
            String status = i % 2 == 0 ? "FINISHED" : "FAILED";
            workspace
                    .post(
                            "runs/update",
                            "{\"run_id\":\"%s\",\"status\":\"%s\",\"end_time\":%d}"
                                    .formatted(id, status, BEGIN + 100_000 + i % 4))
                    .statusCode(200);
        }
        if (i % 11 == 10) {
            workspace.post("runs/delete", "{\"run_id\":\"" + id + "\"}").statusCode(200);
        }
        return id;
    }

    private List<String> pages(String filter, List<String> orders, String view, int most) throws IOException {
        List<String> ids = new ArrayList<>();
        String token = null;
        do {
            ObjectNode search = JSON.createObjectNode()
                    .put("filter", filter)
                    .put("run_view_type", view)
                    .put("max_results", most)
                    .put("page_token", token);
            search.set("experiment_ids", JSON.valueToTree(experiments));
            search.set("order_by", JSON.valueToTree(orders));
            JsonNode page = JSON.readTree(workspace
                    .post("runs/search", search.toString())
                    .statusCode(200)
                    .extract()
                    .asByteArray());
            page.path("runs").forEach(run -> ids.add(run.at("/info/run_id").asText()));
            token = page.path("next_page_token").asText(null);
        } while (token != null);
        return ids;
    }

    private List<String> expected(String filter, List<String> orders, String view) {
        SearchFilter parsed = SearchFilter.parse(filter, MlflowRunSearch.FIELDS);
        LifecycleView shown = LifecycleView.parse(view);
        return all.stream()
                .filter(run -> shown == LifecycleView.ALL
                        || run.at("/info/lifecycle_stage").asText().equals("deleted")
                                == (shown == LifecycleView.DELETED_ONLY))
                .filter(run -> parsed.matches(field -> value(run, field)))
                .sorted(SearchOrder.parse(orders, MlflowRunSearch.FIELDS)
                        .comparator(MlflowRunSearchResourceTest::value, newestFirst()))
                .map(run -> run.at("/info/run_id").asText())
                .toList();
    }

    private static Comparator<JsonNode> newestFirst() {
        return Comparator.comparing((JsonNode run) -> java.time.Instant.parse(run.at("/history/startTimeUtc")
                        .asText(run.at("/history/createdUtc").asText())))
                .reversed()
                .thenComparing(run -> run.at("/info/run_id").asText());
    }

    private static Object value(JsonNode run, SearchField field) {
        return switch (field.kind()) {
            case METRIC -> number(pair(run.at("/data/metrics"), field.key()));
            case PARAM -> text(pair(run.at("/data/params"), field.key()));
            case TAG -> text(pair(run.at("/data/tags"), field.key()));
            case ATTRIBUTE -> {
                String key = field.key().equals("created") ? "start_time" : field.key();
                JsonNode value = run.path("info").path(key);
                yield value.isNumber() ? number(value) : text(value);
            }
        };
    }

    private static JsonNode pair(JsonNode pairs, String key) {
        for (JsonNode pair : pairs) {
            if (pair.path("key").asText().equals(key)) {
                return pair.path("value");
            }
        }
        return JSON.nullNode();
    }

    private static Object number(JsonNode value) {
        return value.isNumber() ? value.numberValue().doubleValue() : null;
    }

    private static Object text(JsonNode value) {
        return value.asText(null);
    }

    @Test
    void eachFilterAndOrderGivesWhatAPlainEvaluationGives() throws IOException {
        for (String template : FILTERS) {
            String filter = template.replace("'A'", "'" + id(0) + "'").replace("'B'", "'" + id(7) + "'");
            assertThat(pages(filter, List.of(), "ALL", 4)).as(filter).isEqualTo(expected(filter, List.of(), "ALL"));
        }
        for (List<String> order : ORDERS) {
            for (String filter : List.of("", "params.lr != '1'", "status = 'FINISHED' and metrics.acc > 1")) {
                assertThat(pages(filter, order, "ACTIVE_ONLY", 3))
                        .as(filter + " by " + order)
                        .isEqualTo(expected(filter, order, "ACTIVE_ONLY"));
            }
        }
        assertThat(pages("", List.of(), "DELETED_ONLY", 1)).isEqualTo(expected("", List.of(), "DELETED_ONLY"));
    }

    private String id(int run) {
        return all.get(run).at("/info/run_id").asText();
    }
}
