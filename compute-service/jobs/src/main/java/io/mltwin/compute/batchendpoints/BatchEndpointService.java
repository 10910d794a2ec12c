package io.mltwin.compute.batchendpoints;

import static io.mltwin.armweb.ArmErrors.parentResourceNotFound;
import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.compute.batchscoring.BatchEndpointErrors.nameTaken;
import static io.mltwin.compute.batchscoring.BatchEndpointErrors.unknownDeployment;
import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.machinelearning.UserErrors.invalidIf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.batchscoring.BatchDeployment;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.encryption.WorkspaceKeys;
import io.mltwin.compute.operations.ArmOperations;
import io.mltwin.compute.workspaces.Workspace.WorkspaceDeleted;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.SystemData;
import io.mltwin.resourceprovider.TrackedResource;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Batch endpoints: made, changed, deleted. Azure Resource Manager has authorized every call that
 * ends here but those of jobs, which their service authorizes.
 */
@Singleton
public class BatchEndpointService {

    private final BatchEndpointRepository endpoints;
    private final BatchDeploymentRepository deployments;
    private final BatchEndpointMapper mapper;
    private final WorkspaceKeys keys;
    private final ArmOperations operations;
    private final Clock clock;

    BatchEndpointService(
            BatchEndpointRepository endpoints,
            BatchDeploymentRepository deployments,
            BatchEndpointMapper mapper,
            WorkspaceKeys keys,
            ArmOperations operations,
            Clock clock) {
        this.endpoints = endpoints;
        this.deployments = deployments;
        this.mapper = mapper;
        this.keys = keys;
        this.operations = operations;
        this.clock = clock;
    }

    /** Opens the workspace that an endpoint or deployment lies in; no transaction is open. */
    OpenWorkspace open(ArmResourceId id) {
        ArmResourceId workspace = id;
        while (workspace.types().size() > 1) {
            workspace = workspace.parent();
        }
        return keys.openParent(workspace);
    }

    static String key(ArmResourceId id) {
        return AsciiCase.lower(id.name());
    }

    Outcome put(ArmCall call, BatchEndpointBody body, OpenWorkspace open) {
        String region = open.workspace().region();
        invalidIf(
                !TrackedResource.location(body.location()).equals(region),
                "location",
                "An endpoint lies in the region of its workspace, %s.",
                region);
        String nameKey = key(call.id());
        String hostKey = BatchEndpointMapper.hostKey(call.id().name(), region);
        endpoints.lock(hostKey);
        Optional<BatchEndpointEntity> there = row(open.history(), nameKey);
        if (there.isEmpty() && endpoints.byHost(hostKey).isPresent()) {
            throw nameTaken(call.id().name(), region);
        }
        Optional<BatchEndpointContent> earlier = there.map(row -> content(open.history(), row));
        BatchEndpointBody.Properties given = body.properties();
        BatchEndpointContent content = new BatchEndpointContent(
                earlier.map(BatchEndpointContent::armId).orElse(call.id().toString()),
                region,
                body.tags(),
                body.kind(),
                given.description(),
                given.properties(),
                defaultDeployment(open.history(), call.id(), given.defaults()),
                SystemData.by(call.caller(), clock.instant())
                        .after(earlier.map(BatchEndpointContent::systemData).orElse(null)));
        BatchEndpointEntity row = there.orElseGet(BatchEndpointEntity::new);
        row.content = open.history().seal(BatchEndpointEntity.place(nameKey), content);
        if (there.isEmpty()) {
            row.workspaceId = open.history().workspaceId();
            row.nameKey = nameKey;
            row.armId = content.armId();
            row.hostKey = hostKey;
            endpoints.persist(row);
        }
        return Outcome.accepted(
                there.isEmpty() ? 201 : 200,
                mapper.endpoint(content),
                operations.done(call.id().toString()));
    }

    /** The default as it is spelt where it was made. */
    private String defaultDeployment(RunHistory history, ArmResourceId endpoint, BatchEndpointBody.Defaults defaults) {
        if (defaults == null || isEmpty(defaults.deploymentName())) {
            return null;
        }
        String name = defaults.deploymentName();
        return deployments
                .byName(history.workspaceId(), key(endpoint), AsciiCase.lower(name))
                .map(row -> BatchDeploymentService.content(history, row)
                        .deployment()
                        .id()
                        .name())
                .orElseThrow(() -> unknownDeployment("properties.defaults.deploymentName", name, endpoint.name()));
    }

    Outcome patch(ArmCall call, BatchEndpointBody patch, OpenWorkspace open) {
        lock(call.id(), open);
        BatchEndpointEntity row = require(open.history(), call.id());
        BatchEndpointContent earlier = content(open.history(), row);
        BatchEndpointContent content = earlier.withTags(
                patch.tags(), SystemData.by(call.caller(), clock.instant()).after(earlier.systemData()));
        row.content = open.history().seal(BatchEndpointEntity.place(row.nameKey), content);
        return Outcome.ok(mapper.endpoint(content));
    }

    @Transactional
    ObjectNode get(ArmCall call, OpenWorkspace open) {
        return mapper.endpoint(content(open.history(), require(open.history(), call.id())));
    }

    @Transactional
    List<ObjectNode> list(OpenWorkspace open) {
        return endpoints.ofWorkspace(open.history().workspaceId()).stream()
                .map(row -> mapper.endpoint(content(open.history(), row)))
                .toList();
    }

    /** Deletes an endpoint with its deployments; its jobs stay. */
    Outcome delete(ArmCall call, OpenWorkspace open) {
        lock(call.id(), open);
        Optional<BatchEndpointEntity> row = row(open.history(), key(call.id()));
        if (row.isEmpty()) {
            return Outcome.noContent();
        }
        deployments.deleteOf(open.history().workspaceId(), row.get().nameKey);
        endpoints.delete(row.get());
        return Outcome.accepted(202, null, operations.done(call.id().toString()));
    }

    /** Locks an endpoint for a change of it or its deployments, within a transaction. */
    void lock(ArmResourceId endpoint, OpenWorkspace open) {
        endpoints.lock(
                BatchEndpointMapper.hostKey(endpoint.name(), open.workspace().region()));
    }

    /** Returns the endpoint; within a transaction. */
    Optional<BatchEndpoint> find(RunHistory history, ArmResourceId id) {
        return row(history, key(id)).map(row -> endpoint(content(history, row)));
    }

    private static BatchEndpoint endpoint(BatchEndpointContent content) {
        return new BatchEndpoint(ArmResourceId.parse(content.armId()), content.defaultDeployment());
    }

    /** Returns the id of the endpoint behind the host {@code {name}.{region}}. */
    @Transactional
    public Optional<ArmResourceId> findByHost(String label) {
        return endpoints.byHost(label).map(row -> ArmResourceId.parse(row.armId));
    }

    /**
     * Returns an endpoint whose caller may use it.
     *
     * @throws io.mltwin.armweb.AzureException 404 when there is none
     */
    @Transactional
    public BatchEndpoint get(RunHistory history, ArmResourceId id) {
        return find(history, id).orElseThrow(() -> resourceNotFound(id));
    }

    /** Passes where the endpoint of a deployment is there. */
    @Transactional
    void requireParent(RunHistory history, ArmResourceId id) {
        if (find(history, id).isEmpty()) {
            throw parentResourceNotFound(id);
        }
    }

    /** Returns a deployment of an endpoint, or empty. */
    @Transactional
    public Optional<BatchDeployment> findDeployment(RunHistory history, BatchEndpoint endpoint, String name) {
        return deployments
                .byName(history.workspaceId(), key(endpoint.id()), AsciiCase.lower(name))
                .map(row -> BatchDeploymentService.content(history, row).deployment());
    }

    private Optional<BatchEndpointEntity> row(RunHistory history, String nameKey) {
        return endpoints.byName(history.workspaceId(), nameKey);
    }

    private BatchEndpointEntity require(RunHistory history, ArmResourceId id) {
        return row(history, key(id)).orElseThrow(() -> resourceNotFound(id));
    }

    private static BatchEndpointContent content(RunHistory history, BatchEndpointEntity row) {
        return history.open(BatchEndpointEntity.place(row.nameKey), row.content, BatchEndpointContent.class);
    }

    void gone(@Observes WorkspaceDeleted workspace) {
        deployments.delete("workspaceId", workspace.workspaceId());
        endpoints.delete("workspaceId", workspace.workspaceId());
    }

    /**
     * A batch endpoint as its jobs need to know it.
     *
     * @param id as it was first written
     * @param defaultDeployment name of the deployment that jobs without one go to; null for none
     */
    public record BatchEndpoint(ArmResourceId id, String defaultDeployment) {}
}
