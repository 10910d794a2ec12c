package io.mltwin.testkit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares the columns of a service's schema that can hold what a customer wrote with a list that
 * says of each that it is ciphertext, or why it is clear: {@code table.column | encrypted} or
 * {@code table.column | clear | reason}. A star stands for any name; the first line that fits
 * decides.
 */
public final class StoredColumns {

    private static final String COLUMNS = """
            select table_name || '.' || column_name, data_type
            from information_schema.columns join information_schema.tables using (table_schema, table_name)
            where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'flyway_schema_history'
              and data_type ~ '^(text|bytea|json|xml|character|ARRAY)'
            order by 1""";

    private StoredColumns() {}

    /**
     * Returns the columns that no line decides about, or as what they are not, and the lines that
     * decide about nothing.
     */
    public static List<String> problems(TestDatabase database, List<String> lines) throws SQLException {
        List<String> problems = new ArrayList<>();
        List<String> unused = new ArrayList<>(lines);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(COLUMNS)) {
            while (rows.next()) {
                String column = rows.getString(1);
                String line = lines.stream()
                        .filter(one -> fits(one, column))
                        .findFirst()
                        .orElse("undecided");
                boolean isBytes = rows.getString(2).equals("bytea");
                if (!line.matches(".+\\| clear +\\| .+") && !(isBytes && line.endsWith("| encrypted"))) {
                    problems.add(column + ": " + line);
                }
                unused.remove(line);
            }
        }
        problems.addAll(unused);
        return problems;
    }

    private static boolean fits(String line, String column) {
        return column.matches(line.split("\\|")[0].strip().replace("*", "\\w+"));
    }
}
