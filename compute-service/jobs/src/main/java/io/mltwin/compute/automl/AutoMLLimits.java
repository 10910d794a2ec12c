package io.mltwin.compute.automl;

import static io.mltwin.armweb.AzureException.settingNotBuilt;
import static io.mltwin.encoding.Absence.isFalse;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.automl.AutoMLJobBody.LimitsBody;
import java.time.Duration;
import java.time.format.DateTimeParseException;

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

    /**
     * Reads limits.
     *
     * @throws AzureException 400 for what is wrong, 501 for what is not built
     */
    static AutoMLLimits read(LimitsBody given) {
        LimitsBody limits = given == null ? LimitsBody.NONE : given;
        refuseUnbuilt("maxNodes", limits.maxNodes(), 1, "a trial runs on one node");
        refuseUnbuilt("sweepTrials", limits.sweepTrials(), 0, "no trial is a sweep");
        refuseUnbuilt("sweepConcurrentTrials", limits.sweepConcurrentTrials(), 0, "no trial is a sweep");
        int trials = count("maxTrials", limits.maxTrials(), MOST_TRIALS, MOST_TRIALS);
        int cores = requireNonNullElse(limits.maxCoresPerTrial(), ALL_CORES);
        AutoMLValidator.invalidIf(
                cores < ALL_CORES || cores == 0, FIELD + "maxCoresPerTrial", "is from 1, or -1 for all");
        AutoMLValidator.invalidIf(
                limits.exitScore() != null && !Double.isFinite(limits.exitScore()), FIELD + "exitScore", "is a number");
        return new AutoMLLimits(
                trials,
                count("maxConcurrentTrials", limits.maxConcurrentTrials(), 1, trials),
                cores,
                limits.exitScore(),
                !isFalse(limits.enableEarlyTermination()),
                duration("timeout", limits.timeout(), USUAL_TIMEOUT),
                duration("trialTimeout", limits.trialTimeout(), USUAL_TRIAL_TIMEOUT));
    }

    private static void refuseUnbuilt(String field, Integer given, int most, String why) {
        if (given != null && given > most) {
            throw settingNotBuilt(AutoMLValidator.path(FIELD + field), why, "Leave it out.");
        }
    }

    private static int count(String field, Integer given, int usual, int most) {
        int count = given == null ? usual : given;
        if (count < 1 || count > most) {
            throw AutoMLValidator.invalid(
                    FIELD + field, "is from 1 to %s%s", most, most == MOST_TRIALS ? "" : ", its maxTrials");
        }
        return count;
    }

    private static Duration duration(String field, String given, Duration usual) {
        try {
            Duration duration = given == null ? usual : Duration.parse(given);
            if (duration.toSeconds() > 0) {
                return duration;
            }
        } catch (DateTimeParseException noDuration) {
            // refused below
        }
        throw AutoMLValidator.invalid(FIELD + field, "is a duration of ISO 8601 from one second, such as PT1H");
    }
}
