package io.mltwin.compute.attachedmachines;

import static io.mltwin.compute.attachedmachines.MachineErrors.busy;
import static io.mltwin.compute.attachedmachines.MachineErrors.credentialMissing;
import static io.mltwin.compute.attachedmachines.MachineErrors.hostKeyChanged;
import static io.mltwin.compute.attachedmachines.MachineErrors.keyNotAuthorized;
import static io.mltwin.compute.attachedmachines.MachineErrors.refused;
import static io.mltwin.compute.attachedmachines.MachineErrors.unreachable;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.attachedmachines.AttachedMachineEntity.AttachedMachineRepository;
import io.mltwin.compute.attachedmachines.AttachedMachines.AttachedMachine;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Attaches and detaches machines. Azure ML "generates, authorizes, and stores its own SSH keys"
 * ("Enterprise security and governance", Using Azure Key Vault): the administrator's credential
 * opens one connection, by which the public half of a key pair is authorized, and is forgotten with
 * the request.
 *
 * <p>Deviation: a PUT is answered when the machine was reached or not: a failure is the answer's,
 * in Azure its operation's.
 */
@Singleton
public class MachineAttachment {

    private static final Logger LOG = Logger.getLogger(MachineAttachment.class);

    /** Requests of one workspace that wait for machines; a further one is refused. */
    private static final int SHARE = 4;

    private final AttachedMachineRepository repository;
    private final AttachedMachines machines;
    private final MachineVault vault;
    private final SshConnector ssh;
    private final SecureRandom random;
    private final Clock clock;
    private final LoadingCache<String, Semaphore> turns =
            Caffeine.newBuilder().weakValues().build(workspace -> new Semaphore(SHARE));

    MachineAttachment(
            AttachedMachineRepository repository,
            AttachedMachines machines,
            MachineVault vault,
            SshConnector ssh,
            SecureRandom random,
            Clock clock) {
        this.repository = repository;
        this.machines = machines;
        this.vault = vault;
        this.ssh = ssh;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Authorizes a new key, outside any transaction.
     *
     * @param comment stands in the machine's {@code authorized_keys}
     * @throws AzureException 400 when the machine is not reached, is another one than it was, or
     *     refuses, 429 when others of the workspace are waited for; then nothing stays
     */
    public AttachedMachine attach(String computeId, MachineAddress address, MachineCredential login, String comment) {
        HostKeyVerifier verifier = new HostKeyVerifier(knownHostKey(computeId, address));
        MachineKey key = MachineKey.generate(random);
        String line = key.publicLine(comment);
        Semaphore turn = takeTurn(computeId);
        try (SshConnection connection = ssh.connect(address, login, verifier)) {
            AttachedMachine machine =
                    new AttachedMachine(computeId, address, verifier.line(), line, MachineKey.newName(random));
            try {
                connection.require(AuthorizedKeys.ADD, line + "\n");
                machines.connect(machine, key).close();
                vault.set(machine.secretName(), key.secret());
                return machine;
            } catch (MachineException failed) {
                removeLine(connection, machine);
                throw keyNotAuthorized(address, failed.getMessage());
            } catch (RuntimeException failed) {
                removeLine(connection, machine);
                throw failed;
            }
        } catch (MachineException failed) {
            throw switch (failed.reason()) {
                case HOST_KEY_CHANGED -> hostKeyChanged(address);
                case LOGIN_REFUSED -> refused(address);
                default -> unreachable(address);
            };
        } finally {
            turn.release();
        }
    }

    private Semaphore takeTurn(String computeId) {
        Semaphore turn = turns.get(ArmResourceId.parse(computeId).parent().key());
        if (!turn.tryAcquire()) {
            throw busy();
        }
        return turn;
    }

    /**
     * Refuses a PUT without a credential that is about another machine or account than the attached
     * one.
     *
     * @throws AzureException 400
     */
    public void requireUnchanged(String computeId, Optional<MachineAddress> address) {
        current(computeId)
                .filter(machine -> !Optional.of(machine.address()).equals(address))
                .ifPresent(machine -> {
                    throw credentialMissing();
                });
    }

    /** Takes back what {@link #attach} did, for a request that failed later. */
    public void takeBack(AttachedMachine machine) {
        end(machine);
    }

    /** Notes a machine, in place of the one that the target had. */
    @Transactional
    public void save(AttachedMachine machine) {
        // at once: the new row is written before changes of loaded ones
        repository.markReplaced(machine.computeId());
        AttachedMachineEntity row = new AttachedMachineEntity();
        row.secretName = machine.secretName();
        row.computeId = machine.computeId();
        row.host = machine.address().host();
        row.port = machine.address().port();
        row.username = machine.address().username();
        row.hostKey = machine.hostKey();
        row.publicKey = machine.publicKey();
        row.attached = clock.instant();
        repository.persist(row);
    }

    /** Ends the keys that newer ones have replaced; what a crash leaves is ended the next time. */
    public void endReplaced(String computeId) {
        for (AttachedMachine machine : rows(computeId, true)) {
            end(machine);
            QuarkusTransaction.requiringNew().run(() -> repository.deleteById(machine.secretName()));
        }
    }

    /** Ends all keys of a target that is detached; its rows stay until it is deleted. */
    public void endAll(String computeId) {
        Semaphore turn = takeTurn(computeId);
        try {
            rows(computeId, false).forEach(this::end);
        } finally {
            turn.release();
        }
    }

    /** Forgets the keys of a target that is deleted. */
    @Transactional
    public void delete(String computeId) {
        repository.all(computeId).forEach(repository::delete);
    }

    /** Removes a key from the machine, where that still can be reached, and from the vault. */
    private void end(AttachedMachine machine) {
        try {
            MachineKey key = machines.key(machine);
            try (SshConnection connection = machines.connect(machine, key)) {
                removeLine(connection, machine);
            }
        } catch (MachineException | AzureException | IllegalStateException away) {
            LOG.infof("A public key of Azure ML's stays on %s: %s", machine.address(), away.getMessage());
        }
        vault.remove(machine.secretName());
    }

    private static void removeLine(SshConnection connection, AttachedMachine machine) {
        try {
            connection.require(AuthorizedKeys.REMOVE, machine.publicKey() + "\n");
        } catch (MachineException away) {
            LOG.infof("A public key of Azure ML's stays on %s: %s", machine.address(), away.getMessage());
        }
    }

    /** The key that the same server had when it was attached, or null. */
    private String knownHostKey(String computeId, MachineAddress address) {
        return current(computeId)
                .filter(machine -> machine.address().isSameServer(address))
                .map(AttachedMachine::hostKey)
                .orElse(null);
    }

    private Optional<AttachedMachine> current(String computeId) {
        return QuarkusTransaction.requiringNew()
                .call(() -> repository.current(computeId).map(AttachedMachineEntity::view));
    }

    private List<AttachedMachine> rows(String computeId, boolean onlyReplaced) {
        return QuarkusTransaction.requiringNew()
                .call(() -> (onlyReplaced ? repository.replaced(computeId) : repository.all(computeId))
                        .stream().map(AttachedMachineEntity::view).toList());
    }
}
