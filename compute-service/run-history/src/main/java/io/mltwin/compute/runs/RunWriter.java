package io.mltwin.compute.runs;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.conflictIf;
import static io.mltwin.compute.runs.RunErrors.notFound;

import io.mltwin.compute.access.Actor;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.experiments.ExperimentBody;
import io.mltwin.compute.experiments.ExperimentService;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * {@code PATCH …/runs/{runId}}: changes a run, creates it when it is absent; and refreshes its
 * token.
 */
@Singleton
public record RunWriter(RunService runs, ExperimentService experiments, RunTokenClient tokens) {

    /** The run after the change; with its token when this created it. */
    public RunBody write(OpenWorkspace workspace, String experiment, String runId, CreateRunRequest body, Actor actor) {
        RunId.check(runId);
        invalidRequestContentIf(body == null, "The request content was missing: give the fields of CreateRun.");
        if (body.runId() != null && !body.runId().equals(runId)) {
            throw badRequest("RunIdMismatch", "The run id of the body is not the one of the path.")
                    .withTarget("runId");
        }
        RunHistory history = workspace.history();
        Optional<RunBody> changed = runs.update(history, experiment, runId, body, actor);
        if (changed.isPresent()) {
            return changed.get();
        }
        if (actor.isRun() || experiment == null) {
            throw notFound(runId);
        }
        ExperimentBody parent = experiments.ensure(history, experiment);
        RunToken token = tokens.issue(workspace.workspace(), runId, parent.experimentId(), actor.objectId(), null);
        return runs.add(history, parent, runId, body, actor, token);
    }

    /** A new token for the same run, which asks for it with the old one. */
    public RunToken refresh(OpenWorkspace workspace, String experiment, String runId, Actor run) {
        RunBody body = runs.get(workspace.history(), experiment, runId);
        conflictIf(
                RunStatus.parse(body.status()).isTerminal(),
                "RunEnded",
                "The run '%s' has ended; its token is not renewed.",
                runId);
        RunToken token = tokens.issue(workspace.workspace(), runId, body.experimentId(), run.objectId(), null);
        runs.tokenIssued(workspace.workspace(), runId, token);
        return token;
    }
}
