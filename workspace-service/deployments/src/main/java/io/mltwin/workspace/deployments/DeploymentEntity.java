package io.mltwin.workspace.deployments;

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
}
