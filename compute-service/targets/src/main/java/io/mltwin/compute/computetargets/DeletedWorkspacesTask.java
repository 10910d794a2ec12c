package io.mltwin.compute.computetargets;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.encryption.StoreService;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.Workspace.WorkspaceDeleted;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.platform.background.BackgroundTimer;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.reset.ResetGate;
import io.mltwin.platform.reset.Resettable;
import io.mltwin.resourceprovider.ResourceClaims;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * With a workspace its compute targets go, and its run history where that has a store of its own.
 * Asked for once a minute; gone is what was not there twice in a row.
 */
@ApplicationScoped
public class DeletedWorkspacesTask implements Resettable {

    private static final Logger LOG = Logger.getLogger(DeletedWorkspacesTask.class);
    private static final Duration PERIOD = Duration.ofSeconds(60);

    private final ComputeTargets computes;
    private final ComputeTargetService service;
    private final ComputeTargetPreparation preparation;
    private final StoreService stores;
    private final WorkspaceClient workspaces;
    private final Event<WorkspaceDeleted> gone;
    private final ResourceClaims claims;
    private final ResetGate gate;
    private final Set<String> missing = ConcurrentHashMap.newKeySet();
    private final BackgroundTimer timer;

    DeletedWorkspacesTask(
            ComputeTargets computes,
            ComputeTargetService service,
            ComputeTargetPreparation preparation,
            StoreService stores,
            WorkspaceClient workspaces,
            Event<WorkspaceDeleted> gone,
            ResourceClaims claims,
            ResetGate gate,
            BackgroundWork background) {
        this.claims = claims;
        this.gate = gate;
        this.timer = background.timer("deleted-workspaces", 1);
        this.computes = computes;
        this.service = service;
        this.preparation = preparation;
        this.stores = stores;
        this.workspaces = workspaces;
        this.gone = gone;
    }

    void start(@Observes StartupEvent event) {
        timer.every(PERIOD, () -> gate.work(this::look));
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        timer.stop(Duration.ZERO);
    }

    @Override
    public void clear() {
        missing.clear();
    }

    private void look() {
        try {
            Map<String, String> all = new HashMap<>(stores.workspaces());
            all.putAll(computes.workspaces());
            for (Map.Entry<String, String> workspace : all.entrySet()) {
                inspect(workspace.getKey(), workspace.getValue());
            }
        } catch (AzureException away) {
            LOG.debugf("Workspaces cannot be asked for now: %s", away.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "Looking for deleted workspaces failed");
        }
    }

    private void inspect(String workspaceId, String armId) {
        Optional<Workspace> found = workspaces.find(ArmResourceId.parse(armId));
        if (found.isPresent() && found.get().workspaceId().equals(workspaceId)) {
            missing.remove(workspaceId);
        } else if (!missing.add(workspaceId)) {
            LOG.infof("The workspace %s is gone, so is what it had here", armId);
            computes.ids(workspaceId).forEach(this::delete);
            stores.delete(workspaceId);
            QuarkusTransaction.requiringNew().run(() -> gone.fire(new WorkspaceDeleted(workspaceId)));
            missing.remove(workspaceId);
        }
    }

    private void delete(ArmResourceId compute) {
        claims.change(
                compute,
                claim -> {
                    preparation.prepareDeletion(compute);
                    return compute;
                },
                id -> {
                    service.delete(id);
                    return id;
                });
    }
}
