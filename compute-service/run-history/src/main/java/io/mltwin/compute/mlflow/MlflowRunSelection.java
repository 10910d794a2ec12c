package io.mltwin.compute.mlflow;

import io.mltwin.compute.mlflow.search.SearchComparison;
import io.mltwin.compute.mlflow.search.SearchComparison.Comparator;
import io.mltwin.compute.mlflow.search.SearchField.Kind;
import io.mltwin.compute.mlflow.search.SearchFilter;
import io.mltwin.compute.mlflow.search.SearchOrder;
import io.mltwin.compute.runs.RunColumn;
import io.mltwin.compute.runs.RunOrder;
import io.mltwin.compute.runs.RunOrder.Key;
import io.mltwin.compute.runs.RunSelection;
import io.mltwin.compute.runs.RunStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * The part of a search that SQL does: comparisons and orders of what is clear at rest. A comparison that is not here is decided
 * on the plaintext; SQL leaves out no run that matches.
 */
final class MlflowRunSelection {

    private MlflowRunSelection() {}

    /** Narrows a selection by what SQL can compare. */
    static void narrow(RunSelection runs, SearchFilter filter) {
        for (SearchComparison comparison : filter.comparisons()) {
            if (comparison.field().kind() == Kind.ATTRIBUTE) {
                narrowByAttribute(runs, comparison);
            } else if (comparison.field().kind() == Kind.TAG && comparison.comparator() == Comparator.EQUAL) {
                narrowByTag(runs, comparison);
            }
        }
    }

    private static void narrowByAttribute(RunSelection runs, SearchComparison comparison) {
        switch (comparison.field().key()) {
            case "run_id" -> narrowByText(runs, RunColumn.RUN_ID, comparison);
            case "run_name" -> narrowByText(runs, RunColumn.DISPLAY_NAME, comparison);
            case "status" ->
                runs.in(
                        RunColumn.STATUS,
                        Arrays.stream(RunStatus.values())
                                .filter(status -> comparison.matches(
                                        MlflowStatus.of(status).name()))
                                .toList());
            case "start_time", "created" ->
                narrowByTime(
                        comparison,
                        time -> runs.from(RunColumn.BEGAN, time),
                        time -> runs.before(RunColumn.BEGAN, time));
            case "end_time" ->
                narrowByTime(
                        comparison,
                        time -> runs.from(RunColumn.ENDED, time),
                        time -> runs.before(RunColumn.ENDED, time));
            default -> {
                // the experiment is selected by its id, and what is left is not clear
            }
        }
    }

    private static void narrowByText(RunSelection runs, RunColumn column, SearchComparison comparison) {
        switch (comparison.comparator()) {
            case EQUAL, IN -> runs.in(column, comparison.values());
            case NOT_EQUAL -> runs.notEqual(column, comparison.values().get(0));
            default -> {
                // a pattern
            }
        }
    }

    /** A run may have these as tags of its own, where it has no such property. */
    private static void narrowByTag(RunSelection runs, SearchComparison comparison) {
        Object value = comparison.values().get(0);
        switch (comparison.field().key()) {
            case MlflowRunMapper.ROOT_TAG -> runs.equal(RunColumn.ROOT_RUN_ID, value);
            case MlflowRunMapper.PARENT_TAG -> runs.equalOrNone(RunColumn.PARENT_RUN_ID, value);
            case MlflowRunMapper.NAME_TAG -> runs.equalOrNone(RunColumn.DISPLAY_NAME, value);
            default -> {
                // ciphertext
            }
        }
    }

    /** A time is compared in whole milliseconds, below which its column goes. */
    static void narrowByTime(SearchComparison comparison, Consumer<Instant> from, Consumer<Instant> before) {
        double value = ((Number) comparison.values().get(0)).doubleValue();
        if (Math.abs(value) > MlflowValidator.LATEST_MILLIS) {
            return;
        }
        Instant next = Instant.ofEpochMilli((long) Math.floor(value) + 1);
        Instant first = Instant.ofEpochMilli((long) Math.ceil(value));
        switch (comparison.comparator()) {
            case EQUAL -> {
                from.accept(first);
                before.accept(next);
            }
            case GREATER -> from.accept(next);
            case GREATER_OR_EQUAL -> from.accept(first);
            case LESS -> before.accept(first);
            case LESS_OR_EQUAL -> before.accept(next);
            default -> {
                // all but one millisecond
            }
        }
    }

    /** The order in which SQL reads the runs. */
    static RunOrder order(SearchOrder order) {
        List<SearchOrder.Term> terms = order.terms();
        if (terms.isEmpty()) {
            return RunOrder.LAST_BEGUN_FIRST;
        }
        boolean descending = terms.get(0).descending();
        String key = terms.get(0).field().kind() == Kind.ATTRIBUTE
                ? terms.get(0).field().key()
                : "";
        return switch (key) {
            case "run_id" -> descending ? RunOrder.by(Key.RUN_ID).reversed() : RunOrder.by(Key.RUN_ID);
            case "start_time", "created" ->
                descending && terms.size() == 1
                        ? RunOrder.LAST_BEGUN_FIRST
                        : RunOrder.byMilliseconds(Key.BEGAN, descending);
            case "end_time" -> RunOrder.byMilliseconds(descending ? Key.ENDED : Key.ENDED_LAST, descending);
            default -> RunOrder.ANY;
        };
    }
}
