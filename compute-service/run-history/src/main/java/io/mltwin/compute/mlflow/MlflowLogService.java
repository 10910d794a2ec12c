package io.mltwin.compute.mlflow;

import static io.mltwin.compute.mlflow.errors.MlflowErrors.invalidIf;
import static io.mltwin.compute.mlflow.errors.MlflowErrors.notFound;

import io.mltwin.compute.access.Actor;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.metrics.ScalarMetrics;
import io.mltwin.compute.metrics.ScalarPoint;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.runs.CreateRunRequest;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.runs.RunDataService;
import io.mltwin.compute.runs.RunService;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;

/** Logs metrics, parameters and tags in a run. */
@Singleton
class MlflowLogService {

    private static final int MOST_POINTS = 25_000;

    private final RunService runs;
    private final RunDataService data;
    private final ScalarMetrics metrics;

    MlflowLogService(RunService runs, RunDataService data, ScalarMetrics metrics) {
        this.runs = runs;
        this.data = data;
        this.metrics = metrics;
    }

    /** Stores all or nothing. */
    @Transactional
    void log(
            RunHistory history,
            String runId,
            List<ScalarPoint> points,
            Map<String, String> parameters,
            Map<String, String> tags,
            Actor actor) {
        requireActive(history, runId);
        if (!parameters.isEmpty() || !tags.isEmpty()) {
            data.log(history, runId, parameters, tags, actor);
        }
        String name = tags.get(MlflowRunMapper.NAME_TAG);
        if (name != null) {
            CreateRunRequest change =
                    CreateRunRequest.of(runId).displayName(name).build();
            runs.update(history, null, runId, change, actor);
        }
        metrics.add(history, runId, points);
    }

    /** Adds a model to those that the run says it has logged; its files are artifacts. */
    @Transactional
    void logModel(RunHistory history, String runId, String model, Actor actor) {
        requireActive(history, runId);
        data.changeTag(history, runId, ModelHistory.TAG, old -> ModelHistory.add(old, model), actor);
    }

    @Transactional
    void deleteTag(RunHistory history, String runId, String key, Actor actor) {
        RunBody run = requireActive(history, runId);
        if (!run.tags().containsKey(key)) {
            throw notFound("The run '" + runId + "' has no tag '" + key + "'.");
        }
        runs.modifyTags(history, null, runId, Map.of(), List.of(key), actor);
    }

    /** A page of a metric's points; without a size all of them. */
    @Transactional
    PageBody<ScalarPoint> history(RunHistory history, String runId, String key, Integer maxResults, String pageToken) {
        runs.requireExists(history.workspaceId(), null, runId);
        Integer most = maxResults == null ? null : MlflowValidator.maxResults(maxResults, MOST_POINTS, MOST_POINTS);
        return metrics.history(history, runId, key, pageToken, most);
    }

    private RunBody requireActive(RunHistory history, String runId) {
        RunBody run = runs.get(history, null, runId);
        invalidIf(run.hidden(), "The run '%s' is deleted; restore it before anything is logged.", runId);
        return run;
    }
}
