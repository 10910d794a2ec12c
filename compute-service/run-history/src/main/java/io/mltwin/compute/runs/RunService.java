package io.mltwin.compute.runs;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.compute.runs.RunErrors.illegalTransition;
import static io.mltwin.compute.runs.RunErrors.immutable;
import static io.mltwin.compute.runs.RunErrors.notFound;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.access.Actor;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.experiments.ExperimentBody;
import io.mltwin.compute.runs.RunBody.PersonBody;
import io.mltwin.compute.runs.RunBody.WarningBody;
import io.mltwin.compute.runs.RunStatus.RunStatusChanged;
import io.mltwin.compute.workspaces.Workspace;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;

/** The runs of a workspace: what Azure ML keeps in Cosmos DB as run history. */
@Singleton
public class RunService {

    private static final Duration TOKEN_AFTER_THE_RUN = Duration.ofMinutes(1);

    private final RunRepository repository;
    private final Clock clock;
    private final Event<RunEnded> ended;
    private final Event<RunStatusChanged> statusChanged;
    private final Event<RunErrorReported> errorReported;

    RunService(
            RunRepository repository,
            Clock clock,
            Event<RunEnded> ended,
            Event<RunStatusChanged> statusChanged,
            Event<RunErrorReported> errorReported) {
        this.repository = repository;
        this.clock = clock;
        this.ended = ended;
        this.statusChanged = statusChanged;
        this.errorReported = errorReported;
    }

    /**
     * The run.
     *
     * @param experiment null when the path does not name one
     */
    @Transactional
    public RunBody get(RunHistory history, String experiment, String runId) {
        return find(history.workspaceId(), experiment, runId)
                .map(run -> body(history, run))
                .orElseThrow(() -> notFound(runId));
    }

    /** Refuses when there is no such run. */
    @Transactional
    public void requireExists(String workspaceId, String experiment, String runId) {
        find(workspaceId, experiment, runId).orElseThrow(() -> notFound(runId));
    }

    @Transactional
    public Optional<RunStatus> status(String workspaceId, String runId) {
        return repository.byId(workspaceId, runId).map(run -> run.status);
    }

    /** The status of a run that nobody else changes before the caller's transaction ends. */
    @Transactional
    public Optional<RunStatus> lock(String workspaceId, String runId) {
        return repository.lock(workspaceId, runId).map(run -> run.status);
    }

    /** Changes a run; empty when there is none of this id. */
    @Transactional
    public Optional<RunBody> update(
            RunHistory history, String experiment, String runId, CreateRunRequest change, Actor actor) {
        Optional<RunEntity> found = repository.lock(history.workspaceId(), runId);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        RunEntity run = found.get();
        if (experiment != null && !run.experimentName.equals(experiment)) {
            throw actor.isRun() ? notFound(runId) : RunErrors.exists(runId);
        }
        RunContent content = content(history, run);
        refuseImmutable(run, content, change);
        RunMapper.apply(change, run, !actor.isRun());
        if (change.status() != null) {
            become(history, run, RunStatus.parse(change.status()));
        }
        store(history, run, reportErrors(run, content, content.with(change, person(actor))));
        return Optional.of(body(history, run));
    }

    /**
     * Adds a run, and returns it with its token.
     *
     * @param token null for a run that no script has
     * @throws AzureException 409 when one of this id exists in the workspace
     */
    @Transactional
    public RunBody add(
            RunHistory history,
            ExperimentBody experiment,
            String runId,
            CreateRunRequest given,
            Actor actor,
            RunToken token) {
        RunEntity run = new RunEntity();
        run.runUuid = UUID.randomUUID();
        run.workspaceId = history.workspaceId();
        run.runId = RunId.check(runId);
        run.runNumber = repository.nextNumber();
        run.experimentId = UUID.fromString(experiment.experimentId());
        run.experimentName = experiment.name();
        run.parentRunId = given.parentRunId();
        run.rootRunId = root(run.workspaceId, runId, given.parentRunId());
        run.runType = given.runType();
        run.target = given.target();
        run.scriptName = given.scriptName();
        run.status = RunStatus.NotStarted;
        run.created = clock.instant();
        run.tokenExpires = token == null ? null : token.expires();
        RunMapper.apply(given, run, true);
        if (given.status() != null) {
            become(history, run, RunStatus.parse(given.status()));
        }
        RunContent empty = RunContent.by(person(actor));
        store(history, run, reportErrors(run, empty, empty.with(given, person(actor))));
        try {
            repository.persistAndFlush(run);
        } catch (ConstraintViolationException twice) {
            throw RunErrors.exists(runId);
        }
        return RunMapper.body(run, content(history, run), token);
    }

    /** Sets the status on behalf of the service; repeats and what comes too late change nothing. */
    @Transactional
    public void setStatus(RunHistory history, String runId, RunStatus status, CreateRunRequest error) {
        Optional<RunEntity> found = repository.lock(history.workspaceId(), runId);
        if (found.isEmpty()
                || found.get().status == status
                || !found.get().status.canBecome(status)) {
            return;
        }
        RunEntity run = found.get();
        become(history, run, status);
        RunContent content = content(history, run);
        store(
                history,
                run,
                error == null ? content : reportErrors(run, content, content.with(error, person(Actor.SERVICE))));
    }

    /**
     * Queues a run again whose node was taken from it, with a warning that says so. It is the one
     * way back, and the service's alone; a run that has ended or is to be canceled stays as it is.
     *
     * @return whether it is queued
     */
    @Transactional
    public boolean requeue(RunHistory history, String runId, WarningBody warning) {
        Optional<RunEntity> found = repository
                .lock(history.workspaceId(), runId)
                .filter(run -> !run.status.isTerminal() && run.status != RunStatus.CancelRequested);
        if (found.isEmpty()) {
            return false;
        }
        RunEntity run = found.get();
        run.status = RunStatus.Queued;
        changed(run);
        RunContent content = content(history, run);
        CreateRunRequest change = CreateRunRequest.of(runId).build().withWarnings(List.of(warning));
        store(history, run, reportErrors(run, content, content.with(change, content.lastModifiedBy())));
        return true;
    }

    /** Sets properties on behalf of the service, which may change those that it has set before. */
    @Transactional
    public void describe(RunHistory history, String runId, Map<String, String> properties) {
        repository.lock(history.workspaceId(), runId).ifPresent(run -> {
            CreateRunRequest change =
                    CreateRunRequest.of(runId).properties(properties).build();
            RunContent content = content(history, run);
            store(history, run, content.with(change, content.lastModifiedBy()));
        });
    }

    /** Moves the end of the token that the run's owner is told. */
    @Transactional
    public void tokenIssued(Workspace workspace, String runId, RunToken token) {
        repository
                .lock(workspace.workspaceId(), runId)
                .filter(run -> !run.status.isTerminal())
                .ifPresent(run -> run.tokenExpires = token.expires());
    }

    @Transactional
    public RunBody modifyTags(
            RunHistory history,
            String experiment,
            String runId,
            Map<String, String> set,
            List<String> remove,
            Actor actor) {
        RunEntity run = repository
                .lock(history.workspaceId(), runId)
                .filter(found -> experiment == null || found.experimentName.equals(experiment))
                .orElseThrow(() -> notFound(runId));
        RunContent content = content(history, run);
        Map<String, String> tags = new TreeMap<>(content.tags());
        tags.putAll(set);
        remove.forEach(tags::remove);
        store(history, run, content.withTags(tags, person(actor)));
        return body(history, run);
    }

    private Optional<RunEntity> find(String workspaceId, String experiment, String runId) {
        return repository
                .byId(workspaceId, runId)
                .filter(run -> experiment == null || run.experimentName.equals(experiment));
    }

    private String root(String workspaceId, String runId, String parentRunId) {
        if (parentRunId == null) {
            return runId;
        }
        return repository
                .byId(workspaceId, parentRunId)
                .map(parent -> parent.rootRunId)
                .orElseThrow(() -> badRequest("ParentRunNotFound", "The parent run '%s' was not found.", parentRunId)
                        .withTarget("parentRunId"));
    }

    private void become(RunHistory history, RunEntity run, RunStatus next) {
        if (run.status == next) {
            return;
        }
        if (!run.status.canBecome(next)) {
            throw illegalTransition(run.runId, run.status, next);
        }
        run.status = next;
        changed(run);
        if (next == RunStatus.Running && run.started == null) {
            run.started = clock.instant();
        }
        if (next.isTerminal()) {
            run.ended = run.ended == null ? clock.instant() : run.ended;
            endToken(run);
            ended.fire(new RunEnded(history, run.runId, next));
        }
    }

    private void changed(RunEntity run) {
        run.statusRevision++;
        statusChanged.fire(new RunStatusChanged(
                run.workspaceId, run.runId, run.target, run.status, run.statusRevision, clock.instant()));
    }

    /** The token goes with its run, by this clock and not by an end that a client may write. */
    private void endToken(RunEntity run) {
        Instant end = clock.instant().plus(TOKEN_AFTER_THE_RUN);
        if (run.tokenExpires == null || run.tokenExpires.isAfter(end)) {
            run.tokenExpires = end;
        }
    }

    /**
     * Fires {@link RunErrorReported} if there are new errors or warnings, and returns the changed
     * content.
     */
    private RunContent reportErrors(RunEntity run, RunContent old, RunContent changed) {
        boolean error = changed.error() != null && !changed.error().equals(old.error());
        int warnings = changed.warnings().size() - old.warnings().size();
        if (error || warnings > 0) {
            errorReported.fire(new RunErrorReported(
                    run.workspaceId, run.runId, run.revision, error ? 1 : 0, Math.max(0, warnings), clock.instant()));
        }
        return changed;
    }

    private static void refuseImmutable(RunEntity run, RunContent content, CreateRunRequest change) {
        refuseChange("target", run.target, change.target());
        refuseChange("parentRunId", run.parentRunId, change.parentRunId());
        refuseChange("scriptName", run.scriptName, change.scriptName());
        refuseChange("runType", run.runType, change.runType());
        if (change.properties() != null) {
            change.properties()
                    .forEach((name, value) -> refuseChange(
                            "properties." + name, content.properties().get(name), value));
        }
    }

    private static void refuseChange(String field, String old, String changed) {
        if (old != null && changed != null && !old.equals(changed)) {
            throw immutable(field);
        }
    }

    private static PersonBody person(Actor actor) {
        return new PersonBody(actor.objectId(), actor.tenantId(), actor.name());
    }

    private static RunContent content(RunHistory history, RunEntity run) {
        return history.open(run.place(), run.content, RunContent.class);
    }

    private void store(RunHistory history, RunEntity run, RunContent content) {
        run.content = history.seal(run.place(), content);
        run.revision++;
        run.modified = clock.instant();
    }

    private static RunBody body(RunHistory history, RunEntity run) {
        return RunMapper.body(run, content(history, run));
    }
}
