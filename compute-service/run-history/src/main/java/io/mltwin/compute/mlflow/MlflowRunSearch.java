package io.mltwin.compute.mlflow;

import static io.mltwin.compute.mlflow.errors.MlflowErrors.invalidIf;
import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.metrics.ScalarMetrics;
import io.mltwin.compute.metrics.ScalarMetrics.ScalarPoint;
import io.mltwin.compute.mlflow.search.SearchField;
import io.mltwin.compute.mlflow.search.SearchField.Kind;
import io.mltwin.compute.mlflow.search.SearchFields;
import io.mltwin.compute.mlflow.search.SearchFilter;
import io.mltwin.compute.mlflow.search.SearchOrder;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.queries.QueryBody;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.runs.RunColumn;
import io.mltwin.compute.runs.RunQueries;
import io.mltwin.compute.runs.RunSearch;
import io.mltwin.compute.runs.RunSelection;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code runs/search}. SQL compares and orders what is clear at rest. Tags, parameters and metrics are ciphertext: the runs
 * that are left are decrypted and compared here, batch after batch until the page is full; an order by one of them reads all
 * that match, and keeps a page of them. Metrics are read only where they are asked for.
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
        List<String> within = experimentIds(history, request.experimentIds());
        if (within.isEmpty()) {
            return PageBody.whole(List.of());
        }
        RunSelection selection = RunSelection.of(history.workspaceId()).in(RunColumn.EXPERIMENT_ID, within);
        if (view != LifecycleView.ALL) {
            selection.equal(RunColumn.HIDDEN, view == LifecycleView.DELETED_ONLY);
        }
        MlflowRunSelection.narrow(selection, filter);
        boolean usesMetrics = filter.usesMetrics() || order.usesMetrics();
        PageBody<Found> page = runs.search(
                history,
                new RunSearch<>(
                        selection,
                        MlflowRunSelection.order(order),
                        batch -> read(batch, usesMetrics ? latest(history, batch) : Map.of()),
                        found -> filter.matches(found::value),
                        order.comparator(Found::value, newestFirst()),
                        Found::run),
                new QueryBody(null, request.pageToken(), null, most));
        Map<String, List<ScalarPoint>> latest =
                latest(history, page.value().stream().map(Found::run).toList());
        return page.map(found -> MlflowRunMapper.body(
                found.run(), latest.getOrDefault(found.run().runId(), List.of())));
    }

    /** A run, with the last values of its metrics where the search compares them. */
    private record Found(RunBody run, Map<String, Double> metrics) {

        Object value(SearchField field) {
            return MlflowRunMapper.value(run, metrics, field);
        }
    }

    private static List<Found> read(List<RunBody> batch, Map<String, List<ScalarPoint>> latest) {
        return batch.stream()
                .map(run -> new Found(
                        run,
                        latest.getOrDefault(run.runId(), List.of()).stream()
                                .collect(Collectors.toMap(ScalarPoint::name, ScalarPoint::value))))
                .toList();
    }

    private List<String> experimentIds(RunHistory history, List<String> ids) {
        List<String> given = orEmpty(ids);
        invalidIf(given.size() > MOST_EXPERIMENTS, "A search is in at most %s experiments.", MOST_EXPERIMENTS);
        return given.stream()
                .map(id -> experiments.find(history, id).experimentId())
                .toList();
    }

    private Map<String, List<ScalarPoint>> latest(RunHistory history, List<RunBody> all) {
        return metrics.latest(history, all.stream().map(RunBody::runId).toList());
    }

    private static Comparator<Found> newestFirst() {
        return Comparator.comparing((Found found) -> found.run().startTimeUtc() == null
                        ? found.run().createdUtc()
                        : found.run().startTimeUtc())
                .reversed()
                .thenComparing(found -> found.run().runId());
    }
}
