package io.mltwin.workspace.machinelearning;

import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.testkit.FromPlatform;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The resources that a new workspace is given: they are there, near, and the caller's to use. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class GivenResourcesResourceTest {

    private static final String CREATOR = WorkspacePeers.CREATOR;
    private static final String VERSION = WorkspacePeers.VERSION;

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    ServiceUnderTest service;

    private WorkspacePeers peers;
    private String group;

    @BeforeEach
    void seed() {
        peers = new WorkspacePeers(issuer, decisions, calls, service);
        group = peers.group();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "storageAccount, Microsoft.Storage/storageAccounts, listKeys/action",
        "keyVault, Microsoft.KeyVault/vaults, accessPolicies/write",
        "containerRegistry, Microsoft.ContainerRegistry/registries, listCredentials/action",
        "applicationInsights, Microsoft.Insights/components, read"
    })
    void aResourceThatIsGivenMustBeThereNearAndTheCallersToUse(String property, String type, String action) {
        String colleague = UUID.randomUUID().toString();
        decisions.allow(colleague, "Microsoft.MachineLearningServices/workspaces/write", group);
        String name = "given" + colleague.substring(0, 8);
        String given = group + "/providers/" + type + "/" + name;
        String body = """
                {"location": "eastus", "properties": {"%s": "%s"}}""".formatted(property, given);
        String id = group + "/providers/Microsoft.MachineLearningServices/workspaces/ws-given" + VERSION;
        peers.as(CREATOR).body(body).put(id).then().statusCode(400).body("error.code", equalTo("ValidationError"));
        peers.as(CREATOR).body("""
                        {
                          "location": "eastus",
                          "kind": "StorageV2",
                          "sku": {"name": "Standard_LRS"}
                        }""").put(given + VERSION).then().statusCode(anyOf(equalTo(200), equalTo(201)));

        linked(peers.as(colleague).body(body).put(id), type + "/read");
        if (!action.equals("read")) {
            decisions.allow(colleague, type + "/read", group);
            linked(peers.as(colleague).body(body).put(id), type + "/" + action);
        }
        peers.as(CREATOR)
                .body(body.replace("eastus", "westus"))
                .put(id)
                .then()
                .statusCode(400)
                .body("error.message", containsString("it must lie in the workspace's, 'westus'"));
        peers.as(CREATOR)
                .body(body.replace(type, "Microsoft.Compute/virtualMachines"))
                .put(id)
                .then()
                .statusCode(400)
                .body("error.target", equalTo("properties." + property));
        peers.as(CREATOR).get(id).then().statusCode(404);
    }

    private static void linked(Response answer, String action) {
        answer.then()
                .statusCode(403)
                .body("error.code", equalTo("LinkedAuthorizationFailed"))
                .body("error.message", containsString(action));
    }
}
