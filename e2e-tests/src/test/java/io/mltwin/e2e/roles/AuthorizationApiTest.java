package io.mltwin.e2e.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.Colleague;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Microsoft.Authorization through Azure Resource Manager: statuses, errors, filters, elevation. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class AuthorizationApiTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    private static final String ASSIGNMENTS = Colleague.AUTHORIZATION + "roleAssignments/";
    private static final String DEFINITIONS = Colleague.AUTHORIZATION + "roleDefinitions/";

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private String owner;
    private Colleague dana;

    @BeforeEach
    void joins() throws Exception {
        owner = azure.armToken("owner");
        dana = Colleague.join(PLATFORM);
    }

    @AfterEach
    void leaves() throws Exception {
        dana.forget();
    }

    /** A wrong part of a role assignment. */
    static Stream<Arguments> wrongAssignments() {
        String guid = "7d5a1b1a-0000-4000-8000-0000000000aa";
        return Stream.of(
                Arguments.of("principalId", guid, 400, "PrincipalNotFound"),
                Arguments.of("principalId", "dana", 400, "InvalidPrincipalId"),
                Arguments.of("principalType", "User", 400, "UnmatchedPrincipalType"),
                Arguments.of("roleDefinitionId", guid, 404, "RoleDefinitionDoesNotExist"),
                Arguments.of("roleDefinitionId", "Reader", 400, "InvalidRoleDefinitionId"),
                Arguments.of("roleDefinitionId", null, 400, "InvalidRequestContent"),
                Arguments.of("condition", "@Resource[x] StringEquals 'y'", 501, "NotImplemented"));
    }

    @ParameterizedTest(name = "{0} {1}: {2} {3}")
    @MethodSource("wrongAssignments")
    void aWrongAssignmentIsRefused(String property, String value, int status, String code)
            throws Exception {
        Map<String, Object> properties =
                new HashMap<>(
                        Map.of(
                                "roleDefinitionId",
                                dana.builtIn(READER),
                                "principalId",
                                dana.objectId(),
                                "principalType",
                                "ServicePrincipal"));
        if (value == null) {
            properties.remove(property);
        } else {
            properties.put(property, value);
        }

        assertCode(
                put(ASSIGNMENTS + UUID.randomUUID(), Map.of("properties", properties)),
                status,
                code);
    }

    @Test
    void anAssignmentIsMadeOnceAndItsDeletionGivesItBack() throws Exception {
        String first = dana.assign(PLATFORM.subscription(), dana.builtIn(READER));
        Map<String, Object> same = Colleague.assignment(dana.builtIn(READER), dana.objectId());

        // the same again is no change, the same under another name exists already
        client.json("PUT", azure.arm(first), owner, same).expect(200);
        assertCode(put(ASSIGNMENTS + UUID.randomUUID(), same), 409, "RoleAssignmentExists");
        assertCode(put(ASSIGNMENTS + "no-guid", same), 400, "InvalidRoleAssignmentId");
        JsonNode shown = client.get(azure.arm(first), owner).expect(200).json().path("properties");
        assertThat(shown.path("principalType").asText()).isEqualTo("ServicePrincipal");
        assertThat(shown.path("scope").asText()).isEqualTo(PLATFORM.subscription());
        assertThat(shown.path("createdOn").asText()).isNotEmpty();
        JsonNode gone = client.json("DELETE", azure.arm(first), owner, null).expect(200).json();
        assertThat(gone.path("id").asText()).isEqualToIgnoringCase(first);
        client.json("DELETE", azure.arm(first), owner, null).expect(204);
        assertCode(client.get(azure.arm(first), owner), 404, "RoleAssignmentNotFound");
    }

    @Test
    void listsAreFiltered() throws Exception {
        String group = PLATFORM.fixture().resourceGroupId();
        String above = dana.assign(PLATFORM.subscription(), dana.builtIn(READER));
        String below = dana.assign(PLATFORM.fixture().workspaceId(), dana.builtIn(READER));

        assertThat(listed(group, "")).contains(above.toLowerCase(), below.toLowerCase());
        assertThat(listed(group, "atScope()"))
                .contains(above.toLowerCase())
                .doesNotContain(below.toLowerCase());
        assertThat(listed(group, "principalId eq '" + dana.objectId() + "'"))
                .containsExactlyInAnyOrder(above.toLowerCase(), below.toLowerCase());
        assertThat(listed(group, "principalId eq " + dana.objectId())).hasSize(2);
        assertThat(listed(group, "atScope() and assignedTo('" + dana.objectId() + "')"))
                .containsExactly(above.toLowerCase());
        assertCode(
                client.get(
                        azure.arm(group + ASSIGNMENTS.replaceAll("/$", "")) + "&$filter=x", owner),
                400,
                "InvalidFilter");
    }

    private List<String> listed(String scope, String filter) throws Exception {
        JsonNode value =
                client.get(
                                azure.arm(scope + Colleague.AUTHORIZATION + "roleAssignments")
                                        + (filter.isEmpty()
                                                ? ""
                                                : "&$filter="
                                                        + filter.replace(" ", "%20")
                                                                .replace("'", "%27")),
                                owner)
                        .expect(200)
                        .json()
                        .path("value");
        return value.findValuesAsText("id").stream().map(String::toLowerCase).toList();
    }

    /** A wrong part of a role definition. */
    static Stream<Arguments> wrongDefinitions() {
        return Stream.of(
                Arguments.of("roleName", "Contributor", 409, "RoleDefinitionWithSameNameExists"),
                Arguments.of("roleName", "x".repeat(129), 400, "InvalidRequestContent"),
                Arguments.of("assignableScopes", List.of("/"), 400, "InvalidAssignableScope"),
                Arguments.of("assignableScopes", List.of(), 400, "InvalidRequestContent"),
                Arguments.of(
                        "permissions",
                        List.of(Map.of("actions", List.of("not an action"))),
                        400,
                        "InvalidActionOrNotAction"),
                Arguments.of(
                        "assignableScopes",
                        List.of("/subscriptions/7d5a1b1a-0000-4000-8000-0000000000aa"),
                        403,
                        "LinkedAuthorizationFailed"));
    }

    @ParameterizedTest(name = "{0}: {2} {3}")
    @MethodSource("wrongDefinitions")
    void aWrongDefinitionIsRefused(String property, Object value, int status, String code)
            throws Exception {
        Map<String, Object> properties =
                new HashMap<>(
                        Map.of(
                                "roleName",
                                "Right but for one thing",
                                "permissions",
                                List.of(Map.of("actions", List.of("*/read"))),
                                "assignableScopes",
                                List.of(PLATFORM.subscription())));
        properties.put(property, value);

        assertCode(
                put(DEFINITIONS + UUID.randomUUID(), Map.of("properties", properties)),
                status,
                code);
    }

    @Test
    void aDefinitionInUseAndABuiltInOneStay() throws Exception {
        String role = dana.define("In use", List.of("*/read"), List.of());
        dana.assign(PLATFORM.subscription(), role);

        assertCode(
                client.json("DELETE", azure.arm(role), owner, null),
                400,
                "RoleDefinitionHasAssignments");
        assertThat(client.json("DELETE", azure.arm(dana.builtIn(READER)), owner, null).status())
                .isEqualTo(403);
    }

    @Test
    void onesOwnPermissionsAreToldRoleByRole() throws Exception {
        dana.assign(PLATFORM.fixture().resourceGroupId(), dana.builtIn(READER));
        for (String scope :
                List.of(PLATFORM.fixture().resourceGroupId(), PLATFORM.fixture().workspaceId())) {
            JsonNode permissions =
                    client.get(
                                    azure.arm(scope + Colleague.AUTHORIZATION + "permissions"),
                                    dana.token())
                            .expect(200)
                            .json()
                            .path("value");
            assertThat(permissions).hasSize(1);
            assertThat(permissions.path(0).path("actions").path(0).asText()).isEqualTo("*/read");
        }
    }

    @Test
    void theProvidersOperationsAreTold() throws Exception {
        String all = Colleague.AUTHORIZATION + "providerOperations";
        JsonNode one =
                client.get(
                                azure.arm(all + "/Microsoft.MachineLearningServices")
                                        + "&$expand=resourceTypes",
                                dana.token())
                        .expect(200)
                        .json();

        assertThat(one.path("resourceTypes").findValuesAsText("name"))
                .contains(
                        "Microsoft.MachineLearningServices/workspaces/experiments/runs/submit/action",
                        "Microsoft.MachineLearningServices/workspaces/services/aks/score/action");
        assertThat(client.get(azure.arm(all), dana.token()).expect(200).json().path("value"))
                .hasSizeGreaterThan(10);
        client.get(azure.arm(all + "/Microsoft.Nowhere"), dana.token()).expect(404);
    }

    @Test
    void onlyAGlobalAdministratorElevatesAccess() throws Exception {
        String elevate = azure.arm(Colleague.AUTHORIZATION + "elevateAccess");
        assertCode(client.json("POST", elevate, owner, null), 403, "AuthorizationFailed");
        Colleague global = Colleague.join(PLATFORM, true);
        String atRoot =
                azure.arm(Colleague.AUTHORIZATION + "roleAssignments") + "&$filter=atScope()";
        client.get(atRoot, global.token()).expect(403);

        client.json("POST", elevate, global.token(), null).expect(200);
        client.json("POST", elevate, global.token(), null).expect(200);

        JsonNode mine = client.get(atRoot, global.token()).expect(200).json().path("value");
        assertThat(mine.findValuesAsText("principalId")).containsExactly(global.objectId());
        assertLoggedInTheTenant(global);
        // User Access Administrator: reads all, changes nothing but access
        client.get(azure.arm(PLATFORM.fixture().workspaceId()), global.token()).expect(200);
        client.json("DELETE", azure.arm(PLATFORM.fixture().workspaceId()), global.token(), null)
                .expect(403);
        client.json("DELETE", azure.arm(mine.path(0).path("id").asText()), global.token(), null)
                .expect(200);
    }

    /** What is done above all subscriptions is in the tenant's own activity log. */
    private void assertLoggedInTheTenant(Colleague global) throws Exception {
        String log =
                azure.arm("/providers/Microsoft.Insights/eventtypes/management/values")
                        .replace("2022-10-01", "2015-04-01");
        client.get(log, owner).expect(403);
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(
                        () ->
                                assertThat(
                                                client.get(log, global.token())
                                                        .expect(200)
                                                        .json()
                                                        .path("value"))
                                        .anyMatch(
                                                event ->
                                                        event.path("operationName")
                                                                        .path("value")
                                                                        .asText()
                                                                        .equals(
                                                                                "Microsoft.Authorization/elevateAccess/action")
                                                                && event.toString()
                                                                        .contains(
                                                                                global
                                                                                        .objectId())));
    }

    private FlowClient.Answer put(String path, Object body) throws Exception {
        return client.json("PUT", azure.arm(PLATFORM.subscription() + path), owner, body);
    }

    private static void assertCode(FlowClient.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().path("error").path("code").asText()).isEqualTo(code);
    }
}
