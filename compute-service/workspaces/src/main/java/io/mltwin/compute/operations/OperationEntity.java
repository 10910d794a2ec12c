package io.mltwin.compute.operations;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code operation}. */
@Entity
@Table(name = "operation")
class OperationEntity {

    @Id
    @Column(name = "operation_id")
    UUID operationId;

    @Column(name = "resource_id")
    String resourceId;

    String status;
    Instant created;
}
