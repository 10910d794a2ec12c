package io.mltwin.workspace.storage.content;

import io.mltwin.workspace.storage.content.StoredContentEntity.StoredContentRepository;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * After a start, deletes the files that a process which died left behind: half written, or of no
 * blob.
 */
@Singleton
record OrphanSweep(ContentFiles files, StoredContentRepository rows, Vertx vertx) {
    private static final Logger LOG = Logger.getLogger(OrphanSweep.class);
    private static final int BATCH = 500;

    void start(@Observes StartupEvent event) {
        long processStart = ManagementFactory.getRuntimeMXBean().getStartTime();
        vertx.executeBlocking(() -> sweep(processStart), false)
                .onSuccess(deleted -> log(deleted))
                .onFailure(
                        e -> LOG.error("The sweep of orphaned blob files failed; they stay until the next start", e));
    }

    private static void log(int deleted) {
        if (deleted > 0) {
            LOG.infof("Deleted %d orphaned blob files", deleted);
        }
    }

    /**
     * Only files older than this process: younger ones may belong to a blob that is being written.
     */
    int sweep(long olderThan) throws IOException {
        int deleted = 0;
        if (!Files.isDirectory(files.files())) {
            return deleted;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(files.files())) {
            for (Path folder : folders) {
                deleted += sweepFolder(folder, olderThan);
            }
        }
        return deleted;
    }

    private int sweepFolder(Path folder, long olderThan) throws IOException {
        int deleted = 0;
        List<Path> batch = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path file : all) {
                if (Files.getLastModifiedTime(file).toMillis() < olderThan) {
                    batch.add(file);
                }
                if (batch.size() == BATCH) {
                    deleted += deleteUnknown(batch);
                    batch.clear();
                }
            }
        }
        return deleted + deleteUnknown(batch);
    }

    private int deleteUnknown(List<Path> batch) throws IOException {
        Set<UUID> known = new HashSet<>();
        if (!batch.isEmpty()) {
            List<UUID> ids = batch.stream()
                    .map(file -> UUID.fromString(file.getFileName().toString()))
                    .toList();
            known.addAll(QuarkusTransaction.requiringNew().call(() -> rows.known(ids)));
        }
        int deleted = 0;
        for (Path file : batch) {
            if (!known.contains(UUID.fromString(file.getFileName().toString())) && Files.deleteIfExists(file)) {
                deleted++;
            }
        }
        return deleted;
    }
}
