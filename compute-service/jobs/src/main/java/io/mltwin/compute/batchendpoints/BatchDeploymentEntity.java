package io.mltwin.compute.batchendpoints;

import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.batchscoring.BatchDeployment;
import io.mltwin.compute.batchscoring.BatchDeployment.BatchModel;
import io.mltwin.compute.batchscoring.BatchDeploymentBody.Properties;
import io.mltwin.compute.batchscoring.BatchSettings;
import io.mltwin.resourceprovider.ChildRows;
import io.mltwin.resourceprovider.Sealed;
import io.mltwin.resourceprovider.TrackedChildRow;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;

/** A row of {@code batch_deployment}. */
@Entity
@Table(name = "batch_deployment")
class BatchDeploymentEntity extends TrackedChildRow {

    String workspaceId;

    /** JSON of {@link Content}. */
    Sealed content;

    /**
     * The content of a batch deployment, ciphertext at rest.
     *
     * @param given as a client put it
     * @param settings with what was left out
     * @param model where the files of its model lie; null for none
     * @param codeSnapshotId snapshot of its code; null for none
     * @param environmentId of its jobs
     */
    record Content(
            Properties given, BatchSettings settings, BatchModel model, String codeSnapshotId, String environmentId) {

        BatchDeployment deployment(ArmResourceId id) {
            return new BatchDeployment(
                    id,
                    given.compute(),
                    given.codeConfiguration() == null
                            ? null
                            : given.codeConfiguration().scoringScript(),
                    codeSnapshotId,
                    model,
                    environmentId,
                    orEmpty(given.environmentVariables()),
                    settings);
        }

        Content withDescription(String description) {
            return new Content(given.withDescription(description), settings, model, codeSnapshotId, environmentId);
        }
    }

    Content content() {
        return Sealed.read(content, Content.class);
    }

    BatchDeployment deployment() {
        return content().deployment(armId());
    }

    @Override
    public String sealedUnder() {
        return workspaceId;
    }

    @Override
    public String place() {
        return "batch_deployment:" + key;
    }

    /** Queries of batch deployments. */
    @Singleton
    static class BatchDeploymentRepository implements ChildRows<BatchDeploymentEntity> {

        List<BatchDeploymentEntity> ofWorkspace(String workspaceId) {
            return list("workspaceId = ?1 order by key", workspaceId);
        }
    }
}
