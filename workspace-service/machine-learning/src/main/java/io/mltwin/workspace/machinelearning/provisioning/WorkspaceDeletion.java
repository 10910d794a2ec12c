package io.mltwin.workspace.machinelearning.provisioning;

import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.managedidentities.HostedIdentities;
import io.mltwin.managedidentities.ManagedIdentities;
import io.mltwin.platform.ServiceName;
import io.mltwin.workspace.arm.ArmPipeline;
import io.mltwin.workspace.index.IndexedResource;
import io.mltwin.workspace.index.IndexedState;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.Workspaces;
import io.mltwin.workspace.machinelearning.connections.Connections;
import io.mltwin.workspace.operations.Operation;
import io.mltwin.workspace.operations.OperationWorker;
import io.mltwin.workspace.operations.Operations;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Deletes a workspace: first what lies in it (computes, endpoints, connections), then its grants,
 * its access to the vault and its identity, the resource group that Azure ML manages for it, and
 * its models, images and web services, which one of the same name must not find. Storage, vault,
 * registry and component stay, they are the customer's (BLB-05).
 */
@Singleton
record WorkspaceDeletion(
        Workspaces workspaces,
        ResourceIndex index,
        Operations operations,
        ArmPipeline pipeline,
        MachineLearningApplication application,
        ManagedGroups managedGroups,
        ManagedIdentities identities,
        HostedIdentities assigned,
        Tokens tokens,
        ProvisioningSteps steps,
        Connections connections,
        ModelManagementClient models)
        implements OperationWorker {
    /** The child resources that run or listen. */
    private static final Set<String> ACTIVE_CHILDREN = Set.of("computes", "onlineendpoints", "batchendpoints");

    private static final Duration PAUSE = Duration.ofMillis(300);

    @Override
    public String name() {
        return "workspace-deletion";
    }

    @Override
    public Progress advance(Operation operation) {
        Workspace workspace = workspaces.find(operation.target()).orElse(null);
        if (workspace == null) {
            return Progress.done();
        }
        List<IndexedResource> below = index.below(operation.target()).stream()
                .filter(WorkspaceDeletion::isActiveChild)
                .toList();
        if (!below.isEmpty()) {
            return deleteNext(below, operation);
        }
        if (workspace.managedGroup() != null && !managedGroups.remove(workspace, operation)) {
            return Progress.again(PAUSE);
        }
        // while its identity may still use the vault
        connections.deleteAll(workspace);
        for (ArmResourceId grant : workspaces.grants(workspace.id())) {
            ifStillThere(() -> application.delete(workspace, operation, grant, RoleAssignmentsStep.API_VERSION));
        }
        if (workspace.ownIdentity() != null && workspace.ownIdentity().isRegistered()) {
            ifStillThere(() -> removePolicy(workspace, operation));
            tokens.forget(workspace.ownIdentity().clientId());
        }
        identities.delete(workspace.id().toString());
        assigned.end(workspace.id(), workspace.userAssigned());
        assigned.end(workspace.id(), workspaces.leavingIdentities(workspace.id()));
        // late, so that hardly anything is registered after it
        models.deleteAll(workspace.id(), operation.correlationId());
        workspaces.deleted(workspace.id());
        return Progress.done();
    }

    private static boolean isActiveChild(IndexedResource resource) {
        List<String> types = resource.id().types();
        return types.size() == 2 && ACTIVE_CHILDREN.contains(AsciiCase.lower(types.get(1)));
    }

    private Progress deleteNext(List<IndexedResource> below, Operation operation) {
        IndexedResource next = below.get(0);
        if (next.state() == IndexedState.DELETING && operations.isRunningOn(next.id())) {
            return Progress.again(PAUSE);
        }
        String query = next.id().type().endsWith("/computes") ? "&underlyingResourceAction=Delete" : "";
        String uri = next.id() + "?api-version=2022-10-01" + query;
        ifStillThere(() -> pipeline.call(operation.caller(), "DELETE", uri, null, operation.correlationId()));
        return Progress.again(Duration.ZERO);
    }

    private void removePolicy(Workspace workspace, Operation operation) {
        application.put(
                workspace,
                operation,
                VaultPolicies.operation(workspace, "remove"),
                KeyVaultStep.API_VERSION,
                VaultPolicies.removed(workspace));
    }

    /** Removes a thing unless it is gone already. */
    private static void ifStillThere(Runnable removal) {
        try {
            removal.run();
        } catch (AzureException fault) {
            if (fault.status() != 404) {
                throw fault;
            }
        }
    }

    @Override
    public void failed(Operation operation, AzureException fault) {
        workspaces.deletionFailed(operation.target(), fault, steps.first());
    }

    /** Talks to model management, which is scoring-service. */
    @Singleton
    record ModelManagementClient(ServiceHttp http, Tokens tokens) {
        /**
         * Deletes models, assets, images and web services of a workspace; may be repeated.
         *
         * @throws io.mltwin.armweb.AzureException 503 when the service is away
         */
        void deleteAll(ArmResourceId workspace, String correlationId) {
            http.request(
                            ServiceName.SCORING,
                            "DELETE",
                            "/_internal/workspaces?id=" + UriEncoding.encodeQueryValue(workspace.toString()))
                    .bearer(tokens.forService(ServiceName.SCORING))
                    .correlationId(correlationId)
                    .send()
                    .orFault();
        }
    }
}
