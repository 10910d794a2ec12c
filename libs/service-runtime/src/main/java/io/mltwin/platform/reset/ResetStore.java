package io.mltwin.platform.reset;

import io.mltwin.platform.reset.ResetGate.Phase;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Keeps the epoch, and how far a reset is, in the service's table {@code platform_setting}: a
 * service that is killed while it is reset comes back as it was, paused.
 */
@Singleton
record ResetStore(DataSource database, ResetGate gate) {

    private static final Logger LOG = Logger.getLogger(ResetStore.class);
    private static final String EPOCH = "epoch";
    private static final String RESET = "reset";
    private static final int BEFORE_ALL_WORK = 1;

    void load(@Observes @Priority(BEFORE_ALL_WORK) StartupEvent event) throws SQLException {
        String epoch = read(EPOCH);
        String reset = read(RESET);
        Phase phase = Phase.OPEN;
        String pass = null;
        if (reset != null) {
            String[] parts = reset.split(" ", 2);
            phase = Phase.valueOf(parts[0]);
            pass = parts[1];
            LOG.warn("A reset has not ended: this service answers 503 until it has. If none is under way,"
                    + " repeat ./mltwin reset");
        }
        gate.set(phase, pass, epoch == null ? 0 : Long.parseLong(epoch));
    }

    /** In the caller's transaction. */
    void epoch(long epoch) throws SQLException {
        write(EPOCH, Long.toString(epoch));
    }

    void reset(Phase phase, String pass) throws SQLException {
        write(RESET, phase == Phase.OPEN ? null : phase + " " + pass);
    }

    private String read(String name) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select value from platform_setting where name = ?")) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    private void write(String name, String valueOrNull) throws SQLException {
        String statement = valueOrNull == null
                ? "delete from platform_setting where name = ?"
                : "insert into platform_setting (name, value) values (?, ?)"
                        + " on conflict (name) do update set value = excluded.value";
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(statement)) {
            update.setString(1, name);
            if (valueOrNull != null) {
                update.setString(2, valueOrNull);
            }
            update.executeUpdate();
        }
    }
}
