package io.mltwin.workspace.deployments;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;

/** An operation of a deployment; an empty resource key is its outputs. */
@Entity
@Table(name = "arm_deployment_step")
@IdClass(StepEntity.Key.class)
class StepEntity {

    @Id
    @Column(name = "deployment_key")
    String deploymentKey;

    @Id
    @Column(name = "resource_key")
    String resourceKey;

    @Column(name = "resource_id")
    String resourceId;

    @Column(name = "operation_id")
    String operationId;

    String kind;
    String state;

    @Column(name = "status_code")
    String statusCode;

    String error;

    @Column(name = "arm_operation_id")
    String armOperationId;

    @Column(name = "started_at")
    Instant startedAt;

    @Column(name = "changed_at")
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
}
