package io.mltwin.workspace.machinelearning.provisioning;

import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.operations.Operation;
import jakarta.inject.Singleton;

/**
 * Gives the workspace's own identity the role for file shares that it needs once {@code
 * systemDatastoresAuthMode} is {@code identity} ("Disable shared key access for your workspace's
 * storage account").
 */
@Singleton
class DatastoreRolesStep implements ProvisioningStep {

    private final RoleAssignmentsStep roles;

    DatastoreRolesStep(RoleAssignmentsStep roles) {
        this.roles = roles;
    }

    @Override
    public String name() {
        return "datastore-roles";
    }

    @Override
    public boolean run(Workspace workspace, Operation operation) {
        return !workspace.isReachedByIdentity() || roles.run(workspace, operation);
    }
}
