package io.mltwin.compute.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MLflow's model registry: who may use it, and what it makes of the workspace's models. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class MlflowModelResourceTest {

    @FromPlatform
    TestPlatform platform;

    private MlflowWorkspace workspace;
    private TestRegistry registry;
    private String run;

    @BeforeEach
    void aRegistryWithAModel() {
        workspace = new MlflowWorkspace(platform);
        registry = new TestRegistry(platform.calls());
        run = workspace.createRun(workspace.createExperiment("bc"));
        workspace
                .post(
                        "registered-models/create",
                        "{\"name\":\"m\",\"description\":\"d\",\"tags\":[{\"key\":\"team\",\"value\":\"blue\"}]}")
                .statusCode(200)
                .body("registered_model.name", equalTo("m"));
        version("runs:/" + run + "/model", 200);
    }

    private void version(String source, int status) {
        workspace
                .post("model-versions/create", "{\"name\":\"m\",\"source\":\"" + source + "\",\"description\":\"v\"}")
                .statusCode(status);
    }

    private String filled(String text) {
        return text == null ? null : text.replace('\'', '"').replace("RUN", run);
    }

    @ParameterizedTest(name = "{0} {1} by {2}; with a run token {3}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '`',
            value = {
                "GET | registered-models/get?name=m | read | 200 | -",
                "GET | registered-models/list | read | 200 | -",
                "GET | registered-models/search | read | 200 | -",
                "GET | registered-models/get-latest-versions?name=m | read | 200 | -",
                "POST | registered-models/get-latest-versions | read | 200 | {'name':'m'}",
                "POST | registered-models/create | write | 200 | {'name':'UNIQUE'}",
                "PATCH | registered-models/update | write | 200 | {'name':'m','description':'n'}",
                "POST | registered-models/set-tag | write | 200 | {'name':'m','key':'a','value':'b'}",
                "DELETE | registered-models/delete-tag | write | 200 | {'name':'m','key':'a'}",
                "POST | registered-models/alias | write | 200 | {'name':'m','alias':'a','version':'1'}",
                "DELETE | registered-models/alias | write | 200 | {'name':'m','alias':'a'}",
                "DELETE | registered-models/delete | delete | 403 | {'name':'m'}",
                "POST | model-versions/create | write | 200 | {'name':'m','source':'runs:/RUN/model'}",
                "GET | model-versions/get?name=m&version=1 | read | 200 | -",
                "GET | model-versions/search | read | 200 | -",
                "GET | model-versions/get-download-uri?name=m&version=1 | read | 200 | -",
                "PATCH | model-versions/update | write | 200 | {'name':'m','version':'1','description':'n'}",
                "POST | model-versions/transition-stage | write | 200 | {'name':'m','version':'1','stage':'Staging'}",
                "POST | model-versions/set-tag | write | 200 | {'name':'m','version':'1','key':'a','value':'b'}",
                "DELETE | model-versions/delete-tag | write | 200 | {'name':'m','version':'1','key':'a'}",
                "DELETE | model-versions/delete | delete | 403 | {'name':'m','version':'1'}"
            })
    void everyRoute(String method, String path, String verb, int ofRun, String body) {
        // Given
        String may = UUID.randomUUID().toString();
        String other = UUID.randomUUID().toString();
        allow(may, verb);
        allow(other, verb.equals("read") ? "write" : "read");

        // When, Then
        answers(null, 401, method, path, body);
        answers(workspace.token(other), 403, method, path, body);
        answers(workspace.token(may), 200, method, path, body);
        answers(workspace.runToken(run), ofRun, method, path, body);
        answers(runOf(may), ofRun, method, path, body);
        answers(runOf(other), 403, method, path, body);
    }

    private void allow(String principal, String verb) {
        platform.decisions()
                .allow(principal, "Microsoft.MachineLearningServices/workspaces/models/" + verb, workspace.id);
    }

    /** The token of the run, as if somebody else had submitted it. */
    private String runOf(String submitter) {
        return platform.issuer()
                .run(workspace.id, workspace.workspaceId, run, submitter)
                .sign();
    }

    private void answers(String bearer, int status, String method, String path, String body) {
        String sent = filled(body);
        workspace
                .call(bearer, method, path, sent == null ? null : sent.replace("UNIQUE", "n" + UUID.randomUUID()))
                .then()
                .statusCode(status);
    }

    @Test
    void aRunRegistersItsOwnArtifactsAlone() {
        // Given
        String other = workspace.createRun(workspace.createExperiment("other"));

        // When, Then
        for (String body : new String[] {
            "{'name':'m','source':'runs:/" + other + "/model'}",
            "{'name':'m','source':'runs:/RUN/model','run_id':'" + other + "'}"
        }) {
            workspace
                    .call(workspace.runToken(run), "POST", "model-versions/create", filled(body))
                    .then()
                    .statusCode(403)
                    .body("error_code", equalTo("PERMISSION_DENIED"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "runs:/RUN/model",
        "mlflow-artifacts:/ExperimentRun/dcid.RUN/model",
        "azureml://datastores/workspaceartifactstore/paths/ExperimentRun/dcid.RUN/model/",
        "azureml://datastores/workspaceartifactstore/ExperimentRun/dcid.RUN/model",
        "aml://artifact/ExperimentRun/dcid.RUN/model"
    })
    void aVersionLiesAmongTheArtifactsOfItsRun(String source) {
        // When
        version(filled(source), 200);

        // Then
        workspace
                .get("model-versions/get?name=m&version=2")
                .body("model_version.source", equalTo(filled(source)))
                .body("model_version.run_id", equalTo(run))
                .body("model_version.status", equalTo("READY"))
                .body("model_version.current_stage", equalTo("None"));
        workspace
                .get("model-versions/get-download-uri?name=m&version=2")
                .body("artifact_uri", equalTo("mlflow-artifacts:/ExperimentRun/dcid." + run + "/model"));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '`',
            value = {
                "POST | registered-models/create | {'name':'m'} | 400 | RESOURCE_ALREADY_EXISTS",
                "POST | registered-models/create | {} | 400 | INVALID_PARAMETER_VALUE",
                "GET | registered-models/get?name=none | - | 404 | RESOURCE_DOES_NOT_EXIST",
                "GET | registered-models/get | - | 400 | INVALID_PARAMETER_VALUE",
                "POST | registered-models/rename | {'name':'m','new_name':'n'} | 501 | NOT_IMPLEMENTED",
                "POST | registered-models/get-latest-versions | {'name':'m','stages':['Live']} | 400 | INVALID_PARAMETER_VALUE",
                "GET | registered-models/search?filter=metrics.a%20%3E%201 | - | 400 | INVALID_PARAMETER_VALUE",
                "GET | registered-models/search?max_results=1001 | - | 400 | INVALID_PARAMETER_VALUE",
                "GET | registered-models/alias?name=m&alias=none | - | 404 | RESOURCE_DOES_NOT_EXIST",
                "GET | model-versions/get?name=m&version=9 | - | 404 | RESOURCE_DOES_NOT_EXIST",
                "GET | model-versions/get?name=m&version=one | - | 400 | INVALID_PARAMETER_VALUE",
                "POST | model-versions/create | {'name':'none','source':'runs:/RUN/a'} | 404 | RESOURCE_DOES_NOT_EXIST",
                "POST | model-versions/create | {'name':'m'} | 400 | INVALID_PARAMETER_VALUE",
                "POST | model-versions/create | {'name':'m','source':'https://example.org/a'} | 400 | INVALID_PARAMETER_VALUE",
                "POST | model-versions/create | {'name':'m','source':'runs:/RUN/../a'} | 400 | INVALID_PARAMETER_VALUE",
                "POST | model-versions/create | {'name':'m','source':'runs:/RUN/a','run_link':'https://x'} | 501 | NOT_IMPLEMENTED"
            })
    void whatIsRefused(String method, String path, String body, int status, String code) {
        workspace
                .call(workspace.scientist(), method, path, filled(body))
                .then()
                .statusCode(status)
                .body("error_code", equalTo(code));
    }

    @Test
    void modelsAndVersionsAreFound() {
        // Given
        workspace.post("registered-models/create", "{\"name\":\"a\"}").statusCode(200);
        version("runs:/" + run + "/model", 200);
        workspace
                .post(
                        "model-versions/transition-stage",
                        "{\"name\":\"m\",\"version\":\"2\",\"stage\":\"Production\",\"archive_existing_versions\":true}")
                .statusCode(200)
                .body("model_version.current_stage", equalTo("Production"));
        workspace
                .post("registered-models/alias", "{\"name\":\"m\",\"alias\":\"champion\",\"version\":\"2\"}")
                .statusCode(200);

        // When, Then
        workspace.get("registered-models/search").body("registered_models.name", contains("a", "m"));
        workspace
                .get("registered-models/search?filter=tags.team%20%3D%20'blue'&order_by=name%20DESC")
                .body("registered_models.name", contains("m"));
        String next = workspace
                .get("registered-models/search?max_results=1")
                .body("registered_models", hasSize(1))
                .extract()
                .path("next_page_token");
        workspace
                .get("registered-models/search?max_results=1&page_token=" + next)
                .body("registered_models.name", contains("m"));
        workspace
                .get("registered-models/get?name=m")
                .body("registered_model.latest_versions.version", contains("1", "2"))
                .body("registered_model.aliases.alias", contains("champion"));
        workspace
                .get("registered-models/get-latest-versions?name=m&stages=production")
                .body("model_versions.version", contains("2"));
        workspace
                .get("registered-models/alias?name=m&alias=champion")
                .body("model_version.version", equalTo("2"))
                .body("model_version.aliases", contains("champion"));
        workspace
                .get("model-versions/search?filter=name%20%3D%20'm'&order_by=version_number%20ASC")
                .body("model_versions.version", contains("1", "2"));
        workspace.get("model-versions/search?filter=run_id%20%3D%20'none'").body("model_versions", empty());
        assertThat(registry.changes())
                .contains(
                        "PATCH m 2 {\"stage\":\"Production\",\"archivesOthers\":true}",
                        "PATCH m null {\"aliasesToSet\":{\"champion\":2}}");
    }

    @Test
    void deletingReachesTheModels() {
        // When
        workspace
                .call(workspace.scientist(), "DELETE", "model-versions/delete", "{\"name\":\"m\",\"version\":\"1\"}")
                .then()
                .statusCode(200);
        workspace
                .call(workspace.scientist(), "DELETE", "registered-models/delete", "{\"name\":\"m\"}")
                .then()
                .statusCode(200);

        // Then
        assertThat(registry.changes()).containsExactly("DELETE m 1 ", "DELETE m null ");
    }
}
