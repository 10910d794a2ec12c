package io.mltwin.testkit;

import io.mltwin.encoding.AsciiCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tables that the migrations of the module under test make, and Flyway's own; a partition is no
 * table of its own.
 */
public final class MigratedTables {

    private static final Path MIGRATIONS = Path.of("src", "main", "resources", "db", "tables");
    private static final Pattern CREATE = Pattern.compile("\\bcreate\\s+(?:unlogged\\s+)?table\\s+(\\w+)\\s+\\(");

    private MigratedTables() {}

    public static List<String> names() {
        Set<String> names = new TreeSet<>(Set.of("flyway_schema_history"));
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            for (Path file : files.toList()) {
                Matcher table = CREATE.matcher(AsciiCase.lower(Files.readString(file)));
                while (table.find()) {
                    names.add(table.group(1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The migrations of this module cannot be read from " + MIGRATIONS, e);
        }
        return List.copyOf(names);
    }
}
