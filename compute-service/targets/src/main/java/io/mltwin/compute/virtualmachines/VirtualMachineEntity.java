package io.mltwin.compute.virtualmachines;

import io.mltwin.resourceprovider.TrackedRow;
import io.mltwin.resourceprovider.TrackedRows;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;

/** A row of {@code virtual_machine}; holds no secret. */
@Entity
@Table(name = "virtual_machine")
class VirtualMachineEntity extends TrackedRow {

    UUID vmId;

    /** JSON of the client's zones, plan and properties. */
    String content;

    /** Virtual machines. */
    @Singleton
    static class VirtualMachineRepository implements TrackedRows<VirtualMachineEntity> {}
}
