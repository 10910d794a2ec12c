package io.mltwin.local.postgres;

import io.mltwin.local.layout.BoundedContent;
import io.mltwin.local.process.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * PostgreSQL's own lock file after a kill: removed where the pid in it meanwhile belongs to another
 * program.
 */
final class StaleLock {
    private StaleLock() {}

    static void remove(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        String first = BoundedContent.text(file).lines().findFirst().orElse("").strip();
        boolean postgres = first.matches("\\d+")
                && ProcessTable.arguments(Long.parseLong(first)).stream()
                        .anyMatch(argument -> argument.contains("postgres"));
        if (!postgres) {
            Files.delete(file);
        }
    }
}
