package io.mltwin.identity.rbac.roles;

import static io.mltwin.identity.rbac.RolesUnderTest.AUTHORIZATION;
import static io.mltwin.identity.rbac.RolesUnderTest.READER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.identity.Answer;
import io.mltwin.identity.DirectoryUnderTest;
import io.mltwin.identity.directory.graph.GraphUnderTest;
import io.mltwin.identity.rbac.RolesUnderTest;
import io.mltwin.identity.rbac.RolesUnderTest.Colleague;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Role assignments by Azure Resource Manager: statuses, errors, filters. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class RoleAssignmentResourceTest {

    private static final String ASSIGNMENTS = AUTHORIZATION + "roleAssignments/";

    @FromPlatform
    TestPlatform platform;

    private RolesUnderTest roles;
    private Colleague dana;

    @BeforeEach
    void joins() {
        roles = new RolesUnderTest(platform);
        dana = roles.join();
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
    void aWrongAssignmentIsRefused(String property, String value, int status, String code) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "roleDefinitionId",
                roles.builtIn(READER),
                "principalId",
                dana.objectId(),
                "principalType",
                "ServicePrincipal"));
        if (value == null) {
            properties.remove(property);
        } else {
            properties.put(property, value);
        }

        assertCode(put(ASSIGNMENTS + UUID.randomUUID(), Map.of("properties", properties)), status, code);
    }

    @Test
    void anAssignmentIsMadeOnceAndItsDeletionGivesItBack() {
        String first = roles.assign(dana, roles.subscription(), roles.builtIn(READER));
        Map<String, Object> same = RolesUnderTest.assignment(roles.builtIn(READER), dana.objectId());

        // the same again is no change, the same under another name exists already
        roles.arm(roles.owner(), "PUT", first, same).expect(200);
        assertCode(put(ASSIGNMENTS + UUID.randomUUID(), same), 409, "RoleAssignmentExists");
        assertCode(put(ASSIGNMENTS + "no-guid", same), 400, "InvalidRoleAssignmentId");
        JsonNode shown =
                roles.arm(roles.owner(), "GET", first, null).expect(200).json().path("properties");
        assertThat(shown.path("principalType").asText()).isEqualTo("ServicePrincipal");
        assertThat(shown.path("scope").asText()).isEqualTo(roles.subscription());
        assertThat(shown.path("createdOn").asText()).isNotEmpty();
        JsonNode gone =
                roles.arm(roles.owner(), "DELETE", first, null).expect(200).json();
        assertThat(gone.path("id").asText()).isEqualToIgnoringCase(first);
        roles.arm(roles.owner(), "DELETE", first, null).expect(204);
        assertCode(roles.arm(roles.owner(), "GET", first, null), 404, "RoleAssignmentNotFound");
    }

    @Test
    void listsAreFiltered() {
        String above = roles.assign(dana, roles.subscription(), roles.builtIn(READER));
        String below = roles.assign(dana, roles.workspace(), roles.builtIn(READER));
        String sibling = roles.assign(dana, roles.group() + "2", roles.builtIn(READER));

        assertThat(listed(""))
                .contains(above.toLowerCase(), below.toLowerCase())
                .doesNotContain(sibling.toLowerCase());
        assertThat(listed("atScope()")).contains(above.toLowerCase()).doesNotContain(below.toLowerCase());
        assertThat(listed("principalId eq '" + dana.objectId() + "'"))
                .containsExactlyInAnyOrder(above.toLowerCase(), below.toLowerCase());
        assertThat(listed("principalId eq " + dana.objectId())).hasSize(2);
        assertThat(listed("atScope() and assignedTo('" + dana.objectId() + "')"))
                .containsExactly(above.toLowerCase());
        assertThat(listed("principalId eq '" + dana.objectId() + "' and principalId eq '" + UUID.randomUUID() + "'"))
                .isEmpty();
        assertCode(list("x"), 400, "InvalidFilter");
    }

    private List<String> listed(String filter) {
        return list(filter).ids().stream().map(String::toLowerCase).toList();
    }

    private Answer list(String filter) {
        return roles.arm(
                roles.owner(),
                "GET",
                roles.group()
                        + AUTHORIZATION
                        + "roleAssignments"
                        + (filter.isEmpty()
                                ? ""
                                : "?$filter=" + filter.replace(" ", "%20").replace("'", "%27")),
                null);
    }

    @Test
    void whoeverIsOfAnotherDirectoryGetsNoRole() {
        DirectoryUnderTest directory = new DirectoryUnderTest(platform);
        String bob = directory.user(directory.tenant(false), false).objectId();
        GraphUnderTest graph = new GraphUnderTest(platform, roles.tenant());

        Answer answer = put(
                ASSIGNMENTS + UUID.randomUUID(),
                Map.of(
                        "properties",
                        Map.of(
                                "roleDefinitionId",
                                roles.builtIn(READER),
                                "principalId",
                                bob,
                                "principalType",
                                "User")));

        assertCode(answer, 400, "PrincipalNotFound");
        graph.call("grace", "GET", "users/" + bob, null).expect(404);
    }

    private Answer put(String path, Object body) {
        return roles.arm(roles.owner(), "PUT", roles.subscription() + path, body);
    }

    private static void assertCode(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }
}
