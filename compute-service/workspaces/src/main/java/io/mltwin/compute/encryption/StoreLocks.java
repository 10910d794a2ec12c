package io.mltwin.compute.encryption;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.Set;

/**
 * Changes the tables of run history without holding up requests: who waits for a table's lock has
 * all later requests wait behind it. So a change waits half a second at a time, lets the requests
 * pass, and is tried again.
 */
@Singleton
record StoreLocks(EntityManager database) {

    private static final int ATTEMPTS = 8;
    private static final long PAUSE_MILLIS = 100;
    private static final Set<String> LOCKED = Set.of("40P01", "55P03");

    /**
     * Runs a change in a transaction of its own.
     *
     * @throws QuarkusTransactionException if others hold the tables all the time, in whole some
     *     five seconds
     */
    void change(Runnable change) {
        for (int attempt = 1; ; attempt++) {
            try {
                QuarkusTransaction.requiringNew().run(() -> {
                    database.createNativeQuery("set local lock_timeout = '500ms'")
                            .executeUpdate();
                    change.run();
                });
                return;
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS || !isLocked(e)) {
                    throw e;
                }
                pause(attempt);
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

    private static void pause(int attempt) {
        try {
            Thread.sleep(PAUSE_MILLIS * attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
