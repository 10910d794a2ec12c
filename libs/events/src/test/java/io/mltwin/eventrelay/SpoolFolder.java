package io.mltwin.eventrelay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Appends texts to a spool of a test, publishes them, and lists the files of its folder. */
final class SpoolFolder {

    private SpoolFolder() {}

    static void append(Spool spool, String... texts) throws IOException {
        for (String text : texts) {
            spool.append(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    static List<String> shipAll(Spool spool) throws IOException {
        List<String> all = new ArrayList<>();
        for (List<SpoolRecord> batch = spool.next(7); !batch.isEmpty(); batch = spool.next(7)) {
            all.addAll(texts(batch));
            spool.published(batch);
        }
        return all;
    }

    static List<String> texts(List<SpoolRecord> batch) {
        return batch.stream()
                .map(record -> new String(record.content(), StandardCharsets.UTF_8))
                .toList();
    }

    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    static List<Path> segments(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".spool"))
                    .sorted()
                    .toList();
        }
    }
}
