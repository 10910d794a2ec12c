package io.mltwin.compute.automl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The scores of trials that have completed, in the order in which the trials began.
 *
 * @param metric by which they are compared
 */
record TrialScores(PrimaryMetric metric, List<Score> scores) {

    /** Trials that Azure's rule of early termination always lets run. */
    private static final int LANDMARKS = 20;

    /** Trials without a better score after which none begins. */
    private static final int PATIENCE = 10;

    /** The score of one trial. */
    record Score(String runId, int number, double value) {}

    /** Returns the best score, the earliest of equal ones; empty where there is none. */
    Optional<Score> best() {
        return scores.stream().reduce((one, other) -> metric.isBetter(other.value(), one.value()) ? other : one);
    }

    /** Tells whether the best score is at least this good; never for null. */
    boolean reaches(Double exitScore) {
        return exitScore != null
                && best().filter(score -> !metric.isBetter(exitScore, score.value()))
                        .isPresent();
    }

    /**
     * Tells whether the last trials were no better than those before them: {@code early
     * termination}.
     */
    boolean isStale() {
        if (scores.size() <= LANDMARKS + PATIENCE) {
            return false;
        }
        int earlier = scores.size() - PATIENCE;
        TrialScores before = new TrialScores(metric, new ArrayList<>(scores.subList(0, earlier)));
        return best().equals(before.best());
    }
}
