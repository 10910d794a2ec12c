package io.mltwin.compute.mlflow;

import io.mltwin.compute.metrics.ScalarMetrics.ScalarPoint;
import io.mltwin.compute.mlflow.MlflowRunBody.KeyValueBody;
import io.mltwin.compute.mlflow.MlflowRunBody.MlflowMetricBody;
import io.mltwin.compute.mlflow.search.SearchField;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.runs.RunDataService;
import io.mltwin.compute.runs.RunStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Shows a run of run history as MLflow's. */
final class MlflowRunMapper {

    static final String NAME_TAG = "mlflow.runName";
    static final String PARENT_TAG = "mlflow.parentRunId";
    static final String ROOT_TAG = "mlflow.rootRunId";
    private static final String USER_TAG = "mlflow.user";

    private MlflowRunMapper() {}

    static MlflowRunBody body(RunBody run, List<ScalarPoint> latest) {
        return new MlflowRunBody(
                info(run),
                new MlflowRunBody.Data(
                        latest.stream().map(MlflowRunMapper::metric).toList(),
                        pairs(RunDataService.texts(run.parameters())),
                        pairs(tags(run))));
    }

    static MlflowRunBody.Info info(RunBody run) {
        return new MlflowRunBody.Info(
                run.runId(),
                run.runId(),
                run.displayName(),
                run.experimentId(),
                user(run),
                status(run),
                millis(run.startTimeUtc() == null ? run.createdUtc() : run.startTimeUtc()),
                millis(run.endTimeUtc()),
                MlflowArtifacts.root(run.runId()),
                LifecycleView.stage(run.hidden()));
    }

    static MlflowMetricBody metric(ScalarPoint point) {
        return new MlflowMetricBody(point.name(), point.value(), point.time().toEpochMilli(), point.step());
    }

    /** The tags of a run, with those that MLflow's clients look for. */
    static Map<String, String> tags(RunBody run) {
        Map<String, String> tags = new TreeMap<>(run.tags());
        if (run.displayName() != null) {
            tags.put(NAME_TAG, run.displayName());
        }
        if (run.parentRunId() != null) {
            tags.put(PARENT_TAG, run.parentRunId());
        }
        tags.put(ROOT_TAG, run.rootRunId());
        if (user(run) != null) {
            tags.putIfAbsent(USER_TAG, user(run));
        }
        return tags;
    }

    /** The value of a field of a search, null when the run has none. */
    static Object value(RunBody run, Map<String, Double> metrics, SearchField field) {
        return switch (field.kind()) {
            case METRIC -> metrics.get(field.key());
            case PARAM -> RunDataService.texts(run.parameters()).get(field.key());
            case TAG -> tags(run).get(field.key());
            case ATTRIBUTE ->
                switch (field.key()) {
                    case "run_id" -> run.runId();
                    case "run_name" -> run.displayName();
                    case "experiment_id" -> run.experimentId();
                    case "status" -> status(run).name();
                    case "user_id" -> user(run);
                    case "artifact_uri" -> MlflowArtifacts.root(run.runId());
                    case "end_time" -> millis(run.endTimeUtc());
                    default -> info(run).startTime();
                };
        };
    }

    static List<KeyValueBody> pairs(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> new KeyValueBody(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static MlflowStatus status(RunBody run) {
        return MlflowStatus.of(RunStatus.parse(run.status()));
    }

    private static String user(RunBody run) {
        return run.createdBy() == null ? null : run.createdBy().userName();
    }

    private static Long millis(Instant time) {
        return time == null ? null : time.toEpochMilli();
    }
}
