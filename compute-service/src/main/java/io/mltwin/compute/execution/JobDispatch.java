package io.mltwin.compute.execution;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.artifacts.ArtifactService;
import io.mltwin.compute.computetargets.ComputeIdentities;
import io.mltwin.compute.computetargets.ComputeIdentity;
import io.mltwin.compute.computetargets.ComputeTypes;
import io.mltwin.compute.environments.CuratedEnvironment;
import io.mltwin.compute.environments.CuratedEnvironments;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunToken;
import io.mltwin.compute.runs.RunTokenClient;
import io.mltwin.compute.snapshots.SnapshotFile;
import io.mltwin.compute.snapshots.SnapshotService;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import io.mltwin.platform.tracing.SpanKeys;
import io.mltwin.platform.tracing.TraceContexts;
import io.mltwin.platform.tracing.Tracing;
import io.mltwin.tokencheck.TokenKind;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Makes the job that a node executes out of a queued run. */
@Singleton
public class JobDispatch {

    private static final String LOOPBACK = "127.0.0.1";

    private final JobQueue queue;
    private final SealedJobs sealed;
    private final AssignedRuns assigned;
    private final RunService runs;
    private final RunTokenClient tokens;
    private final CuratedEnvironments environments;
    private final WorkspaceClient workspaces;
    private final ComputeIdentities identities;
    private final ComputeTypes types;
    private final Addresses addresses;
    private final Clock clock;
    private final Tracing tracing;

    JobDispatch(
            JobQueue queue,
            SealedJobs sealed,
            AssignedRuns assigned,
            RunService runs,
            RunTokenClient tokens,
            CuratedEnvironments environments,
            WorkspaceClient workspaces,
            ComputeIdentities identities,
            ComputeTypes types,
            Addresses addresses,
            Clock clock,
            Tracing tracing) {
        this.queue = queue;
        this.sealed = sealed;
        this.assigned = assigned;
        this.runs = runs;
        this.tokens = tokens;
        this.environments = environments;
        this.workspaces = workspaces;
        this.identities = identities;
        this.types = types;
        this.addresses = addresses;
        this.clock = clock;
        this.tracing = tracing;
    }

    /**
     * The job of a claimed run for one of its nodes; empty when the run has ended meanwhile or
     * cannot be executed.
     */
    public Optional<NodeJobBody> job(String workspaceId, String runId, String nodeId) {
        Optional<SealedJobs.Loaded> loaded = sealed.load(workspaceId, runId);
        if (loaded.isEmpty()) {
            return Optional.empty();
        }
        JobContent content = loaded.get().content();
        Optional<CuratedEnvironment> environment =
                environments.find(content.environmentName(), content.environmentVersion());
        if (environment.isEmpty() && isCurated(content)) {
            queue.fail(
                    workspaceId,
                    runId,
                    "UserError",
                    "The environment '" + content.environmentName() + "' does not exist any more.");
            return Optional.empty();
        }
        Optional<Workspace> workspace =
                workspaces.find(ArmResourceId.parse(content.workspaceArmId()));
        if (workspace.isEmpty() || !workspace.get().workspaceId().equals(workspaceId)) {
            queue.fail(workspaceId, runId, "UserError", "The workspace of the run was deleted.");
            return Optional.empty();
        }
        if (isTimeOver(loaded.get())) {
            queue.fail(
                    workspaceId,
                    runId,
                    "UserError",
                    "The run took longer than maxRunDurationSeconds, "
                            + content.maxRunDurationSeconds()
                            + " s, on nodes that were taken from it.");
            return Optional.empty();
        }
        RunToken token = tokenForTheWholeRun(workspace.get(), runId, content, loaded.get().token());
        NodeJobBody body =
                body(
                        workspace.get(),
                        loaded.get(),
                        runId,
                        environment.orElse(null),
                        token,
                        traceOfTarget(content, runId, token),
                        worker(workspaceId, loaded.get(), runId, nodeId));
        return Optional.of(
                types.isDatabricks(loaded.get().computeId()) ? RunParameters.of(body) : body);
    }

    /** What is left of the time that a run may take; null for any. */
    private static Long secondsLeft(SealedJobs.Loaded job) {
        Long all = job.content().maxRunDurationSeconds();
        return all == null || all == 0 ? all : (Long) Math.max(0, all - job.spentSeconds());
    }

    private static boolean isTimeOver(SealedJobs.Loaded job) {
        Long left = secondsLeft(job);
        return left != null && left == 0 && job.spentSeconds() > 0;
    }

    /** The part of a node in a run with a distribution; null of others. */
    private NodeJobBody.Worker worker(
            String workspaceId, SealedJobs.Loaded job, String runId, String nodeId) {
        RunRequirements requirements = job.content().requirements();
        if (requirements.distribution() == null) {
            return null;
        }
        return new NodeJobBody.Worker(
                assigned.rank(workspaceId, runId, nodeId),
                requirements.instanceCount(),
                requirements.distribution().processCount(),
                requirements.distribution().kind(),
                LOOPBACK,
                job.masterPort());
    }

    private static boolean isCurated(JobContent content) {
        return content.environment() == null || content.environment().isCurated();
    }

    /**
     * The request that submitted a run.
     *
     * @param traceParent null when it was not traced
     */
    public record Origin(String correlationId, String traceParent) {}

    /** Where a queued run comes from. */
    public Optional<Origin> origin(String workspaceId, String runId) {
        return sealed.load(workspaceId, runId)
                .map(job -> job.content())
                .map(content -> new Origin(content.correlationId(), content.traceParent()));
    }

    /** One of the files of the code of a run that is on a node. */
    public Optional<SnapshotFile> file(String workspaceId, String runId, String path) {
        return sealed.load(workspaceId, runId).stream()
                .flatMap(job -> job.content().files().stream())
                .filter(file -> file.path().equals(path))
                .findFirst();
    }

    /** One of the data references of a run that is on a node. */
    public Optional<RunData> data(String workspaceId, String runId, String name) {
        return sealed.load(workspaceId, runId).stream()
                .flatMap(job -> job.content().data().stream())
                .filter(data -> data.name().equals(name))
                .findFirst();
    }

    /** The identity that a run on a node asks for; empty where it says nothing of it. */
    public Optional<JobIdentity> identity(String workspaceId, String runId) {
        return sealed.load(workspaceId, runId).map(job -> job.content().requirements().identity());
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
    private RunToken tokenForTheWholeRun(
            Workspace workspace, String runId, JobContent content, RunToken token) {
        long seconds = tokens.lifetime(content.maxRunDurationSeconds()).toSeconds();
        if (token.expires().isAfter(clock.instant().plusSeconds(seconds / 2))) {
            return token;
        }
        RunToken fresh =
                tokens.issue(
                        workspace,
                        runId,
                        content.experimentId(),
                        content.submitterObjectId(),
                        content.maxRunDurationSeconds());
        sealed.replaceToken(workspace.workspaceId(), runId, fresh);
        runs.tokenIssued(workspace, runId, fresh);
        return fresh;
    }

    /** The one managed identity that a run acts as; null for none and for a choice of several. */
    private String identityClientId(Workspace workspace, SealedJobs.Loaded job) {
        JobIdentity wanted = job.content().requirements().identity();
        if (wanted != null && wanted.kind() == JobIdentity.Kind.AML_TOKEN) {
            return null;
        }
        List<ComputeIdentity> own = identities.of(job.computeId());
        if (own.isEmpty()) {
            return workspace.identityClientId();
        }
        List<ComputeIdentity> meant =
                own.stream()
                        .filter(
                                one ->
                                        wanted == null
                                                || wanted.matches(
                                                        one.clientId(),
                                                        one.objectId(),
                                                        one.resourceId()))
                        .toList();
        return meant.size() == 1 ? meant.get(0).clientId() : null;
    }

    private NodeJobBody body(
            Workspace workspace,
            SealedJobs.Loaded job,
            String runId,
            CuratedEnvironment curated,
            RunToken token,
            String traceParent,
            NodeJobBody.Worker worker) {
        JobContent content = job.content();
        String identityClientId = identityClientId(workspace, job);
        String service = addresses.address(ServiceName.COMPUTE);
        String storage = addresses.address(ServiceName.WORKSPACE);
        String host = addresses.blobHost(workspace.storageAccountName());
        List<NodeJobBody.File> files =
                content.files().stream()
                        .map(
                                f ->
                                        new NodeJobBody.File(
                                                f.path(),
                                                storage + "/" + SnapshotService.blobPath(f),
                                                host,
                                                f.sha256()))
                        .toList();
        return new NodeJobBody(
                runId,
                content.experimentName(),
                token.value(),
                token.expires().getEpochSecond(),
                RunVariables.of(
                        workspace, runId, content, token, identityClientId, service, traceParent),
                NodeJobBody.Command.of(
                        content,
                        curated == null
                                ? content.environment().interpreter()
                                : curated.interpreter(),
                        curated == null ? List.of() : curated.classPath()),
                NodeJobBody.Environment.of(workspace.workspaceId(), content.environment()),
                files,
                content.data(),
                new NodeJobBody.Upload(
                        storage
                                + "/"
                                + ArtifactService.CONTAINER
                                + "/"
                                + ArtifactService.prefix(runId),
                        host),
                secondsLeft(job),
                service
                        + "/history/v1.0"
                        + workspace.id()
                        + "/experiments/"
                        + content.experimentName()
                        + "/runs/"
                        + runId,
                content.correlationId(),
                traceParent,
                worker,
                job.retryReason(),
                types.isDatabricks(job.computeId()) ? null : workspace.fileShare());
    }
}
