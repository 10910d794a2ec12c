package io.mltwin.testkit;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;

/** A new database in a PostgreSQL that runs already. */
final class ExternalDatabase extends TestDatabase {

    private static final int NAME_BYTES = 4;

    private final String serverUrl;
    private final String name;
    private final String user;
    private final String password;
    private final AutoCloseable use;

    private ExternalDatabase(String serverUrl, String name, String user, String password, AutoCloseable use) {
        this.serverUrl = serverUrl;
        this.name = name;
        this.user = user;
        this.password = password;
        this.use = use;
    }

    static ExternalDatabase create(String serverUrl, String user, String password, String service) throws IOException {
        if (user == null || password == null) {
            throw new IOException(
                    URL + " is set, so " + USER + " and " + PASSWORD + " must be: a role that may create databases.");
        }
        return create(serverUrl, user, password, service, () -> {});
    }

    /** Uses the server until the database is closed. */
    static ExternalDatabase create(SharedServer server, String service) throws IOException {
        return create(server.url(), SharedServer.USER, server.password(), service, server);
    }

    private static ExternalDatabase create(
            String serverUrl, String user, String password, String service, AutoCloseable use) throws IOException {
        byte[] random = new byte[NAME_BYTES];
        new SecureRandom().nextBytes(random);
        ExternalDatabase database = new ExternalDatabase(
                serverUrl, "mltwin_test_" + service + "_" + HexFormat.of().formatHex(random), user, password, use);
        database.execute("create database " + database.name);
        return database;
    }

    private void execute(String sql) throws IOException {
        try (Connection connection = DriverManager.getConnection(serverUrl, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IOException("The PostgreSQL at " + serverUrl + " refused '" + sql + "': " + e.getMessage(), e);
        }
    }

    @Override
    String url() {
        int query = serverUrl.indexOf('?');
        String bare = query < 0 ? serverUrl : serverUrl.substring(0, query);
        return bare.substring(0, bare.lastIndexOf('/') + 1) + name + (query < 0 ? "" : serverUrl.substring(query));
    }

    @Override
    String user() {
        return user;
    }

    @Override
    String password() {
        return password;
    }

    @Override
    public void close() throws IOException {
        execute("drop database if exists " + name + " with (force)");
        try {
            use.close();
        } catch (Exception e) {
            throw new IOException("The PostgreSQL of " + URL + " is still in use", e);
        }
    }
}
