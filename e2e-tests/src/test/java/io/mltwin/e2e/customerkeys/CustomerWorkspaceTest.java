package io.mltwin.e2e.customerkeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.GraphClient;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.PlatformService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The life of a workspace for sensitive data: under the customer's key, with {@code hbi_workspace}
 * and a registry that the customer brought; and what is left when it is gone. It is lived once,
 * before the tests look at what was seen.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
@ResourceLock(CustomerKeyedWorkspace.RIGHTS)
class CustomerWorkspaceTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private final CustomerWorkspaceLife life = new CustomerWorkspaceLife(PLATFORM);
    private String owner;

    @BeforeAll
    void liveIt() throws Exception {
        owner = azure.armToken("owner");
        life.live();
    }

    @AfterAll
    void takeTheRoleBack() throws Exception {
        life.takeTheRoleBack();
    }

    @Test
    void aPolicyThatDeniesWorkspacesWithoutAKeyLetsTheOneWithAKeyPass() {
        assertThat(life.deniedWithoutKey).isEqualTo("RequestDisallowedByPolicy");
        assertThat(life.made.at("/properties/provisioningState").asText()).isEqualTo("Succeeded");
        assertThat(life.made.at("/properties/encryption/status").asText()).isEqualTo("Enabled");
    }

    @Test
    void aRegistryWithoutAdminUserFailsTheWorkspaceAndTheSamePutRepairsIt() {
        assertThat(life.firstEnd).contains("ValidationError", "admin user", "customerregistry1");
        assertThat(life.made.path("properties").path("containerRegistry").asText())
                .isEqualToIgnoringCase(life.registry);
        assertThat(life.registries).as("the linked one and no new one").hasSize(1);
    }

    /** ACR-03. */
    @Test
    void aRegistryUnderTheCustomersKeyIsLinkedAndImagesStopWithTheKey() {
        assertThat(life.encryption.path("status").asText()).isEqualTo("enabled");
        assertThat(life.encryption.at("/keyVaultProperties/keyIdentifier").asText())
                .contains("/keys/" + CustomerResources.REGISTRY_KEY);
        assertThat(life.made.path("properties").path("containerRegistry").asText())
                .isEqualToIgnoringCase(life.registry);
        assertThat(life.registries).as("the linked one and no new one").hasSize(1);
        assertThat(life.builtWithoutKey).contains("error");
        assertThat(life.builtWithKey).doesNotContain("error");
    }

    @Test
    void theManagedGroupHoldsWhatTheKeyProtectsAndIsClosedToItsOwner() {
        assertThat(life.managedGroup).startsWith(life.group);
        assertThat(life.managed)
                .containsExactly(
                        "Microsoft.DocumentDB/databaseAccounts",
                        "Microsoft.Search/searchServices",
                        "Microsoft.Storage/storageAccounts");
        assertThat(life.refusedToTheOwner)
                .containsOnlyKeys("keys", "account", "group")
                .allSatisfy((what, code) -> assertThat(code).isEqualTo("DenyAssignmentAuthorizationFailed"));
        assertThat(life.made
                        .path("properties")
                        .path("encryption")
                        .path("status")
                        .asText())
                .isEqualTo("Enabled");
        assertThat(life.made.path("properties").path("keyVault").asText())
                .as("the workspace's own vault is another one")
                .isNotEqualToIgnoringCase(life.vault);
    }

    /** COS-02: what Microsoft keeps the run history in is no resource of the customer's. */
    @Test
    void theStoreOfRunHistoryIsSeenByTheAdministratorAndByNoOwner() {
        assertThat(life.ofGroup).isNotEmpty().noneMatch(type -> type.startsWith("Microsoft.DocumentDB"));
        assertThat(life.cosmosOfSubscription)
                .as("those of workspaces under customers' keys, in their managed groups")
                .isNotEmpty()
                .allMatch(
                        id -> id.toLowerCase(java.util.Locale.ROOT)
                                .matches(
                                        ".*/resourcegroups/[^/]*[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/.*"))
                .anyMatch(id -> id.toLowerCase(java.util.Locale.ROOT)
                        .startsWith(life.managedGroup.toLowerCase(java.util.Locale.ROOT) + "/"));
        assertThat(life.stores.findValuesAsText("workspace")).contains(life.workspace);
        assertThat(life.stores.get(0).has("workspace"))
                .as("the one that all others share")
                .isFalse();
    }

    @Test
    void highBusinessImpactIsKeptAndReachesTheDisksOfRuns() {
        assertThat(life.made.path("properties").path("hbiWorkspace").asBoolean())
                .isTrue();
        assertThat(life.scratch).anySatisfy(scope -> {
            assertThat(scope.path("workspace").asText()).isEqualTo(life.workspace);
            assertThat(scope.path("encrypted").asBoolean()).isTrue();
            assertThat(scope.path("keyScope").asText())
                    .isEqualTo("hbi:" + life.made.at("/properties/workspaceId").asText());
        });
    }

    @Test
    void microsoftKeepsNothingOfAScoringRequestOfHighBusinessImpact() {
        assertThat(life.inMicrosoftsStore).isNotEmpty().doesNotContain(life.scored);
    }

    @Test
    void deletingTakesTheManagedGroupAndLeavesWhatIsTheCustomers() {
        assertThat(life.leftBehind)
                .containsEntry("storageAccount", 200)
                .containsEntry("keyVault", 200)
                .containsEntry("applicationInsights", 200)
                .containsEntry("key", 200)
                .containsEntry("managed group", 404);
        assertThat(life.containersAfter).as("data in the account").isNotEmpty().isEqualTo(life.containersBefore);
        assertThat(life.denialsLeft).isZero();
    }

    @Test
    void azureMachineLearningAloneClosesGroupsAndRegistersSupportApplications() throws Exception {
        for (String path : List.of("deny-assignments", "support-applications")) {
            for (String token : List.of(owner, PLATFORM.tokens().administrator())) {
                Call call = Call.of(
                                "PUT",
                                PLATFORM.port(PlatformService.IDENTITY),
                                "/_internal/" + path + "/" + UUID.randomUUID())
                        .json(Map.of("properties", Map.of()))
                        .as(token);
                assertThat(PLATFORM.client().send(call).status()).as(path).isIn(401, 403);
            }
        }
    }

    @Test
    void eachRegionWithWorkspacesHasOneSupportApplication() throws Exception {
        Map<String, List<String>> byRegion = new HashMap<>();
        JsonNode principals = client.get(
                        PLATFORM.host("graph", PlatformService.IDENTITY)
                                + "/v1.0/servicePrincipals?$top=999&$filter=startswith(displayName,'Microsoft-AzureML-Support-App-')"
                                        .replace(" ", "%20")
                                        .replace("'", "%27"),
                        azure.token("owner", GraphClient.GRAPH))
                .expect(200)
                .json()
                .path("value");
        JsonNode assignments = client.get(
                        azure.arm(PLATFORM.subscription() + "/providers/Microsoft.Authorization/roleAssignments")
                                + "&$filter=atScope()",
                        owner)
                .expect(200)
                .json()
                .path("value");
        for (JsonNode principal : principals) {
            String id = principal.path("id").asText();
            for (JsonNode assignment : assignments) {
                JsonNode properties = assignment.path("properties");
                if (properties.path("principalId").asText().equals(id)) {
                    assertThat(properties.path("roleDefinitionId").asText()).endsWith(CustomerResources.CONTRIBUTOR);
                    byRegion.computeIfAbsent(principal.path("tags").path(0).asText(), region -> new ArrayList<>())
                            .add(id);
                }
            }
        }
        // this class's workspace lies in one, those of the flows and of other classes in the other
        assertThat(byRegion).containsKeys("eastus", CustomerWorkspaceLife.REGION);
        assertThat(byRegion.values()).allSatisfy(ids -> assertThat(ids).hasSize(1));
    }
}
