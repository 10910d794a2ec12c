package io.mltwin.platform.reset;

import io.mltwin.armweb.AzureException;
import io.mltwin.platform.clock.ClockStore;
import io.mltwin.platform.reset.ResetGate.Phase;
import io.mltwin.platform.reset.ResetTables.TableReset;
import io.mltwin.platform.reset.SnapshotFiles.OpenSnapshot;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * This service's part of a reset of the whole platform: pause, clear, resume, each of which may be
 * repeated. Between clear and resume the launcher seeds.
 */
@ApplicationScoped
public class ResetService {

    private static final Logger LOG = Logger.getLogger(ResetService.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int LONGEST_SECONDS = 60;
    private static final int LONGEST_LOAD_SECONDS = 600;
    private static final int ATTEMPTS = 4;

    /** PostgreSQL's deadlock_detected and lock_not_available. */
    private static final Set<String> LOCKED = Set.of("40P01", "55P03");

    private final ResetGate gate;
    private final ResetStore store;
    private final TableReset tables;
    private final ClockStore clock;
    private final TableCopy copy;
    private final SnapshotFiles snapshots;
    private final List<Resettable> parts;

    ResetService(
            ResetGate gate,
            ResetStore store,
            TableReset tables,
            ClockStore clock,
            TableCopy copy,
            SnapshotFiles snapshots,
            @All List<Resettable> parts) {
        this.copy = copy;
        this.snapshots = snapshots;
        this.gate = gate;
        this.store = store;
        this.tables = tables;
        this.clock = clock;
        this.parts = parts;
    }

    /** Lets nothing in any more and waits a moment for what is under way. */
    public synchronized void pause(String pass) throws SQLException, InterruptedException {
        close(Phase.PAUSED, pass);
    }

    /**
     * Lets nothing in any more, as {@link #pause} does, to save a snapshot: {@link #resume} goes on with all there is.
     *
     * @throws AzureException 409 when a reset or a load has not ended
     */
    public synchronized void hold(String pass) throws SQLException, InterruptedException {
        if (gate.phase() != Phase.OPEN && gate.phase() != Phase.HELD) {
            throw conflict("ResetNotEnded", "A reset or a load has begun and not ended: repeat it first.");
        }
        close(Phase.HELD, pass);
    }

    private void close(Phase phase, String pass) throws SQLException, InterruptedException {
        store.reset(phase, pass);
        gate.set(phase, pass, gate.epoch());
        parts.forEach(Resettable::pause);
        int left = gate.awaitIdle(PATIENCE);
        if (left > 0) {
            LOG.warnf(
                    "%d requests or steps of background work had not ended after %d s: the reset goes on, they"
                            + " will find nothing",
                    left, PATIENCE.toSeconds());
        }
    }

    /**
     * Keeps a copy of what a reset would clear.
     *
     * @throws AzureException 409 when the service is not held
     */
    public synchronized void save(String name, String id) throws SQLException, IOException {
        if (gate.phase() != Phase.HELD) {
            throw conflict("ServiceNotHeld", "The service is not held: hold it first.");
        }
        snapshots.save(name, id, clock.offsetSeconds(), parts);
    }

    /**
     * Empties everything but keys, and begins this epoch at the wall clock's time.
     *
     * @throws AzureException 409 when the service is not paused or has begun this epoch before
     */
    public synchronized void clear(long epoch) throws SQLException, IOException {
        empty(epoch, Phase.CLEARED, this::forget);
    }

    /**
     * Empties everything but keys as {@link #clear} does, then brings a snapshot back, with its clock.
     *
     * @throws AzureException 409 as for {@link #clear}, or when the snapshot cannot be loaded here; 404 when there is
     *     none: then nothing is emptied
     */
    public synchronized void load(String name, long epoch) throws SQLException, IOException {
        try (OpenSnapshot snapshot = snapshots.open(name)) {
            empty(epoch, Phase.LOADED, () -> {
                QuarkusTransaction.requiringNew().timeout(LONGEST_LOAD_SECONDS).call(() -> {
                    tables.empty();
                    parts.forEach(part -> part.makeStores(snapshot.description().stores()));
                    copy.load(snapshot.archive());
                    return null;
                });
                forget();
                SnapshotFiles.copyOut(snapshot.archive(), parts);
                clock.move(snapshot.description().offsetSeconds());
                parts.forEach(Resettable::loaded);
            });
        }
    }

    /** What is done once the tables are empty. */
    private interface Filling {
        void fill() throws SQLException, IOException;
    }

    private void forget() throws IOException {
        for (Resettable part : parts) {
            part.clear();
        }
    }

    private void empty(long epoch, Phase end, Filling filling) throws SQLException, IOException {
        if (gate.phase() == end && gate.epoch() == epoch) {
            return;
        }
        String pass = gate.pausedPass();
        if (pass == null) {
            throw conflict("ServiceNotPaused", "The service is not paused: pause it first.");
        }
        boolean goesOn = gate.phase() == Phase.CLEARING && gate.epoch() == epoch;
        if (epoch <= gate.epoch() && !goesOn) {
            throw conflict("EpochMovesForwardOnly", "The epoch is " + gate.epoch() + ": clear with a higher one.");
        }
        emptyTables(epoch, pass);
        gate.set(Phase.CLEARING, pass, epoch);
        clock.move(0);
        filling.fill();
        store.reset(end, pass);
        gate.set(end, pass, epoch);
    }

    /**
     * A request that is let in, or was not waited for any longer, may lock the tables in another
     * order; then the database ends this transaction, and it is tried again.
     */
    private void emptyTables(long epoch, String pass) {
        for (int left = ATTEMPTS; ; left--) {
            try {
                QuarkusTransaction.requiringNew().timeout(LONGEST_SECONDS).call(() -> {
                    tables.empty();
                    parts.forEach(Resettable::refill);
                    store.epoch(epoch);
                    store.reset(Phase.CLEARING, pass);
                    return null;
                });
                return;
            } catch (QuarkusTransactionException e) {
                if (left == 1 || !isLocked(e)) {
                    throw e;
                }
                LOG.warnf("A request holds the tables that are emptied; trying again: %s", e.getMessage());
            }
        }
    }

    private static boolean isLocked(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused
                    && refused.getSQLState() != null
                    && LOCKED.contains(refused.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Lets everything in again.
     *
     * @throws AzureException 409 when the service was not cleared for this epoch
     */
    public synchronized void resume(long epoch) throws SQLException {
        if (gate.pausedPass() != null || gate.epoch() != epoch) {
            throw conflict(
                    "ServiceNotCleared",
                    "The service is "
                            + gate.phase()
                            + " in epoch "
                            + gate.epoch()
                            + ", not cleared for epoch "
                            + epoch
                            + ": repeat ./mltwin reset.");
        }
        store.reset(Phase.OPEN, null);
        gate.set(Phase.OPEN, null, epoch);
    }

    private static AzureException conflict(String code, String message) {
        return AzureException.conflict(code, message);
    }
}
