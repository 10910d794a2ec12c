package io.mltwin.identity.rbac.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.identity.rbac.roles.BuiltInRoles;
import io.mltwin.identity.rbac.roles.RoleAssignment;
import io.mltwin.identity.rbac.roles.RoleDefinition;
import io.mltwin.identity.rbac.roles.RoleDefinition.Permission;
import io.mltwin.identity.rbac.roles.TimedAssignment;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessSnapshotTest {

    private static final String SUBSCRIPTION = "/subscriptions/s";
    private static final String GROUP = SUBSCRIPTION + "/resourceGroups/rg1";
    private static final String WORKSPACE = GROUP + "/providers/Microsoft.MachineLearningServices/workspaces/ws1";
    private static final String OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
    private static final String CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";
    private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    private static final String DATA_SCIENTIST = "f6c7c914-8db3-469d-8ca1-694a8f32e121";
    private static final String BLOB_CONTRIBUTOR = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";

    /**
     * The table of operations in "Enterprise security and governance": what each needs, and who of
     * Owner, Contributor and Reader may.
     */
    @ParameterizedTest
    @CsvSource({
        "Microsoft.MachineLearningServices/workspaces/write, OC",
        "Microsoft.Authorization/roleAssignments/write, O",
        "Microsoft.MachineLearningServices/workspaces/computes/write, OC",
        "Microsoft.MachineLearningServices/workspaces/datastores/write, OC",
        "Microsoft.MachineLearningServices/workspaces/experiments/runs/submit/action, OC",
        "Microsoft.MachineLearningServices/workspaces/experiments/runs/read, OCR",
        "Microsoft.MachineLearningServices/workspaces/models/write, OC",
        "Microsoft.MachineLearningServices/workspaces/models/package/action, OC",
        "Microsoft.MachineLearningServices/workspaces/environments/build/action, OC",
        "Microsoft.MachineLearningServices/workspaces/services/aks/write, OC",
        "Microsoft.MachineLearningServices/workspaces/services/aci/write, OC",
        "Microsoft.MachineLearningServices/workspaces/models/read, OCR",
        "Microsoft.MachineLearningServices/workspaces/read, OCR",
        "Microsoft.MachineLearningServices/workspaces/services/aks/score/action, OC",
    })
    void builtInRolesGrantWhatTheSeedSays(String action, String allowed) {
        for (var role : Map.of("O", OWNER, "C", CONTRIBUTOR, "R", READER).entrySet()) {
            // Given
            AccessSnapshot snapshot = snapshot(List.of(), assignment("p", role.getValue(), GROUP));
            // When
            boolean may = snapshot.of("p", List.of()).isAllowed(action, WORKSPACE, false);
            // Then
            assertThat(may).as(role.getKey()).isEqualTo(allowed.contains(role.getKey()));
        }
    }

    /** What no NotAction can name, no action grants. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "listkey\u017F/action",
                "l\u0131stKeys/action",
                "l\u0130stKeys/action",
                "list\u212Aeys/action",
                "listKey\uFF53/action",
                "listKeys\u200B/action",
                "listKey%C5%BF/action",
                "listKeys/action ",
                "listKeys\\action",
                "*/action"
            })
    void anActionWithForeignLettersIsGrantedToNobody(String rest) {
        // Given
        AccessSnapshot snapshot = snapshot(List.of(), assignment("p", OWNER, GROUP));
        // When
        boolean may = snapshot.of("p", List.of())
                .isAllowed("Microsoft.MachineLearningServices/workspaces/" + rest, WORKSPACE, false);
        // Then
        assertThat(may).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "computes/write, false",
        "computes/delete, false",
        "computes/start/action, true",
        "computes/listKeys/action, false",
        "write, false",
        "delete, false",
        "experiments/runs/submit/action, true",
        "models/write, true",
    })
    void dataScientistHasNoComputesAndNoWorkspace(String action, boolean expected) {
        AccessSnapshot snapshot = snapshot(List.of(), assignment("p", DATA_SCIENTIST, WORKSPACE));
        assertThat(snapshot.of("p", List.of())
                        .isAllowed("Microsoft.MachineLearningServices/workspaces/" + action, WORKSPACE, false))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        SUBSCRIPTION + ", " + WORKSPACE + ", true",
        GROUP + ", " + WORKSPACE + ", true",
        WORKSPACE + ", " + WORKSPACE + "/computes/c, true",
        WORKSPACE + ", " + GROUP + ", false",
        WORKSPACE + ", " + WORKSPACE + "2, false",
        "/subscriptions/S/RESOURCEGROUPS/RG1, " + WORKSPACE + ", true",
        "/subscriptions/other, " + WORKSPACE + ", false",
        "/, " + WORKSPACE + ", true",
    })
    void anAssignmentIsInheritedDownwards(String assignedAt, String asked, boolean expected) {
        AccessSnapshot snapshot = snapshot(List.of(), assignment("p", READER, assignedAt));
        assertThat(snapshot.of("p", List.of()).isAllowed("a/read", asked, false))
                .isEqualTo(expected);
    }

    @Test
    void notActionsSubtractFromTheirRoleOnly() {
        // Given
        RoleDefinition noDeletes = custom("r1", new Permission(List.of("*"), List.of("M/w/*/delete"), null, null));
        RoleDefinition deletes = custom("r2", new Permission(List.of("M/w/delete"), null, null, null));
        // When
        AccessSnapshot one = snapshot(List.of(noDeletes, deletes), assignment("p", "r1", GROUP));
        AccessSnapshot both =
                snapshot(List.of(noDeletes, deletes), assignment("p", "r1", GROUP), assignment("p", "r2", GROUP));
        // Then
        assertThat(one.of("p", List.of()).isAllowed("M/w/write", GROUP, false)).isTrue();
        assertThat(one.of("p", List.of()).isAllowed("M/w/delete", GROUP, false)).isFalse();
        assertThat(one.of("p", List.of()).isAllowed("M/w/c/delete", GROUP, false))
                .isFalse();
        assertThat(both.of("p", List.of()).isAllowed("M/w/delete", GROUP, false))
                .isTrue();
        assertThat(both.of("p", List.of()).isAllowed("M/w/c/delete", GROUP, false))
                .isFalse();
    }

    @Test
    void dataActionsAreAPlaneOfTheirOwn() {
        String blobRead = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read";
        AccessSnapshot owner = snapshot(List.of(), assignment("p", OWNER, GROUP));
        AccessSnapshot data = snapshot(List.of(), assignment("p", BLOB_CONTRIBUTOR, GROUP));
        assertThat(owner.of("p", List.of()).isAllowed(blobRead, GROUP, true)).isFalse();
        assertThat(data.of("p", List.of()).isAllowed(blobRead, GROUP, true)).isTrue();
        assertThat(data.of("p", List.of()).isAllowed(blobRead, GROUP, false)).isFalse();
    }

    @Test
    void groupsCountDirectlyThroughGroupsAndFromTheToken() {
        AccessSnapshot snapshot = AccessSnapshot.of(
                new BuiltInRoles().all(),
                timed(assignment("outer", READER, GROUP), assignment("claimed", CONTRIBUTOR, GROUP)),
                List.of(),
                Map.of("nora", List.of("inner"), "inner", List.of("outer"), "outer", List.of("inner")),
                Clock.systemUTC());
        assertThat(snapshot.of("nora", List.of()).isAllowed("a/read", GROUP, false))
                .isTrue();
        assertThat(snapshot.of("nora", List.of()).isAllowed("a/write", GROUP, false))
                .isFalse();
        assertThat(snapshot.of("nora", List.of("CLAIMED")).isAllowed("a/write", GROUP, false))
                .isTrue();
        assertThat(snapshot.of("rita", List.of()).isAllowed("a/read", GROUP, false))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'', " + GROUP, "*, " + GROUP, "a/*, " + GROUP, "a/read, rg1", "a/read, /subscriptions/s/../s"})
    void whatIsNoQuestionIsDenied(String action, String scope) {
        AccessSnapshot snapshot = snapshot(List.of(), assignment("p", OWNER, "/"));
        assertThat(snapshot.of("p", List.of()).isAllowed(action, scope, false)).isFalse();
    }

    /** Each tenant has a root of its own. */
    @ParameterizedTest
    @CsvSource({
        "/, true",
        SUBSCRIPTION + ", true",
        WORKSPACE + ", true",
        "/subscriptions/s2, false",
        "/subscriptions/other/resourceGroups/rg1, false",
    })
    void anAssignmentAtTheRootReachesItsTenantsSubscriptions(String asked, boolean expected) {
        AccessSnapshot snapshot = AccessSnapshot.of(
                new BuiltInRoles().all(),
                List.of(new TimedAssignment(assignment("p", READER, "/"), null, null, Set.of(SUBSCRIPTION))),
                List.of(),
                Map.of(),
                Clock.systemUTC());
        assertThat(snapshot.of("p", List.of()).isAllowed("a/read", asked, false))
                .isEqualTo(expected);
    }

    @Test
    void anAssignmentOfADeletedRoleGrantsNothing() {
        AccessSnapshot snapshot = snapshot(List.of(), assignment("p", "gone", "/"));
        assertThat(snapshot.of("p", List.of()).isAllowed("a/read", GROUP, false))
                .isFalse();
    }

    private static AccessSnapshot snapshot(List<RoleDefinition> custom, RoleAssignment... assignments) {
        List<RoleDefinition> all = new ArrayList<>(new BuiltInRoles().all());
        all.addAll(custom);
        return AccessSnapshot.of(all, timed(assignments), List.of(), Map.of(), Clock.systemUTC());
    }

    private static List<TimedAssignment> timed(RoleAssignment... assignments) {
        return Stream.of(assignments).map(TimedAssignment::always).toList();
    }

    private static RoleDefinition custom(String id, Permission permission) {
        return new RoleDefinition(
                id,
                RoleDefinition.Kind.CUSTOM,
                "t",
                id,
                null,
                List.of(permission),
                List.of(SUBSCRIPTION),
                Instant.EPOCH,
                Instant.EPOCH,
                "o",
                "o");
    }

    private static RoleAssignment assignment(String principal, String role, String scope) {
        return new RoleAssignment(
                principal + role + scope, scope, role, principal, "User", null, Instant.EPOCH, Instant.EPOCH, "o", "o");
    }
}
