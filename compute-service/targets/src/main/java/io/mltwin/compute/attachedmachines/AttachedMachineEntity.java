package io.mltwin.compute.attachedmachines;

import io.mltwin.compute.attachedmachines.AttachedMachines.AttachedMachine;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

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
}
