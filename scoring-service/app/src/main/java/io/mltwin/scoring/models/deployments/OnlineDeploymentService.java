package io.mltwin.scoring.models.deployments;

import static io.mltwin.armweb.ArmErrors.parentResourceNotFound;
import static io.mltwin.armweb.AzureException.conflict;
import static io.mltwin.machinelearning.UserErrors.invalid;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.endpoints.OnlineEndpointService;
import io.mltwin.scoring.operations.ArmOperations;
import io.mltwin.scoring.operations.OperationService;
import io.mltwin.scoring.registry.images.ImageService;
import io.mltwin.scoring.workspaces.WorkspacePath;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * Deployments of online endpoints: asked for, changed, deleted. An operation does what was asked
 * for; what ran before goes on until that has succeeded. Azure Resource Manager has authorized
 * every call that ends here.
 */
@Singleton
public record OnlineDeploymentService(
        OnlineDeploymentRepository rows,
        OnlineEndpointService endpoints,
        ImageService images,
        OperationService operations,
        ArmOperations ended) {

    /** Type of the operations that deploy. */
    static final String OPERATION = "OnlineDeployment";

    /** Passes where an endpoint is there that deployments are listed of, or put to; such a PUT locks it. */
    void requireEndpoint(ArmCall call, ArmResourceId endpoint) {
        if (call.isPut()) {
            endpoints.lock(endpoint);
        } else if (call.isList() && !endpoints.exists(endpoint)) {
            throw parentResourceNotFound(endpoint);
        }
    }

    /**
     * Changes a row as a PUT asks for. An operation deploys what is wanted.
     *
     * @throws AzureException 409 while another operation changes it
     */
    void put(ArmCall call, OnlineDeploymentEntity row, OnlineDeploymentBody body, DeploymentSettings wanted) {
        if (!row.isNew()) {
            requireAtRest(row);
        }
        start(call, row, wanted, row.isNew() ? "Creating" : "Updating");
    }

    private void start(ArmCall call, OnlineDeploymentEntity row, DeploymentSettings wanted, String state) {
        WorkspacePath path = new WorkspacePath(call.id().parent().parent(), null);
        row.operationId = operations.start(path, OPERATION, row.key, call.correlationId());
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
                    "Conflict",
                    "The deployment '" + row.name + "' is in state " + row.state + "; wait until that has ended.");
        }
    }

    /**
     * Changes the number of instances; an operation scales where the number differs.
     *
     * @return whether there is such an operation
     * @throws AzureException 409 while another operation changes the deployment, or when it has never
     *     run
     */
    boolean scale(ArmCall call, OnlineDeploymentEntity row, OnlineDeploymentBody patch) {
        Integer capacity = patch.sku() == null ? null : patch.sku().capacity();
        DeploymentSettings running = running(row);
        if (capacity == null || running != null && capacity == running.instances()) {
            return false;
        }
        requireAtRest(row);
        if (running == null) {
            throw conflict("Conflict", "The deployment '" + row.name + "' has never run; put it again.");
        }
        start(call, row, running.withCapacity(capacity), "Scaling");
        return true;
    }

    boolean exists(ArmResourceId id) {
        return RowTransactions.reading(() -> rows.present(id.key())) != null;
    }

    /** Returns the operation that deploys, or one that is done where the deployment was deleted. */
    String operation(ArmResourceId id) {
        OnlineDeploymentEntity row = rows.present(id.key());
        return row == null ? ended.done(id) : row.operationId;
    }

    /**
     * Passes for a deployment that gets no traffic, and may be deleted.
     *
     * @throws AzureException 400 when it gets some
     */
    void requireNoTraffic(OnlineDeploymentEntity row) {
        OnlineEndpointService.Traffic traffic = endpoints.lock(row.armId().parent());
        requireNoTraffic(row, traffic.live(), "live");
        requireNoTraffic(row, traffic.mirrored(), "mirrored");
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
}
