package io.mltwin.workspace.machinelearning.provisioning;

import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.operations.Operation;

/**
 * One step of making a workspace. It may be repeated after a crash or a failure, and then finds
 * what it did before.
 */
interface ProvisioningStep {

    /** Kept in the database while the step is the next one. */
    String name();

    /**
     * Does it for the operation's caller.
     *
     * @return false when it must be asked again in a moment
     * @throws io.mltwin.armweb.AzureException when the workspace cannot be made
     */
    boolean run(Workspace workspace, Operation operation);
}
