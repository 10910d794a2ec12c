package io.mltwin.identity.rbac.roles;

import static io.mltwin.identity.rbac.RolesUnderTest.AUTHORIZATION;
import static io.mltwin.identity.rbac.RolesUnderTest.READER;
import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.identity.rbac.RolesUnderTest;
import io.mltwin.identity.rbac.RolesUnderTest.Colleague;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is attached to a scope ends with it, is set aside, comes back, and is not left to another.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ScopeChangeResourceTest {

    private static final String READ = "Microsoft.MachineLearningServices/workspaces/read";

    @FromPlatform
    TestPlatform platform;

    private RolesUnderTest roles;

    @BeforeEach
    void aTenant() {
        roles = new RolesUnderTest(platform);
    }

    private void change(String scope, String kind) {
        roles.send(
                        roles.service(PlatformService.WORKSPACE),
                        "POST",
                        "/_internal/scope-changes",
                        Map.of("scope", scope, "kind", kind))
                .expect(200, 204);
    }

    private String scope(String which) {
        return switch (which) {
            case "subscription" -> roles.subscription();
            case "group" -> roles.group();
            case "workspace" -> roles.workspace();
            case "neighbour" -> roles.workspace("ws2");
            case "longer name" -> roles.workspace("wsx");
            default -> roles.workspace() + "/computes/c1";
        };
    }

    @ParameterizedTest(name = "{0}; what was given at {1} holds: {2}")
    @CsvSource({
        "ENDED, subscription, true",
        "ENDED, group, true",
        "ENDED, workspace, false",
        "ENDED, compute, false",
        "ENDED, neighbour, true",
        "ENDED, longer name, true",
        "SET_ASIDE, workspace, false",
        "SET_ASIDE, compute, false",
        "SET_ASIDE, neighbour, true",
        "SET_ASIDE RECOVERED, workspace, true",
        "SET_ASIDE RECOVERED, compute, true",
        "SET_ASIDE MADE, workspace, false",
        "SET_ASIDE MADE RECOVERED, workspace, false",
        "SET_ASIDE SET_ASIDE RECOVERED, workspace, false",
        "ENDED RECOVERED, workspace, false",
        "MADE, workspace, true"
    })
    void anAssignmentEndsWithItsScope(String kinds, String which, boolean holds) {
        // Given
        String scope = scope(which);
        Colleague colleague = roles.join();
        String assignment = roles.assign(colleague, scope, roles.builtIn(READER));
        assertThat(roles.may(colleague, READ, scope)).isTrue();

        // When
        Stream.of(kinds.split(" ")).forEach(kind -> change(roles.workspace().toUpperCase(), kind));

        // Then
        assertThat(roles.may(colleague, READ, scope)).isEqualTo(holds);
        roles.arm(roles.owner(), "GET", assignment, null).expect(holds ? 200 : 404);
        assertThat(roles.arm(
                                roles.owner(),
                                "GET",
                                roles.subscription()
                                        + AUTHORIZATION
                                        + "roleAssignments?$filter=principalId%20eq%20'"
                                        + colleague.objectId()
                                        + "'",
                                null)
                        .expect(200)
                        .json()
                        .path("value"))
                .hasSize(holds ? 1 : 0);
        if (!holds) {
            roles.assign(colleague, scope("group"), roles.builtIn(READER));
        }
    }

    @ParameterizedTest(name = "{0}: denied {1}")
    @CsvSource({"ENDED, false", "SET_ASIDE, false", "SET_ASIDE RECOVERED, true", "MADE, true"})
    void aDenialEndsWithItsScope(String kinds, boolean denied) {
        // Given
        Colleague colleague = roles.join(roles.subscription(), READER);
        roles.deny(Map.of(
                "denyAssignmentName",
                "managed",
                "scope",
                roles.workspace(),
                "permissions",
                List.of(Map.of("actions", List.of("*"))),
                "principals",
                List.of(Map.of("id", colleague.objectId(), "type", "ServicePrincipal"))));
        assertThat(roles.may(colleague, READ, roles.workspace())).isFalse();

        // When
        Stream.of(kinds.split(" ")).forEach(kind -> change(roles.workspace(), kind));

        // Then
        assertThat(roles.may(colleague, READ, roles.workspace())).isEqualTo(!denied);
    }

    @Test
    void aCustomRoleLosesTheScopeAndEndsWithItsLastOne() {
        // Given
        String kept = define(List.of(roles.group(), roles.subscription() + "/resourceGroups/rg2"));
        String ended = define(List.of(roles.group()));
        Colleague colleague = roles.join();
        roles.assign(colleague, roles.group(), ended);

        // When
        change(roles.group(), "ENDED");

        // Then
        assertThat(roles.arm(roles.owner(), "GET", kept, null)
                        .expect(200)
                        .json()
                        .path("properties")
                        .path("assignableScopes"))
                .extracting(scope -> scope.asText())
                .containsExactly(roles.subscription() + "/resourceGroups/rg2");
        roles.arm(roles.owner(), "GET", ended, null).expect(404);
    }

    private String define(List<String> scopes) {
        String id = roles.subscription() + AUTHORIZATION + "roleDefinitions/" + UUID.randomUUID();
        roles.arm(
                        roles.owner(),
                        "PUT",
                        id,
                        Map.of(
                                "properties",
                                Map.of(
                                        "roleName",
                                        "r" + UUID.randomUUID(),
                                        "type",
                                        "CustomRole",
                                        "permissions",
                                        List.of(Map.of("actions", List.of("*/read"))),
                                        "assignableScopes",
                                        scopes)))
                .expect(201);
        return id;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"COMPUTE, 403", "SCORING, 403", "KEYVAULT, 403"})
    void onlyResourceManagerTellsIt(PlatformService service, int status) {
        roles.send(
                        roles.service(service),
                        "POST",
                        "/_internal/scope-changes",
                        Map.of("scope", roles.group(), "kind", "ENDED"))
                .expect(status);
    }
}
