package io.mltwin.compute.runs;

import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.queries.Filter;
import io.mltwin.compute.queries.Order;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.queries.QueryBody;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code runs:query} and lists of runs. Filters and orders use only what is clear at rest. */
@Singleton
public class RunQueries {

    private static final Map<String, Function<RunEntity, String>> FIELDS = Map.of(
            "RunId", run -> run.runId,
            "Status", run -> run.status.name(),
            "ExperimentName", run -> run.experimentName,
            "ParentRunId", run -> run.parentRunId,
            "RootRunId", run -> run.rootRunId,
            "Target", run -> run.target,
            "RunType", run -> run.runType);
    private static final Comparator<RunEntity> BY_NUMBER = Comparator.comparingLong(run -> run.runNumber);
    private static final Map<String, Comparator<RunEntity>> ORDERS = Map.of(
            "RunNumber", BY_NUMBER,
            "RunId", Comparator.comparing(run -> run.runId),
            "CreatedUtc", Comparator.comparing((RunEntity run) -> run.created).thenComparing(BY_NUMBER),
            "StartTimeUtc", times(run -> run.started),
            "EndTimeUtc", times(run -> run.ended));

    private final RunRepository repository;

    RunQueries(RunRepository repository) {
        this.repository = repository;
    }

    /**
     * Runs that match, newest first.
     *
     * @param experiment null for all of the workspace
     */
    @Transactional
    public PageBody<RunBody> query(RunHistory history, String experiment, QueryBody query) {
        return page(history, query, () -> repository.all(history.workspaceId(), experiment));
    }

    @Transactional
    public PageBody<RunBody> children(RunHistory history, String runId, QueryBody query) {
        return page(history, query, () -> repository.children(history.workspaceId(), runId));
    }

    /** All runs of these experiments, newest first. */
    @Transactional
    public List<RunBody> ofExperiments(RunHistory history, Collection<UUID> experimentIds) {
        return experimentIds.isEmpty()
                ? List.of()
                : repository.ofExperiments(history.workspaceId(), experimentIds).stream()
                        .map(run -> body(history, run))
                        .toList();
    }

    /** Ids of the runs of an experiment, which need not be decrypted for them. */
    @Transactional
    public List<String> ids(String workspaceId, String experiment) {
        return repository.ids(workspaceId, experiment);
    }

    private PageBody<RunBody> page(RunHistory history, QueryBody query, Supplier<List<RunEntity>> runs) {
        Filter filter = Filter.parse(query.filter(), fields());
        Comparator<RunEntity> order = Order.parse(query.order(), ORDERS, BY_NUMBER.reversed());
        List<RunEntity> found = runs.get().stream()
                .filter(run -> filter.matches(field -> FIELDS.get(field).apply(run)))
                .sorted(order)
                .toList();
        PageBody<RunEntity> page = PageBody.of(found, query);
        return page.map(run -> body(history, run));
    }

    static Set<String> fields() {
        return FIELDS.keySet();
    }

    private static Comparator<RunEntity> times(Function<RunEntity, java.time.Instant> time) {
        return Comparator.comparing(time, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(BY_NUMBER);
    }

    private static RunBody body(RunHistory history, RunEntity run) {
        return RunMapper.body(run, history.open(run.place(), run.content, RunContent.class));
    }
}
