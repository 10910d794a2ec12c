package io.mltwin.workspace.deployments;

import static io.mltwin.workspace.deployments.DeploymentClient.VERSION;
import static io.mltwin.workspace.deployments.DeploymentClient.account;
import static io.mltwin.workspace.deployments.DeploymentClient.body;
import static io.mltwin.workspace.deployments.DeploymentClient.id;
import static io.mltwin.workspace.deployments.DeploymentClient.template;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Template deployments over HTTPS, with real storage accounts and a real database. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class DeploymentResourceTest {

    private static final String SECRET = "P4ssw0rd-of-nobody";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    @Inject
    DataSource dataSource;

    private DeploymentClient client;
    private String group;

    @BeforeEach
    void seed() {
        client = new DeploymentClient(issuer, decisions, service);
        group = client.group("deployed");
    }

    @Test
    void aTemplateIsDeployedAndTellsWhatItMade() {
        String name = client.name("st");
        String id = id(group, "first");
        JsonNode template = template(
                "'parameters':{'name':{'type':'string'},'secret':{'type':'securestring'},'env':{'type':'string','defaultValue':'[concat(`t`, `est`)]'}},"
                        + "'variables':{'tags':{'env':'[parameters(`env`)]'}},'resources':["
                        + account("[parameters(`name`)]", ",'tags':'[variables(`tags`)]'")
                        + "],'outputs':{'blob':{'type':'string','value':'[reference(parameters(`name`)).primaryEndpoints.blob]'},"
                        + "'key':{'type':'securestring','value':'[listKeys(parameters(`name`), `2022-09-01`).keys[0].value]'},"
                        + "'location':{'type':'string','value':'[reference(parameters(`name`), `2022-09-01`, `Full`).location]'}}");

        Response taken = client.put(
                id,
                body("incremental", template, "{'name':{'value':'" + name + "'},'secret':{'value':'" + SECRET + "'}}"));
        taken.then()
                .statusCode(201)
                .body("properties.provisioningState", equalTo("Accepted"))
                .body("properties.mode", equalTo("Incremental"));
        assertThat(client.end(taken)).isEqualTo("Succeeded");

        String account = group + "/providers/Microsoft.Storage/storageAccounts/" + name;
        client.asOwner().get(account + VERSION).then().statusCode(200).body("tags.env", equalTo("test"));
        Response shown = client.asOwner().get(id + VERSION);
        shown.then()
                .body("properties.provisioningState", equalTo("Succeeded"))
                .body("properties.parameters.name.value", equalTo(name))
                .body("properties.parameters.secret.type", equalTo("SecureString"))
                .body("properties.outputs.blob.value", containsString(name))
                .body("properties.outputs.location.value", equalTo("eastus"))
                .body("properties.outputs.key.type", equalTo("SecureString"))
                .body("properties.outputResources[0].id", equalTo(account))
                .body("properties.providers[0].namespace", equalTo("Microsoft.Storage"))
                .body("properties.duration", containsString("PT"));
        assertThat(shown.asString()).doesNotContain(SECRET);
        assertThat(stored()).isNotEmpty().noneMatch(row -> row.contains(SECRET));
        assertThat(shown.jsonPath().getMap("properties.outputs.key")).doesNotContainKey("value");
        assertThat(client.kinds(id)).containsExactly("Create", "EvaluateDeploymentOutput");
        client.asOwner()
                .get(group + "/deployments/first/operations" + VERSION)
                .then()
                .statusCode(200)
                .body("value", hasSize(2))
                .body("value[0].properties.targetResource.resourceName", equalTo(name))
                .body("value[0].properties.statusCode", equalTo("OK"));
    }

    /** All that the tables of deployments hold, as the database shows it. */
    private List<String> stored() {
        List<String> rows = new ArrayList<>();
        for (String table : List.of("arm_deployment", "arm_deployment_step", "arm_deployed_resource")) {
            try (Connection connection = dataSource.getConnection();
                    ResultSet found = connection
                            .createStatement()
                            .executeQuery("select encode(convert_to(row_to_json(t)::text, 'UTF8'), 'escape'), "
                                    + (table.equals("arm_deployment") ? "encode(content, 'escape')" : "''")
                                    + " from "
                                    + table
                                    + " t")) {
                while (found.next()) {
                    rows.add(found.getString(1) + found.getString(2));
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        return rows;
    }

    @Test
    void unchangedResourceIsOnlyRead() {
        String name = client.name("st");
        String id = id(group, "again");
        JsonNode body = body("Incremental", template("'resources':[" + account(name, ",'tags':{}") + "]"), "{}");
        String account = group + "/providers/Microsoft.Storage/storageAccounts/" + name;
        client.deploy(id, body);

        assertThat(client.put(id, body).statusCode()).isEqualTo(200);
        settle(id);
        assertThat(client.kinds(id)).containsExactly("Read", "EvaluateDeploymentOutput");

        client.asOwner().body("{\"tags\":{\"by\":\"hand\"}}").patch(account + VERSION);
        client.deploy(id, body);
        assertThat(client.kinds(id)).contains("Create");
        assertThat(client.get(account).path("tags")).isEmpty();

        client.deploy(
                id, body("Incremental", template("'resources':[" + account(name, ",'tags':{'a':'b'}") + "]"), "{}"));
        assertThat(client.kinds(id)).contains("Create");

        client.asOwner().delete(account + VERSION).then().statusCode(200);
        client.deploy(id, body);
        assertThat(client.kinds(id)).contains("Create");
    }

    private void settle(String id) {
        org.awaitility.Awaitility.await()
                .pollInterval(java.time.Duration.ofMillis(50))
                .until(
                        () -> client.get(id)
                                .path("properties")
                                .path("provisioningState")
                                .asText(),
                        state -> !state.equals("Accepted") && !state.equals("Running"));
    }

    @Test
    void deploymentsAreListedValidatedExportedAndDeleted() {
        JsonNode template = template("'resources':[" + account(client.name("st"), "") + "]");
        JsonNode body = body("Incremental", template, "{}");
        String id = id(group, "kept");
        client.asOwner()
                .body(body.toString())
                .post(id + "/validate" + VERSION)
                .then()
                .statusCode(200)
                .body("properties.validatedResources", hasSize(1));
        client.asOwner().head(id + VERSION).then().statusCode(404);
        client.asOwner().get(id + VERSION).then().statusCode(404).body("error.code", equalTo("DeploymentNotFound"));
        client.deploy(id, body);
        client.asOwner().head(id + VERSION).then().statusCode(204);
        String list = group + "/providers/Microsoft.Resources/deployments" + VERSION;
        client.asOwner().get(list).then().body("value.name", equalTo(List.of("kept")));
        client.asOwner()
                .get(list + "&$filter=provisioningState%20eq%20'Failed'")
                .then()
                .body("value", hasSize(0));
        client.asOwner()
                .get(list + "&$filter=name%20eq%20'kept'")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidFilterInQueryString"));
        client.asOwner()
                .post(id + "/exportTemplate" + VERSION)
                .then()
                .statusCode(200)
                .body("template.contentVersion", equalTo("1.0.0.0"));
        client.asOwner().post(id + "/whatIf" + VERSION).then().statusCode(501);
        client.asOwner()
                .body(template.toString())
                .post("/providers/Microsoft.Resources/calculateTemplateHash" + VERSION)
                .then()
                .statusCode(200)
                .body(
                        "templateHash",
                        equalTo(client.get(id).at("/properties/templateHash").asText()));
        client.asOwner().delete(id + VERSION).then().statusCode(204);
        client.asOwner().get(id + VERSION).then().statusCode(404);
        client.asOwner().delete(id + VERSION).then().statusCode(204);
    }
}
