package io.mltwin.workspace.machinelearning.provisioning;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.WorkspaceIdentities;
import io.mltwin.workspace.machinelearning.Workspaces;
import io.mltwin.workspace.operations.Operation;
import io.mltwin.workspace.operations.OperationStatus;
import io.mltwin.workspace.operations.OperationWorker;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code resyncKeys} (api 2020-08-01 and later): gives the workspace's identity back what
 * "Enterprise security and governance", Securing compute targets and data, grants it, and takes new
 * copies of the storage account's key, the registry's password and the component's instrumentation
 * key. Grants and policy are written by the Azure ML application; keys are read as the workspace's
 * identity, or as the caller where the identity may not list them; a primary user-assigned identity
 * gets no roles and no such help. Datastores that carry a key of their own are not touched, as in
 * Azure.
 */
@Singleton
record KeyResync(
        Workspaces workspaces,
        RoleAssignmentsStep roles,
        VaultAccessStep vaultAccess,
        VaultSecretsStep vaultSecrets,
        DependentResources resources,
        WorkspaceIdentities identities,
        MachineLearningApplication application,
        Clock clock)
        implements OperationWorker {
    static final String NAME = "workspace-resync";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Progress advance(Operation operation) {
        resync(operation);
        return Progress.done();
    }

    /** Does the work within the request, as api 2020-08-01 does. */
    void now(ArmCall call) {
        resync(new Operation(
                null,
                NAME,
                call.id().toString(),
                call.id(),
                call.method(),
                call.action(),
                null,
                call.caller(),
                call.correlationId(),
                null,
                null,
                OperationStatus.IN_PROGRESS,
                null,
                null,
                clock.instant(),
                null));
    }

    /** Restores each part; one that fails does not keep the others from it. */
    private void resync(Operation operation) {
        Workspace workspace = workspaces.requireReady(operation.target());
        List<AzureException> faults = new ArrayList<>();
        if (workspace.ownIdentity() != null) {
            for (RoleAssignmentsStep.Grant grant : RoleAssignmentsStep.grants(workspace)) {
                attempt(faults, () -> roles.give(workspace, operation, grant));
            }
        }
        attempt(faults, () -> vaultAccess.run(workspace, operation));
        attempt(faults, () -> vaultSecrets.copy(workspace, operation, reader(workspace)));
        attempt(faults, () -> readComponent(workspace, operation));
        if (!faults.isEmpty()) {
            throw faults.get(0);
        }
    }

    private static void attempt(List<AzureException> faults, Runnable part) {
        try {
            part.run();
        } catch (AzureException fault) {
            faults.add(fault);
        }
    }

    private VaultSecretsStep.KeySource reader(Workspace workspace) {
        return workspace.identity().isUserAssigned()
                ? vaultSecrets.asIdentity(workspace)
                : (id, name, apiVersion, operation) -> readAsIdentity(workspace, id, name, apiVersion, operation);
    }

    private JsonNode readAsIdentity(
            Workspace workspace, ArmResourceId id, String name, String apiVersion, Operation operation) {
        try {
            return resources.post(id, name, apiVersion, workspace.identity().caller(workspace.tenantId()), operation);
        } catch (AzureException fault) {
            if (fault.status() != 403) {
                throw fault;
            }
            return resources.postAsCaller(id, name, apiVersion, operation);
        }
    }

    private void readComponent(Workspace workspace, Operation operation) {
        ArmResourceId id = workspace.applicationInsights().id();
        JsonNode component = workspace.identity().isUserAssigned()
                ? resources.read(id, ApplicationInsightsStep.API_VERSION, identities.caller(workspace), operation)
                : application
                        .find(workspace, operation, id, ApplicationInsightsStep.API_VERSION)
                        .orElseThrow(() -> resourceNotFound(id));
        workspaces.insightsReady(
                workspace.id(),
                component.path("properties").path("InstrumentationKey").asText());
    }
}
