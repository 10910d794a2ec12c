package io.mltwin.scoring.models.services;

import io.mltwin.armweb.AzureException;
import io.mltwin.platform.background.BackgroundTimer;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.reset.ResetGate;
import io.mltwin.scoring.ScoringConfig;
import io.mltwin.scoring.models.certificates.CertificateTable;
import io.mltwin.scoring.models.services.DeploymentService.ContentClosedException;
import io.mltwin.scoring.workspaces.WorkspaceKeys;
import io.mltwin.scoring.workspaces.WorkspaceKeys.WorkspaceKeyRevoked;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Asks again and again whether the customers' keys of deployments and of their clusters can still
 * be used, and of their workspaces. A deployment whose key cannot is Unhealthy and its container
 * ends; it is Healthy, and loaded by its next request, once the key is back. A vault that does not
 * answer changes nothing.
 *
 * <p>Deviation: a container ends when its key was revoked; Azure says no more than that it cannot
 * be started again.
 */
@ApplicationScoped
public class CustomerKeyTask {

    private static final Logger LOG = Logger.getLogger(CustomerKeyTask.class);

    private final DeploymentService deployments;
    private final DeploymentHost host;
    private final CertificateTable certificates;
    private final WorkspaceKeys keys;
    private final Event<WorkspaceKeyRevoked> revoked;
    private final ResetGate gate;
    private final BackgroundTimer timer;
    private final Duration pause;

    public CustomerKeyTask(
            DeploymentService deployments,
            DeploymentHost host,
            CertificateTable certificates,
            WorkspaceKeys keys,
            Event<WorkspaceKeyRevoked> revoked,
            ResetGate gate,
            ScoringConfig config,
            BackgroundWork background) {
        this.deployments = deployments;
        this.host = host;
        this.certificates = certificates;
        this.keys = keys;
        this.revoked = revoked;
        this.gate = gate;
        this.pause = Duration.ofSeconds(config.scoring().keyCheckSeconds());
        this.timer = background.timer("deployment-keys", 1);
    }

    void start(@Observes StartupEvent event) {
        timer.every(pause, () -> gate.work(this::look));
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        timer.stop(Duration.ZERO);
    }

    private void look() {
        deployments.underCustomerKeys().forEach(this::look);
        keys.revoked().forEach(workspace -> revoked.fire(new WorkspaceKeyRevoked(workspace)));
    }

    private void look(WebServiceEntity service) {
        try {
            deployments.open(service);
            deployments.keyIsBack(service.endpoint);
        } catch (ContentClosedException refused) {
            if (refused.isLasting()) {
                // also one that was being loaded when the key was revoked
                host.end(service.endpoint);
                certificates.remove(service.endpoint);
            }
        } catch (AzureException away) {
            LOG.debugf("The key of %s cannot be asked for: %s", service.name, away.code());
        }
    }
}
