package io.mltwin.compute.attachedmachines;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Queries of attached machines. */
@Singleton
class AttachedMachineRepository implements PanacheRepositoryBase<AttachedMachineEntity, String> {

    Optional<AttachedMachineEntity> current(String computeId) {
        return find("computeId = ?1 and not replaced", computeId).firstResultOptional();
    }

    List<AttachedMachineEntity> replaced(String computeId) {
        return list("computeId = ?1 and replaced", computeId);
    }

    void markReplaced(String computeId) {
        update("replaced = true where computeId = ?1", computeId);
    }

    List<AttachedMachineEntity> all(String computeId) {
        return list("computeId", computeId);
    }
}
