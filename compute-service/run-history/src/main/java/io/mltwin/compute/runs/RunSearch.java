package io.mltwin.compute.runs;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A list of runs: what SQL selects and orders, and what only their plaintext tells.
 *
 * @param reader adds what else the list needs of some runs, in their order
 * @param filter of what SQL cannot decide
 * @param comparator the list's order; used where SQL's agrees by groups alone
 * @param run that a result is of
 */
public record RunSearch<T>(
        RunSelection selection,
        RunOrder order,
        Function<List<RunBody>, List<T>> reader,
        Predicate<T> filter,
        Comparator<T> comparator,
        Function<T, RunBody> run) {

    /** A list in SQL's order. */
    public static RunSearch<RunBody> of(RunSelection selection, RunOrder order, Predicate<RunBody> filter) {
        return new RunSearch<>(
                selection, order, Function.identity(), filter, Comparator.comparing(RunBody::runNumber), run -> run);
    }
}
