package io.mltwin.compute.mlflow;

import static io.mltwin.compute.mlflow.errors.MlflowErrors.invalidIf;
import static io.mltwin.compute.mlflow.errors.MlflowErrors.notFound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mltwin.armweb.Json;
import io.mltwin.compute.access.Actor;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.metrics.ScalarMetrics;
import io.mltwin.compute.metrics.ScalarMetrics.ScalarPoint;
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

    /** The tag in which a run keeps what it knows of the models that it logged: a list in JSON. */
    private static final String MODELS_TAG = "mlflow.log-model.history";

    private static final int LONGEST = 1_000_000;

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
        data.changeTag(history, runId, MODELS_TAG, old -> withModel(old, model), actor);
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

    /**
     * The list with one more model.
     *
     * @param history the tag's value, null for none
     */
    private static String withModel(String history, String model) {
        ArrayNode models = Json.array();
        if (history != null && read(history) instanceof ArrayNode old) {
            models.addAll(old);
        }
        JsonNode added = model == null ? null : read(model);
        invalidIf(added == null || !added.isObject(), "model_json must be a JSON object.");
        String text = models.add(added).toString();
        invalidIf(text.length() > LONGEST, "The models of a run are described by at most %s characters.", LONGEST);
        return text;
    }

    /** Null for what is no JSON. */
    private static JsonNode read(String text) {
        return Json.find(text).orElse(null);
    }
}
