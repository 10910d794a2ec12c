package io.mltwin.workspace.machinelearning.provisioning;

import static io.mltwin.armweb.AzureException.conflict;

import io.mltwin.armweb.AzureException;
import io.mltwin.workspace.machinelearning.ProvisioningProgress;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.operations.Operation;
import io.mltwin.workspace.operations.OperationStatus;
import io.mltwin.workspace.operations.OperationWorker;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Makes a workspace step by step; the next step is kept, so that after a crash or a repairing PUT
 * it goes on where it was.
 */
@Singleton
record WorkspaceProvisioning(ProvisioningProgress workspaces, ProvisioningSteps steps) implements OperationWorker {
    private static final Duration PAUSE = Duration.ofMillis(200);

    @Override
    public String name() {
        return "workspace-provisioning";
    }

    @Override
    public Progress advance(Operation operation) {
        Workspace workspace = find(operation);
        if (workspace.provisioningState().equals("Succeeded")) {
            // ended before the operation could be
            return Progress.done();
        }
        for (ProvisioningStep step : steps.from(workspace.nextStep())) {
            if (!step.run(find(operation), operation)) {
                return Progress.again(PAUSE);
            }
            String next = steps.after(step);
            if (next != null) {
                workspaces.stepDone(operation.target(), next);
            }
        }
        workspaces.succeeded(operation.target());
        return Progress.done();
    }

    @Override
    public void failed(Operation operation, AzureException fault) {
        workspaces.failed(operation.target(), fault);
    }

    private Workspace find(Operation operation) {
        return workspaces
                .find(operation.target())
                .orElseThrow(() -> conflict(OperationStatus.CANCELED.text(), "The workspace was deleted meanwhile."));
    }
}
