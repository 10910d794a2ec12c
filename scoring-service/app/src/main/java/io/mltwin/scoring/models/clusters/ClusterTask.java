package io.mltwin.scoring.models.clusters;

import io.mltwin.platform.background.BackgroundTimer;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.reset.ResetGate;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/**
 * Keeps the table of clusters' names as the rows are: at the start, after each change, and every
 * few seconds for what another replica changed.
 */
@ApplicationScoped
public class ClusterTask {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final ClusterCertificates certificates;
    private final ClusterTable table;
    private final ResetGate gate;
    private final BackgroundTimer timer;

    public ClusterTask(
            ClusterCertificates certificates, ClusterTable table, ResetGate gate, BackgroundWork background) {
        this.certificates = certificates;
        this.table = table;
        this.gate = gate;
        this.timer = background.timer("cluster-certificates", 1);
    }

    void start(@Observes StartupEvent event) {
        timer.now(() -> gate.work(this::look));
        timer.every(PAUSE, () -> gate.work(this::look));
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        timer.stop(Duration.ZERO);
    }

    /** Has the rows read soon, by another thread. */
    public void refresh() {
        timer.now(() -> gate.work(this::look));
    }

    /** Reads the rows; what they said before this call counts for the next connection. */
    synchronized void look() {
        table.replace(certificates.all(table));
    }
}
