package io.mltwin.workspace.deployments;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;

/** A deployment; {@code key} is its id in lower case, content and outputs are ciphertext. */
@Entity
@Table(name = "arm_deployment")
class DeploymentEntity {

    @Id
    String key;

    String id;

    String scopeKey;

    String name;
    String location;
    String tags;
    String mode;
    String state;

    String correlationId;

    String operationId;

    byte[] content;
    byte[] outputs;
    String error;

    String templateHash;

    boolean cancelRequested;

    Instant startedAt;

    Instant changedAt;

    /** Deployments. */
    @Singleton
    static class DeploymentRepository implements PanacheRepositoryBase<DeploymentEntity, String> {

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
}
