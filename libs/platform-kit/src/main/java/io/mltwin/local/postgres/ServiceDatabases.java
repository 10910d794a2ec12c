package io.mltwin.local.postgres;

import io.mltwin.encoding.Sha256;
import io.mltwin.local.layout.BoundedContent;
import io.mltwin.local.layout.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * A role and a database per service: the role owns its database, and nobody else may connect to it.
 */
record ServiceDatabases(PostgresPart postgres, Path marker) {

    /**
     * Makes what is missing; skipped when the same roles with the same passwords were made before.
     */
    void ensure(List<String> services) throws IOException {
        String wanted = fingerprint(services);
        if (Files.exists(marker) && BoundedContent.text(marker).equals(wanted)) {
            return;
        }
        try (Connection connection = postgres.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC");
            for (String service : services) {
                ensure(connection, statement, service);
            }
        } catch (SQLException e) {
            throw new IOException("The services' databases cannot be made: " + e.getMessage(), e);
        }
        DataFolder.writePrivate(marker, wanted);
    }

    private void ensure(Connection connection, Statement statement, String service) throws SQLException, IOException {
        if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", service)) {
            statement.execute("CREATE ROLE " + service + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE");
        }
        // The driver sends the scram verifier: no password in a statement, so none in a log.
        connection
                .unwrap(PGConnection.class)
                .alterUserPassword(service, postgres.password(service).toCharArray(), "scram-sha-256");
        if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", service)) {
            statement.execute("CREATE DATABASE " + service + " OWNER " + service);
        }
        statement.execute("REVOKE ALL ON DATABASE " + service + " FROM PUBLIC");
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet result = statement.executeQuery()) {
                return result.next();
            }
        }
    }

    private String fingerprint(List<String> services) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String service : services) {
            all.append(service).append('\0').append(postgres.password(service)).append('\0');
        }
        return Sha256.hex(all.toString());
    }
}
