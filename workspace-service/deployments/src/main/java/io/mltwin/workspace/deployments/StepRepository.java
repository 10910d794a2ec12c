package io.mltwin.workspace.deployments;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Operations of deployments. */
@Singleton
class StepRepository implements PanacheRepositoryBase<StepEntity, StepEntity.Key> {

    List<StepEntity> of(String deploymentKey) {
        return list("deploymentKey = ?1 order by startedAt, resourceKey", deploymentKey);
    }

    void deleteOf(String deploymentKey) {
        delete("deploymentKey", deploymentKey);
    }
}
