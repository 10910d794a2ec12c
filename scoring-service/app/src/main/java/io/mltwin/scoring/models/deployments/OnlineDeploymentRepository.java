package io.mltwin.scoring.models.deployments;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Deployments of online endpoints. */
@ApplicationScoped
class OnlineDeploymentRepository implements PanacheRepositoryBase<OnlineDeploymentEntity, String> {

    List<OnlineDeploymentEntity> ofEndpoint(String endpointKey) {
        return list("endpointKey", Sort.by("armKey"), endpointKey);
    }

    List<OnlineDeploymentEntity> ofWorkspace(String workspaceKey) {
        return list("workspaceKey", workspaceKey);
    }
}
