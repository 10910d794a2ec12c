package io.mltwin.compute.runs;

import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.queries.Filter;
import io.mltwin.compute.queries.Order;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.queries.QueryBody;
import io.mltwin.compute.runs.RunOrder.Key;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Lists of runs: SQL selects by what is clear at rest, orders, and reads batch after batch until a page is full. The
 * continuation token is the number of the last run seen, so that what is added meanwhile shifts nothing.
 */
@Singleton
public class RunQueries {

    private static final int LARGEST_BATCH = 1_000;

    /** Runs that are decrypted for a page of a list in SQL's order; then it ends, with a token. */
    private static final int MOST_OF_A_PAGE = 20_000;

    private static final Map<String, RunColumn> FIELDS = Map.of(
            "RunId", RunColumn.RUN_ID,
            "Status", RunColumn.STATUS,
            "ExperimentName", RunColumn.EXPERIMENT_NAME,
            "ParentRunId", RunColumn.PARENT_RUN_ID,
            "RootRunId", RunColumn.ROOT_RUN_ID,
            "Target", RunColumn.TARGET,
            "RunType", RunColumn.RUN_TYPE);
    private static final Map<String, RunOrder> ORDERS = Map.of(
            "RunNumber", RunOrder.BY_NUMBER,
            "RunId", RunOrder.by(Key.RUN_ID),
            "CreatedUtc", RunOrder.by(Key.CREATED),
            "StartTimeUtc", RunOrder.by(Key.STARTED),
            "EndTimeUtc", RunOrder.by(Key.ENDED));

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
        RunSelection runs = RunSelection.of(history.workspaceId());
        return page(history, experiment == null ? runs : runs.equal(RunColumn.EXPERIMENT_NAME, experiment), query);
    }

    @Transactional
    public PageBody<RunBody> children(RunHistory history, String runId, QueryBody query) {
        RunSelection runs = RunSelection.of(history.workspaceId());
        return page(history, runs.equal(RunColumn.PARENT_RUN_ID, runId), query);
    }

    private PageBody<RunBody> page(RunHistory history, RunSelection runs, QueryBody query) {
        for (Filter.Condition condition : Filter.parse(query.filter(), fields()).conditions()) {
            RunColumn column = FIELDS.get(condition.field());
            if (condition.equal()) {
                runs.equal(column, condition.value());
            } else {
                runs.notEqual(column, condition.value());
            }
        }
        RunOrder order = Order.parse(query.order(), ORDERS, RunOrder.NEWEST_FIRST, RunOrder::reversed);
        return search(history, RunSearch.of(runs, order, run -> true), query);
    }

    /**
     * A page of a list, which ends early where few of many runs match: its token goes on.
     *
     * @param query gives the size of the page, none for the whole list, and where it begins
     */
    @Transactional
    public <T> PageBody<T> search(RunHistory history, RunSearch<T> search, QueryBody query) {
        int most = query.most();
        Long last = query.lastSeen();
        RunOrder order = search.order();
        Predicate<T> follows = result -> true;
        if (last != null && !order.isExact()) {
            Optional<RunEntity> seen = repository.byNumber(history.workspaceId(), last);
            if (seen.isEmpty()) {
                return PageBody.whole(List.of());
            }
            T before = search.reader().apply(List.of(body(history, seen.get()))).get(0);
            follows = result -> search.comparator().compare(before, result) < 0;
        }
        boolean isGroup = !order.isExact();
        List<T> found = new ArrayList<>();
        int size = Math.min(most, LARGEST_BATCH - 1) + 1;
        for (int decrypted = size; ; decrypted += size) {
            List<RunEntity> rows = repository.page(search.selection(), order, last, isGroup, size);
            search.reader().apply(rows.stream().map(run -> body(history, run)).toList()).stream()
                    .filter(search.filter().and(follows))
                    .forEach(found::add);
            if (found.size() > most && !order.isExact()) {
                found.sort(search.comparator());
                found.subList(most + 1, found.size()).clear();
            }
            if (rows.size() < size) {
                break;
            }
            RunEntity end = rows.get(size - 1);
            if (found.size() > most
                    && (order.isExact()
                            || !order.isSameGroup(search.run().apply(found.get(most)), body(history, end)))) {
                break;
            }
            last = end.runNumber;
            isGroup = false;
            if (order.isExact() && most < Integer.MAX_VALUE && decrypted >= MOST_OF_A_PAGE) {
                return new PageBody<>(found, Long.toString(last), null);
            }
            size = Math.min(2 * size, LARGEST_BATCH);
        }
        if (!order.isExact()) {
            found.sort(search.comparator());
        }
        if (found.size() <= most) {
            return PageBody.whole(found);
        }
        RunBody end = search.run().apply(found.get(most - 1));
        return new PageBody<>(List.copyOf(found.subList(0, most)), Long.toString(end.runNumber()), null);
    }

    /** The first run of a list. */
    public Optional<RunBody> first(RunHistory history, RunSearch<RunBody> search) {
        PageBody<RunBody> page = search(history, search, new QueryBody(null, null, null, 1));
        while (page.value().isEmpty() && page.continuationToken() != null) {
            page = search(history, search, new QueryBody(null, page.continuationToken(), null, 1));
        }
        return page.value().stream().findFirst();
    }

    static Set<String> fields() {
        return FIELDS.keySet();
    }

    private static RunBody body(RunHistory history, RunEntity run) {
        return RunMapper.body(run, history.open(run.place(), run.content, RunContent.class));
    }
}
