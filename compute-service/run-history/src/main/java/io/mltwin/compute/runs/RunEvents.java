package io.mltwin.compute.runs;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.encoding.Absence.isBlank;

import com.fasterxml.jackson.databind.node.NullNode;
import io.mltwin.compute.encryption.RunHistory;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Events that a run posts about itself. */
@Singleton
public class RunEvents {

    private final EntityManager database;
    private final RunService runs;
    private final Clock clock;

    RunEvents(EntityManager database, RunService runs, Clock clock) {
        this.database = database;
        this.runs = runs;
        this.clock = clock;
    }

    /** Stores all of them or none. */
    @Transactional
    public void add(RunHistory history, String experiment, String runId, List<RunEventBody> events) {
        runs.requireExists(history.workspaceId(), experiment, runId);
        for (RunEventBody event : events) {
            invalidRequestContentIf(event == null || isBlank(event.name()), "An event needs a name.");
            RunEventEntity entity = new RunEventEntity();
            entity.eventId = UUID.randomUUID();
            entity.workspaceId = history.workspaceId();
            entity.runId = runId;
            entity.time = event.timestamp() == null ? clock.instant() : event.timestamp();
            entity.name = event.name();
            entity.content = history.seal(
                    "event:" + entity.eventId, event.data() == null ? NullNode.getInstance() : event.data());
            database.persist(entity);
        }
    }
}
