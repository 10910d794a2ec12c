package io.mltwin.scoring.models.services;

import io.mltwin.armweb.AzureException;
import io.mltwin.customerkeys.CustomerKeyException;
import io.mltwin.platform.background.BackgroundTimer;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.reset.ResetGate;
import io.mltwin.scoring.models.certificates.CertificateTable;
import io.mltwin.scoring.models.clusters.ClusterTask;
import io.mltwin.scoring.models.services.Deployment.DeploymentChanged;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Keeps the table of certificates as the rows of services are: at the start, after each change, and
 * every few seconds for what another replica changed. A service whose customer's key cannot be used
 * has none.
 */
@ApplicationScoped
public class CertificateTask {

    private static final Logger LOG = Logger.getLogger(CertificateTask.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final DeploymentService deployments;
    private final ServiceKeys keys;
    private final CertificateTable certificates;
    private final ClusterTask clusters;
    private final ResetGate gate;
    private final BackgroundTimer timer;

    public CertificateTask(
            DeploymentService deployments,
            ServiceKeys keys,
            CertificateTable certificates,
            ClusterTask clusters,
            ResetGate gate,
            BackgroundWork background) {
        this.deployments = deployments;
        this.keys = keys;
        this.certificates = certificates;
        this.clusters = clusters;
        this.gate = gate;
        this.timer = background.timer("service-certificates", 1);
    }

    void start(@Observes StartupEvent event) {
        timer.now(() -> gate.work(this::look));
        timer.every(PAUSE, () -> gate.work(this::look));
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        timer.stop(Duration.ZERO);
    }

    /** Waits for a look that has read the rows before this change. */
    synchronized void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) DeploymentChanged event) {
        if (event.deployment() == null || event.deployment().certificate() == null) {
            certificates.remove(event.endpoint());
        } else {
            certificates.put(event.endpoint(), event.deployment().certificate());
        }
        clusters.refresh();
    }

    private synchronized void look() {
        List<WebServiceEntity> named = deployments.withCname();
        certificates.retain(named.stream().map(service -> service.endpoint).collect(Collectors.toSet()));
        named.stream()
                .filter(service -> !certificates.has(service.endpoint, service.cnameKey, service.sslCertificate))
                .forEach(this::read);
    }

    private void read(WebServiceEntity service) {
        try {
            certificates.put(service.endpoint, ServiceCertificates.read(service, keys.open(service)));
        } catch (CustomerKeyException refused) {
            LOG.debugf("The certificate of %s stays closed: %s", service.name, refused.reason());
        } catch (AzureException unreadable) {
            LOG.errorf("The certificate of the service %s cannot be read: %s", service.name, unreadable.code());
        }
    }
}
