package io.mltwin.scoring.models.deployments;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.resourceprovider.AdvisoryLock;
import io.mltwin.resourceprovider.ChildRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Deployments of online endpoints. */
@ApplicationScoped
class OnlineDeploymentRepository implements ChildRows<OnlineDeploymentEntity> {

    /** An endpoint and its deployments change one after the other. */
    @Override
    public OnlineDeploymentEntity lockedById(String key) {
        AdvisoryLock.hold(getEntityManager(), ArmResourceId.parse(key).parent().key());
        return present(key);
    }

    List<OnlineDeploymentEntity> ofWorkspace(String workspaceKey) {
        return list("workspaceKey", workspaceKey);
    }
}
