package io.mltwin.scoring.models.deployments;

import static io.mltwin.encoding.Absence.isTrue;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.resourceprovider.Sealed;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.endpoints.OnlineEndpointService;
import io.mltwin.scoring.models.services.ServedDeployment;
import io.mltwin.scoring.registry.images.ImageService;
import io.mltwin.scoring.workspaces.WorkspaceKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps what is wanted and what runs of deployments, for the operation that deploys and for the
 * side that runs them.
 */
@ApplicationScoped
public class DeploymentStates {

    private final OnlineDeploymentRepository rows;
    private final ImageService images;
    private final WorkspaceKeys keys;

    DeploymentStates(OnlineDeploymentRepository rows, ImageService images, WorkspaceKeys keys) {
        this.rows = rows;
        this.images = images;
        this.keys = keys;
    }

    /** Returns what runs of a deployment; empty where nothing has run yet. */
    public Optional<ServedDeployment> findRunning(String key) {
        return find(key, row -> row.running);
    }

    /** Returns whether Application Insights has the requests to what runs at an endpoint. */
    public boolean isAnyRecorded(String endpointKey) {
        prepare(endpointKey);
        return RowTransactions.inOne(() -> rows.of(endpointKey).stream()
                .filter(row -> row.running != null)
                .map(row -> JsonText.as(row.running, DeploymentSettings.class))
                .anyMatch(settings -> isTrue(settings.properties().appInsightsEnabled())));
    }

    /** Returns what an operation is to deploy; empty where the deployment is gone. */
    Optional<ServedDeployment> findWanted(String key) {
        return find(key, row -> row.wanted);
    }

    private Optional<ServedDeployment> find(String key, Function<OnlineDeploymentEntity, Sealed> stored) {
        prepare(key);
        return RowTransactions.inOne(() -> rows.findByIdOptional(key)
                .filter(row -> stored.apply(row) != null)
                .map(row -> served(row, stored.apply(row))));
    }

    private void prepare(String key) {
        keys.prepare(OnlineEndpointService.workspaceOf(ArmResourceId.parse(key)).key());
    }

    private ServedDeployment served(OnlineDeploymentEntity row, Sealed stored) {
        DeploymentSettings settings = JsonText.as(stored, DeploymentSettings.class);
        return OnlineDeploymentMapper.served(row, settings, images.find(row.workspaceKey, settings.imageId()));
    }

    /** Returns the image of what is wanted; empty where the deployment is gone. */
    @Transactional
    Optional<String> imageId(String key) {
        return rows.findByIdOptional(key)
                .map(row -> JsonText.as(row.wanted, DeploymentSettings.class).imageId());
    }

    /** Notes that what was wanted runs; returns false when the deployment is gone. */
    @Transactional
    boolean succeeded(String key) {
        OnlineDeploymentEntity row = rows.findById(key);
        if (row == null) {
            return false;
        }
        row.running = row.wanted;
        row.state = "Succeeded";
        return true;
    }

    /** Notes that what was wanted does not run; what ran before is what is wanted again. */
    @Transactional
    void failed(String key, AzureException fault) {
        OnlineDeploymentEntity row = rows.findById(key);
        if (row != null) {
            row.wanted = row.running == null ? row.wanted : row.running;
            row.state = "Failed";
            row.errorCode = fault.code();
            row.errorMessage = fault.getMessage();
        }
    }

    /**
     * Fired inside the transaction that deletes a deployment.
     *
     * @param key ARM id in lower case
     */
    public record OnlineDeploymentDeleted(String key) {}
}
