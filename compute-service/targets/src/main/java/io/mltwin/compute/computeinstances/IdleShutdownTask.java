package io.mltwin.compute.computeinstances;

import io.mltwin.platform.background.BackgroundTimer;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.reset.ResetGate;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Stops compute instances after their {@code idleTimeBeforeShutdown}, on the platform's clock. */
@ApplicationScoped
public class IdleShutdownTask {

    private static final Logger LOG = Logger.getLogger(IdleShutdownTask.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final ComputeInstanceService instances;
    private final ResetGate gate;
    private final BackgroundTimer timer;

    IdleShutdownTask(ComputeInstanceService instances, ResetGate gate, BackgroundWork background) {
        this.instances = instances;
        this.gate = gate;
        this.timer = background.timer("idle-shutdown", 1);
    }

    void start(@Observes StartupEvent event) {
        timer.every(PERIOD, () -> gate.work(this::look));
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        timer.stop(Duration.ZERO);
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
