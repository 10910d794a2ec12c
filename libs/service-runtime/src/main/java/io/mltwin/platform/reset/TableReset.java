package io.mltwin.platform.reset;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

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
            throw new IllegalStateException(
                    "Nobody decided whether a reset keeps " + forgotten + ": add each to the service's ResetTables");
        }
    }
}
