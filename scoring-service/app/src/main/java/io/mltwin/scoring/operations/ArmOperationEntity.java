package io.mltwin.scoring.operations;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code arm_operation}. */
@Entity
@Table(name = "arm_operation")
class ArmOperationEntity {

    @Id
    UUID id;

    String resourceId;

    Instant createdAt;
}
