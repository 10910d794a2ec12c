package io.mltwin.workspace.deployments;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** An operation of a deployment; an empty resource key is its outputs. */
@Entity
@Table(name = "arm_deployment_step")
@IdClass(StepEntity.Key.class)
class StepEntity {

    @Id
    String deploymentKey;

    @Id
    String resourceKey;

    String resourceId;

    String operationId;

    String kind;
    String state;

    String statusCode;

    String error;

    String armOperationId;

    Instant startedAt;

    Instant changedAt;

    /** Its key. */
    static class Key implements Serializable {
        private static final long serialVersionUID = 1;

        String deploymentKey;
        String resourceKey;

        Key() {}

        Key(String deploymentKey, String resourceKey) {
            this.deploymentKey = deploymentKey;
            this.resourceKey = resourceKey;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that
                    && that.deploymentKey.equals(deploymentKey)
                    && that.resourceKey.equals(resourceKey);
        }

        @Override
        public int hashCode() {
            return Objects.hash(deploymentKey, resourceKey);
        }
    }

    /** Operations of deployments. */
    @Singleton
    static class StepRepository implements PanacheRepositoryBase<StepEntity, StepEntity.Key> {

        List<StepEntity> of(String deploymentKey) {
            return list("deploymentKey = ?1 order by startedAt, resourceKey", deploymentKey);
        }

        void deleteOf(String deploymentKey) {
            delete("deploymentKey", deploymentKey);
        }
    }
}
