package io.mltwin.scoring.models.deployments;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.resourceprovider.Sealed;
import io.mltwin.resourceprovider.TrackedChildRow;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code online_deployment}: what its user wants, and what runs. */
@Entity
@Table(name = "online_deployment")
class OnlineDeploymentEntity extends TrackedChildRow {

    String workspaceKey;

    /** JSON of {@link DeploymentSettings}. */
    Sealed wanted;

    /** JSON of {@link DeploymentSettings}; null before the first has been deployed. */
    Sealed running;

    String state;

    String errorCode;

    String errorMessage;

    String operationId;

    @Override
    public void create(ArmResourceId given, Instant now) {
        super.create(given, now);
        workspaceKey = given.parent().parent().key();
    }

    @Override
    public String sealedUnder() {
        return workspaceKey;
    }

    @Override
    public String place() {
        return "online_deployment:" + key;
    }
}
