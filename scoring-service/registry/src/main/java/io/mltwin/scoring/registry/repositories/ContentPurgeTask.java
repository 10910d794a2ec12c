package io.mltwin.scoring.registry.repositories;

import io.mltwin.armweb.AzureException;
import io.mltwin.platform.background.BackgroundTimer;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.reset.ResetGate;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.registries.RegistryAccount.RetentionPolicy;
import io.mltwin.scoring.registry.registries.RegistryAccountService;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Deletes, on the platform's clock, uploads that were given up, untagged manifests where the
 * registry has a retention policy for them, and layers that no manifest refers to. Azure does the
 * same at times that it does not publish; a day is left to a push between its layers and its
 * manifest.
 */
@ApplicationScoped
public class ContentPurgeTask {

    private static final Logger LOG = Logger.getLogger(ContentPurgeTask.class);
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final Duration PUSH = Duration.ofDays(1);
    private static final int INDEXED_AT_ONCE = 100;

    private final PurgeRepository rows;
    private final ContentRepository content;
    private final ManifestRepository manifests;
    private final ManifestService reader;
    private final BlobFiles files;
    private final RegistryAccountService registries;
    private final Clock clock;
    private final ResetGate gate;
    private final BackgroundTimer timer;

    ContentPurgeTask(
            PurgeRepository rows,
            ContentRepository content,
            ManifestRepository manifests,
            ManifestService reader,
            BlobFiles files,
            RegistryAccountService registries,
            Clock clock,
            ResetGate gate,
            BackgroundWork background) {
        this.rows = rows;
        this.content = content;
        this.manifests = manifests;
        this.reader = reader;
        this.files = files;
        this.registries = registries;
        this.clock = clock;
        this.gate = gate;
        this.timer = background.timer("registry-purge", 1);
    }

    void start(@Observes StartupEvent event) {
        timer.every(PERIOD, () -> gate.work(this::purge));
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        timer.stop(Duration.ZERO);
    }

    private void purge() {
        for (UUID registry : rows.registries()) {
            try {
                purge(registry);
            } catch (AzureException keyAway) {
                LOG.debugf("The content of registry %s waits: %s", registry, keyAway.getMessage());
            } catch (RuntimeException e) {
                LOG.errorf(e, "Purging the registry %s failed", registry);
            }
        }
    }

    private void purge(UUID id) {
        RegistryAccount registry = registries.account(id);
        if (registry == null) {
            return;
        }
        Instant now = clock.instant();
        for (UUID upload : rows.endUploads(id, now.minus(PUSH))) {
            files.abandon(id, upload);
        }
        index(registry);
        RetentionPolicy retention = registry.retention();
        if (retention.enabled()) {
            List<String> deleted =
                    rows.deleteUntagged(id, retention.lastUpdated(), now.minus(Duration.ofDays(retention.days())));
            if (!deleted.isEmpty()) {
                LOG.infof("Retention of the registry %s has deleted %s", registry.name(), deleted);
            }
        }
        for (String text : rows.takeUnreferenced(id, now.minus(PUSH))) {
            Digest digest = new Digest(text);
            content.deleteUnused(id, digest, () -> files.delete(id, digest));
        }
    }

    /** Keeps what manifests of earlier versions of this service refer to. */
    private void index(RegistryAccount registry) {
        List<ManifestEntity> some = manifests.unindexed(registry.id(), INDEXED_AT_ONCE);
        for (ManifestEntity manifest : some) {
            manifests.index(manifest.id, reader.document(registry, manifest));
        }
    }
}
