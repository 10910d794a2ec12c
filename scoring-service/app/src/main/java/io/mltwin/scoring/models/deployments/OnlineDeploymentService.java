package io.mltwin.scoring.models.deployments;

import static io.mltwin.armweb.ArmErrors.parentResourceNotFound;
import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.encoding.Absence.orEmpty;
import static io.mltwin.machinelearning.UserErrors.invalid;
import static io.mltwin.scoring.models.endpoints.EndpointErrors.conflict;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.TrackedResource;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.endpoints.OnlineEndpointService;
import io.mltwin.scoring.models.endpoints.ResourceHistory;
import io.mltwin.scoring.operations.ArmOperations;
import io.mltwin.scoring.operations.OperationService;
import io.mltwin.scoring.registry.images.ImageService;
import io.mltwin.scoring.workspaces.WorkspacePath;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Deployments of online endpoints: asked for, changed, deleted. An operation does what was asked
 * for; what ran before goes on until that has succeeded. Azure Resource Manager has authorized
 * every call that ends here.
 */
@ApplicationScoped
public class OnlineDeploymentService {

    /** Type of the operations that deploy. */
    static final String OPERATION = "OnlineDeployment";

    private final OnlineDeploymentRepository rows;
    private final DeploymentRows owned;
    private final OnlineEndpointService endpoints;
    private final ImageService images;
    private final OperationService operations;
    private final ArmOperations ended;
    private final Clock clock;

    OnlineDeploymentService(
            OnlineDeploymentRepository rows,
            DeploymentRows owned,
            OnlineEndpointService endpoints,
            ImageService images,
            OperationService operations,
            ArmOperations ended,
            Clock clock) {
        this.rows = rows;
        this.owned = owned;
        this.endpoints = endpoints;
        this.images = images;
        this.operations = operations;
        this.ended = ended;
        this.clock = clock;
    }

    /**
     * Makes a deployment or changes it. An operation deploys what is wanted.
     *
     * @throws AzureException 409 while another operation changes it
     */
    Outcome put(ArmCall call, OnlineDeploymentBody body, DeploymentSettings wanted) {
        ArmResourceId id = call.id();
        endpoints.lock(id.parent());
        OnlineDeploymentEntity row = rows.findById(id.key());
        boolean isNew = row == null;
        if (isNew) {
            row = created(call, body);
        } else {
            requireAtRest(row);
            row.systemData = ResourceHistory.modified(row.systemData, call.caller(), clock.instant());
        }
        row.tags = JsonText.sealed(orEmpty(body.tags()));
        start(call, row, wanted, isNew ? "Creating" : "Updating");
        rows.persist(row);
        return Outcome.accepted(isNew ? 201 : 200, OnlineDeploymentMapper.arm(row), row.operationId);
    }

    private OnlineDeploymentEntity created(ArmCall call, OnlineDeploymentBody body) {
        ArmResourceId id = call.id();
        OnlineDeploymentEntity row = new OnlineDeploymentEntity();
        row.armKey = id.key();
        row.armId = id.toString();
        row.endpointKey = id.parent().key();
        row.workspaceKey = id.parent().parent().key();
        row.name = id.name();
        row.location = TrackedResource.location(body.location());
        row.systemData = ResourceHistory.created(call.caller(), clock.instant());
        return row;
    }

    private void start(ArmCall call, OnlineDeploymentEntity row, DeploymentSettings wanted, String state) {
        WorkspacePath path = new WorkspacePath(call.id().parent().parent(), null);
        row.operationId = operations.start(path, OPERATION, row.armKey, call.correlationId());
        DeploymentSettings running = running(row);
        String imageId = running != null && running.image().equals(wanted.image())
                ? running.imageId()
                : images.createFor(
                        path,
                        AsciiCase.lower(call.id().parent().name() + "-" + row.name),
                        wanted.image(),
                        row.operationId);
        row.wanted = JsonText.sealed(wanted.withImageId(imageId));
        row.state = state;
        row.errorCode = null;
        row.errorMessage = null;
    }

    private static DeploymentSettings running(OnlineDeploymentEntity row) {
        return JsonText.as(row.running, DeploymentSettings.class);
    }

    private static void requireAtRest(OnlineDeploymentEntity row) {
        if (!row.state.equals("Succeeded") && !row.state.equals("Failed")) {
            throw conflict(
                    "The deployment '" + row.name + "' is in state " + row.state + "; wait until that has ended.");
        }
    }

    /**
     * Changes tags and the number of instances; an operation scales where the number differs.
     *
     * @throws AzureException 404 when there is no such deployment, 409 while another operation
     *     changes it, or when it has never run
     */
    Outcome patch(ArmCall call, OnlineDeploymentBody patch) {
        endpoints.lock(call.id().parent());
        OnlineDeploymentEntity row = require(call.id());
        if (patch.tags() != null) {
            row.tags = JsonText.sealed(patch.tags());
        }
        row.systemData = ResourceHistory.modified(row.systemData, call.caller(), clock.instant());
        Integer capacity = patch.sku() == null ? null : patch.sku().capacity();
        DeploymentSettings running = running(row);
        if (capacity == null || running != null && capacity == running.instances()) {
            return Outcome.ok(OnlineDeploymentMapper.arm(row));
        }
        requireAtRest(row);
        if (running == null) {
            throw conflict("The deployment '" + row.name + "' has never run; put it again.");
        }
        start(call, row, running.withCapacity(capacity), "Scaling");
        return Outcome.accepted(202, OnlineDeploymentMapper.arm(row), row.operationId);
    }

    @Transactional
    ObjectNode get(ArmResourceId id) {
        return OnlineDeploymentMapper.arm(require(id));
    }

    @Transactional
    List<ObjectNode> list(ArmResourceId endpoint) {
        if (!endpoints.exists(endpoint)) {
            throw parentResourceNotFound(endpoint);
        }
        return rows.ofEndpoint(endpoint.key()).stream()
                .map(OnlineDeploymentMapper::arm)
                .toList();
    }

    @Transactional
    boolean exists(ArmResourceId id) {
        return rows.findByIdOptional(id.key()).isPresent();
    }

    /**
     * Deletes a deployment that gets no traffic.
     *
     * @throws AzureException 400 when it gets some
     */
    Outcome delete(ArmCall call) {
        ArmResourceId endpoint = call.id().parent();
        if (!endpoints.exists(endpoint)) {
            return Outcome.noContent();
        }
        OnlineEndpointService.Traffic traffic = endpoints.lock(endpoint);
        OnlineDeploymentEntity row = rows.findById(call.id().key());
        if (row == null) {
            return Outcome.noContent();
        }
        requireNoTraffic(row, traffic.live(), "live");
        requireNoTraffic(row, traffic.mirrored(), "mirrored");
        owned.delete(row);
        return Outcome.accepted(202, null, ended.done(call.id()));
    }

    private static void requireNoTraffic(OnlineDeploymentEntity row, Map<String, Integer> traffic, String kind) {
        Integer percent = traffic.get(row.name);
        if (percent != null && percent > 0) {
            throw invalid(
                    "deploymentName",
                    "The deployment '%s' gets %s percent of the endpoint's %s traffic; set that to 0 before it is"
                            + " deleted.",
                    row.name,
                    percent,
                    kind);
        }
    }

    private OnlineDeploymentEntity require(ArmResourceId id) {
        return rows.findByIdOptional(id.key()).orElseThrow(() -> resourceNotFound(id));
    }
}
