package io.mltwin.compute.nodes;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.artifacts.RunArtifacts;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.platform.background.BackgroundTimer;
import io.mltwin.platform.background.BackgroundWork;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/**
 * Says among the logs of a run why Azure Machine Learning ended it, where its node cannot any more.
 * What cannot be stored stands in the run's error alone.
 */
@Singleton
class LostRunLog {

    /** The log of what Azure ML does after the script; the node writes the other log. */
    static final String NAME = "logs/azureml/75_job_post.txt";

    private static final Logger LOG = Logger.getLogger(LostRunLog.class);

    private final WorkspaceClient workspaces;
    private final RunArtifacts artifacts;
    private final Clock clock;
    private final BackgroundTimer timer;

    LostRunLog(WorkspaceClient workspaces, RunArtifacts artifacts, Clock clock, BackgroundWork background) {
        this.workspaces = workspaces;
        this.artifacts = artifacts;
        this.clock = clock;
        this.timer = background.timer("run-logs", 1);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        timer.stop(Duration.ZERO);
    }

    /**
     * Stores the reason; the caller does not wait.
     *
     * @param workspace ARM id
     */
    void write(String workspace, String runId, String reason) {
        String line = "[" + clock.instant().truncatedTo(ChronoUnit.MILLIS) + "] " + reason + "\n";
        timer.now(() -> store(workspace, runId, line));
    }

    private void store(String workspace, String runId, String line) {
        try {
            workspaces
                    .find(ArmResourceId.parse(workspace))
                    .ifPresent(found -> artifacts.write(found, runId, NAME, line.getBytes(StandardCharsets.UTF_8)));
        } catch (AzureException refused) {
            LOG.infof("The log of run %s does not say why it ended: %s", runId, refused.getMessage());
        }
    }
}
