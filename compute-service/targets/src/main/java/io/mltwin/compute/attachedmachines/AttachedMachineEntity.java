package io.mltwin.compute.attachedmachines;

import io.mltwin.compute.attachedmachines.AttachedMachines.AttachedMachine;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A row of {@code attached_machine}: a key pair of a machine, without its private half. */
@Entity
@Table(name = "attached_machine")
class AttachedMachineEntity {

    /** Name of the private half in the vault. */
    @Id
    String secretName;

    String computeId;

    String host;
    int port;
    String username;

    String hostKey;

    String publicKey;

    /** A newer one has taken its place; it is to be removed from the machine and the vault. */
    boolean replaced;

    Instant attached;

    AttachedMachine view() {
        return new AttachedMachine(computeId, new MachineAddress(host, port, username), hostKey, publicKey, secretName);
    }

    /** Queries of attached machines. */
    @Singleton
    static class AttachedMachineRepository implements PanacheRepositoryBase<AttachedMachineEntity, String> {

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
}
