package io.mltwin.compute.sweeps;

import io.mltwin.compute.sweeps.SweepPlan.Objective;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code EarlyTerminationPolicy}: which trials are given up before they end. Each value that a
 * trial logs of the primary metric is an interval. A trial is compared, at the last interval at
 * which the policy is due, with all trials that have reached that interval.
 *
 * @param interval number of intervals between two evaluations, from 1
 * @param delay number of intervals before the first evaluation
 * @param slackFactor of a Bandit, else null
 * @param slackAmount of a Bandit, else null
 * @param percentage of a TruncationSelection, else 0
 */
record EarlyTermination(Type type, int interval, int delay, Double slackFactor, Double slackAmount, int percentage) {

    /** Azure's policies. */
    enum Type {
        Bandit,
        MedianStopping,
        TruncationSelection
    }

    private static final double PERCENT = 100;

    /**
     * The trials that are to be given up.
     *
     * @param logged values of the primary metric by trial, in the order in which they were logged
     * @param active trials that have not ended
     */
    Set<String> losers(Map<String, List<Double>> logged, Set<String> active, Objective objective) {
        Set<String> losers = new HashSet<>();
        for (String trial : active) {
            int due = lastDue(logged.getOrDefault(trial, List.of()).size());
            if (due > 0 && isLoser(trial, upTo(due, logged), objective)) {
                losers.add(trial);
            }
        }
        return losers;
    }

    /** The last interval, up to this one, at which the policy is applied; zero for none. */
    private int lastDue(int reached) {
        int last = reached / interval * interval;
        return last >= Math.max(1, delay) ? last : 0;
    }

    /** The first values of those trials that have so many. */
    private static Map<String, List<Double>> upTo(int due, Map<String, List<Double>> logged) {
        Map<String, List<Double>> values = new HashMap<>();
        logged.forEach((trial, all) -> {
            if (all.size() >= due) {
                values.put(trial, all.subList(0, due));
            }
        });
        return values;
    }

    private boolean isLoser(String trial, Map<String, List<Double>> values, Objective objective) {
        double own = objective.best(values.get(trial));
        return switch (type) {
            case Bandit -> objective.isBetter(slackLimit(values, objective), own);
            case MedianStopping -> objective.isBetter(medianOfAverages(values), own);
            case TruncationSelection -> lowest(values, objective).contains(trial);
        };
    }

    /** The worst value that is near enough to the best one. */
    private double slackLimit(Map<String, List<Double>> values, Objective objective) {
        double best =
                objective.best(values.values().stream().map(objective::best).toList());
        double slack;
        if (slackAmount != null) {
            slack = slackAmount;
        } else if (objective.isMaximum()) {
            slack = Math.abs(best) * slackFactor / (1 + slackFactor);
        } else {
            slack = Math.abs(best) * slackFactor;
        }
        return objective.isMaximum() ? best - slack : best + slack;
    }

    private static double medianOfAverages(Map<String, List<Double>> values) {
        List<Double> averages = values.values().stream()
                .map(all -> all.stream().mapToDouble(value -> value).average().orElseThrow())
                .sorted()
                .toList();
        int middle = averages.size() / 2;
        return averages.size() % 2 == 1 ? averages.get(middle) : (averages.get(middle - 1) + averages.get(middle)) / 2;
    }

    /** That part of the trials, rounded down, whose best values are worst. */
    private Set<String> lowest(Map<String, List<Double>> values, Objective objective) {
        Comparator<String> byBest = Comparator.comparingDouble(trial -> objective.best(values.get(trial)));
        List<String> worstFirst = new ArrayList<>(values.keySet());
        worstFirst.sort((objective.isMaximum() ? byBest : byBest.reversed()).thenComparing(Comparator.reverseOrder()));
        int count = (int) (values.size() * percentage / PERCENT);
        return new HashSet<>(worstFirst.subList(0, count));
    }
}
