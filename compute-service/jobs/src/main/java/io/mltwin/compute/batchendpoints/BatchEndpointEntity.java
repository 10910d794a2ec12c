package io.mltwin.compute.batchendpoints;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A row of {@code batch_endpoint}; {@code content} is ciphertext. */
@Entity
@Table(name = "batch_endpoint")
@IdClass(BatchEndpointEntity.Key.class)
class BatchEndpointEntity {

    /** Primary key. */
    record Key(String workspaceId, String nameKey) implements Serializable {}

    @Id
    @Column(name = "workspace_id")
    String workspaceId;

    @Id
    @Column(name = "name_key")
    String nameKey;

    @Column(name = "arm_id")
    String armId;

    @Column(name = "host_key")
    String hostKey;

    byte[] content;

    static String place(String nameKey) {
        return "batch endpoint:" + nameKey;
    }
}
