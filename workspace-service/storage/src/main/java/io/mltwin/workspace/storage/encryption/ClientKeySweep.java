package io.mltwin.workspace.storage.encryption;

import io.mltwin.platform.reset.ResetGate;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Deletes data keys under clients' keys when nothing is encrypted under them any more. */
@Singleton
class ClientKeySweep {

    private static final Logger LOG = Logger.getLogger(ClientKeySweep.class);
    private static final Duration EVERY = Duration.ofHours(1);

    private final ClientKeys keys;
    private final ResetGate gate;
    private final Vertx vertx;
    private long timer;

    ClientKeySweep(ClientKeys keys, ResetGate gate, Vertx vertx) {
        this.keys = keys;
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
            gate.work(() -> LOG.debugf("%d data keys were of no use any more", keys.sweep()));
        } catch (RuntimeException e) {
            LOG.error("Unused data keys are deleted in an hour", e);
        }
        return null;
    }
}
