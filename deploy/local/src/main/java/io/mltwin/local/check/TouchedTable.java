package io.mltwin.local.check;

import io.mltwin.local.layout.BoundedContent;
import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The table {@code e2e-tests/touched.txt}: what no pom tells of the tests that a file touches. It
 * is read from the checkout, so that it need not be built.
 */
record TouchedTable(List<Row> rows) {
    static final String FILE = "e2e-tests/touched.txt";

    /** In the column of modules: the one that holds the file, with those that use it. */
    static final String OWN = "=";

    /** In the column of packages: every one of them. */
    static final String ALL = "all";

    /** In the column of packages: the suite on containers. */
    static final String CONTAINERS = "compose";

    private static final String ENDING = "*";
    private static final String NONE = "-";

    /**
     * A row.
     *
     * @param path a file, a folder with its slash, or a star with the ending of names
     * @param endToEnd packages of the end-to-end tests, or package/class
     */
    record Row(String path, List<String> modules, List<String> endToEnd) {

        static Row parse(String line) {
            String[] cells = line.strip().split("\\s+");
            if (cells.length != 3) {
                throw new RefusalException("Not a row of three cells in " + FILE + ": " + line);
            }
            return new Row(cells[0], names(cells[1]), names(cells[2]));
        }

        private static List<String> names(String cell) {
            return cell.equals(NONE) ? List.of() : Arrays.asList(cell.split(","));
        }

        /** Returns how closely the row names the file: an exact name before an ending before a folder. */
        private int closeness(String file) {
            if (path.equals(file)) {
                return Integer.MAX_VALUE;
            }
            if (path.startsWith(ENDING)) {
                return file.endsWith(path.substring(1)) ? Integer.MAX_VALUE - 1 : 0;
            }
            return path.endsWith("/") && file.startsWith(path) ? path.length() : 0;
        }
    }

    static TouchedTable read(Path checkout) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : BoundedContent.text(checkout.resolve(FILE)).lines().toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                rows.add(Row.parse(line));
            }
        }
        return new TouchedTable(rows);
    }

    /** The row that names the file most closely. */
    Optional<Row> row(String file) {
        return rows.stream()
                .filter(row -> row.closeness(file) > 0)
                .max(Comparator.comparingInt(row -> row.closeness(file)));
    }
}
