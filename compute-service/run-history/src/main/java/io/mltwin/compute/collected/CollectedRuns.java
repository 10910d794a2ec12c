package io.mltwin.compute.collected;

import io.mltwin.armweb.Json;
import io.mltwin.compute.collected.CollectedRunEntity.CollectedRunRepository;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.datakeys.DataKey;
import io.mltwin.datakeys.DataKeys;
import io.mltwin.datakeys.RootKeys;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/**
 * Stores what Microsoft collects of a run together with the run, so that one is not there without
 * the other. It is encrypted under a data key that Microsoft's root key wraps, whatever key the
 * customer has, and waits here until telemetry-service has it. Of a workspace with {@code
 * hbi_workspace} nothing is collected.
 */
@Singleton
public class CollectedRuns {

    private static final String STORE = "collected-runs";

    private final CollectedRunRepository repository;
    private final RootKeys rootKeys;
    private final Event<RunCollected> collected;
    private volatile DataKey key;

    CollectedRuns(CollectedRunRepository repository, RootKeys rootKeys, Event<RunCollected> collected) {
        this.repository = repository;
        this.rootKeys = rootKeys;
        this.collected = collected;
    }

    /**
     * Encrypts what is collected of a run, before its transaction; empty for a workspace that has
     * opted out.
     */
    public Optional<SealedRun> seal(Workspace workspace, CollectedRun run) {
        if (workspace.hbiWorkspace()) {
            return Optional.empty();
        }
        return Optional.of(
                new SealedRun(run.eventId(), run.time(), openKey().encrypt(Json.bytes(run), place(run.eventId()))));
    }

    /** Stores it in the transaction of its run. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void add(SealedRun run) {
        CollectedRunEntity entity = new CollectedRunEntity();
        entity.eventId = run.eventId();
        entity.created = run.time();
        entity.content = run.content();
        repository.persist(entity);
        collected.fire(new RunCollected(run.eventId()));
    }

    /** Returns what waits longest. */
    Optional<CollectedRun> oldest() {
        return QuarkusTransaction.requiringNew().call(repository::oldest).map(this::open);
    }

    /** Deletes what telemetry-service has. */
    void delete(CollectedRun passedOn) {
        QuarkusTransaction.requiringNew().run(() -> repository.deleteById(passedOn.eventId()));
    }

    private CollectedRun open(CollectedRunEntity entity) {
        return Json.read(openKey().decrypt(entity.content, place(entity.eventId)), CollectedRun.class);
    }

    /** The key is created at first use, in a transaction of its own. */
    private DataKey openKey() {
        DataKey opened = key;
        if (opened == null) {
            byte[] created = DataKeys.generate(rootKeys, STORE);
            byte[] stored = QuarkusTransaction.requiringNew().call(() -> repository.addKeyIfAbsent(STORE, created));
            opened = DataKeys.open(stored, rootKeys, STORE);
            key = opened;
        }
        return opened;
    }

    private static String place(String eventId) {
        return STORE + ":" + eventId;
    }

    /** The event that collected data of a run is stored and waits to be passed on. */
    record RunCollected(String eventId) {}

    /**
     * The collected data of a run, as it is stored with it: ciphertext.
     *
     * @param eventId to which the ciphertext is bound
     */
    public record SealedRun(String eventId, Instant time, byte[] content) {

        @Override
        public String toString() {
            return "collected run " + eventId;
        }
    }
}
