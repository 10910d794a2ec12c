package io.mltwin.identity.oauth.tokens;

import io.mltwin.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Every table of identity-service in a digest each, taken of all rows and columns. Left out are
 * four columns: a wrong password and a wrong code of an authenticator app are to be counted, and to
 * lock when there were too many, though their request is refused.
 */
final class DirectoryDigest {
    private static final Map<String, List<String>> COUNTERS = Map.of(
            "directory_user", List.of("failed_sign_ins", "locked_until"),
            "user_totp", List.of("failed_codes", "locked_until"));
    private static final String TABLES =
            "select table_name from information_schema.tables where table_schema = 'public'"
                    + " and table_type = 'BASE TABLE'";

    private DirectoryDigest() {}

    /** Table to digest. */
    static Map<String, String> of(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return of(connection);
        }
    }

    private static Map<String, String> of(Connection connection) throws SQLException {
        Map<String, String> digests = new TreeMap<>();
        for (String table : select(connection, TABLES)) {
            String row = COUNTERS.getOrDefault(table, List.of()).stream()
                    .map(column -> " - '" + column + "'")
                    .collect(Collectors.joining("", "to_jsonb(t)", ""));
            String digest = "select count(*) || ' rows, ' || coalesce(md5(string_agg(r, ' ' order by r)), '')"
                    + " from (select ("
                    + row
                    + ")::text as r from "
                    + table
                    + " t) s";
            digests.put(table, select(connection, digest).get(0));
        }
        return digests;
    }

    private static List<String> select(Connection connection, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
