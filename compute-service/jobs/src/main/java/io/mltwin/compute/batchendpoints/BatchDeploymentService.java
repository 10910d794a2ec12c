package io.mltwin.compute.batchendpoints;

import static io.mltwin.armweb.ArmErrors.parentResourceNotFound;
import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.compute.batchscoring.BatchEndpointErrors.isDefault;
import static io.mltwin.machinelearning.UserErrors.invalidIf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.batchendpoints.BatchEndpointService.BatchEndpoint;
import io.mltwin.compute.batchscoring.BatchDeploymentBody;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.operations.ArmOperations;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.SystemData;
import io.mltwin.resourceprovider.TrackedResource;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Deployments of batch endpoints: made, changed, deleted. Azure Resource Manager has authorized
 * every call that ends here.
 */
@Singleton
class BatchDeploymentService {

    private final BatchDeploymentRepository deployments;
    private final BatchEndpointService endpoints;
    private final BatchDeploymentPreparation preparation;
    private final BatchEndpointMapper mapper;
    private final ArmOperations operations;
    private final Clock clock;

    BatchDeploymentService(
            BatchDeploymentRepository deployments,
            BatchEndpointService endpoints,
            BatchDeploymentPreparation preparation,
            BatchEndpointMapper mapper,
            ArmOperations operations,
            Clock clock) {
        this.deployments = deployments;
        this.endpoints = endpoints;
        this.preparation = preparation;
        this.mapper = mapper;
        this.operations = operations;
        this.clock = clock;
    }

    /** A PUT that is ready to be stored. */
    record Prepared(OpenWorkspace open, BatchDeploymentContent content) {}

    /** Asks about everything that the deployment names; no transaction is open. */
    Prepared prepare(ArmCall call, BatchDeploymentBody body) {
        OpenWorkspace open = endpoints.open(call.id());
        endpoints.requireParent(open.history(), call.id().parent());
        String region = open.workspace().region();
        invalidIf(
                !TrackedResource.location(body.location()).equals(region),
                "location",
                "A deployment lies in the region of its workspace, %s.",
                region);
        return new Prepared(open, preparation.prepare(call, body, open));
    }

    Outcome put(ArmCall call, BatchDeploymentBody body, Prepared prepared) {
        OpenWorkspace open = prepared.open();
        RunHistory history = open.history();
        endpoints.lock(call.id().parent(), open);
        BatchEndpoint endpoint = requireEndpoint(history, call.id().parent());
        String endpointKey = BatchEndpointService.key(endpoint.id());
        String nameKey = BatchEndpointService.key(call.id());
        Optional<BatchDeploymentEntity> there = deployments.byName(history.workspaceId(), endpointKey, nameKey);
        Optional<BatchDeploymentContent> earlier = there.map(row -> content(history, row));
        BatchDeploymentContent content = prepared.content()
                .stored(
                        earlier.map(BatchDeploymentContent::armId)
                                .orElseGet(() -> endpoint.id()
                                        .child("deployments", call.id().name())
                                        .toString()),
                        changed(call, earlier.orElse(null)));
        BatchDeploymentEntity row = there.orElseGet(BatchDeploymentEntity::new);
        row.content = history.seal(BatchDeploymentEntity.place(endpointKey, nameKey), content);
        if (there.isEmpty()) {
            row.workspaceId = history.workspaceId();
            row.endpointKey = endpointKey;
            row.nameKey = nameKey;
            deployments.persist(row);
        }
        return Outcome.accepted(
                there.isEmpty() ? 201 : 200,
                mapper.deployment(content),
                operations.done(call.id().toString()));
    }

    private SystemData changed(ArmCall call, BatchDeploymentContent earlier) {
        return SystemData.by(call.caller(), clock.instant()).after(earlier == null ? null : earlier.systemData());
    }

    /** Changes tags and description. */
    Outcome patch(ArmCall call, BatchDeploymentBody patch, OpenWorkspace open) {
        endpoints.lock(call.id().parent(), open);
        BatchDeploymentEntity row = require(open.history(), call.id());
        BatchDeploymentContent earlier = content(open.history(), row);
        BatchDeploymentContent content = earlier.patched(
                patch.tags(),
                patch.properties() == null ? null : patch.properties().description(),
                changed(call, earlier));
        row.content = open.history().seal(BatchDeploymentEntity.place(row.endpointKey, row.nameKey), content);
        return Outcome.ok(mapper.deployment(content));
    }

    @Transactional
    ObjectNode get(ArmCall call, OpenWorkspace open) {
        return mapper.deployment(content(open.history(), require(open.history(), call.id())));
    }

    @Transactional
    List<ObjectNode> list(ArmCall call, OpenWorkspace open) {
        BatchEndpoint endpoint = requireEndpoint(open.history(), call.id());
        return deployments.ofEndpoint(open.history().workspaceId(), BatchEndpointService.key(endpoint.id())).stream()
                .map(row -> mapper.deployment(content(open.history(), row)))
                .toList();
    }

    /** Deletes a deployment that is not the default of its endpoint; its jobs stay. */
    Outcome delete(ArmCall call, OpenWorkspace open) {
        endpoints.lock(call.id().parent(), open);
        Optional<BatchEndpoint> endpoint =
                endpoints.find(open.history(), call.id().parent());
        Optional<BatchDeploymentEntity> row = row(open.history(), call.id());
        if (endpoint.isEmpty() || row.isEmpty()) {
            return Outcome.noContent();
        }
        if (AsciiCase.equal(call.id().name(), endpoint.get().defaultDeployment())) {
            throw isDefault(call.id().name());
        }
        deployments.delete(row.get());
        return Outcome.accepted(202, null, operations.done(call.id().toString()));
    }

    private BatchEndpoint requireEndpoint(RunHistory history, ArmResourceId id) {
        return endpoints.find(history, id).orElseThrow(() -> parentResourceNotFound(id));
    }

    private Optional<BatchDeploymentEntity> row(RunHistory history, ArmResourceId id) {
        return deployments.byName(
                history.workspaceId(), BatchEndpointService.key(id.parent()), BatchEndpointService.key(id));
    }

    private BatchDeploymentEntity require(RunHistory history, ArmResourceId id) {
        return row(history, id).orElseThrow(() -> resourceNotFound(id));
    }

    static BatchDeploymentContent content(RunHistory history, BatchDeploymentEntity row) {
        return history.open(
                BatchDeploymentEntity.place(row.endpointKey, row.nameKey), row.content, BatchDeploymentContent.class);
    }
}
