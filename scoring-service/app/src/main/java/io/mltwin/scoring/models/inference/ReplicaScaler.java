package io.mltwin.scoring.models.inference;

import io.mltwin.container.ContainerException;
import io.mltwin.platform.background.BackgroundTimer;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.reset.ResetGate;
import io.mltwin.scoring.models.services.ReplicaRule.Scaling;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Lets the number of containers follow the load, as the router of AKS does: up at once, down by one
 * when the load has been lower for ten looks.
 */
@Singleton
public class ReplicaScaler {

    private static final Logger LOG = Logger.getLogger(ReplicaScaler.class);
    private static final Duration LOOK = Duration.ofMillis(250);

    /** Sets that are changed at once; each has one of these threads at most. */
    private static final int CHANGES = 16;

    private static final int CALM_LOOKS = 10;

    private final BackgroundTimer looks;
    private final BackgroundTimer changes;
    private final ResetGate gate;
    private final Map<ReplicaSet, Watched> watched = new ConcurrentHashMap<>();

    ReplicaScaler(BackgroundWork background, ResetGate gate) {
        this.looks = background.timer("replica-scaler", 1);
        this.changes = background.timer("replica-scaling", CHANGES);
        this.gate = gate;
    }

    /** The observed load of one set; seen by the looking thread, but for the flag. */
    private static final class Watched {
        private final int perReplica;
        private final Scaling rule;
        private long nextLook = System.nanoTime();
        private int calm;
        private volatile boolean isChanging;

        Watched(int perReplica, Scaling rule) {
            this.perReplica = perReplica;
            this.rule = rule;
        }

        /** Returns the number that the set is to have now. */
        int target(ReplicaSet set) {
            int size = set.size();
            int desired = rule.desired(set.pending(), perReplica);
            calm = desired < size ? calm + 1 : 0;
            if (desired >= size) {
                return desired;
            }
            if (calm < CALM_LOOKS) {
                return size;
            }
            calm = 0;
            return size - 1;
        }
    }

    void begin(@Observes StartupEvent event) {
        looks.every(LOOK, () -> gate.work(this::look));
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        looks.stop(Duration.ZERO);
        changes.stop(Duration.ZERO);
    }

    /**
     * Scales a set by this rule from now on, until it is closed.
     *
     * @param rule null to leave its number
     */
    public void watch(ReplicaSet set, int perReplica, Scaling rule) {
        if (rule == null) {
            watched.remove(set);
        } else {
            watched.put(set, new Watched(perReplica, rule));
        }
    }

    private void look() {
        watched.keySet().removeIf(ReplicaSet::isClosed);
        watched.forEach(this::look);
    }

    private void look(ReplicaSet set, Watched load) {
        if (load.isChanging || System.nanoTime() - load.nextLook < 0) {
            return;
        }
        load.nextLook = System.nanoTime() + load.rule.period().toNanos();
        int target = load.target(set);
        if (target != set.size()) {
            load.isChanging = true;
            changes.now(() -> gate.work(() -> change(set, load, target)));
        }
    }

    private static void change(ReplicaSet set, Watched load, int target) {
        try {
            set.scale(target);
            LOG.infof("The load asks for %d replicas", target);
        } catch (ContainerException e) {
            // without its message, which may be the script's own words
            LOG.infof("A further replica cannot be started: %s", e.kind());
        } finally {
            load.isChanging = false;
        }
    }
}
