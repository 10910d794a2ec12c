package io.mltwin.identity.rbac.roles;

import static io.mltwin.identity.rbac.RolesUnderTest.AUTHORIZATION;
import static io.mltwin.identity.rbac.RolesUnderTest.ML;
import static io.mltwin.identity.rbac.RolesUnderTest.READER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.identity.Answer;
import io.mltwin.identity.rbac.RolesUnderTest;
import io.mltwin.identity.rbac.RolesUnderTest.Colleague;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Role definitions by Azure Resource Manager: statuses, errors, and where each is assignable. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class RoleDefinitionResourceTest {

    private static final String DEFINITIONS = AUTHORIZATION + "roleDefinitions/";

    private static final Set<String> CUSTOM = Set.of("Above", "At", "Below");

    @FromPlatform
    TestPlatform platform;

    private RolesUnderTest roles;
    private Colleague dana;

    @BeforeEach
    void joins() {
        roles = new RolesUnderTest(platform);
        dana = roles.join();
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
    void aWrongDefinitionIsRefused(String property, Object value, int status, String code) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "roleName",
                "Right but for one thing",
                "permissions",
                List.of(Map.of("actions", List.of("*/read"))),
                "assignableScopes",
                List.of(roles.subscription())));
        properties.put(property, value);

        assertCode(
                put(roles.subscription() + DEFINITIONS + UUID.randomUUID(), Map.of("properties", properties)),
                status,
                code);
    }

    @Test
    void aDefinitionInUseAndABuiltInOneStay() {
        String role = roles.define("In use", List.of("*/read"), List.of());
        roles.assign(dana, roles.subscription(), role);

        assertCode(roles.arm(roles.owner(), "DELETE", role, null), 400, "RoleDefinitionHasAssignments");
        assertThat(roles.arm(roles.owner(), "DELETE", roles.builtIn(READER), null)
                        .status())
                .isEqualTo(403);
    }

    /** Assignable at a workspace, a resource group or a subscription; never at the root. */
    @Test
    void aRoleIsAssignableWhereItSaysAndNowhereElse() {
        List<String> definitions = new ArrayList<>();
        for (String scope : List.of(roles.subscription(), roles.group(), roles.workspace())) {
            String id = scope + DEFINITIONS + UUID.randomUUID();
            put(id, definition("At scope " + definitions.size(), scope)).expect(201);
            definitions.add(id);
        }
        String inWorkspace = definitions.get(2);

        assertCode(
                put(
                        roles.group() + AUTHORIZATION + "roleAssignments/" + UUID.randomUUID(),
                        RolesUnderTest.assignment(inWorkspace, dana.objectId())),
                400,
                "RoleAssignmentScopeNotAssignableToRoleDefinition");
        String assigned = roles.assign(dana, roles.workspace(), inWorkspace);
        put(roles.subscription() + DEFINITIONS + UUID.randomUUID(), definition("At the root", "/"))
                .expect(400);
        roles.remove(assigned);
        for (String definition : definitions) {
            roles.arm(roles.owner(), "DELETE", definition, null).expect(200);
        }
    }

    /** A filter, and the custom roles that it leaves of three that are assignable above, at and below the group. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "-                                  | Above At",
                "atScopeAndBelow()                  | Above At Below",
                "type eq 'CustomRole'               | Above At",
                "type eq 'BuiltInRole'              | -",
                "roleName eq 'AT'                   | At",
                "roleName eq 'Below'                | -",
                "atScopeAndBelow() and roleName eq 'below' | Below",
                "roleName eq 'At' and roleName eq 'Above' | -"
            })
    void listsAreFiltered(String filter, String wanted) {
        put(roles.subscription() + DEFINITIONS + UUID.randomUUID(), definition("Above", roles.subscription()))
                .expect(201);
        put(roles.group() + DEFINITIONS + UUID.randomUUID(), definition("At", roles.group() + "/"))
                .expect(201);
        put(roles.workspace() + DEFINITIONS + UUID.randomUUID(), definition("Below", roles.workspace()))
                .expect(201);

        List<JsonNode> found = list(filter);

        assertThat(found.stream()
                        .map(role -> role.at("/properties/roleName").asText())
                        .filter(CUSTOM::contains))
                .containsExactly(wanted.equals("-") ? new String[0] : wanted.split(" "));
    }

    @Test
    void aBuiltInRoleIsFoundByItsName() {
        assertThat(list("roleName eq 'reader'"))
                .singleElement()
                .satisfies(role -> assertThat(role.path("name").asText()).isEqualTo(READER));
    }

    private List<JsonNode> list(String filter) {
        List<JsonNode> found = new ArrayList<>();
        roles.arm(
                        roles.owner(),
                        "GET",
                        roles.group() + AUTHORIZATION + "roleDefinitions"
                                + (filter.equals("-") ? "" : "?$filter=" + UriEncoding.encodeQueryValue(filter)),
                        null)
                .expect(200)
                .json()
                .path("value")
                .forEach(found::add);
        return found;
    }

    private static Map<String, Object> definition(String name, String scope) {
        return Map.of(
                "properties",
                Map.of(
                        "roleName",
                        name,
                        "permissions",
                        List.of(Map.of("actions", List.of(ML + "/read"))),
                        "assignableScopes",
                        List.of(scope)));
    }

    private Answer put(String id, Object body) {
        return roles.arm(roles.owner(), "PUT", id, body);
    }

    private static void assertCode(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }
}
