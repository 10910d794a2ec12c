package io.mltwin.local;

import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.process.Progress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A data folder that was seeded and stopped. It is made once for an unpacked distribution and a
 * domain, and its copies start in less than half of the time: tables, topics, keys and fixture are
 * there. All copies have the same keys.
 */
final class GoldenFolder {
    /** Each start makes these of its own. */
    private static final List<String> OF_A_START = List.of("run", "logs", "settings.json");

    private final Checkout checkout;
    private final String base;
    private final Progress progress;

    GoldenFolder(Checkout checkout, String base, Progress progress) {
        this.checkout = checkout;
        this.base = base;
        this.progress = progress;
    }

    /** Fills a folder that was never started. */
    void copyTo(DataFolder folder) throws IOException, InterruptedException {
        copy(make(), folder.root());
    }

    /** Who comes first makes it, others wait; one that was left half made is started again and finished. */
    private Path make() throws IOException, InterruptedException {
        Path golden = checkout.golden(base);
        if (Files.isDirectory(golden)) {
            return golden;
        }
        DataFolder.createPrivate(golden.getParent());
        Path lock = golden.resolveSibling(base + ".lock");
        // closing the file lets go of the lock
        try (FileChannel file = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.lock();
            if (!Files.isDirectory(golden)) {
                progress.say("a seeded data folder is made once, of which each start with --golden has a copy");
                Path draft = golden.resolveSibling(base + ".new");
                Platform.builder(draft)
                        .checkout(checkout.root())
                        .base(base)
                        .freePorts()
                        .progress(progress)
                        .start()
                        .close();
                Files.move(draft, golden, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return golden;
    }

    /** Copies files with their owners and permissions. */
    static void copy(Path golden, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(golden)) {
            for (Path file : files.toList()) {
                Path relative = golden.relativize(file);
                if (OF_A_START.contains(relative.getName(0).toString())) {
                    continue;
                }
                Path copy = target.resolve(relative);
                if (!Files.isDirectory(file)) {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
                } else if (!Files.isDirectory(copy)) {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
