package io.mltwin.workspace.deployments;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A deployment; {@code key} is its id in lower case, content and outputs are ciphertext. */
@Entity
@Table(name = "arm_deployment")
class DeploymentEntity {

    @Id
    String key;

    String id;

    @Column(name = "scope_key")
    String scopeKey;

    String name;
    String location;
    String tags;
    String mode;
    String state;

    @Column(name = "correlation_id")
    String correlationId;

    @Column(name = "operation_id")
    String operationId;

    byte[] content;
    byte[] outputs;
    String error;

    @Column(name = "template_hash")
    String templateHash;

    @Column(name = "cancel_requested")
    boolean cancelRequested;

    @Column(name = "started_at")
    Instant startedAt;

    @Column(name = "changed_at")
    Instant changedAt;
}
