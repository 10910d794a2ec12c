package io.mltwin.compute.operations;

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
    UUID operationId;

    String resourceId;

    String status;
    Instant created;
}
