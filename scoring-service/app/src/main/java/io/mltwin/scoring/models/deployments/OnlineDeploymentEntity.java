package io.mltwin.scoring.models.deployments;

import io.mltwin.resourceprovider.Sealed;
import io.mltwin.resourceprovider.SealedRow;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code online_deployment}: what its user wants, and what runs. */
@Entity
@EntityListeners(SealedRow.Listener.class)
@Table(name = "online_deployment")
class OnlineDeploymentEntity implements SealedRow {

    @Id
    String armKey;

    String armId;

    String endpointKey;

    String workspaceKey;

    String name;
    String location;
    Sealed tags;

    /** JSON of {@link DeploymentSettings}. */
    Sealed wanted;

    /** JSON of {@link DeploymentSettings}; null before the first has been deployed. */
    Sealed running;

    String state;

    String errorCode;

    String errorMessage;

    String operationId;

    String systemData;

    @Override
    public String sealedUnder() {
        return workspaceKey;
    }

    @Override
    public String place() {
        return "online_deployment:" + armKey;
    }
}
