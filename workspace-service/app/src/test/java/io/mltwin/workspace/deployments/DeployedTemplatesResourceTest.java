package io.mltwin.workspace.deployments;

import static io.mltwin.workspace.deployments.DeploymentClient.VERSION;
import static io.mltwin.workspace.deployments.DeploymentClient.account;
import static io.mltwin.workspace.deployments.DeploymentClient.body;
import static io.mltwin.workspace.deployments.DeploymentClient.id;
import static io.mltwin.workspace.deployments.DeploymentClient.template;
import static org.assertj.core.api.Assertions.assertThat;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a template says of loops, conditions, nested deployments and symbols, as it is deployed. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class DeployedTemplatesResourceTest {

    private static final String SECRET = "P4ssw0rd-of-nobody";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    private DeploymentClient client;
    private String group;

    @BeforeEach
    void seed() {
        client = new DeploymentClient(issuer, decisions, service);
        group = client.group("deployed");
    }

    @Test
    void loopsConditionsAndDependenciesAreFollowed() {
        String start = client.name("st");
        String id = id(group, "loops");
        JsonNode template = template(
                "'resources':["
                        + account(
                                "[concat(`" + start + "`, copyIndex())]",
                                ",'copy':{'name':'many','count':3,'mode':'serial'}")
                        + ","
                        + account(
                                start + "last",
                                ",'dependsOn':['many','"
                                        + start
                                        + "never','[resourceId(`Microsoft.MachineLearningServices/workspaces/connections`, `w`, ``)]'],'tags':{'first':'[reference(`"
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
        assertThat(client.targets(id)).containsExactly(start + "0", start + "1", start + "2", start + "last");
        assertThat(client.get(group + "/providers/Microsoft.Storage/storageAccounts/" + start + "last")
                        .at("/tags/first")
                        .asText())
                .isEqualTo("Succeeded");
    }

    @Test
    void nestedDeploymentsGoToTheirOwnGroupWithTheOuterOrTheirOwnParameters() {
        String other = client.group("other");
        String name = client.name("st");
        String inner =
                "{'$schema':'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#','contentVersion':'1.0.0.0',";
        JsonNode template = template(
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
                        + account("[parameters(`own`)]", ",'tags':{'g':'[resourceGroup().name]'}")
                        + "],'outputs':{'made':{'type':'string','value':'[parameters(`own`)]'}}}}}"
                        + "],'outputs':{'made':{'type':'string','value':'[reference(`inner`).outputs.made.value]'}}");

        JsonNode made = client.deploy(
                id(group, "nests"),
                body("Incremental", template, "{'name':{'value':'" + name + "'},'secret':{'value':'" + SECRET + "'}}"));

        assertThat(made.at("/properties/outputs/made/value").asText())
                .as("%s", made)
                .isEqualTo(name + "i");
        String accounts = other + "/providers/Microsoft.Storage/storageAccounts/" + name;
        assertThat(client.get(accounts + "o").path("tags")).hasToString("{\"g\":\"deployed\",\"v\":\"outer\"}");
        assertThat(client.get(accounts + "i").path("tags")).hasToString("{\"g\":\"other\"}");
        assertThat(client.get(id(other, "outer")).toString()).doesNotContain(SECRET);
    }

    @Test
    void childrenExistingResourcesAndSymbolsAreUnderstood() {
        String name = client.name("st");
        client.deploy(
                id(group, "base"), body("Incremental", template("'resources':[" + account(name, "") + "]"), "{}"));
        JsonNode template = template(
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
        JsonNode template = DeploymentClient.json(
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
}
