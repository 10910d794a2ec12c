package io.mltwin.compute.execution;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.environments.CuratedEnvironments;
import io.mltwin.compute.environments.CuratedEnvironments.CuratedEnvironment;
import io.mltwin.compute.environments.preparation.EnvironmentPlan;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunToken;
import io.mltwin.compute.runs.RunTokenClient;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.node.job.JobBody;
import io.mltwin.platform.tracing.SpanKeys;
import io.mltwin.platform.tracing.TraceContexts;
import io.mltwin.platform.tracing.Tracing;
import io.mltwin.tokencheck.TokenKind;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Makes the job that a node executes out of a queued run. */
@Singleton
public record JobDispatch(
        JobQueue queue,
        SealedJobs sealed,
        RunService runs,
        RunTokenClient tokens,
        CuratedEnvironments environments,
        WorkspaceClient workspaces,
        NodeJobMapper mapper,
        Clock clock,
        Tracing tracing) {

    /**
     * Returns the job of a claimed run for one of its nodes; empty when the run has ended meanwhile
     * or cannot be executed, with which it fails.
     */
    public Optional<JobBody> job(String workspaceId, String runId, String nodeId) {
        return sealed.load(workspaceId, runId).flatMap(job -> job(workspaceId, runId, nodeId, job));
    }

    private Optional<JobBody> job(String workspaceId, String runId, String nodeId, SealedJobs.Loaded job) {
        JobContent content = job.content();
        EnvironmentPlan plan = content.environment();
        Optional<CuratedEnvironment> environment = environments.find(plan.name(), plan.version());
        if (environment.isEmpty() && plan.isCurated()) {
            return fail(workspaceId, runId, "The environment '" + plan.name() + "' does not exist any more.");
        }
        Optional<Workspace> workspace = workspaces.find(ArmResourceId.parse(content.workspaceArmId()));
        if (workspace.isEmpty() || !workspace.get().workspaceId().equals(workspaceId)) {
            return fail(workspaceId, runId, "The workspace of the run was deleted.");
        }
        if (job.isTimeOver()) {
            return fail(
                    workspaceId,
                    runId,
                    "The run took longer than maxRunDurationSeconds, "
                            + content.maxRunDurationSeconds()
                            + " s, on nodes that were taken from it.");
        }
        RunToken token = tokenForTheWholeRun(workspace.get(), runId, content, job.token());
        return Optional.of(mapper.body(
                workspace.get(),
                job,
                runId,
                nodeId,
                environment.orElse(null),
                token,
                traceOfTarget(content, runId, token)));
    }

    private Optional<JobBody> fail(String workspaceId, String runId, String message) {
        queue.fail(workspaceId, runId, "UserError", message);
        return Optional.empty();
    }

    /** From here on the target acts, in the trace of the request that submitted the run. */
    private String traceOfTarget(JobContent content, String runId, RunToken token) {
        Context parent = TraceContexts.parse(content.traceParent());
        if (!Span.fromContext(parent).getSpanContext().isValid()) {
            return null;
        }
        Span span = tracing.start(parent, SpanKind.PRODUCER, "run " + runId);
        span.setAttribute(SpanKeys.PARTICIPANT, "compute target");
        span.setAttribute(SpanKeys.TOKEN_KIND, TokenKind.RUN.name());
        span.setAttribute(SpanKeys.VERDICT, "run token given, valid until " + token.expires());
        span.setAttribute(SpanKeys.CORRELATION_ID, content.correlationId());
        span.end();
        return TraceContexts.format(parent.with(span));
    }

    /** A run may have waited so long that its token would not last through it. */
    private RunToken tokenForTheWholeRun(Workspace workspace, String runId, JobContent content, RunToken token) {
        long seconds = tokens.lifetime(content.maxRunDurationSeconds()).toSeconds();
        if (token.expires().isAfter(clock.instant().plusSeconds(seconds / 2))) {
            return token;
        }
        RunToken fresh = tokens.issue(
                workspace, runId, content.experimentId(), content.submitterObjectId(), content.maxRunDurationSeconds());
        sealed.replaceToken(workspace.workspaceId(), runId, fresh);
        runs.tokenIssued(workspace, runId, fresh);
        return fresh;
    }
}
