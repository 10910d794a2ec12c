package io.mltwin.platform.reset;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Copies the rows of all tables that a reset empties into an archive and back, by PostgreSQL's COPY. Numbers that a
 * sequence has given out are not given out again.
 */
@Singleton
record TableCopy(DataSource database, ResetTables tables) {

    private static final String TABLES = "tables/";
    private static final String SEQUENCES = "sequences";

    /** Both take a table's name. Columns that are generated get their values by themselves. */
    private static final String COLUMNS = "select string_agg(quote_ident(column_name), ',' order by ordinal_position)"
            + " from information_schema.columns"
            + " where table_schema = current_schema() and table_name = '%s' and is_generated = 'NEVER'";

    private static final String PARENTS = "select parent.relname from pg_constraint one"
            + " join pg_class child on child.oid = one.conrelid join pg_class parent on parent.oid = one.confrelid"
            + " where one.contype = 'f' and one.conparentid = 0 and child.relname = '%s'"
            + " and child.relnamespace = current_schema()::regnamespace and parent.oid <> child.oid";

    private static final String USED = "select sequencename || ' ' || last_value from pg_sequences"
            + " where schemaname = current_schema() and last_value is not null order by 1";

    private static final String RAISE = "select setval(quote_ident(sequencename)::regclass, ?) from pg_sequences"
            + " where schemaname = current_schema() and sequencename = ? and coalesce(last_value, 0) < ?";

    private static final String MIGRATIONS = "select md5(string_agg(script || ' ' || coalesce(checksum, 0), ','"
            + " order by script)) from flyway_schema_history";

    /** Returns what differs as soon as another migration has run. */
    String schema() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return texts(connection, MIGRATIONS).get(0);
        }
    }

    void save(ZipOutputStream archive) throws SQLException, IOException {
        try (Connection connection = database.getConnection()) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (String table : new TreeSet<>(tables.cleared())) {
                archive.putNextEntry(SnapshotFiles.entry(TABLES + table));
                copy.copyOut("copy (select " + columns(connection, table) + " from " + table + ") to stdout", archive);
            }
            archive.putNextEntry(SnapshotFiles.entry(SEQUENCES));
            archive.write(String.join("\n", texts(connection, USED)).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Fills the tables, which must be empty, in the caller's transaction. */
    void load(ZipFile archive) throws SQLException, IOException {
        try (Connection connection = database.getConnection()) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (String table : parentsFirst(connection)) {
                try (InputStream rows = archive.getInputStream(archive.getEntry(TABLES + table))) {
                    copy.copyIn("copy " + table + " (" + columns(connection, table) + ") from stdin", rows);
                }
            }
            try (InputStream used = archive.getInputStream(archive.getEntry(SEQUENCES))) {
                for (String line : new String(used.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList()) {
                    raise(connection, line.split(" "));
                }
            }
        }
    }

    private static void raise(Connection connection, String... nameAndNumber) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RAISE)) {
            statement.setLong(1, Long.parseLong(nameAndNumber[1]));
            statement.setString(2, nameAndNumber[0]);
            statement.setLong(3, Long.parseLong(nameAndNumber[1]));
            statement.execute();
        }
    }

    private static String columns(Connection connection, String table) throws SQLException {
        return texts(connection, COLUMNS.formatted(table)).get(0);
    }

    /** A row comes after the rows that it refers to. */
    private Set<String> parentsFirst(Connection connection) throws SQLException {
        Set<String> ordered = new LinkedHashSet<>();
        Set<String> left = new TreeSet<>(tables.cleared());
        while (!left.isEmpty()) {
            int before = left.size();
            for (String table : List.copyOf(left)) {
                if (texts(connection, PARENTS.formatted(table)).stream().noneMatch(left::contains)) {
                    ordered.add(table);
                    left.remove(table);
                }
            }
            if (left.size() == before) {
                throw new IllegalStateException("Foreign keys lead in a circle, so no snapshot can be loaded: " + left);
            }
        }
        return ordered;
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
