package io.mltwin.compute.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Experiments by MLflow's REST API are those of run history. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class MlflowExperimentResourceTest {

    @FromPlatform
    TestPlatform platform;

    private MlflowWorkspace workspace;
    private String experiment;

    @BeforeEach
    void aWorkspaceWithAnExperiment() {
        workspace = new MlflowWorkspace(platform);
        experiment = workspace.createExperiment("bc");
    }

    @Test
    void anExperimentIsTheOneOfRunHistory() {
        workspace
                .history("GET", "/experiments/bc", null)
                .then()
                .statusCode(200)
                .body("experimentId", equalTo(experiment));
        workspace
                .get("experiments/get-by-name?experiment_name=bc")
                .statusCode(200)
                .body("experiment.experiment_id", equalTo(experiment))
                .body("experiment.lifecycle_stage", equalTo("active"))
                .body("experiment.artifact_location", equalTo("mlflow-artifacts:/ExperimentRun"));
        workspace
                .post("experiments/set-experiment-tag", """
                        {"experiment_id": "%s", "key": "team", "value": "blue"}
                        """.formatted(experiment))
                .statusCode(200);
        workspace.history("GET", "/experimentids/" + experiment, null).then().body("tags.team", equalTo("blue"));
        workspace.get("experiments/get?experiment_id=" + experiment).body("experiment.tags[0].value", equalTo("blue"));
    }

    @Test
    void aDeletedExperimentIsAnArchivedOne() {
        // Given
        String body = """
                {"experiment_id": "%s"}
                """.formatted(experiment);

        // When
        workspace.post("experiments/delete", body).statusCode(200);

        // Then
        workspace.history("GET", "/experiments/bc", null).then().body("archivedTime", not(nullValue()));
        workspace.get("experiments/list").body("experiments", hasSize(0));
        workspace.get("experiments/list?view_type=DELETED_ONLY").body("experiments.experiment_id", hasItem(experiment));
        workspace.refused("runs/create", body, 400, "INVALID_PARAMETER_VALUE");
        workspace.post("experiments/restore", body).statusCode(200);
        workspace.get("experiments/list").body("experiments", hasSize(1));
    }

    @Test
    void experimentsAreSearchedInPages() {
        // Given
        workspace.createExperiment("bc-2");
        workspace.createExperiment("other");

        // When
        String next = workspace
                .post("experiments/search", """
                                {"max_results": 1, "filter": "name LIKE 'bc%'", "order_by": ["name DESC"]}
                                """)
                .statusCode(200)
                .body("experiments.name", equalTo(List.of("bc-2")))
                .extract()
                .path("next_page_token");

        // Then
        workspace
                .post("experiments/search", """
                        {"max_results": 1, "filter": "name LIKE 'bc%%'", "order_by": ["name DESC"], "page_token": "%s"}
                        """.formatted(next))
                .body("experiments.name", equalTo(List.of("bc")))
                .body("next_page_token", nullValue());
    }

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                       | ''                          | c_2 B a bc",
                "''                                       | name ASC                    | B a bc c_2",
                "''                                       | name DESC                   | c_2 bc a B",
                "''                                       | creation_time ASC           | bc a B c_2",
                "''                                       | creation_time DESC          | c_2 B a bc",
                "''                                       | last_update_time DESC       | c_2 B a bc",
                "''                                       | tags.team ASC               | a c_2 B bc",
                "''                                       | tags.team DESC, name ASC    | B c_2 a bc",
                "name = 'a'                               | ''                          | a",
                "name != 'a'                              | name ASC                    | B bc c_2",
                "name ILIKE 'b%'                          | name ASC                    | B bc",
                "experiment_id = '{id}'                   | ''                          | bc",
                "experiment_id != '{id}'                  | name ASC                    | B a c_2",
                "experiment_id = 'none'                   | ''                          | ''",
                "experiment_id != 'none' AND name != 'B'  | name ASC                    | a bc c_2",
                "creation_time <= {created}               | ''                          | bc",
                "creation_time > {created}                | name ASC                    | B a c_2",
                "last_update_time = {created}             | ''                          | bc",
                "tags.team = 'red'                        | name ASC                    | B c_2",
                "tags.team != 'red' AND creation_time > 0 | ''                          | a",
            })
    void eachPageOfASearchHoldsItsPart(String filter, String orderBy, String names) {
        // Given
        long created = created(experiment);
        createLater("c_2", "red", createLater("B", "red", createLater("a", "blue", created)));
        String gone = workspace.createExperiment("gone");
        workspace
                .post("experiments/delete", "{\"experiment_id\": \"" + gone + "\"}")
                .statusCode(200);

        // When
        List<String> found = new ArrayList<>();
        String token = "";
        do {
            ExtractableResponse<?> page = workspace
                    .post("experiments/search", """
                                    {"max_results": 1, "filter": "%s", "order_by": [%s], "page_token": "%s"}
                                    """.formatted(
                                    filter.replace("{id}", experiment).replace("{created}", "" + created),
                                    orderBy.isEmpty() ? "" : "\"" + orderBy.replace(", ", "\", \"") + "\"",
                                    token))
                    .statusCode(200)
                    .extract();
            found.addAll(page.path("experiments.name"));
            token = page.path("next_page_token");
        } while (token != null);

        // Then
        assertThat(found).isEqualTo(names.isEmpty() ? List.of() : List.of(names.split(" ")));
    }

    private long created(String id) {
        return workspace
                .get("experiments/get?experiment_id=" + id)
                .extract()
                .jsonPath()
                .getLong("experiment.creation_time");
    }

    /** Makes an experiment with a tag, in a later millisecond than this, and returns its own. */
    private long createLater(String name, String team, long millis) {
        Awaitility.await().until(() -> System.currentTimeMillis() > millis);
        String id = workspace.createExperiment(name);
        workspace
                .post("experiments/set-experiment-tag", """
                        {"experiment_id": "%s", "key": "team", "value": "%s"}
                        """.formatted(id, team))
                .statusCode(200);
        return created(id);
    }

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                  | ''              | bc a B",
                "''                                  | Name            | B a bc",
                "''                                  | name desc       | bc a B",
                "''                                  | CreatedUtc desc | B a bc",
                "Name eq 'a'                         | ''              | a",
                "Name ne 'a'                         | ''              | bc B",
                "experimentid eq '{id}'              | ''              | bc",
                "ExperimentId ne '{id}'              | ''              | a B",
                "ExperimentId eq '{ID}'              | ''              | ''",
                "ExperimentId ne '{ID}'              | ''              | bc a B",
                "ExperimentId ne 'x' and Name ne 'B' | ''              | bc a"
            })
    void eachPageOfAQueryHoldsItsPart(String filter, String orderBy, String names) {
        // Given
        workspace.createExperiment("a");
        workspace.createExperiment("B");

        // When
        List<String> found = new ArrayList<>();
        String token = "";
        do {
            ExtractableResponse<?> page = workspace
                    .history("POST", "/experiments:query", """
                            {"top": 1, "filter": "%s", "orderBy": "%s", "continuationToken": "%s"}
                            """.formatted(
                            filter.replace("{id}", experiment).replace("{ID}", experiment.toUpperCase(Locale.ROOT)),
                            orderBy,
                            token))
                    .then()
                    .statusCode(200)
                    .extract();
            found.addAll(page.path("value.name"));
            token = page.path("continuationToken");
        } while (token != null);

        // Then
        assertThat(found).isEqualTo(names.isEmpty() ? List.of() : List.of(names.split(" ")));
    }
}
