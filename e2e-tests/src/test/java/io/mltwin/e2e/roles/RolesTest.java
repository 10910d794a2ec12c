package io.mltwin.e2e.roles;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.GrantedRole;
import io.mltwin.e2e.fixtures.ScoredService;
import io.mltwin.e2e.fixtures.WebServices;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.e2e.roles.DocumentOperations.Operation;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The document's table of operations and roles, row by row, with a token of each role. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
class RolesTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String READER_ROLE = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

    private static final Set<String> OWNER = Set.of("owner");
    private static final Set<String> WRITERS = Set.of("owner", "contributor");
    private static final Set<String> READERS = Set.of("owner", "contributor", "reader");

    private DocumentOperations operations;

    /**
     * A row of the document's table.
     *
     * @param allowed who may
     * @param expected what those are answered, one after the other, with alternatives where Azure
     *     has several
     */
    private record Row(String id, Operation operation, Set<String> allowed, List<Set<Integer>> expected) {
        @Override
        public String toString() {
            return id;
        }
    }

    private static Row row(String id, Operation operation, Set<String> allowed, List<Set<Integer>> expected) {
        return new Row(id, operation, allowed, expected);
    }

    private static List<Row> rows() {
        Set<Integer> ok = Set.of(200);
        Set<Integer> made = Set.of(200, 201);
        Set<Integer> accepted = Set.of(202);
        return List.of(
                row("RBA-10 create workspace", DocumentOperations::createWorkspace, WRITERS, List.of(Set.of(200, 202))),
                row("RBA-11 share workspace", DocumentOperations::shareWorkspace, OWNER, List.of(Set.of(201))),
                row("RBA-12 create compute target", DocumentOperations::createCompute, WRITERS, List.of(made)),
                row("RBA-13 attach compute target", DocumentOperations::attachCompute, WRITERS, List.of(made)),
                row("RBA-14 attach datastore", DocumentOperations::attachDatastore, WRITERS, List.of(ok)),
                row("RBA-15 run experiment", DocumentOperations::runExperiment, WRITERS, List.of(ok)),
                row("RBA-16 view runs and metrics", DocumentOperations::viewRunsAndMetrics, READERS, List.of(ok, ok)),
                row("RBA-17 register model", DocumentOperations::registerModel, WRITERS, List.of(ok)),
                row("RBA-18 create image", DocumentOperations::createImage, WRITERS, List.of(accepted)),
                row("RBA-19 deploy web service", DocumentOperations::deployService, WRITERS, List.of(accepted)),
                row("RBA-20 view models and images", DocumentOperations::viewModelsAndImages, READERS, List.of(ok, ok)),
                row("RBA-21 call web service", DocumentOperations::callService, READERS, List.of(Set.of(201), ok)));
    }

    static Stream<Arguments> table() {
        return rows().stream()
                .flatMap(row ->
                        Stream.of("owner", "contributor", "reader", "nobody").map(who -> Arguments.of(row, who)));
    }

    @BeforeAll
    void aServiceThatTakesTokens() throws Exception {
        operations = new DocumentOperations(PLATFORM);
    }

    @AfterAll
    void clear() throws Exception {
        operations.clear();
    }

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("table")
    void operationAndRole(Row row, String who) throws Exception {
        List<FlowClient.Answer> answers = row.operation().by(operations, who);

        if (row.allowed().contains(who)) {
            assertThat(answers).hasSameSizeAs(row.expected());
            for (int i = 0; i < answers.size(); i++) {
                assertThat(row.expected().get(i))
                        .as(answers.get(i).text())
                        .contains(answers.get(i).status());
            }
        } else {
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.status()).as(answer.text()).isEqualTo(403);
                assertThat(answer.text()).contains("AuthorizationFailed").contains("does not have authorization");
            });
        }
    }

    @Test
    void theTableHasTheDocumentsTwelveOperations() {
        assertThat(rows())
                .extracting(row -> row.id().substring(0, 6))
                .containsExactly(
                        "RBA-10", "RBA-11", "RBA-12", "RBA-13", "RBA-14", "RBA-15", "RBA-16", "RBA-17", "RBA-18",
                        "RBA-19", "RBA-20", "RBA-21");
    }

    @Test
    void aReaderGetsNoKeyButScoresWithOne() throws Exception {
        WebServices services = WebServices.of(PLATFORM);
        ScoredService service = ScoredService.find(PLATFORM, "cancer-service");

        PLATFORM.flowClient()
                .json(
                        "POST",
                        services.address("/services/cancer-service/listkeys"),
                        PLATFORM.azure().armToken("reader"),
                        null)
                .expect(403);

        service.score(PLATFORM.flowClient()).expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/experiments:query",
                "/runs:query",
                "/experiments/breast-cancer/runs:query",
                "/experiments/breast-cancer/metrics:query"
            })
    void aPostThatOnlyReadsIsARead(String query) throws Exception {
        FlowClient client = PLATFORM.flowClient();
        String address = PLATFORM.azure()
                .training("eastus", "history/v1.0", PLATFORM.flows().workspaceId(), query);

        client.json("POST", address, PLATFORM.azure().armToken("reader"), Map.of())
                .expect(200);
        client.json("POST", address, PLATFORM.azure().armToken("nobody"), Map.of())
                .expect(403);
    }

    @Test
    void theRefusalNamesActionAndScope() throws Exception {
        String workspace = PLATFORM.fixture().resourceGroupId() + Azure.ML + "readers-ws";

        JsonNode error = PLATFORM.flowClient()
                .json(
                        "PUT",
                        PLATFORM.azure().arm(workspace),
                        PLATFORM.azure().armToken("reader"),
                        Map.of("location", "eastus"))
                .expect(403)
                .json()
                .path("error");

        assertThat(error.path("code").asText()).isEqualTo("AuthorizationFailed");
        assertThat(error.path("message").asText())
                .contains("'Microsoft.MachineLearningServices/workspaces/write'")
                .contains("'" + workspace + "'")
                .contains("50000000-0000-4000-8000-000000000003");
    }

    @Test
    void whetherAThingExistsIsToldOnlyToWhoMayReadIt() throws Exception {
        String missing = PLATFORM.azure().arm(PLATFORM.fixture().resourceGroupId() + Azure.ML + "no-such-ws");

        PLATFORM.flowClient().get(missing, PLATFORM.azure().armToken("nobody")).expect(403);
        PLATFORM.flowClient().get(missing, PLATFORM.azure().armToken("reader")).expect(404);
    }

    @Test
    @ResourceLock(GrantedRole.OF_NORA)
    void sharingAWorkspaceIsAssigningARole() throws Exception {
        FlowClient client = PLATFORM.flowClient();
        Azure azure = PLATFORM.azure();
        String workspace = PLATFORM.fixture().workspaceId();
        String assignment = workspace + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID();
        Map<String, Object> body = Map.of(
                "properties",
                Map.of(
                        "roleDefinitionId",
                        PLATFORM.subscription() + "/providers/Microsoft.Authorization/roleDefinitions/" + READER_ROLE,
                        "principalId",
                        PLATFORM.platform().credentials().users().get("nora").objectId(),
                        "principalType",
                        "User"));
        String nora = azure.armToken("nora");
        client.get(azure.arm(workspace), nora).expect(403);

        client.json("PUT", azure.arm(assignment), azure.armToken("contributor"), body)
                .expect(403);
        client.json("PUT", azure.arm(assignment), azure.armToken("reader"), body)
                .expect(403);
        client.json("PUT", azure.arm(assignment), azure.armToken("olivia"), body)
                .expect(201);

        client.get(azure.arm(workspace), nora).expect(200);
        client.json("DELETE", azure.arm(assignment), azure.armToken("olivia"), null)
                .expect(200, 204);
        Thread.sleep(1100); // an allowed answer is kept for at most one second
        client.get(azure.arm(workspace), nora).expect(403);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"owner", "contributor", "reader", "nobody"})
    void aBuiltInRoleIsReadAtNoSubscriptionByEveryone(String who) throws Exception {
        // When
        JsonNode role = PLATFORM.flowClient()
                .get(
                        PLATFORM.azure().arm("/providers/Microsoft.Authorization/roleDefinitions/" + READER_ROLE),
                        PLATFORM.azure().armToken(who))
                .expect(200)
                .json();

        // Then
        assertThat(role.path("properties").path("roleName").asText()).isEqualTo("Reader");
    }

    @Test
    void theThreeRolesHaveAzuresIdsAndActions() throws Exception {
        JsonNode definitions = PLATFORM.flowClient()
                .get(
                        PLATFORM.azure()
                                .arm(PLATFORM.subscription() + "/providers/Microsoft.Authorization/roleDefinitions"),
                        PLATFORM.azure().armToken("reader"))
                .expect(200)
                .json()
                .path("value");

        Map<String, String> expected = Map.of(
                "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
                "Owner [\"*\"]",
                "b24988ac-6180-42a0-ab88-20f7382dd24c",
                "Contributor [\"*\"]",
                READER_ROLE,
                "Reader [\"*/read\"]");
        expected.forEach((id, role) -> assertThat(definitions).anySatisfy(definition -> {
            JsonNode properties = definition.path("properties");
            assertThat(definition.path("name").asText()).isEqualTo(id);
            assertThat(properties.path("roleName").asText()
                            + " "
                            + properties.path("permissions").path(0).path("actions"))
                    .isEqualTo(role);
        }));
    }
}
