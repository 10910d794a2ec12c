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

    /**
     * Deletes those that have ended and began first, with their steps.
     *
     * @return how many they were
     */
    int deleteOldest(String scopeKey, long most) {
        return getEntityManager()
                .createNativeQuery(
                        "delete from arm_deployment where key in (select key from arm_deployment"
                                + " where scope_key = ?1 and state not in ('Accepted', 'Running') order by started_at, key limit ?2)")
                .setParameter(1, scopeKey)
                .setParameter(2, most)
                .executeUpdate();
    }

    void deleteOfScope(String scopeKey) {
        delete("scopeKey", scopeKey);
    }
}
