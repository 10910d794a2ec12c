package io.mltwin.workspace.machinelearning.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.workspace.machinelearning.ProvisioningProgress;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.operations.Operation;
import io.mltwin.workspace.operations.OperationStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A workspace is made step by step, and goes on where it was. */
class WorkspaceProvisioningTest {

    private static final ArmResourceId GROUP = ArmResourceId.subscription("s1").resourceGroup("rg1");
    private static final ArmResourceId ID = GROUP.provider("Microsoft.MachineLearningServices", "workspaces", "ws1");

    private final List<String> done = new ArrayList<>();
    private final RecordedProgress kept = new RecordedProgress();

    /** What the database keeps. */
    private static final class RecordedProgress implements ProvisioningProgress {
        private String state = "Creating";
        private String next;

        @Override
        public Optional<Workspace> find(ArmResourceId id) {
            return Optional.of(workspace(state, next, "rg1"));
        }

        @Override
        public void stepDone(ArmResourceId id, String nextStep) {
            next = nextStep;
        }

        @Override
        public void succeeded(ArmResourceId id) {
            state = "Succeeded";
            next = null;
        }

        @Override
        public void failed(ArmResourceId id, AzureException fault) {
            state = "Failed";
        }
    }

    @Test
    void allStepsRunInOrder() {
        assertThat(provisioning(step("a"), step("b"), step("c"))
                        .advance(operation())
                        .status())
                .isEqualTo(OperationStatus.SUCCEEDED);

        assertThat(done).containsExactly("a", "b", "c");
        assertThat(kept.state).isEqualTo("Succeeded");
    }

    @Test
    void afterACrashTheStepThatWasUnderWayIsRepeated() {
        ProvisioningStep crashing = crashingOnce("b");
        WorkspaceProvisioning provisioning = provisioning(step("a"), crashing, step("c"));

        assertThatThrownBy(() -> provisioning.advance(operation())).isInstanceOf(IllegalStateException.class);
        assertThat(kept.next).isEqualTo("b");

        provisioning.advance(operation());
        assertThat(done).containsExactly("a", "b", "c");
    }

    @Test
    void aStepThatWaitsIsAskedAgain() {
        List<Boolean> answers = new ArrayList<>(List.of(false, true));
        ProvisioningStep waiting = new Step("b", () -> answers.remove(0));
        WorkspaceProvisioning provisioning = provisioning(step("a"), waiting, step("c"));

        assertThat(provisioning.advance(operation()).status()).isEqualTo(OperationStatus.IN_PROGRESS);
        assertThat(kept.next).isEqualTo("b");
        assertThat(provisioning.advance(operation()).status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(done).containsExactly("a", "b", "b", "c");
    }

    @Test
    void afterAFailureTheSamePutGoesOnWhereItFailed() {
        kept.next = "b";

        provisioning(step("a"), step("b"), step("c")).advance(operation());

        assertThat(done).containsExactly("b", "c");
    }

    @Test
    void aWorkspaceThatIsReadyEndsItsOperation() {
        kept.state = "Succeeded";

        assertThat(provisioning(step("a")).advance(operation()).status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(done).isEmpty();
    }

    @Test
    void aFailureMarksTheWorkspace() {
        provisioning(step("a")).failed(operation(), new AzureException(403, "AuthorizationFailed", "no"));

        assertThat(kept.state).isEqualTo("Failed");
    }

    @Test
    void theIdentityGetsWhatTheDocumentGrants() {
        assertThat(RoleAssignmentsStep.grants(workspace("Creating", null, "rg1")))
                .extracting(grant -> grant.scope().name(), RoleAssignmentsStep.Grant::role)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("ws1", RoleAssignmentsStep.CONTRIBUTOR),
                        org.assertj.core.groups.Tuple.tuple("st1", RoleAssignmentsStep.STORAGE_BLOB_DATA_CONTRIBUTOR),
                        org.assertj.core.groups.Tuple.tuple("cr1", RoleAssignmentsStep.CONTRIBUTOR),
                        org.assertj.core.groups.Tuple.tuple("rg1", RoleAssignmentsStep.CONTRIBUTOR));
    }

    @Test
    void whereItsDatastoresAreReachedByItTheIdentityGetsTheFileSharesToo() {
        assertThat(RoleAssignmentsStep.grants(workspace("Creating", null, "rg1", "identity")))
                .filteredOn(grant -> grant.scope().name().equals("st1"))
                .extracting(RoleAssignmentsStep.Grant::roleName)
                .containsExactly("Storage Blob Data Contributor", "Storage File Data Privileged Contributor");
    }

    @Test
    void aVaultInAnotherGroupAddsAGrantThere() {
        assertThat(RoleAssignmentsStep.grants(workspace("Creating", null, "rg2")))
                .extracting(grant -> grant.scope().name())
                .containsExactly("ws1", "st1", "cr1", "rg1", "rg2");
    }

    @Test
    void aGrantHasTheSameNameEachTime() {
        Workspace first = workspace("Creating", null, "rg1");
        Workspace later = workspace("Succeeded", "another-step", "rg2");

        assertThat(assignment(first, 0)).isEqualTo(assignment(later, 0)).isNotEqualTo(assignment(later, 3));
    }

    private static ArmResourceId assignment(Workspace workspace, int grant) {
        return RoleAssignmentsStep.assignmentId(
                workspace, RoleAssignmentsStep.grants(workspace).get(grant));
    }

    private WorkspaceProvisioning provisioning(ProvisioningStep... steps) {
        return new WorkspaceProvisioning(kept, new ProvisioningSteps(List.of(steps)));
    }

    private ProvisioningStep step(String name) {
        return new Step(name, () -> true);
    }

    private ProvisioningStep crashingOnce(String name) {
        List<Boolean> crashes = new ArrayList<>(List.of(true));
        return new ProvisioningStep() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean run(Workspace workspace, Operation operation) {
                if (!crashes.isEmpty() && crashes.remove(0)) {
                    throw new IllegalStateException("killed");
                }
                done.add(name);
                return true;
            }
        };
    }

    private final class Step implements ProvisioningStep {
        private final String name;
        private final java.util.function.BooleanSupplier result;

        Step(String name, java.util.function.BooleanSupplier result) {
            this.name = name;
            this.result = result;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean run(Workspace workspace, Operation operation) {
            done.add(name);
            return result.getAsBoolean();
        }
    }

    private static Workspace workspace(String state, String next, String vaultGroup) {
        return workspace(state, next, vaultGroup, "accessKey");
    }

    private static Workspace workspace(String state, String next, String vaultGroup, String authMode) {
        ArmResourceId vault = ArmResourceId.subscription("s1")
                .resourceGroup(vaultGroup)
                .provider("Microsoft.KeyVault", "vaults", "kv1");
        return new Workspace(
                ID,
                "11111111-1111-4111-8111-111111111111",
                "t1",
                "eastus",
                false,
                authMode,
                new Workspace.Dependent(GROUP.provider("Microsoft.Storage", "storageAccounts", "st1"), false),
                new Workspace.Dependent(vault, false),
                new Workspace.Dependent(GROUP.provider("Microsoft.Insights", "components", "ai1"), false),
                new Workspace.Dependent(GROUP.provider("Microsoft.ContainerRegistry", "registries", "cr1"), false),
                null,
                null,
                null,
                new Workspace.Identity("o1", "c1", null, null),
                new Workspace.Identity("o1", "c1", null, null),
                List.of(),
                null,
                null,
                state,
                next);
    }

    private static Operation operation() {
        return new Operation(
                "op1",
                "workspace-provisioning",
                ID.toString(),
                ID,
                "PUT",
                "action",
                "eastus",
                new Caller("t1", "o1", "a1", null, List.of()),
                "c1",
                null,
                "act1",
                OperationStatus.IN_PROGRESS,
                null,
                null,
                Instant.EPOCH,
                null);
    }
}
