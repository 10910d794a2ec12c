package io.mltwin.compute.batchendpoints;

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
    String workspaceId;

    @Id
    String nameKey;

    String armId;

    String hostKey;

    byte[] content;

    static String place(String nameKey) {
        return "batch endpoint:" + nameKey;
    }
}
