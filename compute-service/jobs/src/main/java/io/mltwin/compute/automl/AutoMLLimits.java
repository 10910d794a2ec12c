package io.mltwin.compute.automl;

import static io.mltwin.compute.automl.AutoMLValidator.LEAVE_OUT;
import static io.mltwin.encoding.Absence.isFalse;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Rules;
import io.mltwin.compute.automl.AutoMLJobBody.LimitsBody;
import java.time.Duration;

/**
 * {@code limitSettings} with Azure's defaults.
 *
 * @param cores of a trial; -1 for all
 * @param exitScore at which no further trial begins; null for none
 * @param endsEarly whether no further trial begins when scores do not improve any more
 */
record AutoMLLimits(
        int trials,
        int concurrentTrials,
        int cores,
        Double exitScore,
        boolean endsEarly,
        Duration timeout,
        Duration trialTimeout) {

    private static final String FIELD = "limitSettings.";
    private static final int MOST_TRIALS = 1000;
    private static final int ALL_CORES = -1;
    private static final Duration USUAL_TIMEOUT = Duration.ofHours(6);
    private static final Duration USUAL_TRIAL_TIMEOUT = Duration.ofMinutes(30);

    private static final Rules<LimitsBody> RULES = AutoMLValidator.rules(LimitsBody.class, FIELD)
            .settingNotBuiltBut("maxNodes", "a trial runs on one node", LEAVE_OUT, "0", "1")
            .settingNotBuiltIfAsked("no trial is a sweep", LEAVE_OUT, "sweepTrials", "sweepConcurrentTrials")
            .range(1, MOST_TRIALS, "is from 1 to " + MOST_TRIALS, "maxTrials")
            .matches("-1|[1-9][0-9]*", "is from 1, or -1 for all", "maxCoresPerTrial")
            .range(-Double.MAX_VALUE, Double.MAX_VALUE, "is a number", "exitScore")
            .duration(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(Long.MAX_VALUE),
                    "is a duration of ISO 8601 from one second, such as PT1H",
                    "timeout",
                    "trialTimeout");

    /**
     * Reads limits.
     *
     * @throws AzureException 400 for what is wrong, 501 for what is not built
     */
    static AutoMLLimits read(LimitsBody given) {
        LimitsBody limits = requireNonNullElse(given, LimitsBody.NONE);
        RULES.check(limits);
        int trials = requireNonNullElse(limits.maxTrials(), MOST_TRIALS);
        int concurrent = requireNonNullElse(limits.maxConcurrentTrials(), 1);
        AutoMLValidator.invalidIf(
                concurrent < 1 || concurrent > trials,
                FIELD + "maxConcurrentTrials",
                "is from 1 to %s%s",
                trials,
                trials == MOST_TRIALS ? "" : ", its maxTrials");
        return new AutoMLLimits(
                trials,
                concurrent,
                requireNonNullElse(limits.maxCoresPerTrial(), ALL_CORES),
                limits.exitScore(),
                !isFalse(limits.enableEarlyTermination()),
                duration(limits.timeout(), USUAL_TIMEOUT),
                duration(limits.trialTimeout(), USUAL_TRIAL_TIMEOUT));
    }

    private static Duration duration(String given, Duration usual) {
        return given == null ? usual : Duration.parse(given);
    }
}
