package io.mltwin.compute.collected;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.DatabaseUnavailable;
import io.mltwin.compute.collected.CollectedRuns.RunCollected;
import io.mltwin.platform.background.BackgroundTimer;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.reset.ResetGate;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Passes collected runs on after their transaction, and again every few seconds while
 * telemetry-service is away. A run never waits for it. Not through Kafka, whose files are not
 * encrypted.
 */
@ApplicationScoped
public class CollectedRunRelay {

    private static final Logger LOG = Logger.getLogger(CollectedRunRelay.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final CollectedRuns runs;
    private final DiagnosticsClient diagnostics;
    private final ResetGate gate;
    private final BackgroundTimer timer;

    CollectedRunRelay(CollectedRuns runs, DiagnosticsClient diagnostics, ResetGate gate, BackgroundWork background) {
        this.runs = runs;
        this.diagnostics = diagnostics;
        this.gate = gate;
        this.timer = background.timer("collected-runs", 1);
    }

    void start(@Observes StartupEvent event) {
        timer.every(PERIOD, () -> gate.work(this::passOn));
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        timer.stop(Duration.ZERO);
    }

    void collected(@Observes(during = TransactionPhase.AFTER_SUCCESS) RunCollected run) {
        timer.now(() -> gate.work(this::passOn));
    }

    private void passOn() {
        try {
            Optional<CollectedRun> waiting = runs.oldest();
            while (waiting.isPresent()) {
                diagnostics.store(waiting.get());
                runs.delete(waiting.get());
                waiting = runs.oldest();
            }
        } catch (AzureException away) {
            LOG.debugf("Collected runs wait: %s", away.getMessage());
        } catch (RuntimeException e) {
            if (!DatabaseUnavailable.is(e)) {
                throw e;
            }
            LOG.debug("Collected runs wait for the database");
        }
    }
}
