package io.mltwin.compute.mlflow;

import static io.mltwin.compute.mlflow.errors.MlflowErrors.invalid;
import static io.mltwin.compute.mlflow.errors.MlflowErrors.invalidIf;
import static io.mltwin.compute.runs.RunErrors.notFound;
import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.compute.access.Actor;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.experiments.ExperimentBody;
import io.mltwin.compute.metrics.ScalarMetrics;
import io.mltwin.compute.metrics.ScalarMetrics.ScalarPoint;
import io.mltwin.compute.runs.CreateRunRequest;
import io.mltwin.compute.runs.CreateRunRequestBuilder;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunWriter;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Runs as MLflow's clients create, change and read them. */
@Singleton
record MlflowRunService(RunService runs, RunWriter writer, MlflowExperimentService experiments, ScalarMetrics metrics) {

    private static final String NO_EXPERIMENT = "0";

    /** Creates a run that runs; without an experiment it is in the one named Default. */
    MlflowRunBody create(OpenWorkspace workspace, RunRequest request, Actor actor) {
        Map<String, String> tags = new LinkedHashMap<>(MlflowValidator.tags(orEmpty(request.tags())));
        if (isGiven(request.runName())) {
            String other = tags.put(MlflowRunMapper.NAME_TAG, request.runName());
            if (other != null && !other.equals(request.runName())) {
                throw invalid("run_name and the tag %s differ.", MlflowRunMapper.NAME_TAG);
            }
        }
        RunBody run = writer.write(
                workspace,
                experimentName(workspace.history(), request.experimentId()),
                UUID.randomUUID().toString(),
                CreateRunRequest.of(null)
                        .displayName(tags.get(MlflowRunMapper.NAME_TAG))
                        .parentRunId(tags.get(MlflowRunMapper.PARENT_TAG))
                        .status(MlflowStatus.RUNNING.inRunHistory().name())
                        .startTimeUtc(time(request.startTime()))
                        .tags(tags)
                        .build(),
                actor);
        return MlflowRunMapper.body(run, List.of());
    }

    MlflowRunBody get(RunHistory history, String runId) {
        RunBody run = runs.get(history, null, runId);
        return MlflowRunMapper.body(run, latest(history, runId));
    }

    /**
     * Changes status, end and name. What a compute target executes ends with its script and not
     * with what the script says of itself: there status and end stay, as with Azure ML's plug-in
     * for MLflow.
     */
    MlflowRunBody.Info update(RunHistory history, RunRequest request, Actor actor) {
        String runId = request.requireRun();
        RunBody run = runs.get(history, null, runId);
        boolean ofTarget = actor.isRun() && run.target() != null;
        String status = isGiven(request.status())
                ? MlflowStatus.parse(request.status()).inRunHistory().name()
                : null;
        CreateRunRequestBuilder change = CreateRunRequest.of(runId);
        if (!ofTarget) {
            change.status(status).endTimeUtc(time(request.endTime()));
        }
        if (isGiven(request.runName())) {
            change.displayName(request.runName()).tags(Map.of(MlflowRunMapper.NAME_TAG, request.runName()));
        }
        return MlflowRunMapper.info(change(history, runId, change, actor));
    }

    /** Marks a run as deleted, which run history calls hidden, or as active again. */
    void hide(RunHistory history, String runId, boolean hidden, Actor actor) {
        change(history, runId, CreateRunRequest.of(runId).hidden(hidden), actor);
    }

    private RunBody change(RunHistory history, String runId, CreateRunRequestBuilder change, Actor actor) {
        return runs.update(history, null, runId, change.build(), actor).orElseThrow(() -> notFound(runId));
    }

    private String experimentName(RunHistory history, String id) {
        if (!isGiven(id) || id.equals(NO_EXPERIMENT)) {
            return MlflowExperimentService.DEFAULT_NAME;
        }
        ExperimentBody experiment = experiments.find(history, id);
        invalidIf(
                MlflowExperimentMapper.isDeleted(experiment),
                "The experiment '%s' is deleted; restore it first.",
                experiment.name());
        return experiment.name();
    }

    private List<ScalarPoint> latest(RunHistory history, String runId) {
        return metrics.latest(history, List.of(runId)).getOrDefault(runId, List.of());
    }

    private static boolean isGiven(String text) {
        return text != null && !text.isEmpty();
    }

    /** Milliseconds as a time; MLflow's clients send 0 for none. */
    private static Instant time(Long millis) {
        if (millis == null || millis == 0) {
            return null;
        }
        if (millis < 0 || millis > MlflowValidator.LATEST_MILLIS) {
            throw invalid(millis + " is no time in milliseconds.");
        }
        return Instant.ofEpochMilli(millis);
    }
}
