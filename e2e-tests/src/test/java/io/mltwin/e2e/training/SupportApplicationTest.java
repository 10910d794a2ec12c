package io.mltwin.e2e.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.GraphClient;
import io.mltwin.e2e.fixtures.LoggedEvents;
import io.mltwin.e2e.fixtures.OwnWorkspace;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.PlatformService;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Azure ML manages compute as the support application of the workspace's region: the activity log
 * names it, and what it may not do is not done. The workspace is in a region of its own, so that
 * its application is nobody else's.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
class SupportApplicationTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String REGION = "westus2";
    private static final String REGISTER = "Microsoft.Compute/register/action";
    private static final String ASSIGNMENTS = "/providers/Microsoft.Authorization/roleAssignments";

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private OwnWorkspace own;
    private String workspace;
    private String owner;

    @BeforeAll
    void aWorkspace() throws Exception {
        owner = azure.armToken("owner");
        own = OwnWorkspace.make(PLATFORM, "supported-rg", "supported", REGION);
        workspace = own.id();
    }

    @AfterAll
    void goesWithItsGroup() throws Exception {
        own.end();
    }

    private FlowClient.Answer cluster(FlowClient client, String name, int nodes) throws Exception {
        return client.json(
                "PUT",
                azure.arm(workspace + "/computes/" + name),
                owner,
                Map.of(
                        "location",
                        REGION,
                        "properties",
                        Map.of(
                                "computeType",
                                "AmlCompute",
                                "properties",
                                Map.of(
                                        "vmSize",
                                        "STANDARD_DS2_V2",
                                        "scaleSettings",
                                        Map.of("minNodeCount", 0, "maxNodeCount", nodes)))));
    }

    @Test
    void aNewClusterIsMadeByTheUserAndPreparedByTheSupportApplication() throws Exception {
        // When
        FlowClient own = PLATFORM.flowClient();
        cluster(own, "helped", 1).expect(201);
        // Then
        SupportApplicationEvents.require(PLATFORM, own.correlationId(), REGISTER);
        List<JsonNode> events = new LoggedEvents(PLATFORM).of(own.correlationId());
        String user = PLATFORM.platform()
                .credentials()
                .servicePrincipals()
                .get("owner")
                .applicationId();
        assertThat(events)
                .filteredOn(event -> LoggedEvents.text(event, "operationName").endsWith("/computes/write"))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.path("caller").asText()).isEqualTo(user));
        // When
        FlowClient again = PLATFORM.flowClient();
        cluster(again, "helped", 2).expect(200);
        cluster(again, "refused", -1).expect(400);
        // Then
        new LoggedEvents(PLATFORM)
                .await(
                        again.correlationId(),
                        event -> LoggedEvents.text(event, "eventName").equals("EndRequest"));
        assertThat(new LoggedEvents(PLATFORM).of(again.correlationId()))
                .noneMatch(event -> LoggedEvents.text(event, "operationName").equals(REGISTER));
    }

    @Test
    void withoutItsRoleNoClusterIsMade() throws Exception {
        // Given
        FlowClient own = PLATFORM.flowClient();
        cluster(own, "before", 1).expect(201);
        String application = new LoggedEvents(PLATFORM)
                        .await(
                                own.correlationId(),
                                event -> LoggedEvents.text(event, "operationName")
                                        .equals(REGISTER))
                        .stream()
                        .filter(event ->
                                LoggedEvents.text(event, "operationName").equals(REGISTER))
                        .findFirst()
                        .orElseThrow()
                        .path("caller")
                        .asText();
        String principal = GraphClient.of(PLATFORM)
                .call("maja", "GET", "servicePrincipals?$filter=appId%20eq%20'" + application + "'", null)
                .expect(200)
                .json()
                .at("/value/0/id")
                .asText();
        JsonNode role = client.get(
                        azure.arm(PLATFORM.subscription() + ASSIGNMENTS)
                                + "&$filter=principalId%20eq%20'"
                                + principal
                                + "'",
                        owner)
                .expect(200)
                .json()
                .at("/value/0");
        // When
        client.json("DELETE", azure.arm(role.path("id").asText()), owner, null).expect(200);
        try {
            // what was allowed counts for less than a second
            Thread.sleep(1000);
            // Then
            FlowClient.Answer refused = cluster(client, "without", 1).expect(403);
            assertThat(refused.text()).contains("AuthorizationFailed", principal, REGISTER);
            client.get(azure.arm(workspace + "/computes/without"), owner).expect(404);
        } finally {
            client.json(
                            "PUT",
                            azure.arm(role.path("id").asText()),
                            owner,
                            Map.of(
                                    "properties",
                                    Map.of(
                                            "roleDefinitionId",
                                            role.at("/properties/roleDefinitionId")
                                                    .asText(),
                                            "principalId",
                                            principal,
                                            "principalType",
                                            "ServicePrincipal")))
                    .expect(201);
        }
        cluster(client, "without", 1).expect(201);
    }

    @Test
    void onlyComputeServiceGivesItAKey() throws Exception {
        // Given
        for (String token : List.of(owner, PLATFORM.tokens().administrator())) {
            Call call = Call.of(
                            "PUT",
                            PLATFORM.port(PlatformService.IDENTITY),
                            "/_internal/support-applications/" + UUID.randomUUID() + "/key")
                    .json(Map.of("publicKeyPem", "none"))
                    .as(token);
            // When, Then
            assertThat(PLATFORM.client().send(call).status()).isIn(401, 403);
        }
    }
}
