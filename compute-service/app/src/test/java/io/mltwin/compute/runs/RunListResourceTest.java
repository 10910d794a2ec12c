package io.mltwin.compute.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.compute.TestCluster;
import io.mltwin.compute.queries.Filter;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of runs: SQL gives what a plain evaluation of all runs gives, and reads a page alone. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class RunListResourceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> STATUSES =
            List.of("NotStarted", "Running", "Completed", "Failed", "Canceled", "Completed");
    private static final List<String> FILTERS = List.of(
            "",
            "Status eq 'Completed'",
            "status ne 'Completed'",
            "Status eq 'completed'",
            "RunId eq 'r07'",
            "RunId ne 'r07'",
            "ExperimentName eq 'e1'",
            "ExperimentName ne 'e1' and Status eq 'Failed'",
            "ParentRunId eq 'r03'",
            "ParentRunId ne 'r03'",
            "RootRunId eq 'r03'",
            "RunType eq 'azureml.a'",
            "RunType ne 'azureml.a' and Status ne 'Running'",
            "Target eq 'none'",
            "Target ne 'none'",
            "Status eq 'Completed' and Status eq 'Failed'");
    private static final Map<String, Comparator<JsonNode>> ORDERS = Map.of(
            "RunNumber", number(),
            "RunId", Comparator.comparing(run -> run.path("runId").asText()),
            "CreatedUtc", time("createdUtc"),
            "StartTimeUtc", time("startTimeUtc"),
            "EndTimeUtc", time("endTimeUtc"));

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    @Inject
    SessionFactory sessions;

    private TestCluster cluster;
    private final List<ObjectNode> all = new ArrayList<>();

    @BeforeEach
    void fill() throws SQLException, IOException {
        cluster = new TestCluster(platform, service, database, 1);
        for (int i = 0; i < 40; i++) {
            add("r%02d".formatted((i * 7) % 40), i);
        }
    }

    @AfterEach
    void clean() throws SQLException {
        cluster.close();
    }

    private void add(String run, int i) throws IOException {
        ObjectNode body = JSON.createObjectNode().put("status", STATUSES.get(i % STATUSES.size()));
        if (i > 5 && i % 4 == 0) {
            body.put("parentRunId", all.get(i % 8 == 0 ? 3 : 4).path("runId").asText());
        }
        if (i % 3 > 0) {
            body.put("runType", i % 3 == 1 ? "azureml.a" : "azureml.b");
        }
        if (i % 5 > 0) {
            body.put("startTimeUtc", "2026-01-01T00:00:%02d.000500Z".formatted(i % 7));
        }
        if (i % 2 > 0) {
            body.put("endTimeUtc", "2026-01-02T00:00:%02dZ".formatted(i % 4));
        }
        String path = "/experiments/e" + i % 3 + "/runs/" + run;
        cluster.history("PATCH", path, body.toString()).then().statusCode(200);
        ObjectNode made = (ObjectNode) JSON.readTree(
                cluster.history("GET", path, null).then().extract().asByteArray());
        all.add(made.put("experimentName", "e" + i % 3));
    }

    private static Comparator<JsonNode> number() {
        return Comparator.comparingLong(run -> run.path("runNumber").asLong());
    }

    private static Comparator<JsonNode> time(String field) {
        Function<JsonNode, Instant> time =
                run -> run.hasNonNull(field) ? Instant.parse(run.path(field).asText()) : Instant.MIN;
        return Comparator.comparing(time).thenComparing(number());
    }

    /** The ids on all pages of a query. */
    private List<String> pages(String path, String filter, String order, int top) throws IOException {
        List<String> ids = new ArrayList<>();
        String token = null;
        do {
            ObjectNode query = JSON.createObjectNode()
                    .put("filter", filter.replace("'", "APOSTROPHE"))
                    .put("orderBy", order)
                    .put("top", top)
                    .put("continuationToken", token);
            JsonNode page =
                    JSON.readTree(cluster.history("POST", path, query.toString().replace("APOSTROPHE", "\\u0027"))
                            .then()
                            .statusCode(200)
                            .extract()
                            .asByteArray());
            page.path("value").forEach(run -> ids.add(run.path("runId").asText()));
            token = page.path("continuationToken").asText(null);
            assertThat(page.path("value").size()).isLessThanOrEqualTo(top);
        } while (token != null);
        return ids;
    }

    private List<String> expected(String filter, String experiment, String order) {
        Filter parsed = Filter.parse(filter, RunQueries.fields());
        String[] words = order.split(" ");
        Comparator<JsonNode> comparator = order.isEmpty() ? number().reversed() : ORDERS.get(words[0]);
        return all.stream()
                .filter(run -> experiment == null
                        || run.path("experimentName").asText().equals(experiment))
                .filter(run -> parsed.matches(
                        field -> run.path(field.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + field.substring(1))
                                .asText(null)))
                .sorted(words.length == 2 ? comparator.reversed() : comparator)
                .map(run -> run.path("runId").asText())
                .toList();
    }

    @Test
    void eachFilterAndOrderGivesWhatAPlainEvaluationGives() throws IOException {
        for (String filter : FILTERS) {
            assertThat(pages("/runs:query", filter, null, 7)).as(filter).isEqualTo(expected(filter, null, ""));
            assertThat(pages("/experiments/e1/runs:query", filter, "RunNumber", 40))
                    .as(filter)
                    .isEqualTo(expected(filter, "e1", "RunNumber"));
        }
        for (String order : ORDERS.keySet()) {
            for (String direction : List.of("", " desc")) {
                for (String filter : List.of("", "Status eq 'Completed'", "ParentRunId ne 'r03'")) {
                    assertThat(pages("/runs:query", filter, order + direction, 3))
                            .as(filter + " by " + order + direction)
                            .isEqualTo(expected(filter, null, order + direction));
                }
            }
        }
    }

    @Test
    void aRunThatIsAddedMeanwhileShiftsNothing() throws IOException {
        // Given
        String first = cluster.history("POST", "/runs:query", "{'top':20}")
                .then()
                .extract()
                .path("continuationToken");

        // When
        add("later", 1);

        // Then
        List<String> rest = cluster.history("POST", "/runs:query", "{'continuationToken':'" + first + "'}")
                .then()
                .extract()
                .path("value.runId");
        assertThat(rest).isEqualTo(expected("", null, "").subList(21, 41));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'top':5} | 6",
                "{'top':5,'orderBy':'StartTimeUtc desc'} | 6",
                "{'top':5,'filter':'Status eq \\u0027Completed\\u0027'} | 6",
                "{'top':5,'filter':'RunId eq \\u0027r07\\u0027'} | 1",
                "{'top':5,'filter':'Status eq \\u0027a\\u0000\\u0027'} | 0",
                "{'top':5,'filter':'Status ne \\u0027a\\u0000\\u0027'} | 6"
            })
    void aPageReadsNoMoreThanItShows(String query, int rows) {
        // Given
        Statistics statistics = sessions.getStatistics();
        statistics.setStatisticsEnabled(true);
        long before = loaded(statistics);

        // When
        cluster.history("POST", "/runs:query", query).then().statusCode(200);

        // Then
        assertThat(loaded(statistics) - before).isEqualTo(rows);
        statistics.setStatisticsEnabled(false);
    }

    private static long loaded(Statistics statistics) {
        return statistics.getEntityStatistics(RunEntity.class.getName()).getLoadCount();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'continuationToken':'x'} | InvalidContinuationToken",
                "{'continuationToken':'1234567890123456789'} | InvalidContinuationToken",
                "{'top':0} | InvalidQuery",
                "{'orderBy':'Status'} | InvalidOrderBy",
                "{'filter':'Status gt \\u0027a\\u0027'} | InvalidFilter"
            })
    void aBadQueryIsRefused(String query, String code) {
        cluster.history("POST", "/runs:query", query)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("UserError"))
                .body("error.innerError.code", equalTo(code));
    }
}
