package io.mltwin.workspace.arm;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.platform.ServiceName;
import io.mltwin.platform.background.BackgroundTimer;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.reset.ResetGate;
import io.mltwin.workspace.index.IndexedResource;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.operations.Operations;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Asks the providers, in the background at start and now and then, about resources whose creation
 * or deletion was begun and not confirmed: a row whose resource exists is confirmed, another
 * removed.
 */
@ApplicationScoped
class IndexReconcilerTask {

    private static final Logger LOG = Logger.getLogger(IndexReconcilerTask.class);
    // longer than any provider may take to answer
    private static final Duration LATER = Duration.ofSeconds(90);
    private static final Duration START_AFTER = Duration.ofMillis(300);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(2);
    private static final Duration EVERY = Duration.ofSeconds(60);

    private final ResourceIndex index;
    private final Operations operations;
    private final ResourceProviders providers;
    private final RemoteProviders remote;
    private final ProviderReads reads;
    private final ResetGate gate;
    private final BackgroundTimer timer;

    IndexReconcilerTask(
            ResourceIndex index,
            Operations operations,
            ResourceProviders providers,
            RemoteProviders remote,
            ProviderReads reads,
            ResetGate gate,
            BackgroundWork background) {
        this.gate = gate;
        this.timer = background.timer("index-reconciler", 1);
        this.index = index;
        this.operations = operations;
        this.providers = providers;
        this.remote = remote;
        this.reads = reads;
    }

    void start(@Observes StartupEvent event) {
        List<IndexedResource> left = index.leftOpen();
        timer.after(START_AFTER, () -> gate.work(() -> settleLeft(left)));
        timer.every(EVERY, () -> gate.work(this::settleOld));
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        timer.stop(Duration.ZERO);
    }

    /**
     * Tries again soon what nobody could say, for at start the other services may not be up yet.
     */
    private void settleLeft(List<IndexedResource> resources) {
        List<IndexedResource> open = settle(resources);
        if (!open.isEmpty()) {
            timer.after(AGAIN_AFTER, () -> gate.work(() -> settleLeft(open)));
        }
    }

    private void settleOld() {
        try {
            settle(index.unsettled(LATER));
        } catch (RuntimeException e) {
            LOG.warnf(e, "The resource index cannot be read");
        }
    }

    /** Settles each; those that nobody can say are returned. */
    private List<IndexedResource> settle(List<IndexedResource> resources) {
        List<IndexedResource> open = new ArrayList<>();
        for (IndexedResource resource : resources) {
            try {
                if (!settle(resource.id())) {
                    open.add(resource);
                }
            } catch (RuntimeException e) {
                LOG.infof("Nobody can say yet whether %s exists: %s", resource.id(), e.getMessage());
                open.add(resource);
            }
        }
        return open;
    }

    /** False while an operation is under way on it. */
    private boolean settle(ArmResourceId id) {
        if (operations.isRunningOn(id)) {
            return false;
        }
        ArmCall question = reads.question(id);
        ServiceName service = providers.serviceOf(question);
        boolean exists = service == ServiceName.WORKSPACE || remote.has(service, id);
        JsonNode body = exists ? reads.read(id) : null;
        if (body == null) {
            index.missing(id);
        } else {
            index.found(id, body);
        }
        LOG.infof("%s was left open and %s", id, body == null ? "does not exist" : "exists");
        return true;
    }
}
