package io.mltwin.identity.rbac.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.identity.provider.ProviderOperations;
import io.mltwin.identity.rbac.access.ExplanationBody.Result;
import io.mltwin.identity.rbac.denyassignments.DenyAssignment;
import io.mltwin.identity.rbac.roles.BuiltInRoles;
import io.mltwin.identity.rbac.roles.RoleAssignment;
import io.mltwin.identity.rbac.roles.RoleDefinition.Permission;
import io.mltwin.identity.rbac.roles.TimedAssignment;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String GROUP = "/subscriptions/s/resourceGroups/rg1";
    private static final String WORKSPACE = GROUP + "/providers/Microsoft.MachineLearningServices/workspaces/ws1";
    private static final String ML = "Microsoft.MachineLearningServices/workspaces";
    private static final String CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";
    private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

    private final BuiltInRoles roles = new BuiltInRoles();
    private final Explainer explainer = new Explainer(new SmallestRole(roles, new ProviderOperations()));

    private ExplanationBody explain(
            List<RoleAssignment> assignments, List<DenyAssignment> denials, String action, String scope, boolean data) {
        PrincipalPermissions access = AccessSnapshot.of(
                        roles.all(),
                        assignments.stream().map(TimedAssignment::always).toList(),
                        denials,
                        Map.of("p", List.of("g")),
                        Clock.fixed(NOW, ZoneOffset.UTC))
                .of("p", List.of());
        ExplanationBody explained =
                explainer.explain(access, new AccessBody.Check(action, scope, data), true, "id", NOW);
        assertThat(explained.allowed()).isEqualTo(access.isAllowed(action, scope, data));
        return explained;
    }

    @Test
    void allowedActionNamesRolePatternAndGroup() {
        ExplanationBody explained = explain(
                List.of(assignment("g", READER, GROUP), assignment("p", READER, "/other")),
                List.of(),
                ML + "/read",
                WORKSPACE,
                false);

        assertThat(explained.allowed()).isTrue();
        assertThat(explained.reason())
                .isEqualTo("The role 'Reader' at '" + GROUP + "', assigned to its group g, allows '*/read'.");
        assertThat(explained.groups()).containsExactly("g");
        assertThat(explained.roleAssignments())
                .extracting(ExplanationBody.Assignment::result)
                .containsExactlyInAnyOrder(Result.GRANTED, Result.OTHER_SCOPE);
        assertThat(explained.smallestRole()).isNull();
    }

    @Test
    void notActionsAreNamed() {
        ExplanationBody explained = explain(
                List.of(assignment("p", CONTRIBUTOR, GROUP)),
                List.of(),
                "Microsoft.Authorization/roleAssignments/write",
                WORKSPACE,
                false);

        assertThat(explained.roleAssignments()).singleElement().satisfies(one -> {
            assertThat(one.result()).isEqualTo(Result.SUBTRACTED);
            assertThat(one.pattern()).isEqualTo("*");
            assertThat(one.notAction()).isEqualTo("Microsoft.Authorization/*/Write");
        });
        assertThat(explained.reason()).contains("takes it away");
        assertThat(explained.smallestRole().scope()).isEqualTo(WORKSPACE);
    }

    @Test
    void aDenyAssignmentGoesBeforeAllRolesAndNoRoleHelps() {
        DenyAssignment everybody = denial(List.of());

        ExplanationBody explained = explain(
                List.of(assignment("p", CONTRIBUTOR, GROUP)), List.of(everybody), ML + "/delete", WORKSPACE, false);

        assertThat(explained.allowed()).isFalse();
        assertThat(explained.reason()).startsWith("The deny assignment 'managed' at '" + GROUP);
        assertThat(explained.smallestRole()).isNull();
    }

    @Test
    void excludedPrincipalIsTold() {
        ExplanationBody explained = explain(
                List.of(assignment("p", CONTRIBUTOR, GROUP)),
                List.of(denial(List.of(new DenyAssignment.Principal("g", "Group")))),
                ML + "/delete",
                WORKSPACE,
                false);

        assertThat(explained.allowed()).isTrue();
        assertThat(explained.denyAssignments())
                .extracting(ExplanationBody.Deny::result)
                .containsExactly(Result.EXCLUDED);
    }

    /** The fewest operations: a role for one thing comes before one for all. */
    @ParameterizedTest
    @CsvSource({
        "Microsoft.MachineLearningServices/workspaces/computes/start/action, false, AzureML Compute Operator",
        "Microsoft.MachineLearningServices/workspaces/models/write, false, AzureML Data Scientist",
        "Microsoft.MachineLearningServices/workspaces/write, false, Contributor",
        "Microsoft.MachineLearningServices/workspaces/read, false, Reader",
        "Microsoft.Authorization/roleAssignments/write, false, Role Based Access Control Administrator",
        "Microsoft.ContainerRegistry/registries/pull/read, false, AcrPull",
        "Microsoft.KeyVault/vaults/secrets/getSecret/action, true, Key Vault Secrets User",
        "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read, true, Storage Blob Data Reader",
        "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write, true, Storage Blob Data Contributor",
        "Microsoft.Nowhere/things/read, true, ",
    })
    void theSmallestRoleThatWouldPassIsSuggested(String action, boolean data, String role) {
        ExplanationBody explained = explain(List.of(), List.of(), action, GROUP, data);

        assertThat(explained.reason()).startsWith("Neither the principal nor a group of it");
        assertThat(
                        explained.smallestRole() == null
                                ? null
                                : explained.smallestRole().roleName())
                .isEqualTo(role);
    }

    @ParameterizedTest
    @CsvSource({
        ML + "/write, " + WORKSPACE + ", " + GROUP,
        ML + "/read, " + WORKSPACE + ", " + WORKSPACE,
        ML + "/computes/write, " + WORKSPACE + "/computes/c, " + WORKSPACE,
        ML + "/computes/write, " + WORKSPACE + ", " + WORKSPACE,
        ML + "/delete, " + WORKSPACE + ", " + WORKSPACE,
    })
    void whatMayNotExistYetIsNoScopeToAssignAt(String action, String scope, String where) {
        assertThat(Explainer.whereToAssign(action, scope)).isEqualTo(where);
    }

    private static DenyAssignment denial(List<DenyAssignment.Principal> excluded) {
        return new DenyAssignment(
                "00000000-0000-4000-8000-000000000001",
                GROUP,
                "managed",
                null,
                List.of(new Permission(List.of("*"), List.of("*/read"), null, null)),
                false,
                List.of(new DenyAssignment.Principal(DenyAssignment.EVERYBODY, "SystemDefined")),
                excluded,
                true,
                NOW,
                NOW,
                null,
                null);
    }

    private static RoleAssignment assignment(String principal, String role, String scope) {
        return new RoleAssignment(principal + role, scope, role, principal, "User", null, NOW, NOW, "o", "o");
    }
}
