package io.mltwin.compute.schedules;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.DatabaseUnavailable;
import io.mltwin.platform.background.BackgroundTimer;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.reset.ResetGate;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Submits the jobs of schedules when they are due, on the platform's clock. */
@ApplicationScoped
public class ScheduleTask {

    private static final Logger LOG = Logger.getLogger(ScheduleTask.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final ScheduleService schedules;
    private final ScheduledJobs jobs;
    private final ResetGate gate;
    private final BackgroundTimer timer;

    ScheduleTask(ScheduleService schedules, ScheduledJobs jobs, ResetGate gate, BackgroundWork background) {
        this.schedules = schedules;
        this.jobs = jobs;
        this.gate = gate;
        this.timer = background.timer("schedules", 1);
    }

    void start(@Observes StartupEvent event) {
        timer.every(PERIOD, () -> gate.work(this::look));
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        timer.stop(Duration.ZERO);
    }

    private void look() {
        try {
            schedules.claimDue().forEach(this::submit);
        } catch (RuntimeException e) {
            if (DatabaseUnavailable.is(e)) {
                LOG.warn("The database is away: schedules go on when it is back");
            } else {
                LOG.errorf(e, "Looking after the schedules failed");
            }
        }
    }

    /** Submits the job of a schedule; a refusal for one workspace, whose key is revoked, harms no other. */
    private void submit(ScheduleEntity schedule) {
        try {
            jobs.submitDue(schedule);
        } catch (AzureException refused) {
            LOG.warnf("The %s cannot go on now: %s", schedule, refused.getMessage());
        } finally {
            schedules.release(schedule);
        }
    }
}
