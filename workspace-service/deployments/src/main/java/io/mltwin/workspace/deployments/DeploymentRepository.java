package io.mltwin.workspace.deployments;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;

/** Deployments. */
@Singleton
class DeploymentRepository implements PanacheRepositoryBase<DeploymentEntity, String> {

    DeploymentEntity locked(String key) {
        return findById(key, LockModeType.PESSIMISTIC_WRITE);
    }

    List<DeploymentEntity> ofScope(String scopeKey) {
        return list("scopeKey = ?1 order by startedAt desc, key", scopeKey);
    }

    void deleteOfScope(String scopeKey) {
        delete("scopeKey", scopeKey);
    }
}
