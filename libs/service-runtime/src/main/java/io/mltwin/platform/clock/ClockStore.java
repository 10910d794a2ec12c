package io.mltwin.platform.clock;

import static io.mltwin.armweb.AzureException.badRequestIf;

import io.mltwin.armweb.AzureException;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Keeps the clock's offset in the service's table {@code platform_setting (name, value)}. */
@ApplicationScoped
public class ClockStore {

    private final DataSource database;
    private final PlatformClock clock;

    public ClockStore(DataSource database, PlatformClock clock) {
        this.database = database;
        this.clock = clock;
    }

    void load(@Observes StartupEvent event) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "select value from platform_setting where name = 'clock-offset-seconds'");
                ResultSet rows = query.executeQuery()) {
            if (rows.next()) {
                clock.setOffsetSeconds(Long.parseLong(rows.getString(1)));
            }
        }
    }

    /**
     * Moves the clock to this many seconds ahead of wall time; zero resets it.
     *
     * @throws AzureException 400 when that would move it back
     */
    public synchronized void move(long offsetSeconds) throws SQLException {
        badRequestIf(
                offsetSeconds != 0 && offsetSeconds < clock.offsetSeconds(),
                "ClockMovesForwardOnly",
                "The clock is %s s ahead and cannot go back to %s s; reset it to 0 first.",
                clock.offsetSeconds(),
                offsetSeconds);
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "insert into platform_setting (name, value) values ('clock-offset-seconds', ?)"
                                + " on conflict (name) do update set value = excluded.value")) {
            update.setString(1, Long.toString(offsetSeconds));
            update.executeUpdate();
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
        clock.setOffsetSeconds(offsetSeconds);
    }

    /** Returns how far the clock is ahead of the wall clock. */
    public long offsetSeconds() {
        return clock.offsetSeconds();
    }
}
