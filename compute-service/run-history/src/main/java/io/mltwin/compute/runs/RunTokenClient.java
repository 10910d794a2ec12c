package io.mltwin.compute.runs;

import static io.mltwin.armweb.AzureException.notBuilt;

import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.ComputeConfig;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** Asks identity, as Azure ML's token issuer, for the token of a run. */
@Singleton
public record RunTokenClient(ServiceHttp http, Tokens tokens, ComputeConfig config) {

    private static final Duration AFTER_THE_RUN = Duration.ofHours(1);

    record Request(
            String workspaceId,
            String workspaceArmId,
            String runId,
            String experimentId,
            String region,
            String tenantId,
            String submitterObjectId,
            long lifetimeSeconds) {}

    record Answer(String token, long expiresOn) {}

    /**
     * A token for one run, valid through the longest it may take and an hour more for the final
     * call-backs.
     *
     * @param maxRunDurationSeconds null when the run has no limit
     * @throws AzureException 501 in a workspace that nodes cannot reach
     */
    public RunToken issue(
            Workspace workspace,
            String runId,
            String experimentId,
            String submitterObjectId,
            Long maxRunDurationSeconds) {
        requireReachable(workspace);
        Duration lifetime = lifetime(maxRunDurationSeconds);
        Answer answer = http.request(ServiceName.IDENTITY, "POST", "/_internal/run-tokens")
                .bearer(tokens.forService(ServiceName.IDENTITY))
                .json(new Request(
                        workspace.workspaceId(),
                        workspace.id(),
                        runId,
                        experimentId,
                        workspace.region(),
                        workspace.tenantId(),
                        submitterObjectId,
                        lifetime.toSeconds()))
                .send()
                .orFault()
                .as(Answer.class);
        return new RunToken(answer.token(), Instant.ofEpochSecond(answer.expiresOn()));
    }

    /** Refuses a run in a workspace that nodes cannot reach: 501. */
    public void requireReachable(Workspace workspace) {
        if (!workspace.network().publicAccess()) {
            // its nodes call back from no virtual network, and would be refused
            throw notBuilt("A run in a workspace without public network access");
        }
    }

    /** Returns how long the token of a run is needed. */
    public Duration lifetime(Long maxRunDurationSeconds) {
        Duration usual = config.compute().runTokenLifetime();
        if (maxRunDurationSeconds == null) {
            return usual;
        }
        Duration needed = Duration.ofSeconds(maxRunDurationSeconds).plus(AFTER_THE_RUN);
        return needed.compareTo(usual) > 0 ? needed : usual;
    }
}
