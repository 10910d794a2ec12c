package io.mltwin.compute.orchestration;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.DatabaseUnavailable;
import io.mltwin.compute.orchestration.OrchestratedRuns.OrchestrationChanged;
import io.mltwin.compute.runs.RunEnded;
import io.mltwin.platform.background.BackgroundTimer;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.reset.ResetGate;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Brings the runs that lead others on, once a second and whenever a run has ended. */
@ApplicationScoped
public class OrchestrationTask {

    private static final Logger LOG = Logger.getLogger(OrchestrationTask.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final OrchestratedRuns orchestrated;
    private final OrchestrationStep step;
    private final ResetGate gate;
    private final BackgroundWork background;
    private volatile BackgroundTimer timer;

    OrchestrationTask(
            OrchestratedRuns orchestrated, OrchestrationStep step, ResetGate gate, BackgroundWork background) {
        this.orchestrated = orchestrated;
        this.step = step;
        this.gate = gate;
        this.background = background;
        this.timer = timer();
    }

    private BackgroundTimer timer() {
        return background.timer("orchestration", 1);
    }

    void start(@Observes StartupEvent event) {
        if (timer.isStopped()) {
            timer = timer();
        }
        timer.every(PERIOD, () -> gate.work(this::look));
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        timer.stop(Duration.ZERO);
    }

    void ended(@Observes(during = TransactionPhase.AFTER_SUCCESS) RunEnded run) {
        timer.now(() -> gate.work(this::look));
    }

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) OrchestrationChanged run) {
        timer.now(() -> gate.work(this::look));
    }

    private void look() {
        try {
            orchestrated.claim().forEach(this::advance);
        } catch (RuntimeException e) {
            if (DatabaseUnavailable.is(e)) {
                LOG.warn("The database is away: runs that lead others go on when it is back");
            } else {
                LOG.errorf(e, "Looking after runs that lead others failed");
            }
        }
    }

    /** Advances a run; a refusal for one workspace, whose key is revoked, harms no other. */
    private void advance(OrchestratedRun run) {
        try {
            step.advance(run);
        } catch (AzureException refused) {
            LOG.warnf("The %s cannot go on now: %s", run, refused.getMessage());
        } finally {
            orchestrated.release(run);
        }
    }
}
