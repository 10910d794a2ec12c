package io.mltwin.workspace.machinelearning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Workspaces over HTTPS with a real database; vault, registry, component and role assignments are
 * played by peers.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class WorkspaceResourceTest {

    private static final String AUDIENCE = "https://management.azure.com/";
    private static final String CREATOR = WorkspacePeers.CREATOR;
    private static final String VERSION = WorkspacePeers.VERSION;
    private static final String MACHINE_LEARNING = WorkspacePeers.MACHINE_LEARNING;

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    ServiceUnderTest service;

    private WorkspacePeers peers;
    private Map<String, String> secrets;
    private String group;

    @BeforeEach
    void seed() {
        peers = new WorkspacePeers(issuer, decisions, calls, service);
        group = peers.group();
        secrets = peers.secrets();
    }

    private RequestSpecification as(String objectId) {
        return peers.as(objectId);
    }

    private String workspace(String name) {
        return group + "/providers/Microsoft.MachineLearningServices/workspaces/" + name;
    }

    private String end(Response started) {
        return peers.end(started);
    }

    private Response create(String id) {
        return peers.create(id);
    }

    @Test
    void creatingIsAnOperationThatItsHeadersLeadTo() {
        String id = workspace("ws-polled");

        Response started = create(id);

        started.then()
                .statusCode(202)
                .header("Retry-After", notNullValue())
                .header("Azure-AsyncOperation", containsString("/workspaceOperationsStatus/"))
                .header("Location", containsString("/operationresults/"));
        assertThat(end(started)).isEqualTo("Succeeded");
        as(CREATOR)
                .get(peers.path(started.header("Location")))
                .then()
                .statusCode(200)
                .body("properties.provisioningState", equalTo("Succeeded"));
        as(CREATOR).get(id + VERSION).then().statusCode(200).body("properties.provisioningState", equalTo("Succeeded"));
    }

    @Test
    void aWorkspaceIsMadeWithAllItNeeds() {
        String id = workspace("ws1");

        assertThat(end(create(id))).isEqualTo("Succeeded");

        Response made = as(CREATOR).get(id + VERSION);
        made.then()
                .body("properties.provisioningState", equalTo("Succeeded"))
                .body("identity.principalId", notNullValue())
                .body("properties.hbiWorkspace", equalTo(false));
        as(CREATOR)
                .get(group + "/resources" + VERSION)
                .then()
                .body(
                        "value.type",
                        hasItems(
                                "Microsoft.MachineLearningServices/workspaces",
                                "Microsoft.Storage/storageAccounts",
                                "Microsoft.KeyVault/vaults",
                                "Microsoft.ContainerRegistry/registries",
                                "Microsoft.Insights/components"));
        assertThat(assignments()).hasSize(4);
        assertThat(secrets).hasSize(2).containsValue("registry-password");
        as(CREATOR)
                .post(id + "/listKeys" + VERSION)
                .then()
                .statusCode(200)
                .body("appInsightsInstrumentationKey", equalTo("ikey"))
                .body("containerRegistryCredentials.passwords[0].value", equalTo("registry-password"))
                .body("userStorageKey", notNullValue());
    }

    @Test
    void theGrantsAreMadeByAzureMachineLearningNotByTheCaller() {
        end(create(workspace("ws-grants")));

        for (PeerRequest assignment : assignments()) {
            String claims = new String(
                    java.util.Base64.getUrlDecoder().decode(assignment.bearer().split("\\.")[1]));
            assertThat(claims).contains("\"oid\":\"" + MACHINE_LEARNING + "\"");
        }
        assertThat(decisions.asked())
                .noneMatch(asked ->
                        asked.principalId().equals(CREATOR) && asked.action().contains("roleAssignments"));
    }

    @Test
    void aFailedWorkspaceSaysWhyAndTheSamePutRepairsIt() {
        String id = workspace("ws-repair");
        calls.answer("identity", "PUT", group + "*", PeerAnswer.error(400, "RoleAssignmentLimitExceeded", "too many"));
        Response started = create(id);
        assertThat(end(started)).isEqualTo("Failed");
        String base = "https://" + service.host("management");
        as(CREATOR)
                .get(started.header("Azure-AsyncOperation").substring(base.length()))
                .then()
                .body("error.code", equalTo("RoleAssignmentLimitExceeded"));
        String workspaceId = as(CREATOR)
                .get(id + VERSION)
                .then()
                .body("properties.provisioningState", equalTo("Failed"))
                .extract()
                .path("properties.workspaceId");

        calls.answer("identity", "PUT", group + "*", PeerAnswer.json(201, "{}"));
        assertThat(end(create(id))).isEqualTo("Succeeded");

        as(CREATOR).get(id + VERSION).then().body("properties.workspaceId", equalTo(workspaceId));
        assertThat(calls.received("keyvault").stream()
                        .filter(call ->
                                call.method().equals("PUT") && call.path().matches(group + ".*/vaults/[a-z0-9]+")))
                .hasSize(1);
    }

    /** {@code systemDatastoresAuthMode}: shown whatever was asked, kept until another is asked. */
    @Test
    void itsDatastoresAreReachedByKeyUntilIdentityIsAsked() {
        // Given
        String id = workspace("ws-mode");
        end(create(id));
        requireMode(id, "accessKey");

        // When
        Response changed = change("PATCH", id, "identity");

        // Then
        assertThat(end(changed)).isEqualTo("Succeeded");
        requireMode(id, "identity");
        assertThat(assignments())
                .filteredOn(call -> call.text().contains("69566ab7-960f-475b-8e7c-b3118f30c6bd"))
                .singleElement()
                .satisfies(call -> assertThat(call.path()).contains("/storageAccounts/"));
        service.given()
                .header(
                        "Authorization",
                        "Bearer " + issuer.service("compute", "workspace").sign())
                .get("/_internal/workspaces?id=" + id)
                .then()
                .body("systemDatastoresAuthMode", equalTo("identity"));
        create(id).then().statusCode(200);
        requireMode(id, "identity");
        change("PATCH", id, "Identity").then().statusCode(200);
        change("PATCH", id, "UserDelegationSAS").then().statusCode(501);
        change("PATCH", id, "keys")
                .then()
                .statusCode(400)
                .body("error.target", equalTo("properties.systemDatastoresAuthMode"));
        change("PUT", id, "AccessKey").then().statusCode(200);
        requireMode(id, "accessKey");
    }

    @Test
    void aWorkspaceIsMadeForIdentityAtOnce() {
        String id = workspace("ws-identity");

        assertThat(end(change("PUT", id, "identity"))).isEqualTo("Succeeded");

        requireMode(id, "identity");
        assertThat(assignments().stream().map(PeerRequest::path).distinct()).hasSize(5);
    }

    private Response change(String method, String id, String mode) {
        return as(CREATOR)
                .body("{\"location\":\"eastus\",\"properties\":{\"systemDatastoresAuthMode\":\"" + mode + "\"}}")
                .request(method, id + VERSION);
    }

    private void requireMode(String id, String mode) {
        as(CREATOR).get(id + VERSION).then().statusCode(200).body("properties.systemDatastoresAuthMode", equalTo(mode));
    }

    @Test
    void aSecondPutChangesAndHbiStays() {
        String id = workspace("ws-update");
        end(create(id));

        as(CREATOR)
                .body("""
                        {
                          "location": "eastus",
                          "tags": {"a": "b"},
                          "properties": {"description": "d"}
                        }""")
                .put(id + VERSION)
                .then()
                .statusCode(200)
                .body("tags.a", equalTo("b"))
                .body("properties.description", equalTo("d"));
        as(CREATOR).body("""
                        {"location": "eastus", "properties": {"hbiWorkspace": true}}""").put(id + VERSION).then().statusCode(400).body("error.code", equalTo("ValidationError"));
        as(CREATOR)
                .body("{\"tags\":{}}")
                .patch(id + VERSION)
                .then()
                .statusCode(200)
                .body("properties.description", equalTo("d"));
    }

    @Test
    void highBusinessImpactIsSaidOnceAndIsFalseWhenItIsNot() {
        String plain = workspace("ws-plain-impact");
        end(create(plain));
        as(CREATOR).get(plain + VERSION).then().body("properties.hbiWorkspace", equalTo(false));
        String high = workspace("ws-high-impact");
        String body = """
                {"location": "eastus", "properties": {"hbiWorkspace": %s}}""";
        end(as(CREATOR).body(body.formatted(true)).put(high + VERSION));

        for (String method : List.of("PUT", "PATCH")) {
            as(CREATOR)
                    .body(body.formatted(true))
                    .request(method, plain + VERSION)
                    .then()
                    .statusCode(400)
                    .body("error.target", equalTo("properties.hbiWorkspace"));
            as(CREATOR)
                    .body(body.formatted(false))
                    .request(method, high + VERSION)
                    .then()
                    .statusCode(400);
        }
        as(CREATOR).get(high + VERSION).then().body("properties.hbiWorkspace", equalTo(true));
    }

    @Test
    void aRegionGetsOneSupportApplication() {
        end(create(workspace("ws-support1")));
        long before = supportCalls();
        end(create(workspace("ws-support2")));
        assertThat(supportCalls()).isEqualTo(before);

        end(as(CREATOR).body("{\"location\":\"centralus\"}").put(workspace("ws-support3") + VERSION));
        assertThat(supportCalls()).isEqualTo(before + 1);
    }

    private long supportCalls() {
        return calls.received("identity").stream()
                .filter(call -> call.path().startsWith(WorkspacePeers.SUPPORT.replace("*", "")))
                .count();
    }

    @Test
    void deletingTakesIdentityAndGrantsAndLeavesTheRest() {
        String id = workspace("ws-delete");
        end(create(id));

        assertThat(end(as(CREATOR).delete(id + VERSION))).isEqualTo("Succeeded");

        as(CREATOR).get(id + VERSION).then().statusCode(404);
        as(CREATOR).delete(id + VERSION).then().statusCode(204);
        assertThat(calls.received("identity").stream()
                        .filter(call -> call.method().equals("DELETE")
                                && call.path().contains("/roleAssignments/")
                                && call.path().startsWith(group)))
                .hasSize(4);
        assertThat(calls.received("identity", "DELETE", "/_internal/managed-identities"))
                .isNotEmpty();
        assertThat(calls.received("scoring", "DELETE", "/_internal/workspaces"))
                .filteredOn(call -> id.equals(call.query("id")))
                .hasSize(1);
        as(CREATOR)
                .get(group + "/resources" + VERSION)
                .then()
                .body("value.type", hasItems("Microsoft.Storage/storageAccounts", "Microsoft.KeyVault/vaults"));
    }

    @Test
    void theOtherServicesLearnItsPartsAndActAsIt() {
        String id = workspace("ws-parts");
        end(create(id));
        String compute = "Bearer " + issuer.service("compute", "workspace").sign();

        service.given()
                .header("Authorization", compute)
                .get("/_internal/workspaces?id=" + id)
                .then()
                .statusCode(200)
                .body("vaultUri", equalTo("https://" + WorkspacePeers.VAULT_HOST + "/"))
                .body("identityObjectId", notNullValue());
        Response token = service.given()
                .header("Authorization", compute)
                .contentType(ContentType.JSON)
                .body("""
                                {"workspace": "%s", "resource": "https://storage.azure.com"}""".formatted(id))
                .post("/_internal/workspaces/identity-token");
        assertThat(token.statusCode()).isEqualTo(200);
        assertThat(token.<String>path("accessToken").split("\\.")).hasSize(3);

        service.given()
                .header(
                        "Authorization",
                        "Bearer " + issuer.service("telemetry", "workspace").sign())
                .contentType(ContentType.JSON)
                .body("""
                        {"workspace": "%s", "resource": "https://storage.azure.com"}""".formatted(id))
                .post("/_internal/workspaces/identity-token")
                .then()
                .statusCode(403);
        service.given()
                .header(
                        "Authorization",
                        "Bearer " + issuer.aad(AUDIENCE, CREATOR).sign())
                .get("/_internal/workspaces?id=" + id)
                .then()
                .statusCode(401);
    }

    private List<PeerRequest> assignments() {
        return peers.assignments();
    }
}
