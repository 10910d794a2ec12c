package io.mltwin.workspace.storage.blob.versions;

import io.mltwin.platform.reset.ResetGate;
import io.mltwin.workspace.storage.blob.containers.ContainerDeletion;
import io.mltwin.workspace.storage.blob.containers.ContainerRepository;
import io.mltwin.workspace.storage.blob.state.BlobEntity;
import io.mltwin.workspace.storage.content.ContentStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Deletes soft-deleted blobs and containers for good when the days of their policy are over, and
 * blobs that were put into a container while it was deleted.
 */
@Singleton
public class SoftDeleteSweep {

    private static final Logger LOG = Logger.getLogger(SoftDeleteSweep.class);
    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final int BATCH = 200;

    private final DeletedBlobs deleted;
    private final ContainerDeletion containerDeletion;
    private final ContainerRepository containers;
    private final BlobWriter writer;
    private final ContentStore contents;
    private final ResetGate gate;
    private final Vertx vertx;
    private long timer;

    SoftDeleteSweep(
            DeletedBlobs deleted,
            ContainerDeletion containerDeletion,
            ContainerRepository containers,
            BlobWriter writer,
            ContentStore contents,
            ResetGate gate,
            Vertx vertx) {
        this.deleted = deleted;
        this.containerDeletion = containerDeletion;
        this.containers = containers;
        this.writer = writer;
        this.contents = contents;
        this.gate = gate;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(EVERY.toMillis(), id -> vertx.executeBlocking(this::all, true));
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private Void all() {
        try {
            gate.work(this::sweep);
        } catch (RuntimeException e) {
            LOG.error("What is deleted for good is tried again in a few minutes", e);
        }
        return null;
    }

    /** All that has expired by now, some rows to a transaction. */
    public void sweep() {
        while (QuarkusTransaction.requiringNew().call(this::blobs) == BATCH) {
            LOG.debug("more blobs have expired");
        }
        QuarkusTransaction.requiringNew().run(() -> containerDeletion.deleteExpired(BATCH));
        QuarkusTransaction.requiringNew().run(containers::forgetGone);
    }

    private int blobs() {
        List<BlobEntity> expired = deleted.expired(BATCH);
        Set<UUID> released = new HashSet<>();
        for (BlobEntity blob : expired) {
            writer.discard(blob, released);
            deleted.forget(blob.id);
        }
        contents.release(released);
        return expired.size();
    }
}
