package io.mltwin.compute.batchendpoints;

import static io.mltwin.armweb.ArmErrors.parentResourceNotFound;
import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.compute.batchscoring.BatchEndpointErrors.isDefault;
import static io.mltwin.compute.batchscoring.BatchEndpointErrors.unknownDeployment;
import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.machinelearning.UserErrors.invalidIf;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.batchendpoints.BatchDeploymentEntity.BatchDeploymentRepository;
import io.mltwin.compute.batchendpoints.BatchEndpointEntity.BatchEndpointRepository;
import io.mltwin.compute.batchscoring.BatchDeployment;
import io.mltwin.compute.batchscoring.BatchDeploymentBody;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.encryption.WorkspaceKeys;
import io.mltwin.compute.workspaces.V2Api;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.Workspace.WorkspaceDeleted;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.resourceprovider.Sealed;
import io.mltwin.resourceprovider.TrackedChildRow;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Batch endpoints and their deployments: what a request changes of them, and what their jobs need to know. Azure Resource
 * Manager has authorized every call that ends here but those of jobs, which their service authorizes.
 */
@Singleton
public record BatchEndpointService(
        BatchEndpointRepository endpoints,
        BatchDeploymentRepository deployments,
        BatchDeploymentPreparation preparation,
        V2Api api,
        WorkspaceClient workspaces,
        WorkspaceKeys keys) {

    /**
     * A PUT that is ready to be stored.
     *
     * @param content of a deployment; null of an endpoint
     */
    record Prepared(Workspace workspace, BatchDeploymentEntity.Content content) {}

    /** Opens the workspace that an endpoint or deployment lies in; no transaction is open. */
    void open(ArmCall call) {
        api.requireOpen(call.id());
        keys.openFor(call, endpoints);
    }

    Prepared prepare(ArmCall call) {
        return new Prepared(workspaces.require(call.id().parent()), null);
    }

    /** Changes an endpoint as a PUT asks for; a PATCH changes the tags alone. */
    void put(ArmCall call, BatchEndpointEntity row, BatchEndpointBody body, Prepared prepared) {
        if (!call.isPut()) {
            return;
        }
        if (row.isNew()) {
            requireRegion(row, "An endpoint", prepared);
            row.workspaceId = prepared.workspace().workspaceId();
            row.hostKey = row.host();
        }
        BatchEndpointBody.Properties given = body.properties();
        row.content = Sealed.json(new BatchEndpointEntity.Content(
                body.kind(), given.description(), given.properties(), defaultDeployment(row, given.defaults())));
    }

    private static void requireRegion(TrackedChildRow row, String what, Prepared prepared) {
        String region = prepared.workspace().region();
        invalidIf(
                !row.location.equals(region), "location", "%s lies in the region of its workspace, %s.", what, region);
    }

    /** The default as it is spelt where it was made. */
    private String defaultDeployment(BatchEndpointEntity endpoint, BatchEndpointBody.Defaults defaults) {
        if (defaults == null || isEmpty(defaults.deploymentName())) {
            return null;
        }
        BatchDeploymentEntity row = deployments.present(key(endpoint.key, defaults.deploymentName()));
        if (row == null) {
            throw unknownDeployment("properties.defaults.deploymentName", defaults.deploymentName(), endpoint.name);
        }
        return row.name;
    }

    private static String key(String endpointKey, String deployment) {
        return endpointKey + "/deployments/" + AsciiCase.lower(deployment);
    }

    /** Passes where an endpoint is there that deployments are listed of, or put to; a change of one locks it. */
    void requireEndpoint(ArmCall call, ArmResourceId id) {
        BatchEndpointEntity row =
                call.isGet() || call.isList() ? endpoints.present(id.key()) : endpoints.lockedById(id.key());
        if (row == null && (call.isPut() || call.isList())) {
            throw parentResourceNotFound(id);
        }
    }

    /** Asks about everything that a PUT of a deployment names; no transaction is open. */
    Prepared prepareDeployment(ArmCall call, BatchDeploymentBody body) {
        if (!call.isPut()) {
            return null;
        }
        OpenWorkspace open = keys.openParent(call.id().parent().parent());
        RowTransactions.inOne(() -> {
            requireEndpoint(call, call.id().parent());
            return null;
        });
        return new Prepared(open.workspace(), preparation.prepare(call, body, open));
    }

    /** Changes a deployment as a PUT asks for, or its description as a PATCH does. */
    void putDeployment(ArmCall call, BatchDeploymentEntity row, BatchDeploymentBody body, Prepared prepared) {
        if (!call.isPut()) {
            if (body.properties() != null && body.properties().description() != null) {
                row.content = Sealed.json(
                        row.content().withDescription(body.properties().description()));
            }
            return;
        }
        if (row.isNew()) {
            requireRegion(row, "A deployment", prepared);
            row.workspaceId = prepared.workspace().workspaceId();
            row.id = endpoints
                    .present(row.parentKey)
                    .armId()
                    .child("deployments", row.name)
                    .toString();
        }
        row.content = Sealed.json(prepared.content());
    }

    /** Passes for a deployment that is not the default of its endpoint. */
    void requireNoDefault(BatchDeploymentEntity row) {
        BatchEndpointEntity endpoint = endpoints.present(row.parentKey);
        if (AsciiCase.equal(row.name, endpoint.content().defaultDeployment())) {
            throw isDefault(row.name);
        }
    }

    /** Returns the id of the endpoint behind the host {@code {name}.{region}}. */
    public Optional<ArmResourceId> findByHost(String label) {
        return RowTransactions.reading(() -> endpoints.byHost(label)).map(row -> row.armId());
    }

    /**
     * Returns an endpoint whose caller may use it.
     *
     * @throws io.mltwin.armweb.AzureException 404 when there is none
     */
    public BatchEndpoint get(RunHistory history, ArmResourceId id) {
        return RowTransactions.reading(() -> endpoints.of(history.workspaceId(), id))
                .map(row -> new BatchEndpoint(row.armId(), row.content().defaultDeployment()))
                .orElseThrow(() -> resourceNotFound(id));
    }

    /** Returns a deployment of an endpoint, or empty. */
    public Optional<BatchDeployment> findDeployment(BatchEndpoint endpoint, String name) {
        return RowTransactions.reading(() -> Optional.ofNullable(
                        deployments.present(key(endpoint.id().key(), name))))
                .map(BatchDeploymentEntity::deployment);
    }

    void gone(@Observes WorkspaceDeleted workspace) {
        endpoints.delete("workspaceId", workspace.workspaceId());
    }

    /**
     * Returns the deployments of a workspace that use a model, by endpoint and name: such a model is not deleted.
     *
     * @throws io.mltwin.armweb.AzureException 404 for no workspace, 403 where the key of its run
     *     history cannot be used
     */
    List<ModelUser> modelUsers(ArmResourceId workspace) {
        String workspaceId = workspaces.require(workspace).workspaceId();
        return RowTransactions.inOne(() -> deployments.ofWorkspace(workspaceId)).stream()
                .map(BatchDeploymentEntity::deployment)
                .filter(deployment -> deployment.model() != null)
                .map(deployment -> new ModelUser(
                        deployment.model().armId(),
                        deployment.id().parent().name(),
                        deployment.id().name()))
                .toList();
    }

    /**
     * A deployment that uses a model.
     *
     * @param model ARM id of the version
     */
    record ModelUser(String model, String endpoint, String name) {}

    /**
     * A batch endpoint as its jobs need to know it.
     *
     * @param id as it was first written
     * @param defaultDeployment name of the deployment that jobs without one go to; null for none
     */
    public record BatchEndpoint(ArmResourceId id, String defaultDeployment) {}
}
