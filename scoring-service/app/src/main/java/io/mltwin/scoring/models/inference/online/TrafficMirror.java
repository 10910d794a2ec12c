package io.mltwin.scoring.models.inference.online;

import io.mltwin.container.InferenceRequest;
import io.mltwin.platform.background.BackgroundTimer;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.reset.ResetGate;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Sends copies of requests to deployments that get mirrored traffic, and drops their answers. A
 * copy that finds too many others waiting is dropped: live requests do not wait for it.
 */
@Singleton
class TrafficMirror {

    private static final Logger LOG = Logger.getLogger(TrafficMirror.class);
    private static final int THREADS = 2;
    private static final int MOST_WAITING = 100;

    private final OnlineDeployments deployments;
    private final BackgroundTimer threads;
    private final ResetGate gate;

    TrafficMirror(OnlineDeployments deployments, BackgroundWork background, ResetGate gate) {
        this.deployments = deployments;
        this.threads = background.timer("traffic-mirror", THREADS);
        this.gate = gate;
    }

    void send(String key, InferenceRequest body) {
        if (threads.waiting() < MOST_WAITING) {
            threads.now(() -> gate.work(() -> predict(key, body)));
        }
    }

    private void predict(String key, InferenceRequest body) {
        try {
            deployments.find(key).orElseThrow().replicas().predict(body);
        } catch (RuntimeException e) {
            // without its message, which may be the script's own words
            LOG.debugf("A copy of a request was not sent: %s", e.getClass());
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        threads.stop(Duration.ZERO);
    }
}
