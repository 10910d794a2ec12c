package io.mltwin.scoring.models.inference;

import io.mltwin.scoring.models.services.Deployment.RecordedService;
import java.util.Optional;

/** One kind of hosts that score: those of web services (v1), or those of online endpoints (v2). */
public interface FrontDoor {

    /** Returns the first segment of the internal paths of its hosts. */
    String prefix();

    /**
     * Returns what is served under a host's label, loaded if need be; on the event loop only what is
     * loaded.
     *
     * @throws io.mltwin.armweb.AzureException 404 when there is nothing, 503 when it cannot score
     *     now
     * @throws io.mltwin.platform.http.EventLoopOrWorker.WorkerNeededException when it must be loaded
     */
    ScoringTarget require(String label);

    /** Returns what a label stands for, also where that cannot score; empty for nothing. May block. */
    Optional<RecordedService> findRecorded(String label);
}
