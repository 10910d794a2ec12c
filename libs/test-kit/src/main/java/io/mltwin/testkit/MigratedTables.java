package io.mltwin.testkit;

import io.mltwin.encoding.AsciiCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tables that the migrations on the class path make, those of the module under test and of what
 * it stands on, and Flyway's own; a partition is no table of its own.
 */
public final class MigratedTables {

    private static final String MIGRATIONS = "db/tables";
    private static final Pattern CREATE = Pattern.compile("\\bcreate\\s+(?:unlogged\\s+)?table\\s+(\\w+)\\s+\\(");

    private MigratedTables() {}

    public static List<String> names() {
        Set<String> names = new TreeSet<>(Set.of("flyway_schema_history"));
        try {
            for (URL folder :
                    Collections.list(MigratedTables.class.getClassLoader().getResources(MIGRATIONS))) {
                URI uri = folder.toURI();
                if (uri.getScheme().equals("jar")) {
                    try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                        read(jar.getPath(MIGRATIONS), names);
                    }
                } else {
                    read(Path.of(uri), names);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The migrations cannot be read from " + MIGRATIONS, e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a folder of the class path has a URI", e);
        }
        return List.copyOf(names);
    }

    private static void read(Path folder, Set<String> names) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Matcher table = CREATE.matcher(AsciiCase.lower(Files.readString(file)));
                while (table.find()) {
                    names.add(table.group(1));
                }
            }
        }
    }
}
