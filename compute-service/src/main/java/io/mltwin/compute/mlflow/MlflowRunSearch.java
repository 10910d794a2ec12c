package io.mltwin.compute.mlflow;

import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.metrics.ScalarMetrics;
import io.mltwin.compute.metrics.ScalarPoint;
import io.mltwin.compute.mlflow.search.SearchField;
import io.mltwin.compute.mlflow.search.SearchField.Kind;
import io.mltwin.compute.mlflow.search.SearchFields;
import io.mltwin.compute.mlflow.search.SearchFilter;
import io.mltwin.compute.mlflow.search.SearchOrder;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.queries.QueryBody;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.runs.RunQueries;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * {@code runs/search}. Tags, parameters and metrics are ciphertext at rest: the runs of the
 * experiments are decrypted and compared here, metrics only where they are asked for.
 */
@Singleton
class MlflowRunSearch {

    private static final int USUAL_RESULTS = 1_000;
    private static final int MOST_RESULTS = 50_000;
    private static final int MOST_EXPERIMENTS = 1_000;
    static final SearchFields FIELDS = new SearchFields(
            Set.of(Kind.values()),
            Map.of(
                    "run_id", false,
                    "run_name", false,
                    "experiment_id", false,
                    "status", false,
                    "user_id", false,
                    "artifact_uri", false,
                    "start_time", true,
                    "end_time", true,
                    "created", true));

    private final RunQueries runs;
    private final MlflowExperimentService experiments;
    private final ScalarMetrics metrics;

    MlflowRunSearch(RunQueries runs, MlflowExperimentService experiments, ScalarMetrics metrics) {
        this.runs = runs;
        this.experiments = experiments;
        this.metrics = metrics;
    }

    @Transactional
    PageBody<MlflowRunBody> search(RunHistory history, RunRequest.Search request) {
        LifecycleView view = LifecycleView.parse(request.runViewType());
        SearchFilter filter = SearchFilter.parse(request.filter(), FIELDS);
        SearchOrder order = SearchOrder.parse(request.orderBy(), FIELDS);
        int most = MlflowValidator.maxResults(request.maxResults(), USUAL_RESULTS, MOST_RESULTS);
        List<RunBody> all = runs.ofExperiments(history, experimentIds(history, request.experimentIds())).stream()
                .filter(run -> view.shows(run.hidden()))
                .toList();
        Map<String, Map<String, Double>> values =
                filter.usesMetrics() || order.usesMetrics() ? values(history, all) : Map.of();
        List<RunBody> found = all.stream()
                .filter(run -> filter.matches(field -> value(run, values, field)))
                .sorted(order.comparator((run, field) -> value(run, values, field), newestFirst()))
                .toList();
        PageBody<RunBody> page = PageBody.of(found, new QueryBody(null, request.pageToken(), null, most));
        Map<String, List<ScalarPoint>> latest = latest(history, page.value());
        return page.map(run -> MlflowRunMapper.body(run, latest.getOrDefault(run.runId(), List.of())));
    }

    private List<UUID> experimentIds(RunHistory history, List<String> ids) {
        List<String> given = ids == null ? List.of() : ids;
        if (given.size() > MOST_EXPERIMENTS) {
            throw MlflowErrors.invalid("A search is in at most " + MOST_EXPERIMENTS + " experiments.");
        }
        return given.stream()
                .map(id -> UUID.fromString(experiments.find(history, id).experimentId()))
                .toList();
    }

    private Map<String, Map<String, Double>> values(RunHistory history, List<RunBody> all) {
        Map<String, Map<String, Double>> values = new HashMap<>();
        latest(history, all)
                .forEach((run, points) -> points.forEach(point ->
                        values.computeIfAbsent(run, id -> new HashMap<>()).put(point.name(), point.value())));
        return values;
    }

    private Map<String, List<ScalarPoint>> latest(RunHistory history, List<RunBody> all) {
        return metrics.latest(history, all.stream().map(RunBody::runId).toList());
    }

    private static Object value(RunBody run, Map<String, Map<String, Double>> values, SearchField field) {
        return MlflowRunMapper.value(run, values.getOrDefault(run.runId(), Map.of()), field);
    }

    private static Comparator<RunBody> newestFirst() {
        return Comparator.comparing((RunBody run) -> run.startTimeUtc() == null ? run.createdUtc() : run.startTimeUtc())
                .reversed()
                .thenComparing(RunBody::runId);
    }
}
