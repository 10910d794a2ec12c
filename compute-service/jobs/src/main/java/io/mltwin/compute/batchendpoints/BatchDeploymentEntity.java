package io.mltwin.compute.batchendpoints;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A row of {@code batch_deployment}; {@code content} is ciphertext. */
@Entity
@Table(name = "batch_deployment")
@IdClass(BatchDeploymentEntity.Key.class)
class BatchDeploymentEntity {

    /** Primary key. */
    record Key(String workspaceId, String endpointKey, String nameKey) implements Serializable {}

    @Id
    String workspaceId;

    @Id
    String endpointKey;

    @Id
    String nameKey;

    byte[] content;

    static String place(String endpointKey, String nameKey) {
        return "batch deployment:" + endpointKey + "/" + nameKey;
    }
}
