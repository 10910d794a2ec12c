package io.mltwin.compute.attachedmachines;

import io.mltwin.compute.attachedmachines.AttachedMachineEntity.AttachedMachineRepository;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Machines that are attached, and connections to them with Azure ML's own key. */
@Singleton
public class AttachedMachines {

    private final AttachedMachineRepository repository;
    private final MachineVault vault;
    private final SshConnector ssh;

    AttachedMachines(AttachedMachineRepository repository, MachineVault vault, SshConnector ssh) {
        this.repository = repository;
        this.vault = vault;
        this.ssh = ssh;
    }

    /**
     * Returns the machine of a compute target; empty for one that was attached without an account.
     */
    @Transactional
    public Optional<AttachedMachine> find(String computeId) {
        return repository.current(computeId).map(AttachedMachineEntity::view);
    }

    /** Targets that Azure ML can log in to, by their ids. */
    @Transactional
    public Set<String> ids() {
        return repository.list("not replaced").stream()
                .map(row -> row.computeId)
                .collect(Collectors.toSet());
    }

    /** Returns whether Azure ML can log in to a target's machine. */
    public boolean isReached(String computeId) {
        return QuarkusTransaction.requiringNew()
                .call(() -> repository.current(computeId).isPresent());
    }

    /** The machine's key, out of Microsoft's vault. */
    public MachineKey key(AttachedMachine machine) {
        return MachineKey.parse(vault.get(machine.secretName()), machine.publicKey());
    }

    /**
     * Connects to a machine with Azure ML's key, if its server is the one of the attaching.
     *
     * @throws MachineException when the server does not answer, has another key, or refuses
     */
    public SshConnection connect(AttachedMachine machine, MachineKey key) throws MachineException {
        return ssh.connect(machine.address(), MachineCredential.of(key), new HostKeyVerifier(machine.hostKey()));
    }

    /**
     * A machine that a compute target stands for.
     *
     * @param hostKey the server's key at the first use, in the form of {@code known_hosts}
     * @param publicKey the line that authorizes Azure ML's key
     * @param secretName of the private half in the vault
     */
    public record AttachedMachine(
            String computeId, MachineAddress address, String hostKey, String publicKey, String secretName) {}
}
