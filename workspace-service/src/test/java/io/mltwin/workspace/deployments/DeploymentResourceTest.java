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
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
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
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Template deployments over HTTPS, with real storage accounts and a real database. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class DeploymentResourceTest {

    private static final String SECRET = "P4ssw0rd-of-nobody";

    @FromPlatform TestIssuer issuer;
    @FromPlatform TestDecisions decisions;
    @FromPlatform TestCalls calls;
    @FromPlatform ServiceUnderTest service;

    @Inject DataSource dataSource;

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
        JsonNode template =
                template(
                        "'parameters':{'name':{'type':'string'},'secret':{'type':'securestring'},'env':{'type':'string','defaultValue':'[concat(`t`, `est`)]'}},"
                                + "'variables':{'tags':{'env':'[parameters(`env`)]'}},'resources':["
                                + account("[parameters(`name`)]", ",'tags':'[variables(`tags`)]'")
                                + "],'outputs':{'blob':{'type':'string','value':'[reference(parameters(`name`)).primaryEndpoints.blob]'},"
                                + "'key':{'type':'securestring','value':'[listKeys(parameters(`name`), `2022-09-01`).keys[0].value]'},"
                                + "'location':{'type':'string','value':'[reference(parameters(`name`), `2022-09-01`, `Full`).location]'}}");

        Response taken =
                client.put(
                        id,
                        body(
                                "incremental",
                                template,
                                "{'name':{'value':'"
                                        + name
                                        + "'},'secret':{'value':'"
                                        + SECRET
                                        + "'}}"));
        taken.then()
                .statusCode(201)
                .body("properties.provisioningState", equalTo("Accepted"))
                .body("properties.mode", equalTo("Incremental"));
        assertThat(client.end(taken)).isEqualTo("Succeeded");

        String account = group + "/providers/Microsoft.Storage/storageAccounts/" + name;
        client.asOwner()
                .get(account + VERSION)
                .then()
                .statusCode(200)
                .body("tags.env", equalTo("test"));
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
        for (String table :
                List.of("arm_deployment", "arm_deployment_step", "arm_deployed_resource")) {
            try (Connection connection = dataSource.getConnection();
                    ResultSet found =
                            connection
                                    .createStatement()
                                    .executeQuery(
                                            "select encode(convert_to(row_to_json(t)::text, 'UTF8'), 'escape'), "
                                                    + (table.equals("arm_deployment")
                                                            ? "encode(content, 'escape')"
                                                            : "''")
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
    void whatIsUnchangedIsOnlyRead() {
        String name = client.name("st");
        String id = id(group, "again");
        JsonNode body =
                body(
                        "Incremental",
                        template("'resources':[" + account(name, ",'tags':{}") + "]"),
                        "{}");
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
                id,
                body(
                        "Incremental",
                        template("'resources':[" + account(name, ",'tags':{'a':'b'}") + "]"),
                        "{}"));
        assertThat(client.kinds(id)).contains("Create");

        client.asOwner().delete(account + VERSION).then().statusCode(200);
        client.deploy(id, body);
        assertThat(client.kinds(id)).contains("Create");
    }

    private void settle(String id) {
        org.awaitility.Awaitility.await()
                .pollInterval(java.time.Duration.ofMillis(50))
                .until(
                        () -> client.get(id).path("properties").path("provisioningState").asText(),
                        state -> !state.equals("Accepted") && !state.equals("Running"));
    }

    @Test
    void loopsConditionsAndDependenciesAreFollowed() {
        String start = client.name("st");
        String id = id(group, "loops");
        JsonNode template =
                template(
                        "'resources':["
                                + account(
                                        "[concat(`" + start + "`, copyIndex())]",
                                        ",'copy':{'name':'many','count':3,'mode':'serial'}")
                                + ","
                                + account(
                                        start + "last",
                                        ",'dependsOn':['many','"
                                                + start
                                                + "never'],'tags':{'first':'[reference(`"
                                                + start
                                                + "0`).provisioningState]'}")
                                + ","
                                + account(start + "never", ",'condition':false")
                                + "],'outputs':{'names':{'type':'array','copy':{'count':3,'input':'[copyIndex()]'}},'no':{'type':'string','condition':false,'value':'x'}}");

        JsonNode made = client.deploy(id, body("Incremental", template, "{}"));

        assertThat(made.path("properties").path("provisioningState").asText())
                .as("%s", made)
                .isEqualTo("Succeeded");
        assertThat(made.at("/properties/outputs/names/value")).hasToString("[0,1,2]");
        assertThat(made.at("/properties/outputs/no").isMissingNode()).isTrue();
        assertThat(targets(id))
                .containsExactly(start + "0", start + "1", start + "2", start + "last");
        assertThat(
                        client.get(
                                        group
                                                + "/providers/Microsoft.Storage/storageAccounts/"
                                                + start
                                                + "last")
                                .at("/tags/first")
                                .asText())
                .isEqualTo("Succeeded");
    }

    private List<String> targets(String id) {
        return client.asOwner()
                .get(id + "/operations" + VERSION)
                .jsonPath()
                .getList(
                        "value.findAll { it.properties.targetResource != null }.properties.targetResource.resourceName");
    }

    @Test
    void nestedDeploymentsGoToTheirOwnGroupWithTheOuterOrTheirOwnParameters() {
        String other = client.group("other");
        String name = client.name("st");
        String inner =
                "{'$schema':'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#','contentVersion':'1.0.0.0',";
        JsonNode template =
                template(
                        "'parameters':{'name':{'type':'string'},'secret':{'type':'securestring'}},'variables':{'tag':'outer'},'resources':["
                                + "{'type':'Microsoft.Resources/deployments','apiVersion':'2020-06-01','name':'outer','resourceGroup':'other','properties':{'mode':'Incremental','template':"
                                + inner
                                + "'resources':["
                                + account(
                                        "[concat(parameters(`name`), `o`)]",
                                        ",'tags':{'v':'[variables(`tag`)]','g':'[resourceGroup().name]'}")
                                + "]}}},"
                                + "{'type':'Microsoft.Resources/deployments','apiVersion':'2020-06-01','name':'inner','resourceGroup':'other','dependsOn':['outer'],'properties':{'mode':'Incremental','expressionEvaluationOptions':{'scope':'inner'},'parameters':{'own':{'value':'[concat(parameters(`name`), `i`)]'}},'template':"
                                + inner
                                + "'parameters':{'own':{'type':'string'}},'resources':["
                                + account(
                                        "[parameters(`own`)]",
                                        ",'tags':{'g':'[resourceGroup().name]'}")
                                + "],'outputs':{'made':{'type':'string','value':'[parameters(`own`)]'}}}}}"
                                + "],'outputs':{'made':{'type':'string','value':'[reference(`inner`).outputs.made.value]'}}");

        JsonNode made =
                client.deploy(
                        id(group, "nests"),
                        body(
                                "Incremental",
                                template,
                                "{'name':{'value':'"
                                        + name
                                        + "'},'secret':{'value':'"
                                        + SECRET
                                        + "'}}"));

        assertThat(made.at("/properties/outputs/made/value").asText())
                .as("%s", made)
                .isEqualTo(name + "i");
        String accounts = other + "/providers/Microsoft.Storage/storageAccounts/" + name;
        assertThat(client.get(accounts + "o").path("tags"))
                .hasToString("{\"g\":\"deployed\",\"v\":\"outer\"}");
        assertThat(client.get(accounts + "i").path("tags")).hasToString("{\"g\":\"other\"}");
        assertThat(client.get(id(other, "outer")).toString()).doesNotContain(SECRET);
    }

    @Test
    void childrenExistingResourcesAndSymbolsAreUnderstood() {
        String name = client.name("st");
        client.deploy(
                id(group, "base"),
                body("Incremental", template("'resources':[" + account(name, "") + "]"), "{}"));
        JsonNode template =
                template(
                        "'languageVersion':'2.0','resources':{'there':{'existing':true,'type':'Microsoft.Storage/storageAccounts','apiVersion':'2022-09-01','name':'"
                                + name
                                + "'},'data':{'type':'Microsoft.Storage/storageAccounts/blobServices/containers','apiVersion':'2022-09-01','name':'"
                                + name
                                + "/default/data','dependsOn':['there']},'lock':{'type':'Microsoft.Authorization/locks','apiVersion':'2020-05-01','name':'keep','scope':'Microsoft.Storage/storageAccounts/"
                                + name
                                + "','properties':{'level':'CanNotDelete'},'dependsOn':['data']}},'outputs':{'kind':{'type':'string','value':'[reference(`there`, `2022-09-01`, `full`).kind]'}}");

        JsonNode made = client.deploy(id(group, "symbols"), body("Incremental", template, "{}"));

        assertThat(made.at("/properties/outputs/kind/value").asText())
                .as("%s", made)
                .isEqualTo("StorageV2");
        String account = group + "/providers/Microsoft.Storage/storageAccounts/" + name;
        client.asOwner()
                .get(account + "/blobServices/default/containers/data" + VERSION)
                .then()
                .statusCode(200);
        client.asOwner().delete(account + VERSION).then().statusCode(409);
    }

    @Test
    void aSubscriptionsDeploymentMakesGroupsAndWhatLiesInThem() {
        String id = id(client.subscription(), "landing");
        String name = client.name("st");
        JsonNode template =
                DeploymentClient.json(
                        "{'$schema':'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#','contentVersion':'1.0.0.0','resources':["
                                + "{'type':'Microsoft.Resources/resourceGroups','apiVersion':'2021-04-01','name':'landed','location':'[deployment().location]'},"
                                + "{'type':'Microsoft.Resources/deployments','apiVersion':'2021-04-01','name':'in','resourceGroup':'landed','dependsOn':['landed'],'properties':{'mode':'Incremental','template':"
                                + template("'resources':[" + account(name, "") + "]")
                                        .toString()
                                        .replace('"', '\'')
                                + "}}]}");
        var body = body("Incremental", template, "{}");

        client.put(id, body).then().statusCode(400).body("error.code", equalTo("LocationRequired"));
        body.put("location", "westus");
        JsonNode made = client.deploy(id, body);

        assertThat(made.at("/properties/provisioningState").asText())
                .as("%s", made)
                .isEqualTo("Succeeded");
        assertThat(made.path("location").asText()).isEqualTo("westus");
        client.asOwner()
                .get(client.subscription() + "/resourceGroups/landed/resources" + VERSION)
                .then()
                .body("value", hasSize(1));
        client.asOwner()
                .body(body.put("location", "eastus").toString())
                .put(id + VERSION)
                .then()
                .statusCode(409)
                .body("error.code", equalTo("InvalidDeploymentLocation"));
    }

    @Test
    void completeModeDeletesWhatIsNotNamedUnlessItIsLocked() {
        String keep = client.name("keep");
        String go = client.name("go");
        JsonNode both = template("'resources':[" + account(keep, "") + "," + account(go, "") + "]");
        JsonNode one = template("'resources':[" + account(keep, "") + "]");
        String goId = group + "/providers/Microsoft.Storage/storageAccounts/" + go;
        String lock = goId + "/providers/Microsoft.Authorization/locks/l" + VERSION;
        client.deploy(id(group, "all"), body("Complete", both, "{}"));
        client.asOwner()
                .body("{\"properties\":{\"level\":\"CanNotDelete\"}}")
                .put(lock)
                .then()
                .statusCode(201);

        JsonNode held = client.deploy(id(group, "less"), body("Complete", one, "{}"));
        assertThat(held.at("/properties/provisioningState").asText()).isEqualTo("Failed");
        assertThat(held.at("/properties/error/code").asText()).isEqualTo("DeploymentFailed");
        assertThat(held.at("/properties/error/details/0/code").asText()).isEqualTo("ScopeLocked");

        client.asOwner().delete(lock).then().statusCode(200);
        JsonNode done = client.deploy(id(group, "less"), body("Complete", one, "{}"));
        assertThat(done.at("/properties/provisioningState").asText()).isEqualTo("Succeeded");
        client.asOwner().get(goId + VERSION).then().statusCode(404);
        assertThat(client.kinds(id(group, "less")))
                .containsExactlyInAnyOrder("Read", "Delete", "EvaluateDeploymentOutput");
    }

    @Test
    void whoeverDeploysNeedsThePermissionForEachResource() {
        String deployer = UUID.randomUUID().toString();
        decisions.allow(deployer, "Microsoft.Resources/deployments/write", group);
        decisions.allow(deployer, "Microsoft.Resources/deployments/read", group);
        String id = id(group, "powerless");
        JsonNode template =
                template(
                        "'resources':["
                                + account(client.name("st"), "")
                                + ","
                                + account(
                                        client.name("after"),
                                        ",'dependsOn':['" + client.name("st") + "']")
                                + "]");

        Response taken =
                client.as(deployer)
                        .body(body("Incremental", template, "{}").toString())
                        .put(id + VERSION);

        assertThat(client.end(taken)).isEqualTo("Failed");
        assertThat(client.poll(taken).at("/error/details/0/code").asText())
                .isEqualTo("AuthorizationFailed");
        JsonNode failed = client.get(id);
        assertThat(failed.at("/properties/error/details/0/code").asText())
                .isEqualTo("AuthorizationFailed");
        assertThat(failed.at("/properties/error/details/0/message").asText())
                .contains("Microsoft.Storage/storageAccounts/write");
        assertThat(targets(id)).containsExactly(client.name("st"));
        client.as(UUID.randomUUID().toString())
                .body(body("Incremental", template, "{}").toString())
                .put(id + VERSION)
                .then()
                .statusCode(403)
                .body("error.code", equalTo("AuthorizationFailed"));
    }

    @Test
    void whatIsUnderWayIsNotOverwrittenAndCanBeCanceled() {
        String operation = UUID.randomUUID().toString();
        calls.answer(
                "keyvault",
                "PUT",
                group + "*",
                PeerAnswer.json(201, "{\"properties\":{\"provisioningState\":\"Creating\"}}")
                        .withHeader("x-mltwin-operation-id", operation));
        calls.answer(
                "keyvault",
                "GET",
                "/_internal/operations/" + operation,
                PeerAnswer.json(200, "{\"status\":\"InProgress\"}"));
        String id = id(group, "slow");
        JsonNode body =
                body(
                        "Incremental",
                        template(
                                "'resources':[{'type':'Microsoft.KeyVault/vaults','apiVersion':'2022-07-01','name':'kv1','location':'eastus'}]"),
                        "{}");
        Response taken = client.put(id, body);

        client.put(id, body).then().statusCode(409).body("error.code", equalTo("DeploymentActive"));
        client.asOwner()
                .delete(id + VERSION)
                .then()
                .statusCode(409)
                .body("error.code", equalTo("DeploymentActive"));
        client.asOwner().post(id + "/cancel" + VERSION).then().statusCode(204);
        assertThat(client.end(taken)).isEqualTo("Canceled");
        assertThat(client.get(id).at("/properties/provisioningState").asText())
                .isEqualTo("Canceled");
        client.asOwner()
                .post(id + "/cancel" + VERSION)
                .then()
                .statusCode(409)
                .body("error.code", equalTo("DeploymentCannotBeCancelled"));
        calls.answer(
                "keyvault",
                "GET",
                "/_internal/operations/" + operation,
                PeerAnswer.json(200, "{\"status\":\"Succeeded\"}"));
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
        client.asOwner()
                .get(id + VERSION)
                .then()
                .statusCode(404)
                .body("error.code", equalTo("DeploymentNotFound"));
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
