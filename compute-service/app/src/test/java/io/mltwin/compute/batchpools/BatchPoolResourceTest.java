package io.mltwin.compute.batchpools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.mltwin.compute.PlayedWorkspace;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HBI-12: who may call the pool of Azure Batch below a cluster. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BatchPoolResourceTest {

    private static final String ARM = "https://management.azure.com/";
    private static final String LIST_NODES = "Microsoft.MachineLearningServices/workspaces/computes/listNodes/action";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    private final String subscription = UUID.randomUUID().toString();
    private PlayedWorkspace usual;
    private PlayedWorkspace sensitive;

    @BeforeEach
    void aClusterInEach() throws SQLException {
        usual = withCluster(false);
        sensitive = withCluster(true);
    }

    private PlayedWorkspace withCluster(boolean highImpact) throws SQLException {
        PlayedWorkspace workspace = new PlayedWorkspace(calls, issuer, service, subscription, highImpact);
        workspace.putCluster("CPU");
        workspace.addNode(database, "CPU", Duration.ZERO);
        decisions.allow(workspace.owner(), "*", workspace.id());
        return workspace;
    }

    @AfterEach
    void withoutClusters() {
        usual.deleteCluster("CPU");
        sensitive.deleteCluster("CPU");
    }

    private String token(String caller, PlayedWorkspace workspace) {
        return switch (caller) {
            case "owner" -> issuer.aad(ARM, workspace.owner()).sign();
            case "nobody" -> issuer.aad(ARM, UUID.randomUUID().toString()).sign();
            case "lister" -> issuer.aad(ARM, lister(workspace)).sign();
            case "administrator" -> issuer.admin().sign();
            default -> issuer.service(caller, "compute").sign();
        };
    }

    private String lister(PlayedWorkspace workspace) {
        String lister = UUID.randomUUID().toString();
        decisions.allow(lister, LIST_NODES, workspace.id());
        return lister;
    }

    private ValidatableResponse get(String token, String path) {
        return service.given()
                .header("Authorization", "Bearer " + token)
                .get("/_batch/pools/" + path)
                .then();
    }

    private static String pool(PlayedWorkspace workspace) {
        return workspace.workspaceId() + "_cpu";
    }

    @ParameterizedTest
    @CsvSource({
        // caller, of a usual workspace, of one for data of high business impact
        "compute, 200, 200",
        "workspace, 200, 200",
        "scoring, 200, 200",
        "owner, 200, 403",
        "lister, 200, 403",
        "nobody, 403, 403",
        "telemetry, 403, 403",
        "keyvault, 403, 403",
        "identity, 403, 403",
        "administrator, 401, 401"
    })
    void inHighImpactAzureMlAloneIsLetIn(String caller, int open, int filtered) {
        get(token(caller, usual), pool(usual) + "/nodes").statusCode(open);
        get(token(caller, usual), pool(usual)).statusCode(open);

        get(token(caller, sensitive), pool(sensitive)).statusCode(filtered);
        ValidatableResponse nodes =
                get(token(caller, sensitive), pool(sensitive) + "/nodes").statusCode(filtered);
        if (filtered == 403) {
            nodes.body("error.code", equalTo("AuthorizationFailure"));
        }
    }

    @Test
    void thePoolOfAClusterThatIsBeingDeletedIsDeletedToo() throws SQLException {
        // Given
        setState("Deleting");

        // Then
        get(token("compute", usual), pool(usual)).body("state", equalTo("deleting"));
        setState("Succeeded");
        get(token("compute", usual), pool(usual)).body("state", equalTo("active"));
    }

    private void setState(String state) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement change = connection.prepareStatement(
                        "update compute_target set provisioning_state = ? where parent_key = lower(?)")) {
            change.setString(1, state);
            change.setString(2, usual.id());
            assertThat(change.executeUpdate()).isEqualTo(1);
        }
    }

    @Test
    void itShowsTheNodesOfItsCluster() {
        String token = token("compute", sensitive);

        get(token, pool(sensitive))
                .body("id", equalTo(pool(sensitive)))
                .body("state", equalTo("active"))
                .body("currentDedicatedNodes", equalTo(1));

        ValidatableResponse nodes = get(token, pool(sensitive) + "/nodes")
                .body("value", hasSize(1))
                .body("value[0].state", equalTo("idle"));
        String node = nodes.extract().path("value[0].id");
        get(token, pool(sensitive) + "/nodes/" + node).statusCode(200).body("id", equalTo(node));
        get(token, pool(sensitive) + "/nodes/other").statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({"compute, 404", "owner, 403", "telemetry, 403"})
    void aPoolThatDoesNotExistIsToldToAzureMlAlone(String caller, int status) {
        get(token(caller, usual), UUID.randomUUID() + "_cpu").statusCode(status);
        get(token(caller, usual), "x").statusCode(status);
    }

    @Test
    void withoutATokenNobodyIsLetIn() {
        service.given().get("/_batch/pools/" + pool(usual)).then().statusCode(401);
    }
}
