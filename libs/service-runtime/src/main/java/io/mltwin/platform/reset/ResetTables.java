package io.mltwin.platform.reset;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Tells what a reset does with each table of a service; one bean a service. A table that is in
 * neither list fails the service's ResetTablesTest, and the reset itself.
 *
 * @param cleared emptied
 * @param kept left as they are, since they hold keys
 */
public record ResetTables(List<String> cleared, List<String> kept) {

    /** The platform's own: the clock, the epoch; and which migrations have run. */
    private static final List<String> OF_PLATFORM = List.of("platform_setting", "flyway_schema_history");

    public ResetTables {
        cleared = List.copyOf(cleared);
        kept = List.copyOf(kept);
    }

    /** True when somebody decided what is to become of this table. */
    public boolean knows(String table) {
        return cleared.contains(table) || kept.contains(table) || OF_PLATFORM.contains(table);
    }

    /** Every table that somebody decided about, the platform's own among them. */
    public List<String> all() {
        List<String> all = new ArrayList<>(OF_PLATFORM);
        all.addAll(kept);
        all.addAll(cleared);
        return all;
    }

    /** Empties the service's tables in one statement, in the caller's transaction. */
    @Singleton
    record TableReset(DataSource database, ResetTables tables) {

        /** Without cascade: a key that leads from a kept table to an emptied one is a mistake. */
        void empty() throws SQLException {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                requireDecided(statement);
                // a request that was not waited for any longer may still hold a row
                statement.execute("set local lock_timeout = '5s'");
                statement.execute("truncate table " + String.join(", ", tables.cleared()));
            }
        }

        private void requireDecided(Statement statement) throws SQLException {
            List<String> forgotten = new ArrayList<>();
            try (ResultSet rows =
                    statement.executeQuery("select tablename from pg_tables where schemaname = current_schema()")) {
                while (rows.next()) {
                    if (!tables.knows(rows.getString(1))) {
                        forgotten.add(rows.getString(1));
                    }
                }
            }
            if (!forgotten.isEmpty()) {
                throw new IllegalStateException("Nobody decided whether a reset keeps " + forgotten
                        + ": add each to the service's ResetTables");
            }
        }
    }
}
