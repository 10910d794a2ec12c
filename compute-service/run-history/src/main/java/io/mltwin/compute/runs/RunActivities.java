package io.mltwin.compute.runs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** Runs as a workspace's Activities area shows them: what and when, not by whom. */
@ApplicationScoped
class RunActivities {

    private static final int MOST = 1_000;

    private final RunRepository rows;

    RunActivities(RunRepository rows) {
        this.rows = rows;
    }

    /** One run. */
    record ActivityBody(String operation, String target, Instant timestamp, String status) {}

    /** What is read of a run. */
    record Start(String experimentName, String runId, Instant created, RunStatus status) {}

    /** The newest runs, newest first. */
    @Transactional
    List<ActivityBody> of(String workspaceId) {
        return rows.newest(workspaceId, MOST).stream()
                .map(run -> new ActivityBody(
                        "Start run",
                        "experiments/" + run.experimentName() + "/runs/" + run.runId(),
                        run.created(),
                        run.status().name()))
                .toList();
    }
}
