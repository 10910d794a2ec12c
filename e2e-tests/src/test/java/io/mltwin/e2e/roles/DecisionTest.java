package io.mltwin.e2e.roles;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.Colleague;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import io.mltwin.local.layout.PlatformService;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every refusal for want of a permission names its decision, and the decision is explained. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class DecisionTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String HEADER = "x-ms-mltwin-decision";
    private static final String ML = "Microsoft.MachineLearningServices/workspaces";
    private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

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
        assertThat(explained.body().path("smallestRole").path("roleName").asText()).isNotEmpty();
    }

    private FlowClient.Answer ask(Route route) throws Exception {
        FlowState flows = PLATFORM.flows();
        String workspace = flows.workspaceId();
        return switch (route) {
            case RESOURCE_MANAGER -> client.get(azure.arm(workspace), dana.token());
            case LIST_OF_RESOURCE_MANAGER ->
                    client.get(
                            azure.arm(PLATFORM.subscription() + "/providers/" + ML), dana.token());
            case PROVIDER_OF_RESOURCE_MANAGER -> {
                String role =
                        dana.define(
                                "Definer",
                                List.of("Microsoft.Authorization/roleDefinitions/write"),
                                List.of());
                dana.assign(PLATFORM.fixture().workspaceId(), role);
                yield client.json(
                        "PUT",
                        azure.arm(
                                PLATFORM.fixture().workspaceId()
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
                                        List.of(
                                                PLATFORM.fixture().workspaceId(),
                                                PLATFORM.subscription()))));
            }
            case RUN_HISTORY ->
                    client.get(
                            azure.training(
                                    "eastus",
                                    "history/v1.0",
                                    workspace,
                                    "/experiments/breast-cancer/runs/" + flows.runId()),
                            dana.token());
            case MODEL_MANAGEMENT ->
                    client.get(azure.models("eastus", workspace, "/models"), dana.token());
            case BLOB ->
                    client.get(
                            azure.blob(
                                    flows.storageAccount(),
                                    "/snapshots?restype=container&comp=list"),
                            dana.token("https://storage.azure.com"));
            case QUERY ->
                    client.json(
                            "POST",
                            azure.insights("/v1/apps/" + flows.appId() + "/query"),
                            dana.token("https://api.applicationinsights.io"),
                            Map.of("query", "requests"));
        };
    }

    @Test
    void itIsToldToWhomItConcernsAndToWhoMayReadAssignments() throws Exception {
        String id = refusal();

        assertThat(dana.decision(id, dana.token("https://graph.microsoft.com")).status())
                .isEqualTo(200);
        assertThat(dana.decision(id, azure.armToken("reader")).status()).isEqualTo(200);
        assertThat(dana.decision(id, PLATFORM.tokens().administrator()).status()).isEqualTo(200);
        assertThat(dana.decision(id, azure.armToken("nobody")).status()).isEqualTo(404);
        assertThat(dana.decision(id, azure.token("reader", "https://vault.azure.net")).status())
                .isEqualTo(401);
        assertThat(dana.decision(dana.objectId(), dana.token()).status()).isEqualTo(404);
    }

    @Test
    void itSaysWhatWasAndWhatWouldHelp() throws Exception {
        String workspace = PLATFORM.fixture().workspaceId();
        dana.assign(workspace, dana.builtIn(READER));
        FlowClient.Answer refused =
                client.json("DELETE", azure.arm(workspace), dana.token(), null).expect(403);
        dana.forget();

        JsonNode told = dana.decision(refused.header(HEADER), dana.token()).body();

        // as it was then, though the role is gone
        assertThat(told.path("roleAssignments")).hasSize(1);
        assertThat(told.path("roleAssignments").path(0).path("roleName").asText())
                .isEqualTo("Reader");
        assertThat(told.path("roleAssignments").path(0).path("result").asText())
                .isEqualTo("NOT_NAMED");
        assertThat(told.path("smallestRole").path("roleName").asText()).isEqualTo("Contributor");
        assertThat(told.path("smallestRole").path("scope").asText())
                .isEqualToIgnoringCase(workspace);
    }

    @Test
    void anybodyMayAskAboutThemselvesAndAboutOthersWhoMayReadAssignments() throws Exception {
        Map<String, Object> about =
                Map.of(
                        "principalId",
                        dana.objectId(),
                        "action",
                        ML + "/write",
                        "scope",
                        PLATFORM.fixture().workspaceId());

        assertThat(explain(about, dana.token()).status()).isEqualTo(200);
        assertThat(explain(about, azure.armToken("reader")).status()).isEqualTo(200);
        Reply refused = explain(about, azure.armToken("nobody"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header(HEADER)).isPresent();
    }

    private static Reply explain(Map<String, Object> question, String token) throws Exception {
        return PLATFORM.client()
                .send(
                        Call.of(
                                        "POST",
                                        PLATFORM.port(PlatformService.IDENTITY),
                                        "/_mltwin/access/explain")
                                .as(token)
                                .json(question));
    }

    private String refusal() throws Exception {
        return client.get(azure.arm(PLATFORM.fixture().workspaceId()), dana.token())
                .expect(403)
                .header(HEADER);
    }
}
