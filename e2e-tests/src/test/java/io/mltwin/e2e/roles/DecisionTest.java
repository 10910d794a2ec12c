package io.mltwin.e2e.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.fixtures.Colleague;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every plane's refusal for want of a permission names its decision, which is explained. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class DecisionTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String HEADER = "x-ms-mltwin-decision";
    private static final String ML = "Microsoft.MachineLearningServices/workspaces";

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private Colleague dana;

    /** The planes that ask for permissions, each with an error form of its own. */
    enum Route {
        RESOURCE_MANAGER(ML + "/read"),
        LIST_OF_RESOURCE_MANAGER(ML + "/read"),
        PROVIDER_OF_RESOURCE_MANAGER("Microsoft.Authorization/roleDefinitions/write"),
        RUN_HISTORY(ML + "/experiments/runs/read"),
        MODEL_MANAGEMENT(ML + "/models/read"),
        BLOB("Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"),
        QUERY("Microsoft.Insights/components/query/read");

        private final String action;

        Route(String action) {
            this.action = action;
        }
    }

    @BeforeEach
    void joins() throws Exception {
        dana = Colleague.join(PLATFORM);
    }

    @AfterEach
    void leaves() throws Exception {
        dana.forget();
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalNamesItsDecision(Route route) throws Exception {
        FlowClient.Answer refused = ask(route);

        assertThat(refused.status()).as(refused.text()).isEqualTo(403);
        Reply explained = dana.decision(refused.header(HEADER), dana.token());
        assertThat(explained.status()).isEqualTo(200);
        assertThat(explained.body().path("allowed").asBoolean(true)).isFalse();
        assertThat(explained.body().path("principalId").asText()).isEqualTo(dana.objectId());
        assertThat(explained.body().path("action").asText()).isEqualTo(route.action);
        assertThat(explained.body().path("smallestRole").path("roleName").asText())
                .isNotEmpty();
    }

    private FlowClient.Answer ask(Route route) throws Exception {
        FlowState flows = PLATFORM.flows();
        String workspace = flows.workspaceId();
        return switch (route) {
            case RESOURCE_MANAGER -> client.get(azure.arm(workspace), dana.token());
            case LIST_OF_RESOURCE_MANAGER ->
                client.get(azure.arm(PLATFORM.subscription() + "/providers/" + ML), dana.token());
            case PROVIDER_OF_RESOURCE_MANAGER -> {
                String role =
                        dana.define("Definer", List.of("Microsoft.Authorization/roleDefinitions/write"), List.of());
                dana.assign(PLATFORM.fixture().workspaceId(), role);
                yield client.json(
                        "PUT",
                        azure.arm(PLATFORM.fixture().workspaceId()
                                + Colleague.AUTHORIZATION
                                + "roleDefinitions/"
                                + dana.objectId()),
                        dana.token(),
                        Map.of(
                                "properties",
                                Map.of(
                                        "roleName",
                                        "not mine to give",
                                        "permissions",
                                        List.of(Map.of("actions", List.of("*"))),
                                        "assignableScopes",
                                        List.of(PLATFORM.fixture().workspaceId(), PLATFORM.subscription()))));
            }
            case RUN_HISTORY ->
                client.get(
                        azure.training(
                                "eastus",
                                "history/v1.0",
                                workspace,
                                "/experiments/breast-cancer/runs/" + flows.runId()),
                        dana.token());
            case MODEL_MANAGEMENT -> client.get(azure.models("eastus", workspace, "/models"), dana.token());
            case BLOB ->
                client.get(
                        azure.blob(flows.storageAccount(), "/snapshots?restype=container&comp=list"),
                        dana.token("https://storage.azure.com"));
            case QUERY ->
                client.json(
                        "POST",
                        azure.insights("/v1/apps/" + flows.appId() + "/query"),
                        dana.token("https://api.applicationinsights.io"),
                        Map.of("query", "requests"));
        };
    }
}
