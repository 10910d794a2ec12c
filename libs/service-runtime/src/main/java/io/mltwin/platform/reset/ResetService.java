package io.mltwin.platform.reset;

import io.mltwin.armweb.AzureException;
import io.mltwin.platform.clock.ClockStore;
import io.mltwin.platform.reset.ResetGate.Phase;
import io.mltwin.platform.reset.ResetTables.TableReset;
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
    private static final int ATTEMPTS = 4;

    /** PostgreSQL's deadlock_detected and lock_not_available. */
    private static final Set<String> LOCKED = Set.of("40P01", "55P03");

    private final ResetGate gate;
    private final ResetStore store;
    private final TableReset tables;
    private final ClockStore clock;
    private final List<Resettable> parts;

    public ResetService(
            ResetGate gate, ResetStore store, TableReset tables, ClockStore clock, @All List<Resettable> parts) {
        this.gate = gate;
        this.store = store;
        this.tables = tables;
        this.clock = clock;
        this.parts = parts;
    }

    /** Lets nothing in any more and waits a moment for what is under way. */
    public synchronized void pause(String pass) throws SQLException, InterruptedException {
        store.reset(Phase.PAUSED, pass);
        gate.set(Phase.PAUSED, pass, gate.epoch());
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
     * Empties everything but keys, and begins this epoch at the wall clock's time.
     *
     * @throws AzureException 409 when the service is not paused or has begun this epoch before
     */
    public synchronized void clear(long epoch) throws SQLException, IOException {
        if (gate.phase() == Phase.CLEARED && gate.epoch() == epoch) {
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
        for (Resettable part : parts) {
            part.clear();
        }
        store.reset(Phase.CLEARED, pass);
        gate.set(Phase.CLEARED, pass, epoch);
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
