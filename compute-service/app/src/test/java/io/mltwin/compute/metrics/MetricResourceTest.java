package io.mltwin.compute.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metrics of run history: all kinds, long series in pages, Azure ML's limits. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class MetricResourceTest {

    private static final String SCIENTIST = UUID.randomUUID().toString();

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    private final String workspace = "/subscriptions/"
            + UUID.randomUUID()
            + "/resourceGroups/rg1/providers/Microsoft.MachineLearningServices/workspaces/w";

    @BeforeEach
    void aRun() {
        decisions.allow(SCIENTIST, "*", "/");
        platform.calls().answer("workspace", "GET", "/_internal/workspaces", PeerAnswer.json(200, """
                                {"id":"%s","workspaceId":"%s","name":"w","location":"eastus","tenantId":"%s"}
                                """.formatted(
                        workspace, UUID.randomUUID(), TestIssuer.TENANT)));
        call("PATCH", "/history/v1.0", "/experiments/e/runs/r1", """
                {"status":"Running"}
                """).statusCode(200);
    }

    private ValidatableResponse call(String method, String plane, String path, String body) {
        return service.given()
                .header(
                        "Authorization",
                        "Bearer "
                                + issuer.aad("https://management.azure.com/", SCIENTIST)
                                        .sign())
                .contentType("application/json")
                .body(body)
                .request(method, plane + workspace + path)
                .then();
    }

    private ValidatableResponse write(String values) {
        return call("POST", "/history/v1.0", "/experiments/e/runs/r1/batch/metrics", "{\"values\":[" + values + "]}");
    }

    private ValidatableResponse query(String body) {
        return call("POST", "/history/v1.0", "/experiments/e/metrics:query", body);
    }

    private static String values(String name, int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> """
                        {"step":%d,"data":{"%s":%d}}
                        """.formatted(i, name, i))
                .collect(Collectors.joining(",", "{\"name\":\"" + name + "\",\"value\":[", "]}"));
    }

    private ValidatableResponse writeV2(String values) {
        return call("POST", "/metric/v2.0", "/runs/r1/batch", "{\"values\":[" + values + "]}");
    }

    private ValidatableResponse full(String body) {
        return call("POST", "/metric/v2.0", "/runs/r1/full", body);
    }

    @Test
    void eachKindIsReadBackAsItWasLogged() {
        // When
        write("""
                        {"name": "acc", "metricType": "azureml.v1.scalar", "cells": [{"acc": 0.5}]},
                        {"name": "t", "metricType": "azureml.v1.table", "cells": [{"x": 1, "y": "a"}, {"x": 2, "y": "b"}]},
                        {"name": "i", "metricType": "azureml.v1.image", "dataLocation": "aml://artifactId/ExperimentRun/dcid.r1/i.png"},
                        {"name": "c", "metricType": "azureml.v1.confusion_matrix", "dataLocation": "aml://artifactId/ExperimentRun/dcid.r1/c"},
                        {"name": "a", "metricType": "azureml.v1.accuracy_table", "dataLocation": "aml://artifactId/ExperimentRun/dcid.r1/a"}
                        """).statusCode(200);

        // Then
        query("{}")
                .statusCode(200)
                .body("value.name", equalTo(List.of("acc", "t", "i", "c", "a")))
                .body("value[1].numCells", equalTo(2))
                .body("value[1].cells[1].y", equalTo("b"))
                .body("value[1].schema.properties.type", equalTo(List.of("int", "string")))
                .body("value[2].metricType", equalTo("azureml.v1.image"))
                .body("value[3].dataLocation", equalTo("aml://artifactId/ExperimentRun/dcid.r1/c"));
        call("POST", "/metric/v2.0", "/runs/r1/list", "{}")
                .statusCode(200)
                .body("value.metricKey.name", equalTo(List.of("a", "acc", "c", "i", "t")))
                .body("value[1].properties.uxMetricType", equalTo("azureml.v1.scalar"))
                .body("value[4].metricKey.columnNames", equalTo(List.of("x", "y")));
    }

    @Test
    void tenThousandPointsOfASeriesArePagedThrough() {
        // Given
        for (int from = 0; from < 10_000; from += 250) {
            writeV2(values("loss", from, 250)).statusCode(200);
        }

        // When
        List<Integer> steps = new ArrayList<>();
        String token = null;
        int pages = 0;
        do {
            ValidatableResponse page = full(token == null ? """
                                    {"metricName":"loss"}
                                    """ : """
                                    {"metricName":"loss","continuationToken":"%s"}
                                    """.formatted(token));
            steps.addAll(page.statusCode(200).extract().path("value.step"));
            token = page.extract().path("continuationToken");
            pages++;
        } while (token != null);

        // Then
        assertThat(pages).isEqualTo(2);
        assertThat(steps).isEqualTo(IntStream.range(0, 10_000).boxed().toList());
        Set<String> ids = new HashSet<>();
        do {
            ValidatableResponse page = query("""
                            {"top":3000,"filter":"RunId eq 'r1' and Name eq 'loss'","continuationToken":%s}
                            """.formatted(token == null ? null : "\"" + token + "\""));
            ids.addAll(page.statusCode(200).extract().path("value.metricId"));
            token = page.extract().path("continuationToken");
        } while (token != null);
        assertThat(ids).hasSize(10_000);
    }

    @Test
    void twentyRunsLogAtTheSameTimeWithoutLoss() {
        // Given
        List<String> runs = IntStream.range(0, 20).mapToObj(i -> "load-" + i).toList();
        runs.forEach(run -> call("PATCH", "/history/v1.0", "/experiments/e/runs/" + run, "{}")
                .statusCode(200));

        // When
        List<Integer> statuses = runs.parallelStream()
                .flatMap(run -> IntStream.range(0, 4).mapToObj(i -> log(run, values("m", i * 250, 250))))
                .toList();

        // Then
        assertThat(statuses).hasSize(80).containsOnly(200);
        for (String run : runs) {
            query("{\"filter\":\"RunId eq '" + run + "'\"}").body("value", hasSize(1_000));
        }
    }

    private int log(String run, String values) {
        return call("POST", "/metric/v2.0", "/runs/" + run + "/batch", "{\"values\":[" + values + "]}")
                .extract()
                .statusCode();
    }

    @Test
    void filtersChooseBeforePagesAreCut() {
        // When
        write("""
                        {"name": "a", "cells": [{"a": 1}]}, {"name": "b", "cells": [{"b": 1}]},
                        {"name": "a", "cells": [{"a": 2}]}, {"name": "c", "cells": [{"c": 1}]}
                        """).statusCode(200);
        call("PATCH", "/history/v1.0", "/experiments/e/runs/r2", "{}").statusCode(200);

        // Then
        String token = query("""
                        {"top":1,"filter":"Name eq 'a'"}
                        """)
                .body("value", hasSize(1))
                .body("value[0].cells[0].a", equalTo(1))
                .extract()
                .path("continuationToken");
        query("""
                        {"top":1,"continuationToken":"%s","filter":"Name eq 'a'"}
                        """.formatted(token))
                .body("value", hasSize(1))
                .body("value[0].cells[0].a", equalTo(2))
                .body("continuationToken", nullValue());
        query("""
                {"filter":"Name ne 'a' and Name ne 'b'"}
                """).body("value.name", equalTo(List.of("c")));
        query("""
                {"filter":"RunId eq 'r2'"}
                """).statusCode(200).body("value", hasSize(0));
        query("""
                {"filter":"RunId eq 'r3'"}
                """).statusCode(404);
        query("""
                {"filter":"RunId ne 'r1'"}
                """).statusCode(200).body("value", hasSize(0));
        query("""
                {"top":0}
                """).statusCode(400);
        for (String none : List.of("x", "1", "1.", "1.x", "1.1.1")) {
            query("""
                    {"continuationToken":"%s"}
                    """.formatted(none)).statusCode(400);
        }
    }

    @Test
    void metricsLoggedBetweenTwoPagesShiftNothing() {
        // Given
        for (String run : List.of("r2", "r3")) {
            call("PATCH", "/history/v1.0", "/experiments/e/runs/" + run, "{}").statusCode(200);
        }
        call("PATCH", "/history/v1.0", "/experiments/other/runs/r4", "{}").statusCode(200);
        List<String> logged = List.of("r1", "r2", "r1", "r3", "r4", "r2", "r3", "r1");
        logged.forEach(run -> log(run, values("of-" + run, 0, 1)));

        // When
        List<String> found = new ArrayList<>();
        String token = "";
        do {
            ValidatableResponse page = query("""
                            {"top":2,"continuationToken":"%s"}
                            """.formatted(token)).statusCode(200);
            found.addAll(page.extract().path("value.name"));
            token = page.extract().path("continuationToken");
            if (found.size() == 4) {
                log("r1", values("late", 0, 1));
                log("r3", values("late-of-r3", 0, 1));
            }
        } while (token != null);

        // Then
        assertThat(found).containsExactly("of-r1", "of-r1", "of-r1", "of-r2", "of-r2", "of-r3", "of-r3", "late-of-r3");
    }

    @Test
    void aMetricOfV2IsChosenByTime() {
        // When
        writeV2("""
                        {"name": "a", "value": [
                          {"createdUtc": "2020-09-13T12:00:00Z", "step": 1, "data": {"a": 1}},
                          {"createdUtc": "2020-09-13T13:00:00Z", "step": 2, "data": {"a": 2}}]}
                        """).statusCode(200);

        // Then
        full("""
                {"metricName":"a","startTime":"2020-09-13T12:30:00Z"}
                """).body("value.step", equalTo(List.of(2)));
        full("""
                {"metricName":"a","endTime":"2020-09-13T12:30:00Z"}
                """).body("value.step", equalTo(List.of(1)));
        full("""
                {"metricName":"b"}
                """).statusCode(404);
        full("""
                {"metricName":"a","metricNamespace":"n"}
                """).statusCode(501);
    }

    @Test
    void theSameMetricSentAgainIsStoredOnce() {
        String metric = """
                {"metricId":"%s","name":"a","cells":[{"a":1}]}
                """.formatted(UUID.randomUUID());

        write(metric + "," + metric).statusCode(200);
        write(metric).statusCode(200);

        query("{}").body("value", hasSize(1));
    }

    @ParameterizedTest
    @CsvSource({"250, 200", "251, 400"})
    void aBatchHasTwoHundredAndFiftyRows(int rows, int status) {
        writeV2(values("loss", 0, rows)).statusCode(status);

        query("{}").body("value", hasSize(status == 200 ? rows : 0));
    }

    @Test
    void aRunHasFiftyNames() {
        // Given
        String fifty =
                IntStream.range(0, 50).mapToObj(i -> values("m" + i, 0, 1)).collect(Collectors.joining(","));
        writeV2(fifty).statusCode(200);

        // When
        writeV2(values("one-more", 0, 1) + "," + values("m0", 1, 1))
                .statusCode(400)
                .body("error.innerError.code", equalTo("MetricLimitExceeded"));

        // Then
        query("{}").body("value", hasSize(50));
        writeV2(values("m0", 1, 1)).statusCode(200);
    }

    @Test
    void aMalformedOneStoresNoneOfItsBatch() {
        write("""
                {"name":"a","cells":[{"a":1}]},{"name":" "}
                """).statusCode(400);
        writeV2(values("a", 0, 1) + ",{\"name\":\"b\",\"value\":[{}]}").statusCode(400);

        query("{}").body("value", hasSize(0));
    }
}
