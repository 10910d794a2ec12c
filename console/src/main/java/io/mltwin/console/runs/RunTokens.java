package io.mltwin.console.runs;

import io.mltwin.console.ml.MlWorkspace;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** Tells until when the tokens of runs are good that have not ended. */
@Singleton
public record RunTokens(RunHistoryClient history) {

    private static final String NOT_ENDED = "Status ne 'Completed' and Status ne 'Failed' and Status ne 'Canceled'";

    /**
     * The token of a run.
     *
     * @param address of the run's page
     */
    public record Expiry(String runId, String workspace, Instant expires, String address) {}

    /**
     * Returns the tokens of a workspace's runs that have not ended.
     *
     * @throws io.mltwin.armweb.AzureException with Azure's own status, code and text when it is
     *     refused
     */
    public List<Expiry> list(MlWorkspace workspace) {
        return history.query(workspace, NOT_ENDED, null).value().stream()
                .filter(run -> run.tokenExpiryTimeUtc() != null)
                .map(run -> new Expiry(
                        run.runId(), workspace.name(), run.tokenExpiryTimeUtc(), workspace.page("runs", run.runId())))
                .toList();
    }
}
