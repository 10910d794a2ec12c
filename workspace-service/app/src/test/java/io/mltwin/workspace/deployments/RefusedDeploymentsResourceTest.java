package io.mltwin.workspace.deployments;

import static io.mltwin.workspace.deployments.DeploymentClient.VERSION;
import static io.mltwin.workspace.deployments.DeploymentClient.account;
import static io.mltwin.workspace.deployments.DeploymentClient.body;
import static io.mltwin.workspace.deployments.DeploymentClient.id;
import static io.mltwin.workspace.deployments.DeploymentClient.template;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

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
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a deployment may not: delete what is locked, write without permission, or overtake another.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class RefusedDeploymentsResourceTest {

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestCalls calls;

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
        JsonNode template = template("'resources':["
                + account(client.name("st"), "")
                + ","
                + account(client.name("after"), ",'dependsOn':['" + client.name("st") + "']")
                + "]");

        Response taken = client.as(deployer)
                .body(body("Incremental", template, "{}").toString())
                .put(id + VERSION);

        assertThat(client.end(taken)).isEqualTo("Failed");
        assertThat(client.poll(taken).at("/error/details/0/code").asText()).isEqualTo("AuthorizationFailed");
        JsonNode failed = client.get(id);
        assertThat(failed.at("/properties/error/details/0/code").asText()).isEqualTo("AuthorizationFailed");
        assertThat(failed.at("/properties/error/details/0/message").asText())
                .contains("Microsoft.Storage/storageAccounts/write");
        assertThat(client.targets(id)).containsExactly(client.name("st"));
        client.as(UUID.randomUUID().toString())
                .body(body("Incremental", template, "{}").toString())
                .put(id + VERSION)
                .then()
                .statusCode(403)
                .body("error.code", equalTo("AuthorizationFailed"));
    }

    @Test
    void runningDeploymentIsNotOverwrittenAndCanBeCanceled() {
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
        JsonNode body = body(
                "Incremental",
                template(
                        "'resources':[{'type':'Microsoft.KeyVault/vaults','apiVersion':'2022-07-01','name':'kv1','location':'eastus'}]"),
                "{}");
        Response taken = client.put(id, body);

        client.put(id, body).then().statusCode(409).body("error.code", equalTo("DeploymentActive"));
        client.asOwner().delete(id + VERSION).then().statusCode(409).body("error.code", equalTo("DeploymentActive"));
        client.asOwner().post(id + "/cancel" + VERSION).then().statusCode(204);
        assertThat(client.end(taken)).isEqualTo("Canceled");
        assertThat(client.get(id).at("/properties/provisioningState").asText()).isEqualTo("Canceled");
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
}
