package io.mltwin.compute.computeinstances;

import io.mltwin.platform.reset.WorkGate;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Stops compute instances after their {@code idleTimeBeforeShutdown}, on the platform's clock. */
@ApplicationScoped
public class IdleShutdown {

    private static final Logger LOG = Logger.getLogger(IdleShutdown.class);
    private static final long PERIOD_SECONDS = 5;

    private final ComputeInstanceService instances;
    private final WorkGate gate;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        Thread thread = new Thread(work, "idle-shutdown");
                        thread.setDaemon(true);
                        return thread;
                    });

    IdleShutdown(ComputeInstanceService instances, WorkGate gate) {
        this.instances = instances;
        this.gate = gate;
    }

    void start(@Observes StartupEvent event) {
        timer.scheduleWithFixedDelay(
                () -> gate.work(this::look), PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private void look() {
        try {
            for (String computeId : instances.idle()) {
                instances.stopIdle(computeId);
                LOG.infof("%s was idle for as long as it may be and is stopped", computeId);
            }
        } catch (RuntimeException e) {
            LOG.errorf(e, "Looking for idle compute instances failed");
        }
    }
}
