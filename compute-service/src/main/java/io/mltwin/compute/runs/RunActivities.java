package io.mltwin.compute.runs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** Runs as a workspace's Activities area shows them: what and when, not by whom. */
@ApplicationScoped
class RunActivities {

    private final RunRepository rows;

    RunActivities(RunRepository rows) {
        this.rows = rows;
    }

    /** One run. */
    record ActivityBody(String operation, String target, Instant timestamp, String status) {}

    @Transactional
    List<ActivityBody> of(String workspaceId) {
        return rows.all(workspaceId, null).stream()
                .map(row -> new ActivityBody(
                        "Start run",
                        "experiments/" + row.experimentName + "/runs/" + row.runId,
                        row.created,
                        row.status.name()))
                .toList();
    }
}
