package io.mltwin.workspace.machinelearning;

import static io.mltwin.workspace.machinelearning.WorkspacePeers.CREATOR;
import static io.mltwin.workspace.machinelearning.WorkspacePeers.VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

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
import io.restassured.response.ValidatableResponse;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code resyncKeys} and {@code diagnose} of a workspace that somebody took something from. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class KeyResyncResourceTest {

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    ServiceUnderTest service;

    private WorkspacePeers peers;
    private String id;

    @BeforeEach
    void aWorkspace() {
        peers = new WorkspacePeers(issuer, decisions, calls, service);
        id = peers.group() + "/providers/Microsoft.MachineLearningServices/workspaces/ws-resync";
        assertThat(peers.end(peers.create(id))).isEqualTo("Succeeded");
    }

    private Response resync(String apiVersion) {
        return peers.as(CREATOR).post(id + "/resyncKeys?api-version=" + apiVersion);
    }

    private String storageKey() {
        return peers.as(CREATOR).post(id + "/listKeys" + VERSION).path("userStorageKey");
    }

    private String componentKey() {
        return peers.as(CREATOR).post(id + "/listKeys" + VERSION).path("appInsightsInstrumentationKey");
    }

    private String resourceOf(String property) {
        return peers.as(CREATOR).get(id + VERSION).path("properties." + property);
    }

    private String regenerate() {
        String account = resourceOf("storageAccount");
        return peers.as(CREATOR)
                .body("{\"keyName\":\"key1\"}")
                .post(account + "/regenerateKey?api-version=2023-01-01")
                .then()
                .statusCode(200)
                .extract()
                .path("keys[0].value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2020-08-01", "2021-07-01", "2022-10-01"})
    void copiesOfKeysAreTakenAgain(String apiVersion) {
        String before = storageKey();
        String now = regenerate();
        peers.password("another-password");
        peers.instrumentationKey("another-key");
        assertThat(storageKey()).isEqualTo(before).isNotEqualTo(now);
        assertThat(componentKey()).isEqualTo("ikey");

        Response answer = resync(apiVersion);

        if (apiVersion.startsWith("2020")) {
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
            assertThat(answer.asString()).isEmpty();
        } else {
            assertThat(answer.header("Location")).contains("/operationresults/");
            assertThat(peers.end(answer)).isEqualTo("Succeeded");
            peers.as(CREATOR).get(peers.path(answer.header("Location"))).then().statusCode(204);
        }
        assertThat(storageKey()).isEqualTo(now);
        assertThat(peers.secrets()).containsValue("another-password");
        assertThat(componentKey()).isEqualTo("another-key");
    }

    @Test
    void grantsAndPolicyAreMadeAgainUnderTheSameNames() {
        Set<String> made = assignments();
        int policies = policies();

        assertThat(peers.end(resync("2022-10-01"))).isEqualTo("Succeeded");

        assertThat(peers.assignments()).hasSize(8);
        assertThat(assignments()).isEqualTo(made).hasSize(4);
        assertThat(policies()).isEqualTo(policies + 1);
    }

    @Test
    void failureOfOnePartDoesNotKeepTheOthersFromBeingRestored() {
        String now = regenerate();
        calls.answer(
                "identity",
                "PUT",
                peers.group() + "*",
                PeerAnswer.error(400, "RoleAssignmentLimitExceeded", "too many"));

        Response answer = resync("2022-10-01");

        assertThat(peers.end(answer)).isEqualTo("Failed");
        peers.as(CREATOR)
                .get(peers.path(answer.header("Azure-AsyncOperation")))
                .then()
                .body("error.code", equalTo("RoleAssignmentLimitExceeded"));
        assertThat(storageKey()).isEqualTo(now);
    }

    @Test
    void onlyWhoMayResyncsAndReadersMayDiagnose() {
        String reader = UUID.randomUUID().toString();
        decisions.allow(reader, "Microsoft.MachineLearningServices/workspaces/diagnose/read", id);

        peers.as(reader)
                .post(id + "/resyncKeys" + VERSION)
                .then()
                .statusCode(403)
                .body("error.message", containsString("workspaces/resyncKeys/action"));
        peers.as(reader).post(id + "/diagnose" + VERSION).then().statusCode(202);
        peers.as(UUID.randomUUID().toString())
                .post(id + "/diagnose" + VERSION)
                .then()
                .statusCode(403)
                .body("error.message", containsString("workspaces/diagnose/read"));
        peers.as(CREATOR).get(id + "/resyncKeys" + VERSION).then().statusCode(405);
        peers.as(CREATOR)
                .body("{\"value\":1}")
                .post(id + "/diagnose" + VERSION)
                .then()
                .statusCode(400);
    }

    @Test
    void diagnoseSaysWhatIsMissing() {
        regenerate();
        String registry = resourceOf("containerRegistry");
        peers.resources().compute(registry, (path, body) -> body.replaceAll("Enabled\": ?true", "Enabled\":false"));
        peers.resources().remove(resourceOf("applicationInsights"));
        peers.as(CREATOR)
                .body("{\"properties\":{\"level\":\"CanNotDelete\"}}")
                .put(peers.group() + "/providers/Microsoft.Authorization/locks/keep?api-version=2016-09-01")
                .then()
                .statusCode(201);

        diagnosis()
                .body(
                        "value.storageAccountResults.code",
                        equalTo(java.util.List.of("WorkspaceIdentityRoleMissing", "StorageAccountKeyOutdated")))
                .body("value.storageAccountResults[0].message", containsString("Storage Blob Data Contributor"))
                .body("value.keyVaultResults.code", hasItem("KeyVaultAccessPolicyMissing"))
                .body("value.containerRegistryResults.code", hasItem("ContainerRegistryAdminUserDisabled"))
                .body("value.applicationInsightsResults.code", hasItem("ApplicationInsightsNotFound"))
                .body("value.resourceLockResults", hasSize(1))
                .body("value.resourceLockResults[0].level", equalTo("Warning"))
                .body("value.otherResults", hasSize(2))
                .body("value.userDefinedRouteResults", empty())
                .body("value.networkSecurityRuleResults", empty())
                .body("value.dnsResolutionResults", empty());

        peers.resources().remove(registry);
        peers.resources().remove(resourceOf("keyVault"));
        peers.secrets().clear();
        peers.as(CREATOR)
                .delete(resourceOf("storageAccount") + "?api-version=2023-01-01")
                .then()
                .statusCode(409);
        diagnosis()
                .body("value.containerRegistryResults.code", hasItem("ContainerRegistryNotFound"))
                .body("value.keyVaultResults.code", hasItem("KeyVaultNotFound"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "[] | [] | none",
                "[`AmlCompute`,`VirtualMachine`] | [`AKS`] | none",
                "[`AKS`] | [] | none",
                "[`VirtualMachine`] | [`AKS`] | TrainingNotProductionGrade",
                "[`AKS`,`ComputeInstance`] | [] | TrainingNotProductionGrade",
                "[`AmlCompute`] | [`ACI`,`AKS`] | InferencingNotProductionGrade",
                "[`VirtualMachine`] | [`ACI`] | TrainingNotProductionGrade,InferencingNotProductionGrade"
            })
    void diagnoseAdvisesWhatIsForProduction(String computes, String services, String codes) {
        peers.runsOn(computes.replace('`', '"'), services.replace('`', '"'));

        ValidatableResponse found = diagnosis();

        assertThat(found.extract()
                        .<java.util.List<String>>path("value.otherResults.findAll { it.level == 'Information' }.code"))
                .containsExactly(codes == null ? new String[0] : codes.split(","));
    }

    private ValidatableResponse diagnosis() {
        Response answer = peers.as(CREATOR).body("{}").post(id + "/diagnose" + VERSION);
        assertThat(peers.end(answer)).isEqualTo("Succeeded");
        return peers.as(CREATOR)
                .get(peers.path(answer.header("Location")))
                .then()
                .statusCode(200);
    }

    private Set<String> assignments() {
        return peers.assignments().stream().map(call -> call.path()).collect(Collectors.toSet());
    }

    private int policies() {
        return (int) calls.received("keyvault").stream()
                .filter(call ->
                        call.path().startsWith(peers.group()) && call.path().endsWith("/accessPolicies/add"))
                .count();
    }
}
