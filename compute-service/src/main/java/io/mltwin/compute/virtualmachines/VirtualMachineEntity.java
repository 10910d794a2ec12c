package io.mltwin.compute.virtualmachines;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code virtual_machine}; holds no secret. */
@Entity
@Table(name = "virtual_machine")
class VirtualMachineEntity {

    @Id
    @Column(name = "arm_key")
    String armKey;

    @Column(name = "arm_id")
    String armId;

    @Column(name = "subscription_key")
    String subscriptionKey;

    @Column(name = "group_key")
    String groupKey;

    String name;
    String location;

    @Column(name = "vm_id")
    UUID vmId;

    /** JSON of the client's request without name and location. */
    String content;

    Instant created;
}
