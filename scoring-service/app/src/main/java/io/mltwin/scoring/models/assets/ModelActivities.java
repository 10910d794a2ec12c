package io.mltwin.scoring.models.assets;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** Registrations of models as a workspace's Activities area shows them: not by whom. */
@ApplicationScoped
class ModelActivities {

    private static final int MOST = 1_000;

    private final ModelRepository rows;

    ModelActivities(ModelRepository rows) {
        this.rows = rows;
    }

    /** One registration. */
    record ActivityBody(String operation, String target, Instant timestamp, String status) {}

    /** The newest registrations, newest first. */
    @Transactional
    List<ActivityBody> of(String workspaceKey) {
        return rows.newest(workspaceKey, MOST).stream()
                .map(row -> new ActivityBody(
                        "Register model", "models/" + row.name + ":" + row.version, row.createdAt, "Succeeded"))
                .toList();
    }
}
