package io.mltwin.identity.rbac.roles;

import static io.mltwin.identity.rbac.RolesUnderTest.AUTHORIZATION;
import static io.mltwin.identity.rbac.RolesUnderTest.ML;
import static io.mltwin.identity.rbac.RolesUnderTest.READER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.identity.rbac.RolesUnderTest;
import io.mltwin.identity.rbac.RolesUnderTest.Colleague;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a role grants, and where: what services are told that ask for the actions. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class RoleGrantsResourceTest {

    @FromPlatform
    TestPlatform platform;

    private RolesUnderTest roles;
    private Colleague dana;

    @BeforeEach
    void joins() {
        roles = new RolesUnderTest(platform);
        dana = roles.join();
    }

    @Test
    void aRoleForSubmittingRunsSubmitsAndRegistersNothing() {
        List<String> granted = List.of(
                ML + "/environments/write",
                ML + "/environments/build/action",
                ML + "/environments/readSecrets/action",
                ML + "/experiments/runs/write",
                ML + "/experiments/runs/submit/action",
                ML + "/metadata/artifacts/write",
                ML + "/metadata/snapshots/write");
        roles.assign(dana, roles.workspace(), roles.define("Run submitter", with(granted, ML + "/*/read"), List.of()));

        for (String action : with(
                granted,
                ML + "/computes/read",
                ML + "/datastores/read",
                ML + "/environments/read",
                ML + "/metadata/snapshots/read")) {
            assertThat(roles.may(dana, action, roles.workspace())).as(action).isTrue();
        }
        assertThat(roles.may(dana, ML + "/models/write", roles.workspace())).isFalse();
    }

    @Test
    void aRoleForDeployingDeploysAndHandsOutNoKeys() {
        roles.assign(
                dana,
                roles.workspace(),
                roles.define(
                        "Deployer",
                        List.of(
                                ML + "/services/*/write",
                                ML + "/services/read",
                                ML + "/models/read",
                                ML + "/read",
                                ML + "/environments/read"),
                        List.of()));

        for (String action : List.of("/services/aci/write", "/services/aks/write", "/models/read")) {
            assertThat(roles.may(dana, ML + action, roles.workspace()))
                    .as(action)
                    .isTrue();
        }
        assertThat(roles.may(dana, ML + "/services/aci/listkeys/action", roles.workspace()))
                .isFalse();
    }

    @Test
    void notActionsSubtractAndAnotherRoleGrantsAgain() {
        String compute = roles.workspace() + "/computes/danas";
        roles.assign(
                dana, roles.workspace(), roles.define("All but deleting", List.of("*"), List.of(ML + "/*/delete")));
        assertThat(roles.mayCall(dana, "PUT", compute)).isTrue();

        assertThat(roles.mayCall(dana, "DELETE", compute)).isFalse();
        assertThat(roles.may(dana, ML + "/computes/delete", compute)).isFalse();
        // the pattern names the workspace's own deletion too
        assertThat(roles.mayCall(dana, "DELETE", roles.workspace())).isFalse();
        assertThat(roles.may(dana, ML + "/delete", roles.workspace())).isFalse();

        roles.assign(
                dana, roles.workspace(), roles.define("Compute deleter", List.of(ML + "/computes/delete"), List.of()));
        assertThat(roles.mayCall(dana, "DELETE", compute)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"subscription", "resource group", "workspace"})
    void aRoleIsInheritedByAllBelow(String where) {
        String workspace = roles.workspace();
        String scope = switch (where) {
            case "subscription" -> roles.subscription();
            case "resource group" -> roles.group();
            default -> workspace;
        };
        assertThat(roles.mayCall(dana, "GET", workspace)).isFalse();

        roles.assign(dana, scope, roles.builtIn(READER));

        assertThat(roles.mayCall(dana, "GET", workspace)).isTrue();
        assertThat(roles.mayCall(dana, "GET", workspace + "/computes")).isTrue();
        assertThat(roles.mayCall(dana, "GET", roles.workspace("another"))).isEqualTo(!where.equals("workspace"));
        assertThat(roles.mayCall(dana, "PUT", workspace + "/computes/no")).isFalse();
    }

    @Test
    void onesOwnPermissionsAreToldRoleByRole() {
        roles.assign(dana, roles.group(), roles.builtIn(READER));
        for (String scope : List.of(roles.group(), roles.workspace())) {
            JsonNode permissions = roles.arm(dana, "GET", scope + AUTHORIZATION + "permissions", null)
                    .expect(200)
                    .json()
                    .path("value");
            assertThat(permissions).hasSize(1);
            assertThat(permissions.path(0).path("actions").path(0).asText()).isEqualTo("*/read");
        }
    }

    private static List<String> with(List<String> actions, String... more) {
        return Stream.concat(actions.stream(), Stream.of(more)).toList();
    }
}
