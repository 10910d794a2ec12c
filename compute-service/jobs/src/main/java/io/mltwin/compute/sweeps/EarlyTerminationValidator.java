package io.mltwin.compute.sweeps;

import io.mltwin.compute.sweeps.EarlyTermination.Type;
import io.mltwin.encoding.AsciiCase;
import java.util.stream.Stream;

/** Validates {@code earlyTermination} of a sweep. */
final class EarlyTerminationValidator {

    private static final String FIELD = "earlyTermination.";
    private static final int MOST_PERCENT = 99;

    private EarlyTerminationValidator() {}

    static EarlyTermination read(SweepJobBody.Policy given) {
        Type type = Stream.of(Type.values())
                .filter(one -> AsciiCase.equal(one.name(), given.policyType()))
                .findFirst()
                .orElseThrow(() -> SweepValidator.invalid(
                        FIELD + "policyType", "is Bandit, MedianStopping or TruncationSelection"));
        // clients send zero for what nobody gave
        Double factor = positive("slackFactor", given.slackFactor());
        Double amount = positive("slackAmount", given.slackAmount());
        if (type == Type.Bandit && (factor == null) == (amount == null)) {
            throw SweepValidator.invalid(FIELD + "slackFactor", "or slackAmount is required of a Bandit, and not both");
        }
        return new EarlyTermination(
                type,
                Math.max(1, count("evaluationInterval", given.evaluationInterval())),
                count("delayEvaluation", given.delayEvaluation()),
                factor,
                amount,
                type == Type.TruncationSelection ? percentage(given.truncationPercentage()) : 0);
    }

    private static Double positive(String field, Double given) {
        if (given != null && !(given >= 0 && Double.isFinite(given))) {
            throw SweepValidator.invalid(FIELD + field, "is not negative");
        }
        return given == null || given == 0 ? null : given;
    }

    private static int count(String field, Integer given) {
        if (given != null && given < 0) {
            throw SweepValidator.invalid(FIELD + field, "is not negative");
        }
        return given == null ? 0 : given;
    }

    private static int percentage(Integer given) {
        if (given == null || given < 1 || given > MOST_PERCENT) {
            throw SweepValidator.invalid(FIELD + "truncationPercentage", "is required: from 1 to " + MOST_PERCENT);
        }
        return given;
    }
}
